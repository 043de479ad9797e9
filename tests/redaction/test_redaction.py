"""Nothing that a caller sends, or a service answers, is given out by chime_shim: only names that are known.

botocore's own exceptions and debug logs are no part of it: they quote values, as they always did.
"""

from __future__ import annotations

import logging

import botocore.session
import pytest
from botocore import xform_name

import chime_shim
from chime_shim import OperationRetiredError, ReplacementError, SuccessorMissingError, TranslationError
from chime_shim.legacy_api import removed_operations
from tests.redaction.marks import MARK, Sinks, mark, mistaken
from tests.redaction.services import REFUSALS, RESOURCES, Service, good_answers, params_for, refusal
from tests.support.model_params import ARN_PREFIX, LEGACY, RETIRED, TAG_OPERATIONS, legacy_input

KINDS = ["structlog", "logging"]
# Each operation with the resource and the service that it is for, where its ARN tells these.
CASES = [
    (operation, *way)
    for operation in sorted(removed_operations())
    for way in (RESOURCES.items() if operation in TAG_OPERATIONS else [(None, None)])
]
CASE_IDS = [f"{operation} {resource or ''}".rstrip() for operation, resource, _ in CASES]


@pytest.fixture(scope="module")
def client():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHIME_SHIM_CHIME_BEARER", f"{ARN_PREFIX}app-instance/{mark()}/user/{mark()}")
        return chime_shim.client(
            session=botocore.session.Session(), aws_access_key_id="AKID", aws_secret_access_key="secret"
        )


@pytest.fixture(scope="module")
def service(client):
    return Service(client)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)


def failing(call):
    """Be a hook whose error has a value in it."""
    raise RuntimeError(mark())


def make(client, operation, params, sinks):
    """Make a call twice from one line: what is logged first is a warning, and then for debugging."""
    for _ in range(2):
        with sinks.errors():
            getattr(client, xform_name(operation))(**params)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("operation", "resource", "to"), CASES, ids=CASE_IDS)
def test_no_value_is_given_out(operation, resource, to, kind, client, service):
    service.sent.clear()
    sinks = Sinks()
    with sinks.open(kind, failing):
        params = params_for(operation, resource)
        service.answer(*good_answers(operation, params, to))
        make(client, operation, params, sinks)
        for name, status in REFUSALS.values():
            service.answer(*refusal(name, status))
            make(client, operation, params_for(operation, resource), sinks)
        service.answer((502, f"<html>{mark()}</html>".encode(), {"Content-Type": "text/html"}))
        make(client, operation, params_for(operation, resource), sinks)
        service.answer((200, f"{{{mark()}".encode(), {}))
        make(client, operation, params_for(operation, resource), sinks)
        make(client, operation, {**params_for(operation, resource), mark(): mark()}, sinks)
        make(client, operation, mistaken(legacy_input(operation)), sinks)

    assert sinks.leaks() == []
    # What there was to be seen, had anything been given out.
    if operation not in RETIRED and params:
        assert any(MARK.search(request) for request in service.sent)
    calls = 2 * (len(REFUSALS) + 5)
    assert len(sinks.of("event")) == calls
    assert len(sinks.of("warning")) >= calls
    # Each call, and each failure of the hook, which structlog does not see.
    assert len(sinks.of("log")) == calls * 2
    assert len(sinks.of("error")) == len(sinks.of("traceback")) >= (calls - 4 if operation in RETIRED else 0)


def test_all_operations_are_among_these():
    assert len({operation for operation, *_ in CASES}) == 129


def test_ids_that_go_into_the_url_are_told_by_name_only(client, service):
    sinks = Sinks()
    service.answer((200, b"{}", {}))
    with sinks.open("logging"):
        client.get_proxy_session(VoiceConnectorId=(connector := mark()), ProxySessionId=(session := mark()))

    assert f"/voice-connectors/{connector}/proxy-sessions/{session}" in service.sent[-1]
    (line,) = sinks.of("log")
    assert "parameters=['VoiceConnectorId', 'ProxySessionId']" in line
    assert sinks.leaks() == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_given_out_would_be_seen(kind, client, service):
    sinks = Sinks()
    service.answer((200, b"{}", {}))
    with sinks.open(kind):
        logging.getLogger("chime_shim").warning("value %s", mark())
        client.get_proxy_session(VoiceConnectorId="a", ProxySessionId="b")
        sinks.raised(ReplacementError(mark()))

    assert [place for place, _ in sinks.leaks()] == ["log", "error", "traceback"]


# Errors of our own, for calls with marked values.


def presigned(operation):
    return lambda client: client.generate_presigned_url(
        xform_name(operation), params_for(operation, "meeting/{}" if operation in TAG_OPERATIONS else None)
    )


def by_arn(operation, resource):
    return lambda client: getattr(client, xform_name(operation))(**params_for(operation, resource))


def replaced(operation, reply):
    def call(client):
        function = chime_shim.replace(operation)(lambda *_, **__: reply)
        try:
            getattr(client, xform_name(operation))(**params_for(operation, None))
        finally:
            function.undo()

    return call


def without_successor(client):
    chime_shim.successor(client, f"chime-sdk-{client.meta.service_model.service_name}")


COMPOSED = ["TagMeeting", "UntagMeeting", "ListMeetingTags", "ListMediaCapturePipelines"]
OWN_ERRORS = {
    **{f"{each} presigned": (presigned(each), TranslationError) for each in COMPOSED},
    **{f"{each} presigned": (presigned(each), OperationRetiredError) for each in RETIRED},
    **{f"{each} of anything": (by_arn(each, "secret/{}"), TranslationError) for each in TAG_OPERATIONS},
    "a reply of the wrong type": (replaced("ListMeetings", mark()), ReplacementError),
    "a reply of wrong values": (
        replaced("ListMeetings", mistaken(LEGACY.operation_model("ListMeetings").output_shape)),
        ReplacementError,
    ),
    # The name is told: it is that of a member, by the one who wrote the replacement.
    "a reply where there is none": (replaced("TagMeeting", {"Meeting": mark()}), ReplacementError),
    "not a client": (lambda _: chime_shim.wrap(mark()), chime_shim.UnsupportedClientError),
    "no such successor": (without_successor, SuccessorMissingError),
}


@pytest.mark.parametrize(("call", "error"), OWN_ERRORS.values(), ids=OWN_ERRORS)
def test_an_error_of_ours_has_no_value_in_it(call, error, client):
    sinks = Sinks()
    with sinks.open("logging"):
        with pytest.raises(error) as caught:
            call(client)
        sinks.raised(caught.value)

    assert len(sinks.of("traceback")) == 1
    assert sinks.leaks() == []


def test_an_error_of_a_replacement_is_the_applications_and_its_event_has_the_class_only(client):
    sinks = Sinks()

    @chime_shim.replace("ListMeetings")
    def answer(client, **params):
        raise ValueError(params["NextToken"])

    try:
        with sinks.open("logging"), pytest.raises(ValueError, match=MARK):
            client.list_meetings(NextToken=mark())
    finally:
        answer.undo()

    assert "outcome='ValueError'" in sinks.of("log")[0]
    assert sinks.leaks() == []


def test_of_an_old_endpoint_only_the_host_is_told():
    sinks = Sinks()
    url = f"https://{mark()}:{mark()}@service.chime.aws.amazon.com/{mark()}?{mark()}#{mark()}"
    with sinks.open("logging"):
        client = chime_shim.client("chime", "us-east-1", endpoint_url=url)
        Service(client).answer((200, b"{}", {}))
        client.get_proxy_session(VoiceConnectorId="a", ProxySessionId="b")

    assert any("service.chime.aws.amazon.com" in line for line in sinks.of("log"))
    assert sinks.leaks() == []


def test_a_bearer_from_the_settings_is_not_given_out(client, service):
    sinks = Sinks()
    service.answer((403, b"{}", {"x-amzn-ErrorType": "ForbiddenException"}))
    with sinks.open("logging"), pytest.raises(client.exceptions.ForbiddenException):
        client.describe_channel(ChannelArn=ARN_PREFIX)

    assert MARK.search(service.sent[-1])
    assert sinks.leaks() == []
