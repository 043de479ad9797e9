"""A botocore that has no ``chime`` at all: what is restored has to stand alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ParamValidationError, UnknownServiceError
from botocore.loaders import Loader
from botocore.stub import Stubber

import chime_shim
from chime_shim._graft.sessions import knowing_chime
from chime_shim.legacy_api import STANDALONE_PATH, extras, removed_operations
from tests.support.botocore_data import botocore_without
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_CALL_IDS, PROXY_CALLS

REGION_AND_URL = ("us-east-1", None, True, None)


@pytest.fixture(autouse=True)
def no_chime(monkeypatch, tmp_path):
    directory = tmp_path / "data"
    directory.mkdir()
    botocore_without(monkeypatch, directory, "chime")


def installed(**arguments):
    with chime_shim.install():
        return chime_shim.wrap(boto3.client("chime", **arguments))


def by_session(**arguments):
    with chime_shim.install():
        session = botocore.session.get_session()
        return chime_shim.wrap(session.create_client("chime", *REGION_AND_URL, *arguments.values()))


MAKERS = {"install": installed, "client": chime_shim.client, "botocore's session": by_session}


@pytest.fixture(params=MAKERS.values(), ids=MAKERS)
def make(request):
    return request.param


def test_without_the_shim_botocore_knows_no_such_service():
    with pytest.raises(UnknownServiceError, match="chime"):
        boto3.client("chime", "us-east-1")


@pytest.mark.parametrize(("method", "params", "status", "body"), PROXY_CALLS, ids=PROXY_CALL_IDS)
def test_the_removed_operations_reach_the_wire_and_the_reply_the_caller(
    method, params, status, body, make, loopback
):
    loopback.answer(Answer.of(body, status))

    response = getattr(make(endpoint_url=loopback.url), method)(**params)

    assert response.pop("ResponseMetadata")["HTTPStatusCode"] == status
    assert list(response) == list(body)
    (request,) = loopback.requests
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]


@pytest.mark.parametrize("region", [None, "us-east-1", "eu-west-3"])
def test_no_region_is_needed_and_any_will_do(region):
    client = chime_shim.client("chime", region)

    assert client.meta.endpoint_url == "https://chime.us-east-1.amazonaws.com"
    successor = chime_shim.successor(client, "chime-sdk-meetings")
    assert successor.meta.endpoint_url == "https://meetings-chime.us-east-1.amazonaws.com"


def test_the_second_client_of_a_session_is_as_good_as_the_first(loopback):
    session = boto3.Session()
    loader = session._session.get_component("data_loader")
    with chime_shim.install():
        clients = [session.client("chime", endpoint_url=loopback.url) for _ in range(2)]
        for client in clients:
            client.list_voice_connectors()

    assert len(loopback.requests) == 2
    # The session is what it was: without the shim it knows no such service.
    assert session._session.get_component("data_loader") is loader
    assert str(STANDALONE_PATH) not in loader.search_paths
    with pytest.raises(UnknownServiceError):
        session.client("chime", "us-east-1")


def test_all_and_only_the_removed_operations_are_there(make):
    client = make()

    assert set(client.meta.service_model.operation_names) == removed_operations()
    assert not hasattr(client, "list_accounts")
    for operation in client.meta.service_model.operation_names:
        model = client.meta.service_model.operation_model(operation)
        assert model.error_shapes
        assert model.input_shape is None or model.input_shape.members is not None


def test_the_shapes_are_closed():
    description = Loader([str(STANDALONE_PATH)]).load_service_model("chime", "service-2")
    shapes = description["shapes"].keys() | extras()["shapes"].keys()

    def references(definition):
        if isinstance(definition, dict):
            if isinstance(definition.get("shape"), str):
                yield definition["shape"]
            for value in definition.values():
                yield from references(value)
        elif isinstance(definition, list):
            for item in definition:
                yield from references(item)

    used = {name for kind in (description, *extras().values()) for name in references(dict(kind))}
    assert used <= shapes


def test_errors_checks_and_stubs_are_the_legacy_ones(make, loopback):
    client = make(endpoint_url=loopback.url)
    loopback.answer(Answer.error("NotFoundException", 404))

    with pytest.raises(client.exceptions.NotFoundException) as caught:
        client.delete_meeting(MeetingId="m")
    assert caught.value.response["Code"] == "NotFound"

    with pytest.raises(ParamValidationError):
        client.delete_meeting()

    with Stubber(client) as stubber:
        stubber.add_response("delete_meeting", {}, {"MeetingId": "m"})
        assert client.delete_meeting(MeetingId="m") == {}


def test_a_replacement_may_be_registered_and_answers():
    @chime_shim.replace("ListMeetings")
    def list_meetings(client, **params):
        return {"Meetings": []}

    try:
        assert chime_shim.client().list_meetings()["Meetings"] == []
    finally:
        list_meetings.undo()


def test_other_services_and_the_same_service_without_the_shim_are_left_alone():
    with chime_shim.install():
        session = boto3.Session()
        session.client("sqs", "us-east-1", config=Config())
        assert str(STANDALONE_PATH) not in session._session.get_component("data_loader").search_paths
    with pytest.raises(UnknownServiceError):
        boto3.client("chime", "us-east-1")


def test_switched_off_the_client_is_not_made(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
    with chime_shim.install(), pytest.raises(UnknownServiceError):
        boto3.client("chime", "us-east-1")


def test_a_session_that_made_a_client_knows_no_chime_after_uninstall():
    session = boto3.Session(region_name="us-east-1")
    with chime_shim.install():
        session.client("chime")
        assert "chime" in session.get_available_services()
    assert "chime" not in session.get_available_services()
    with pytest.raises(UnknownServiceError):
        session.client("chime")


def test_a_session_is_asked_about_the_service(monkeypatch):
    session = botocore.session.get_session()
    with chime_shim.install():
        assert "chime" in session.get_available_services()
        assert "chime" in boto3.Session().get_available_services()
        assert session.get_service_model("chime").endpoint_prefix == "chime"
        monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
        assert "chime" not in session.get_available_services()


def test_many_clients_may_be_made_at_once_and_the_session_is_what_it_was():
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    with chime_shim.install(), ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: session.create_client("chime", *REGION_AND_URL), range(16)))
    assert all("CreateMeeting" in client.meta.service_model.operation_names for client in made)
    assert session.get_component("data_loader") is loader


def test_a_session_has_its_own_loader_again_though_it_was_asked_while_another_was_lent(monkeypatch):
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    asked, given_back = threading.Event(), threading.Event()
    get_component = session.get_component

    def get_slowly(name):
        component = get_component(name)
        if threading.current_thread() is second:
            asked.set()
            given_back.wait(1)  # unless whoever gives it back has to wait for this
        return component

    def ask():
        with knowing_chime(session) as alone:
            assert alone

    second = threading.Thread(target=ask)
    monkeypatch.setattr(session, "get_component", get_slowly)
    with knowing_chime(session):
        second.start()
        asked.wait(1)
    given_back.set()
    second.join()
    assert get_component("data_loader") is loader


@pytest.mark.parametrize("make", [chime_shim.client, boto3.client], ids=["client", "install"])
def test_phone_numbers_are_forwarded_if_the_setting_says_so(make, loopback):
    loopback.answer(Answer.of({"PhoneNumbers": []}, 200))
    with chime_shim.install(), chime_shim.configure(forward_phone_numbers=True):
        client = make("chime", "us-east-1", endpoint_url=loopback.url)
        assert len(client.meta.service_model.operation_names) == 145
        assert client.list_phone_numbers(Status="Unassigned")["PhoneNumbers"] == []
    (request,) = loopback.requests
    assert request.path.startswith("/phone-numbers")


def test_what_is_shipped_for_this_is_small():
    assert sum(file.stat().st_size for file in STANDALONE_PATH.rglob("*.gz")) < 2_000
