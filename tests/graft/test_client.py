from __future__ import annotations

import itertools
import uuid

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber
from freezegun import freeze_time

import chime_shim
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_CALL_IDS, PROXY_CALLS, PROXY_SESSION, VOICE_CONNECTOR_ID

REGIONS = ["us-east-1", "us-west-2", "eu-central-1"]
IDS = {"VoiceConnectorId": VOICE_CONNECTOR_ID, "ProxySessionId": "1"}


@pytest.fixture
def legacy(loopback):
    return chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)


def sent(client, method, params, monkeypatch):
    """The one request that a call sends, as it stands just before it goes out."""
    numbers = itertools.count()
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=next(numbers)))
    requests = []

    def keep(request, **_):
        requests.append(request)
        raise ConnectionAbortedError

    client.meta.events.register("before-send.*.*", keep)
    with freeze_time("2026-03-04T05:06:07Z"), pytest.raises(ConnectionAbortedError):
        getattr(client, method)(**params)
    (request,) = requests
    return request.method, request.url, dict(request.headers), request.body


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(("method", "params"), [call[:2] for call in PROXY_CALLS], ids=PROXY_CALL_IDS)
def test_the_wire_gets_what_the_successor_client_sends(method, params, region, monkeypatch):
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"}, user_agent_extra="app/1")
    monkeypatch.setenv("CHIME_SHIM_REGION", region)
    # A session each: botocore marks the first client of a session in its user agent.
    ours = chime_shim.client(session=boto3.Session(), config=config)
    theirs = boto3.Session().client("chime-sdk-voice", region_name=region, config=config)

    request = sent(ours, method, params, monkeypatch)
    expected = sent(theirs, method, params, monkeypatch)

    # The one exception.
    expected[2]["User-Agent"] += f" chime-shim/{chime_shim.__version__}".encode()
    assert request == expected
    assert request[1].startswith(f"https://voice-chime.{region}.amazonaws.com/")
    assert f"/{region}/chime/aws4_request".encode() in request[2]["Authorization"]


@pytest.mark.parametrize(("method", "params", "status", "body"), PROXY_CALLS, ids=PROXY_CALL_IDS)
def test_the_caller_gets_the_legacy_reply(method, params, status, body, legacy, loopback):
    loopback.answer(Answer.of(body, status, **{"x-amzn-RequestId": "r-1"}))

    response = getattr(legacy, method)(**params)

    metadata = response.pop("ResponseMetadata")
    assert (metadata["HTTPStatusCode"], metadata["RequestId"]) == (status, "r-1")
    assert list(response) == list(body)
    for session in [response.get("ProxySession"), *response.get("ProxySessions", [])]:
        if session:
            assert session.pop("CreatedTimestamp").isoformat() == "2020-04-15T16:10:10.288000+00:00"
            assert session.pop("UpdatedTimestamp").tzname() == "UTC"
            assert session == {key: value for key, value in PROXY_SESSION.items() if key in session}
            assert session["Participants"][0]["ProxyPhoneNumber"] == "+19135550199"


def test_members_that_only_the_successor_knows_stay_out_of_the_reply(legacy, loopback):
    loopback.answer(Answer.of({"ProxySession": {**PROXY_SESSION, "Novelty": 1}, "Other": 2}))

    response = legacy.get_proxy_session(**IDS)

    assert set(response) == {"ProxySession", "ResponseMetadata"}
    assert "Novelty" not in response["ProxySession"]


ERRORS = [
    ("BadRequestException", 400, "BadRequest"),
    ("UnauthorizedClientException", 401, "Unauthorized"),
    ("ForbiddenException", 403, "Forbidden"),
    ("AccessDeniedException", 403, "AccessDenied"),
    ("NotFoundException", 404, "NotFound"),
    ("ThrottledClientException", 429, "Throttled"),
    ("ServiceFailureException", 500, "ServiceFailure"),
    ("ServiceUnavailableException", 503, "ServiceUnavailable"),
]


@pytest.mark.parametrize(("name", "status", "code"), ERRORS, ids=[error[0] for error in ERRORS])
def test_an_error_of_the_successor_is_the_legacy_clients_own(name, status, code, loopback):
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    legacy = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url, config=config)
    loopback.answer(Answer.error(name, status, "Not this time"))

    with pytest.raises(getattr(legacy.exceptions, name)) as caught:
        legacy.put_voice_connector_proxy(**PROXY_CALLS[5][1])

    response = caught.value.response
    assert isinstance(caught.value, ClientError)
    assert caught.value.operation_name == "PutVoiceConnectorProxy"
    assert "when calling the PutVoiceConnectorProxy operation" in str(caught.value)
    assert response["Error"] == {"Code": name, "Message": "Not this time"}
    assert (response["Code"], response["Message"]) == (code, "Not this time")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_a_code_that_the_service_sends_is_kept(legacy, loopback):
    loopback.answer(Answer.error("NotFoundException", 404, "gone", Code="NotFoundToo"))

    with pytest.raises(legacy.exceptions.NotFoundException) as caught:
        legacy.get_proxy_session(**IDS)

    assert caught.value.response["Code"] == "NotFoundToo"


def test_an_error_that_no_model_knows_is_passed_on(legacy, loopback):
    loopback.answer(Answer.error("ValidationException", 400, "no"))

    with pytest.raises(ClientError) as caught:
        legacy.get_proxy_session(**IDS)

    assert type(caught.value) is ClientError
    assert "Code" not in caught.value.response


def test_an_empty_voice_connector_id_does_not_reach_the_wire(legacy, loopback):
    with pytest.raises(ParamValidationError, match=r"VoiceConnectorId, value: 0, valid min length: 1"):
        legacy.delete_voice_connector_proxy(VoiceConnectorId="")

    assert loopback.requests == []


def test_members_that_only_the_successor_knows_are_not_accepted(loopback):
    model = boto3.client("chime-sdk-voice", region_name="us-east-1").meta.service_model
    legacy = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    if "IntegrationType" not in model.operation_model("CreateVoiceConnector").input_shape.members:
        pytest.skip(f"the successor in botocore {botocore.__version__} does not know IntegrationType either")

    with pytest.raises(ParamValidationError, match="Unknown parameter in input"):
        legacy.create_voice_connector(Name="a", RequireEncryption=True, IntegrationType="CALL_ANALYTICS")

    assert loopback.requests == []


def test_a_client_that_checks_no_parameters_goes_on_not_checking_them(loopback):
    legacy = chime_shim.client(
        "chime", "us-east-1", endpoint_url=loopback.url, config=Config(parameter_validation=False)
    )

    legacy.get_proxy_session(VoiceConnectorId="", ProxySessionId="1")

    assert [request.path for request in loopback.requests] == ["/voice-connectors//proxy-sessions/1"]


def test_kept_operations_are_left_to_botocore_and_still_checked(legacy, loopback):
    loopback.answer(Answer.of({"Accounts": []}))

    legacy.list_accounts(Name="a")

    with pytest.raises(ParamValidationError):
        legacy.get_account()
    assert [request.path for request in loopback.requests] == ["/accounts?name=a"]


def test_hooks_on_legacy_events_see_and_change_forwarded_calls(legacy, loopback):
    seen = []
    events = legacy.meta.events
    events.register(
        "before-parameter-build.chime.GetProxySession",
        lambda params, **_: params.update(ProxySessionId="hooked"),
    )
    events.register(
        "before-call.chime", lambda params, **_: params["headers"].update({"x-amz-chime-bearer": "me"})
    )
    for event in ("provide-client-params", "before-sign", "before-send", "needs-retry", "after-call"):
        events.register(f"{event}.chime", lambda event_name, **_: seen.append(event_name))

    legacy.get_proxy_session(**IDS)

    (request,) = loopback.requests
    assert request.path.endswith("/proxy-sessions/hooked")
    assert request.headers["x-amz-chime-bearer"] == "me"
    assert seen == [
        f"{event}.chime.GetProxySession"
        for event in ("provide-client-params", "before-sign", "before-send", "needs-retry", "after-call")
    ]


def test_a_presigned_url_is_the_successors(monkeypatch):
    with freeze_time("2026-03-04T05:06:07Z"):
        ours = chime_shim.client(session=boto3.Session()).generate_presigned_url("get_proxy_session", IDS)
        theirs = (
            boto3.Session()
            .client("chime-sdk-voice", region_name="us-east-1")
            .generate_presigned_url("get_proxy_session", IDS)
        )

    assert ours == theirs


def test_a_stubber_answers_in_the_place_of_the_service(legacy, loopback):
    with Stubber(legacy) as stubber:
        stubber.add_response("get_proxy_session", {"ProxySession": {"ProxySessionId": "1"}}, IDS)
        stubber.add_client_error("get_proxy_session", "NotFoundException", "no", 404)

        assert legacy.get_proxy_session(**IDS)["ProxySession"]["ProxySessionId"] == "1"
        with pytest.raises(legacy.exceptions.NotFoundException):
            legacy.get_proxy_session(**IDS)

    assert loopback.requests == []


def test_the_client_looks_like_the_one_that_botocore_took_away(legacy):
    assert type(legacy).__name__ == "Chime"
    assert repr(legacy).startswith("<botocore.client.Chime object at ")
    assert "create_proxy_session" in dir(legacy)
    assert legacy.meta.method_to_api_mapping["create_proxy_session"] == "CreateProxySession"
    assert legacy.meta.service_model.operation_model("CreateProxySession").http["method"] == "POST"
    assert len(legacy.meta.service_model.operation_names) == 191
    assert legacy.create_proxy_session.__name__ == "create_proxy_session"
    assert not legacy.can_paginate("list_proxy_sessions")
    with pytest.raises(TypeError, match=r"get_proxy_session\(\) only accepts keyword arguments"):
        legacy.get_proxy_session("1")


def test_a_client_of_a_botocore_session_is_as_good(loopback):
    session = botocore.session.get_session()
    client = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)

    assert client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200
