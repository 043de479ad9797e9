"""A client made before ``install()`` is a whole client: whatever a later one answers, it answers."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import weakref
from unittest import mock

import boto3
import botocore.session
import pytest
from botocore.exceptions import OperationNotPageableError
from botocore.stub import Stubber

import chime_shim
from chime_shim import _activation
from chime_shim.routes import ROUTES
from chime_shim.routes._names import method_name
from tests.support.versions import needs_removal

MEETING = {"Meeting": {"MeetingId": "m"}}


@pytest.fixture(autouse=True)
def uninstalled():
    yield
    for activation in list(_activation._activations):
        activation.uninstall()


@pytest.fixture
def early(loopback):
    return boto3.client("chime", "us-east-1", endpoint_url=loopback.url)


def made_late(loopback):
    return boto3.client("chime", "us-east-1", endpoint_url=loopback.url)


def stubbed(client):
    with Stubber(client) as stubber:
        stubber.add_response("get_meeting", MEETING)
        return client.get_meeting(MeetingId="m")["Meeting"]


def stubbed_error(client):
    with Stubber(client) as stubber:
        stubber.add_client_error("get_meeting", "NotFoundException")
        try:
            client.get_meeting(MeetingId="m")
        except client.exceptions.NotFoundException as error:
            return error.response["Error"]["Code"]


def not_pageable(client):
    try:
        client.get_paginator("list_channels")
    except OperationNotPageableError as error:
        return str(error)


def no_waiter(client):
    try:
        client.get_waiter("meeting_created")
    except ValueError as error:
        return str(error)


def model_of(client):
    model = client.meta.service_model
    return sorted(model.operation_names), model.operation_model("GetMeeting").http, model.service_name


# What botocore, unittest.mock and applications ask of a client, one by one.
ASKED = {
    "dir": lambda client: [name for name in dir(client) if not name.startswith("_")],
    "hasattr": lambda client: [hasattr(client, method_name(operation)) for operation in ROUTES],
    "signature": lambda client: client.get_meeting.__name__ + str(client.get_meeting.__doc__),
    "Stubber.add_response": stubbed,
    "Stubber.add_client_error": stubbed_error,
    "generate_presigned_url": lambda client: client.generate_presigned_url(
        "get_meeting", {"MeetingId": "m"}
    ).partition("?")[0],
    "can_paginate": lambda client: [client.can_paginate(method_name(operation)) for operation in ROUTES],
    "get_paginator": not_pageable,
    "get_paginator of a kept operation": lambda client: client.get_paginator("list_accounts")._model.name,
    "get_waiter": no_waiter,
    "waiter_names": lambda client: client.waiter_names,
    "Mock(spec=)": lambda client: mock.Mock(spec=client).get_meeting is not None,
    "create_autospec": lambda client: mock.create_autospec(client).get_meeting is not None,
    "meta.service_model": model_of,
    "meta.method_to_api_mapping": lambda client: dict(client.meta.method_to_api_mapping),
    "exceptions": lambda client: sorted(dir(client.exceptions)),
    "patch.object": lambda client: mock.patch.object(client, "get_meeting").start() is not None,
    "call": lambda client: client.get_meeting(MeetingId="m")["ResponseMetadata"]["HTTPStatusCode"],
    "kept call": lambda client: client.list_accounts()["ResponseMetadata"]["HTTPStatusCode"],
}


def outcome_of(ask, client):
    try:
        return ask(client)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other client has it, too
        return type(error), str(error)


@pytest.mark.parametrize("asked", ASKED)
def test_it_answers_what_a_later_client_answers(asked, early, loopback):
    chime_shim.install()

    got, expected = (outcome_of(ASKED[asked], client) for client in (early, made_late(loopback)))

    assert got == expected
    assert not isinstance(got, tuple) or got[0] is not AttributeError
    mock.patch.stopall()


def test_copies_and_pickles_are_as_a_stock_clients(early):
    def outcomes():
        return [type(outcome_of(each, early)) for each in (copy.copy, copy.deepcopy, pickle.dumps)]

    before = outcomes()
    chime_shim.install()
    assert outcomes() == before


def test_it_is_the_same_client_and_still_of_its_class(early):
    stock = type(early)
    exceptions, emitter = early.exceptions, early.meta.events

    chime_shim.install()

    assert isinstance(early, stock)
    assert early.exceptions is exceptions
    assert early.meta.events is emitter


@needs_removal
def test_uninstall_gives_back_what_there_was(early):
    before = type(early), dict(vars(early)), dir(early)

    chime_shim.install().uninstall()

    assert (type(early), dict(vars(early)), dir(early)) == before
    with pytest.raises(AttributeError):
        early.get_meeting(MeetingId="m")


def test_it_may_be_installed_again(early):
    for _ in range(3):
        with chime_shim.install(), chime_shim.install():
            assert stubbed(early) == MEETING["Meeting"]


@needs_removal
@pytest.mark.parametrize("frozen", [False, True])
def test_one_that_nobody_found_gets_the_graft_when_first_asked(frozen, early, monkeypatch):
    if frozen:
        gc.freeze()
    else:
        monkeypatch.setattr("chime_shim._graft.early.instances", lambda _: [])
    try:
        chime_shim.install()
        assert "get_meeting" not in dir(early)
        assert hasattr(early, "get_meeting")
    finally:
        gc.unfreeze()
    assert "get_meeting" in dir(early)
    assert early.generate_presigned_url("get_meeting", {"MeetingId": "m"})


def test_what_is_no_chime_client_is_left_alone():
    class Chime(botocore.session.Session().create_client("sts", "us-east-1").__class__):
        pass

    other = boto3.client("s3", "us-east-1")
    impostor = object.__new__(Chime)
    before = type(other), dict(vars(other))

    chime_shim.install()

    assert (type(other), dict(vars(other))) == before
    assert type(impostor) is Chime


def a_hook_that_holds(client):
    def hook(**_):
        return client

    return hook


def test_a_client_that_is_let_go_is_gone(early, loopback):
    client = made_late(loopback)
    client.meta.events.register("before-send.chime", a_hook_that_holds(client))
    chime_shim.install()
    seen = weakref.ref(client)

    del client
    gc.collect()

    assert seen() is None


def test_wrapping_an_early_client_outlives_the_installation(early, loopback):
    with chime_shim.install():
        wrapped = chime_shim.wrap(early)

    assert wrapped.get_meeting(MeetingId="m")["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_threads_that_call_while_others_install_get_their_answers(early, loopback):
    failures = []
    go = threading.Event()

    def call():
        try:
            while not go.is_set():
                early.list_accounts()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        with chime_shim.install():
            early.get_meeting(MeetingId="m")
    go.set()
    for thread in threads:
        thread.join()

    assert failures == []
