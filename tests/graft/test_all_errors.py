"""Every error that a successor declares, for every operation: what the old code catches."""

from __future__ import annotations

import io
import itertools
import json
import os

import botocore.session
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

import chime_shim
from chime_shim import TranslationError
from tests.support.model_params import CASE_IDS, CASES, FORWARDED, VOICE, full, legacy_input, minimal
from tests.support.wire import conversation

# What the errors of meetings were called, and what the legacy member Code held for each name.
LEGACY_NAMES = {
    "LimitExceededException": "ResourceLimitExceededException",
    "ResourceNotFoundException": "NotFoundException",
    "ThrottlingException": "ThrottledClientException",
    "TooManyTagsException": "ResourceLimitExceededException",
    "UnauthorizedException": "UnauthorizedClientException",
}
CODES = {
    "AccessDeniedException": "AccessDenied",
    "BadRequestException": "BadRequest",
    "ConflictException": "Conflict",
    "ForbiddenException": "Forbidden",
    "NotFoundException": "NotFound",
    "ResourceLimitExceededException": "ResourceLimitExceeded",
    "ServiceFailureException": "ServiceFailure",
    "ServiceUnavailableException": "ServiceUnavailable",
    "ThrottledClientException": "Throttled",
    "UnauthorizedClientException": "Unauthorized",
    "UnprocessableEntityException": "Unprocessable",
}
COMPOSED = {
    "GetAppInstanceStreamingConfigurations",
    "ListMediaCapturePipelines",
    "ListMeetingTags",
    "PutAppInstanceStreamingConfigurations",
    "TagMeeting",
    "UntagMeeting",
}


def planned(operation, arn):
    params = minimal(legacy_input(operation))
    if arn is not None:
        params["ResourceARN"] = arn
    return params, conversation(operation, params, full)


def declared():
    """Each error of each step of each operation: the one a Get answers for what is gone is no error."""
    for operation, arn in CASES:
        steps = [step for step, _ in planned(operation, arn)[1]][:2]
        for number, step in enumerate(steps):
            for error in step.model.error_shapes:
                if (operation, number, error.name) != ("ListMediaCapturePipelines", 1, "NotFoundException"):
                    yield operation, arn, number, error


ERRORS = list(declared())
ERROR_IDS = [
    " ".join([CASE_IDS[CASES.index((operation, arn))], str(number), error.name])
    for operation, arn, number, error in ERRORS
]


class Raw(io.BytesIO):
    def stream(self):
        yield self.read()


class Service:
    """Answers the requests of a client before they are sent: in turn, then with the last again."""

    def __init__(self, client):
        client.meta.events.register("before-send.chime", self.take)
        self.answer()

    def answer(self, *answers):
        self.answers = answers
        self.numbers = itertools.count()
        self.sent = 0

    def take(self, request, **_):
        status, body, headers = self.answers[min(next(self.numbers), len(self.answers) - 1)]
        self.sent += 1
        return AWSResponse(request.url, status, headers, Raw(json.dumps(body).encode()))


def refusal(name, status, **members):
    return status, {"Message": "Not this time", **members}, {"x-amzn-ErrorType": name}


@pytest.fixture(scope="module")
def session():
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        yield botocore.session.Session()


def client_of(session, retries):
    return chime_shim.client(
        session=session,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=Config(retries=retries),
    )


@pytest.fixture(scope="module")
def legacy(session):
    return client_of(session, {"total_max_attempts": 1, "mode": "standard"})


@pytest.fixture(scope="module")
def service(legacy):
    return Service(legacy)


def test_the_table_has_all_operations_and_all_legacy_names():
    assert {operation for operation, *_ in ERRORS} == set(FORWARDED)
    assert {LEGACY_NAMES.get(error.name, error.name) for *_, error in ERRORS} == set(CODES)


@pytest.mark.parametrize(("operation", "arn", "number", "error"), ERRORS, ids=ERROR_IDS)
def test_an_error_is_caught_by_the_legacy_clients_class(operation, arn, number, error, legacy, service):
    params, steps = planned(operation, arn)
    if "MeetingId" in params:
        # A client remembers the ARNs of meetings.
        params["MeetingId"] = f"{operation}-{number}-{error.name}"
    step, _ = steps[number]
    name = LEGACY_NAMES.get(error.name, error.name)
    status = error.metadata["error"]["httpStatusCode"]
    members = {} if step.service == VOICE else {"Code": CODES.get(error.name, "Other")}
    if "RequestId" in error.members:
        members["RequestId"] = "r-1"
    service.answer(*((200, body, {}) for _, body in steps[:number]), refusal(error.name, status, **members))

    with pytest.raises(ClientError) as caught:
        getattr(legacy, xform_name(operation))(**params)

    raised = caught.value
    assert type(raised) is getattr(legacy.exceptions, name)
    assert raised.operation_name == operation
    assert str(raised).startswith(f"An error occurred ({name}) when calling the {operation} operation")
    assert raised.response["Error"] == {"Code": name, "Message": "Not this time"}
    assert (raised.response["Code"], raised.response["Message"]) == (CODES[name], "Not this time")
    assert raised.response.keys() == {"Error", "Code", "Message", "ResponseMetadata"}
    assert raised.response["ResponseMetadata"]["HTTPStatusCode"] == status
    if operation in COMPOSED:
        assert isinstance(raised.__cause__, ClientError)
        assert raised.__cause__.operation_name == step.operation
    else:
        assert raised.__cause__ is None


UNDECLARED = [
    refusal("ValidationException", 400, RequestId="r-1"),
    refusal("GoneException", 410),
    refusal("InternalError", 500),
    (403, {"Code": "Forbidden", "Message": "Not this time", "RequestId": "r-1"}, {}),
    (502, {}, {}),
]


@pytest.mark.parametrize("answer", UNDECLARED)
@pytest.mark.parametrize("method", ["get_proxy_session", "get_meeting", "list_meeting_tags"])
def test_an_error_that_no_model_declares_is_left_as_it_came(method, answer, legacy, service):
    service.answer(answer)
    params = minimal(legacy_input(legacy.meta.method_to_api_mapping[method]))

    with pytest.raises(ClientError) as caught:
        getattr(legacy, method)(**params)

    status, body, headers = answer
    code = headers.get("x-amzn-ErrorType") or body.get("Code") or str(status)
    assert type(caught.value) is ClientError
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response.keys() == {"Error", "ResponseMetadata"}


def test_the_name_of_an_error_may_have_an_address(legacy, service):
    service.answer(refusal("LimitExceededException:http://internal.amazon.com/coral/", 400))

    with pytest.raises(legacy.exceptions.ResourceLimitExceededException):
        legacy.create_meeting()


# name, status, how often it is sent in standard mode, and in legacy mode
RETRIES = [
    ("LimitExceededException", 400, 1, 1),
    ("TooManyTagsException", 400, 1, 1),
    ("ResourceNotFoundException", 404, 1, 1),
    ("UnauthorizedException", 401, 1, 1),
    ("ThrottlingException", 429, 3, 5),
    ("ServiceFailureException", 500, 3, 5),
    ("ServiceUnavailableException", 503, 3, 5),
]


@pytest.mark.parametrize("method", ["create_meeting", "tag_meeting", "list_meeting_tags"])
@pytest.mark.parametrize(("name", "status", "standard", "legacy"), RETRIES, ids=[row[0] for row in RETRIES])
@pytest.mark.parametrize("mode", ["standard", "legacy"])
def test_requests_are_tried_again_when_they_always_were(
    mode, name, status, standard, legacy, method, session, monkeypatch
):
    monkeypatch.setattr("time.sleep", lambda _: None)
    client = client_of(session, {"mode": mode})
    service = Service(client)
    service.answer(refusal(name, status))
    params = minimal(legacy_input(client.meta.method_to_api_mapping[method]))

    with pytest.raises(getattr(client.exceptions, LEGACY_NAMES.get(name, name))) as caught:
        getattr(client, method)(**params)

    times = standard if mode == "standard" else legacy
    assert service.sent == times
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == times - 1
    assert (f"(reached max retries: {times - 1})" in str(caught.value)) == (times > 1)


@pytest.mark.parametrize("operation", sorted(COMPOSED))
def test_no_url_is_presigned_for_a_call_of_several_requests(operation, legacy, service):
    service.answer()

    with pytest.raises(TranslationError, match="no URL can be presigned") as caught:
        legacy.generate_presigned_url(xform_name(operation), minimal(legacy_input(operation)))

    assert isinstance(caught.value, legacy.exceptions.BadRequestException)
    assert caught.value.operation_name == operation
    assert service.sent == 0
