from __future__ import annotations

import logging
import sys
import textwrap
import threading

import pytest

import chime_shim
from chime_shim import SettingsError, settings
from chime_shim.settings import FIELDS, Settings, sources, store
from chime_shim.settings.changes import Changes

ARN = "arn:aws:chime:us-east-1:1:app-instance/a/user/b"


@pytest.fixture(autouse=True)
def no_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def project(tmp_path):
    def write(text):
        path = tmp_path / "pyproject.toml"
        path.write_text(textwrap.dedent(text))
        store._State.file = None
        return path

    return write


needs_toml = pytest.mark.skipif(sources._toml() is None, reason="Python 3.10 without tomli")


def warnings_in(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "chime_shim"]


def test_one_region_serves_all_services():
    assert Settings().region_of("chime-sdk-voice") == "us-east-1"
    assert Settings(region="us-west-2").region_of("chime-sdk-voice") == "us-west-2"


@pytest.mark.parametrize(
    "text",
    [
        "us-east-1,chime-sdk-voice=us-west-2",
        " chime-sdk-voice=us-west-2 , us-east-1,",
        "chime-sdk-voice=us-west-2",
    ],
)
def test_a_service_may_have_a_region_of_its_own(text):
    settings.configure(region=text)

    assert settings.current().region_of("chime-sdk-voice") == "us-west-2"
    assert settings.current().region_of("chime-sdk-meetings") == "us-east-1"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, False), ("", False), ("0", False), ("False", False), ("1", True), ("on", True)],
)
def test_the_off_switch_is_read_at_every_call(value, expected, monkeypatch):
    if value is not None:
        monkeypatch.setenv("CHIME_SHIM_DISABLED", value)

    assert settings.disabled() is expected


@needs_toml
def test_each_source_has_precedence_over_the_one_before(project, monkeypatch):
    def region():
        return settings.current().region, settings.resolve().origins["region"]

    assert region() == ("us-east-1", "default")
    path = project('[tool.chime_shim]\nregion = "eu-west-1"\n')
    assert region() == ("eu-west-1", str(path))
    settings.activate(region="eu-west-2")
    assert region() == ("eu-west-2", "install()")
    monkeypatch.setenv("CHIME_SHIM_REGION", "eu-west-3")
    assert region() == ("eu-west-3", "CHIME_SHIM_REGION")
    settings.set_flags({"region": "eu-west-4"})
    assert region() == ("eu-west-4", "the command line")
    with settings.configure(region="eu-west-5"):
        assert region() == ("eu-west-5", "configure()")
    assert region() == ("eu-west-4", "the command line")


def test_what_the_command_line_says_reaches_child_processes(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_REGION", "eu-west-1")
    settings.set_flags({"region": "eu-west-2"})

    assert sources.environment().values["region"] == "eu-west-2"


def test_what_is_not_given_stays_as_it_is(monkeypatch):
    settings.activate(region="us-west-2")
    settings.activate(region=None, forward_phone_numbers=True)
    monkeypatch.setenv("CHIME_SHIM_REGION", "")

    assert (settings.current().region, settings.current().forward_phone_numbers) == ("us-west-2", True)


@needs_toml
def test_the_file_is_that_of_the_nearest_directory_above(project, tmp_path, monkeypatch):
    project('[tool.chime_shim]\nregion = "us-west-2"\nforward-phone-numbers = true\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")

    assert settings.current() == Settings(region="us-west-2", forward_phone_numbers=True)


def test_a_file_without_our_table_is_not_our_affair(project, caplog):
    project("[tool.other]\nthis is no TOML: chime_shim\n")

    assert settings.current() == Settings()
    assert warnings_in(caplog) == []


BROKEN_FILES = {
    "not TOML": ("[tool.chime_shim]\nregion = us-west-2\n", "is not valid TOML"),
    "no table": ('[[tool.chime_shim]]\nregion = "us-west-2"\n', "is not a table"),
    "not UTF-8": (b"[tool.chime_shim]\nregion = '\xff'\n", "is not valid TOML"),
}


@needs_toml
@pytest.mark.parametrize(("content", "problem"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_is_complained_of_once_and_the_defaults_apply(content, problem, project, caplog):
    path = project("")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    for _ in range(3):
        assert settings.current() == Settings()
    (warning,) = warnings_in(caplog)
    assert problem in warning
    assert str(path) in warning


def test_a_file_that_cannot_be_read_is_complained_of(project, caplog, monkeypatch):
    project("[tool.chime_shim]\n")

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert settings.current() == Settings()
    assert "pyproject.toml: it cannot be read: Permission denied" in warnings_in(caplog)[0]


def test_a_python_that_reads_no_toml_says_what_it_takes(project, caplog, monkeypatch):
    monkeypatch.setitem(sys.modules, "tomllib", None)
    monkeypatch.setitem(sys.modules, "tomli", None)
    project('[tool.chime_shim]\nregion = "us-west-2"\n')

    assert settings.current() == Settings()
    assert "needs Python 3.11 or later, or the package tomli" in warnings_in(caplog)[0]


UNKNOWN = {
    "environment": ("CHIME_SHIM_REGOIN", "us-west-2", "did you mean CHIME_SHIM_REGION?"),
    "nothing like it": ("CHIME_SHIM_XYZZY", "1", "there are CHIME_SHIM_REGION, CHIME_SHIM_CHIME_BEARER, "),
}
WRONG = {
    "region": ("CHIME_SHIM_REGION", "mars", "expected a region such as us-east-1"),
    "two regions": ("CHIME_SHIM_REGION", "us-east-1,us-west-2", "expected one region, and others by service"),
    "no region": ("CHIME_SHIM_REGION", "chime-sdk-voice=", "expected a region such as"),
    "service": ("CHIME_SHIM_REGION", "chime-sdk-fax=us-west-2", "expected one of chime-sdk-identity,"),
    "boolean": ("CHIME_SHIM_FORWARD_PHONE_NUMBERS", "maybe", "expected 1, true, yes or on"),
    "bearer": ("CHIME_SHIM_CHIME_BEARER", "somebody", "expected the ARN of an app instance user"),
}


@pytest.mark.parametrize(("name", "value", "remedy"), (UNKNOWN | WRONG).values(), ids=UNKNOWN | WRONG)
def test_what_is_unknown_or_wrong_is_told_once_and_passed_over(name, value, remedy, monkeypatch, caplog):
    monkeypatch.setenv(name, value)

    for _ in range(3):
        with chime_shim.install():
            assert settings.current() == Settings()
    (record,) = [record for record in caplog.records if record.name == "chime_shim"]
    assert record.levelno == logging.WARNING
    assert name in record.getMessage()
    assert remedy in record.getMessage()


def test_a_wrong_value_gives_way_to_the_next_source(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_REGION", "mars")
    settings.activate(region="us-west-2")

    assert settings.current().region == "us-west-2"


@pytest.mark.parametrize("name", ["regoin", "region"])
def test_a_strict_activation_fails_and_changes_nothing(name, monkeypatch, caplog):
    monkeypatch.setenv("CHIME_SHIM_STRICT", "1")

    with pytest.raises(SettingsError, match=name) as caught:
        chime_shim.install(**{name: "mars"}, forward_phone_numbers=True)

    assert isinstance(caught.value, ValueError)
    assert len(caught.value.problems) == 1
    assert settings.current() == Settings(strict=True)
    assert warnings_in(caplog) == []


def test_a_strict_client_fails_as_well(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_STRICT", "1")
    monkeypatch.setenv("CHIME_SHIM_REGION", "mars")

    with pytest.raises(SettingsError):
        chime_shim.client("chime")
    with pytest.raises(SettingsError):
        chime_shim.wrap(object())


@pytest.mark.parametrize("changes", [{"regoin": "us-west-2"}, {"region": "mars"}, {"region": 5}])
def test_what_is_configured_at_run_time_is_right_or_refused(changes, caplog):
    with pytest.raises(SettingsError, match=r"configure\(\)"):
        chime_shim.configure(forward_phone_numbers=True, **changes)

    assert settings.current() == Settings()
    assert warnings_in(caplog) == []


def test_configured_for_a_block_or_for_good():
    chime_shim.configure(region="us-west-2")
    with chime_shim.configure(region="eu-west-1"), chime_shim.configure(forward_phone_numbers=True):
        assert settings.live() == Settings(region="eu-west-1", forward_phone_numbers=True)
    assert settings.live() == Settings(region="us-west-2")


def test_what_is_private_is_not_told(monkeypatch, caplog):
    monkeypatch.setenv("CHIME_SHIM_CHIME_BEARER", "+12065550100")
    settings.current()

    assert "+12065550100" not in caplog.text
    assert settings.shown("chime_bearer", ARN) == "(set)"
    assert settings.shown("chime_bearer", None) is None


def test_a_client_keeps_the_settings_that_it_was_made_with(loopback):
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    with chime_shim.configure(region="us-west-2"):
        other = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert chime_shim.successor(client, "chime-sdk-voice").meta.region_name == "us-east-1"
    assert chime_shim.successor(other, "chime-sdk-voice").meta.region_name == "us-west-2"


def test_many_threads_may_configure_at_once():
    start = threading.Barrier(8)

    def work():
        start.wait()
        for _ in range(50):
            chime_shim.configure(region="us-west-2")
            settings.current()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert settings.current() == Settings(region="us-west-2")


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_every_setting_is_declared_in_full(field):
    assert field.metadata["help"].endswith(".")
    if field.default is not None:
        assert field.metadata["parse"](field.default) == field.default
    with pytest.raises(ValueError, match="expected"):
        field.metadata["parse"](object())


def test_the_typed_arguments_are_the_settings():
    assert list(Changes.__annotations__) == list(FIELDS)


def test_pyproject_is_read_once_for_a_process_however_many_clients_it_makes(project, monkeypatch):
    project('[tool.chime_shim]\nregion = "us-west-2"')
    reads = []
    monkeypatch.setattr(store, "pyproject", lambda: reads.append(1) or sources.pyproject())
    for _ in range(3):
        chime_shim.install().uninstall()
        chime_shim.client("chime", "us-east-1")
    assert len(reads) == 1
