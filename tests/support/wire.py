"""What an old call should put on the wire, and what the caller should get: said apart from the shim's routes.

The successor of an operation is the one service of botocore's whose model has it; what else changes is
written down here once more, from the facts. The real successor client sends what is expected, and botocore's
own parser, with the legacy output shape, makes the reply that is expected.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
import json
import os
import re
import uuid
from typing import NamedTuple
from unittest import mock

import botocore.session
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.parsers import create_parser

from chime_shim import __version__
from tests.support.loopback import Answer, Loopback
from tests.support.model_params import (
    ARN_PREFIX,
    ARNS,
    LEGACY,
    MEETINGS,
    MODELS,
    PIPELINES,
    SERVICES,
    TAG_OPERATIONS,
    to_wire,
)

SUFFIX = f" chime-shim/{__version__}"
_REQUEST_ID = {"x-amzn-requestid": "r-1"}
TOKEN = uuid.UUID(int=1)
_SUCCESSOR_NAMES = {
    "PutAppInstanceStreamingConfigurations": "PutMessagingStreamingConfigurations",
    "GetAppInstanceStreamingConfigurations": "GetMessagingStreamingConfigurations",
    "DeleteAppInstanceStreamingConfigurations": "DeleteMessagingStreamingConfigurations",
}
_MEETING_TAGS = {
    "TagMeeting": "TagResource",
    "UntagMeeting": "UntagResource",
    "ListMeetingTags": "ListTagsForResource",
}


class Call(NamedTuple):
    """One call of a successor."""

    service: str
    operation: str
    params: dict

    @property
    def model(self):
        return MODELS[self.service].operation_model(self.operation)


def successor_of(operation, params):
    """The service and the operation that a legacy operation is now."""
    if operation in TAG_OPERATIONS:
        return ARNS[params["ResourceARN"]], operation
    if operation == "CreateMeetingWithAttendees" and "Attendees" not in params:
        return MEETINGS, "CreateMeeting"
    name = _SUCCESSOR_NAMES.get(operation, operation)
    (service,) = (service for service, model in MODELS.items() if name in model.operation_names)
    return service, name


def translated(operation, params):
    """What the successor takes."""
    params = copy.deepcopy(params)
    if operation in {"CreateMeeting", "CreateMeetingWithAttendees"}:
        token = params.get("ClientRequestToken", str(TOKEN))
        params = {"MediaRegion": "us-east-1", "ExternalMeetingId": f"chime-shim:{token}"[:64], **params}
    if operation == "CreateAttendee":
        params.pop("Tags", None)
    if operation in {"BatchCreateAttendee", "CreateMeetingWithAttendees"}:
        for attendee in params.get("Attendees", []):
            attendee.pop("Tags", None)
    if operation == "PutVoiceConnectorStreamingConfiguration":
        params["StreamingConfiguration"].setdefault("Disabled", False)
    if operation == "PutAppInstanceStreamingConfigurations":
        params["StreamingConfigurations"] = [
            {"DataType": each["AppInstanceDataType"], "ResourceArn": each["ResourceArn"]}
            for each in params.pop("AppInstanceStreamingConfigurations")
        ]
    return params


def conversation(operation, params, value_of):
    """The calls that stand for a legacy call, each with the reply (as on the wire) that it is given.

    ``value_of`` makes a value of an output shape.
    """

    def reply(call, **members):
        shape = call.model.output_shape
        return {**to_wire(shape, value_of(shape)), **members} if shape is not None else {}

    if operation in _MEETING_TAGS:
        rest = {name: value for name, value in params.items() if name != "MeetingId"}
        arn = f"{ARN_PREFIX}meeting/{params['MeetingId']}"
        get = Call(MEETINGS, "GetMeeting", {"MeetingId": params["MeetingId"]})
        then = Call(MEETINGS, _MEETING_TAGS[operation], {"ResourceARN": arn, **rest})
        return [(get, reply(get, Meeting={"MeetingArn": arn})), (then, reply(then))]
    if operation == "ListMediaCapturePipelines":
        listing = Call(PIPELINES, operation, params)
        listed = reply(listing)
        items = [{**item, "MediaPipelineId": f"id{n}"} for n, item in enumerate(_items(listed))]
        gets = [
            Call(PIPELINES, "GetMediaCapturePipeline", {"MediaPipelineId": f"id{n}"})
            for n in range(len(items))
        ]
        pipelines = [reply(get).get("MediaCapturePipeline", {}) for get in gets]
        return [
            (listing, {**listed, "MediaCapturePipelines": items}),
            *((get, {"MediaCapturePipeline": each}) for get, each in zip(gets, pipelines, strict=True)),
        ]
    call = Call(*successor_of(operation, params), translated(operation, params))
    return [(call, reply(call))]


def _items(listed):
    return listed.get("MediaCapturePipelines", [])


def legacy_reply(operation, replies):
    """What botocore 1.37.1 would have made of the replies of a conversation, but for what is excused."""
    *_, last = replies
    if operation == "ListMediaCapturePipelines":
        last = rebuilt_list(replies)
    if operation in _SUCCESSOR_NAMES:
        last = renamed_configurations(last)
    model = LEGACY.operation_model(operation)
    # The status is the legacy one, too.
    status = model.http.get("responseCode", 200)
    parsed = create_parser("rest-json").parse(
        {"headers": {**_REQUEST_ID}, "status_code": status, "body": json.dumps(last).encode()},
        model.output_shape,
    )
    hidden_external_meeting_id(parsed)
    filled_priority(parsed)
    no_empty_targets(parsed)
    metadata = parsed["ResponseMetadata"]
    del metadata["HTTPHeaders"]
    metadata["RetryAttempts"] = 0
    return parsed


def rebuilt_list(replies):
    """Excused: the successor's list has ids only; each item comes from a request of its own."""
    listed, *gets = replies
    return {**listed, "MediaCapturePipelines": [each["MediaCapturePipeline"] for each in gets]}


def renamed_configurations(body):
    """Excused: the members of streaming configurations have other names."""
    if "StreamingConfigurations" not in body:
        return body
    items = [
        {"AppInstanceDataType" if name == "DataType" else name: each[name] for name in each}
        for each in body["StreamingConfigurations"]
    ]
    return {"AppInstanceStreamingConfigurations": items}


def hidden_external_meeting_id(parsed):
    """Excused: an id that the shim had to make up is not shown."""
    meeting = parsed.get("Meeting", {})
    if meeting.get("ExternalMeetingId", "").startswith("chime-shim:"):
        del meeting["ExternalMeetingId"]


def filled_priority(parsed):
    """Excused: Priority was always there, and is not any more; without it, all are equal."""
    for group in [parsed.get("VoiceConnectorGroup", {}), *parsed.get("VoiceConnectorGroups", [])]:
        for item in group.get("VoiceConnectorItems", []):
            item.setdefault("Priority", 1)


def no_empty_targets(parsed):
    """Excused: a target always had a NotificationTarget; one without is left out."""
    configuration = parsed.get("StreamingConfiguration", {})
    if "StreamingNotificationTargets" in configuration:
        targets = configuration["StreamingNotificationTargets"]
        configuration["StreamingNotificationTargets"] = [each for each in targets if each]


class Scripted(Loopback):
    """Answers a request with what belongs to its method and path; all requests alike without a script."""

    script = None

    def take(self, received):
        if self.script is None:
            return super().take(received)
        self.requests.append(received)
        return self.script.get((received.method, received.path), Answer.error("UnexpectedRequest", 400))

    def received(self):
        """Hand over the requests so far."""
        received, self.requests = self.requests, []
        return received


class Bench:
    """The five successors' real clients over one loopback server.

    Attributes:
        arguments: What a client like them is made with.
    """

    def __init__(self, server):
        self.server = server
        self._unique = itertools.count()
        self.arguments = {
            "region_name": "us-east-1",
            "endpoint_url": server.url,
            "aws_access_key_id": "AKIDEXAMPLE",
            "aws_secret_access_key": "secret",
        }
        session = botocore.session.Session()
        arguments = {**self.arguments, "config": Config(parameter_validation=False)}
        self._successors = {name: session.create_client(name, **arguments) for name in SERVICES}

    def tailored(self, operation, params, arn):
        """Give the members that decide where a call goes the values to do so."""
        if operation in TAG_OPERATIONS:
            return {**params, "ResourceARN": arn}
        if operation in _MEETING_TAGS:
            # A client remembers the ARNs of the meetings that it asked for before.
            return {**params, "MeetingId": f"{params['MeetingId']}-{next(self._unique)}"}
        return params

    def compare(self, call, operation, params, value_of):
        """Make a legacy call, and what it should be.

        ``call`` makes it, given method and parameters; ``value_of`` makes values of output shapes, for
        replies. Returned are the requests and the reply, as they are and as they should be.
        """
        planned = conversation(operation, params, value_of)
        with mock.patch("uuid.uuid4", return_value=TOKEN):
            expected = [self._sent(step, body) for step, body in planned]
            self.server.script = {
                (it.method, it.path): _answer(*step) for it, step in zip(expected, planned, strict=True)
            }
            try:
                reply = call(xform_name(operation), copy.deepcopy(params))
            finally:
                self.server.script = None
        del reply["ResponseMetadata"]["HTTPHeaders"]
        actual = self.server.received()
        # The requests after the first of a list are on their way at once.
        actual[1:] = sorted(actual[1:], key=lambda request: request.path)
        expected_reply = legacy_reply(operation, [body for _, body in planned])
        marked = [comparable(request, mark=SUFFIX) for request in expected]
        return [*map(comparable, actual), reply], [*marked, expected_reply]

    def _sent(self, step, body):
        self.server.answer(_answer(step, body))
        getattr(self._successors[step.service], xform_name(step.operation))(**step.params)
        (request,) = self.server.received()
        return request


@contextlib.contextmanager
def bench():
    """Give a bench, whatever the machine's AWS configuration is."""
    with pytest.MonkeyPatch.context() as patch, Scripted() as server:
        for name in [name for name in os.environ if name.startswith(("AWS_", "CHIME_SHIM_"))]:
            patch.delenv(name)
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        yield Bench(server)


def comparable(request, *, mark=""):
    """All of a request that is to be the same, whoever sends it and when.

    The one thing that is not is in ``mark``: what the shim puts at the end of the user agent.
    """
    scope = re.search(r"Credential=\w+/\d+/([^,]+)", request.headers["authorization"])
    headers = {name: request.headers[name] for name in sorted(request.headers.keys() - _OWN_HEADERS)}
    headers["user-agent"] = _NO_MATTER.sub("", headers["user-agent"]) + mark
    # The order of members in a document means nothing; content-length has the rest of the bytes compared.
    body = json.loads(request.body) if request.body else None
    return request.method, request.path, body, scope[1], headers


# Of a user agent: the library, as aiobotocore names itself and then botocore; and m/..., which is botocore's
# list of what a client and its session made use of, in no order.
_NO_MATTER = re.compile(r"^\S+( md/Botocore\S+)?| botocore/\S+| m/\S+")
# Of the client, not of the call; who adds the last two to what is sent depends on the HTTP library.
_OWN_HEADERS = {"authorization", "x-amz-date", "accept", "accept-encoding"}


def _answer(step, body):
    return Answer.of(body, step.model.http.get("responseCode", 200), **_REQUEST_ID)
