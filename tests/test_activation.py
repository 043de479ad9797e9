from __future__ import annotations

import functools
import subprocess
import sys
import threading

import boto3
import botocore.client
import botocore.session
import pytest
import wrapt
from botocore.config import Config

import chime_shim
from chime_shim import _activation
from chime_shim._graft import attach
from chime_shim._patches.patches import layers
from tests.support.loopback import Answer
from tests.support.versions import needs_removal

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture(autouse=True)
def nothing_left_behind():
    stock = vars(botocore.session.Session)["create_client"], vars(botocore.client.BaseClient)["__getattr__"]
    yield
    for activation in list(_activation._activations):
        activation.uninstall()
    left = vars(botocore.session.Session)["create_client"], vars(botocore.client.BaseClient)["__getattr__"]
    assert left == stock


def call(client):
    return client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"]


def test_a_client_made_after_install_works(loopback):
    with chime_shim.install():
        assert call(boto3.client("chime", "us-east-1", endpoint_url=loopback.url)) == 200


def test_sessions_made_before_install_make_clients_that_work(loopback):
    boto3.setup_default_session(region_name="us-east-1")
    sessions = [boto3.DEFAULT_SESSION, boto3.Session(region_name="us-east-1")]
    botocore_session = botocore.session.get_session()

    with chime_shim.install():
        for session in sessions:
            assert call(session.client("chime", endpoint_url=loopback.url)) == 200
        assert call(botocore_session.create_client("chime", "us-east-1", endpoint_url=loopback.url)) == 200


@needs_removal
def test_a_client_made_before_install_gets_its_lost_methods(loopback):
    client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    seen = []
    client.meta.events.register("before-send.chime.*", lambda **kwargs: seen.append(kwargs["event_name"]))

    with chime_shim.install():
        assert hasattr(client, "create_proxy_session")
        assert call(client) == 200
        assert not hasattr(client, "no_such_operation")

    assert seen == ["before-send.chime.GetProxySession"]
    assert not hasattr(client, "create_proxy_session")


def test_errors_of_a_client_made_before_install_are_caught_by_its_own_exceptions(loopback):
    client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    not_found = client.exceptions.NotFoundException
    loopback.answer(Answer.error("NotFoundException", 404))

    with chime_shim.install(), pytest.raises(not_found):
        call(client)


@needs_removal
def test_uninstall_makes_botocore_what_it_was():
    stock = vars(botocore.session.Session)["create_client"], vars(botocore.client.BaseClient)["__getattr__"]

    activation = chime_shim.install()
    assert vars(botocore.session.Session)["create_client"] is not stock[0]
    activation.uninstall()

    assert vars(botocore.session.Session)["create_client"] is stock[0]
    assert vars(botocore.client.BaseClient)["__getattr__"] is stock[1]
    assert not hasattr(boto3.client("chime"), "create_proxy_session")


@needs_removal
def test_a_client_made_while_installed_is_a_stock_client_after_uninstall(loopback):
    with chime_shim.install():
        client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)

    with pytest.raises(AttributeError, match=r"^'Chime' object has no attribute 'get_proxy_session'$"):
        call(client)
    with pytest.raises(AttributeError):
        client.generate_presigned_url("get_proxy_session", IDS)
    assert client.list_accounts()["ResponseMetadata"]["HTTPStatusCode"] == 200


@needs_removal
def test_the_shim_stays_until_each_install_is_uninstalled():
    first, second = chime_shim.install(), chime_shim.install()

    first.uninstall()
    first.uninstall()
    assert hasattr(boto3.client("chime"), "create_proxy_session")

    second.uninstall()
    assert not hasattr(boto3.client("chime"), "create_proxy_session")


def test_installing_twice_wraps_once():
    with chime_shim.install(), chime_shim.install():
        create_client = vars(botocore.session.Session)["create_client"]
        assert not isinstance(create_client.__wrapped__, wrapt.FunctionWrapper)


@needs_removal
@pytest.mark.parametrize("kind", ["wrapt", "functools"])
def test_wrappers_of_others_survive_install_and_uninstall(kind, monkeypatch):
    calls = []

    def wrap_with(name):
        original = vars(botocore.session.Session)["create_client"]
        if kind == "wrapt":

            def wrapper(wrapped, instance, args, kwargs):
                calls.append(name)
                return wrapped(*args, **kwargs)

            wrapped = wrapt.FunctionWrapper(original, wrapper)
        else:

            @functools.wraps(original)
            def wrapped(*args, **kwargs):
                calls.append(name)
                return original(*args, **kwargs)

        monkeypatch.setattr(botocore.session.Session, "create_client", wrapped)

    wrap_with("before")
    activation = chime_shim.install()
    wrap_with("after")

    assert hasattr(boto3.client("chime"), "create_proxy_session")
    assert calls == ["after", "before"]

    activation.uninstall()
    calls.clear()
    assert not hasattr(boto3.client("chime"), "create_proxy_session")
    assert calls == ["after", "before"]

    calls.clear()
    with chime_shim.install():
        assert hasattr(boto3.client("chime"), "create_proxy_session")
        assert calls == ["after", "before"]
        current = vars(botocore.session.Session)["create_client"]
        ours = [layer for layer in layers(current) if is_ours(layer)]
        assert len(ours) == 1

    # Under the others' wrapper, ours could only be switched off: what the tests put there goes with it.
    monkeypatch.undo()


def is_ours(layer):
    return _activation._PATCHES[0].is_ours(layer)


@needs_removal
@pytest.mark.parametrize("value", ["1", "true", "YES"])
def test_the_environment_switches_everything_off_and_on_at_run_time(value, monkeypatch, loopback):
    before = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    with chime_shim.install():
        client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
        explicit = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

        monkeypatch.setenv("CHIME_SHIM_DISABLED", value)
        made_while_off = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
        for each in (before, client, explicit, made_while_off):
            with pytest.raises(AttributeError, match="no attribute 'get_proxy_session'"):
                call(each)

        monkeypatch.setenv("CHIME_SHIM_DISABLED", "0")
        for each in (before, client, explicit, made_while_off):
            assert call(each) == 200


def test_many_threads_may_install_and_make_clients_at_once():
    failures = []
    start = threading.Barrier(16)

    def work():
        try:
            start.wait()
            with chime_shim.install():
                session = boto3.Session()
                assert hasattr(session.client("chime"), "create_proxy_session")
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []


@needs_removal
def test_a_botocore_that_the_shim_does_not_fit_leaves_the_application_a_stock_client(monkeypatch, caplog):
    def misfit(*_, **__):
        raise TypeError("unknown botocore")

    monkeypatch.setattr(attach, "graft", misfit)
    with chime_shim.install():
        client = boto3.client("chime")

    assert not hasattr(client, "create_proxy_session")
    assert "does not fit the installed botocore" in caplog.text


ORDERS = {
    "install, then import": "import chime_shim; chime_shim.install(); import boto3",
    "import, then install": "import boto3, chime_shim; chime_shim.install()",
    "botocore alone first": "import botocore.session, chime_shim; chime_shim.install(); import boto3",
    "install and uninstall before the import": (
        "import chime_shim; chime_shim.install().uninstall(); chime_shim.install(); import boto3"
    ),
}


def run(code):
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_the_order_of_import_and_install_does_not_matter(order):
    assert run(f"{order}; print(hasattr(boto3.client('chime'), 'create_meeting'))") == "True\n"


@needs_removal
def test_uninstalled_before_the_import_nothing_is_patched():
    code = "import chime_shim; chime_shim.install().uninstall(); import boto3"
    assert run(f"{code}; print(hasattr(boto3.client('chime'), 'create_meeting'))") == "False\n"


def test_importing_the_package_imports_none_of_its_dependencies():
    loaded = "{name.split('.')[0] for name in sys.modules} & {'boto3', 'botocore', 'wrapt', 'structlog'}"
    assert run(f"import sys, chime_shim; print({loaded})") == "set()\n"


def test_installing_does_not_import_botocore():
    assert run("import sys, chime_shim; chime_shim.install(); print('botocore' in sys.modules)") == "False\n"


def functions_run(action, *packages):
    """The functions of ``packages`` that ``action`` runs, in their order."""
    names = []

    def profile(frame, event, _):
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if event == "call" and package in packages:
            names.append(f"{frame.f_globals['__name__']}:{frame.f_code.co_name}")

    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
    return names


def test_a_client_of_another_service_runs_the_functions_that_it_runs_without_the_shim(loopback):
    config = Config(s3={"addressing_style": "path"})

    def make():
        return boto3.Session().client("s3", "us-east-1", endpoint_url=loopback.url, config=config)

    def make_and_call():
        make().list_buckets()

    loopback.answer(Answer(body=b"<ListAllMyBucketsResult/>"))
    make_and_call()
    without = functions_run(make_and_call, "boto3", "botocore")
    with chime_shim.install():
        assert functions_run(make_and_call, "boto3", "botocore") == without
        # What is ours: at creation, the wrapper that looks at the name of the service; at calls, nothing.
        assert functions_run(make, "chime_shim") == ["chime_shim._activation:_create_client"]
        assert functions_run(make().list_buckets, "chime_shim") == []
