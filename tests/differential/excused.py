"""The differences that are excused: one function each, which says why, and makes both sides alike in place.

Each is given the call and both transcripts, and is tried only while they differ, in this order.
"""

from __future__ import annotations

import re
from collections import Counter

from tests.differential.transcripts import (
    attendees,
    bodies,
    forget_attempts,
    forget_lengths,
    replies,
    requests,
    take_warnings,
)
from tests.support import wire
from tests.support.model_params import RETIRED

EXCUSES = []
used = Counter()
"""How often each was needed."""


def excuse(function):
    EXCUSES.append(function)
    return function


def reconcile(call, legacy, shim):
    """Take out of both transcripts what may differ."""
    for each in EXCUSES:
        if repr(legacy) == repr(shim):
            return
        before = repr((legacy, shim))
        each(call, legacy, shim)
        used[each.__name__] += repr((legacy, shim)) != before


# ---- What differs between any two runs, or any two botocores.


@excuse
def own_headers(_, *transcripts):
    """Signature, time and user agent are of each run's own; how attempts are numbered, of each botocore's."""
    own = ("authorization", "x-amz-date", "user-agent", "amz-sdk-request", "host")
    for request in requests(*transcripts):
        for name in own:
            request["headers"].pop(name, None)


@excuse
def own_request_ids(_, *transcripts):
    """Each reply has an id, a date, and the length that it has on the wire, where successors say more."""
    for reply in replies(*transcripts):
        metadata = reply.get("ResponseMetadata", {})
        metadata.pop("RequestId", None)
        for name in ("date", "x-amzn-requestid", "content-length"):
            metadata.get("HTTPHeaders", {}).pop(name, None)


@excuse
def deprecation_is_warned_of(_, legacy, shim):
    """To say that a call is deprecated, and where it went, is what the shim is for."""
    take_warnings(shim, "ChimeDeprecationWarning")


@excuse
def own_default_of_retries(call, legacy, shim):
    """Without a setting botocore 1.37.1 tries five times, in its legacy mode, and today's three times."""
    if call.client != "default":
        return
    for transcript in (legacy, shim):
        forget_attempts(transcript)
        if "error" in transcript:
            text = transcript["error"]["text"]
            transcript["error"]["text"] = re.sub(r" \(reached max retries: \d\)", "", text)
    for reply in replies(legacy, shim):
        for name in ("RetryAttempts", "MaxAttemptsReached"):
            reply.get("ResponseMetadata", {}).pop(name, None)


# ---- What AWS changed.


@excuse
def retired(call, legacy, shim):
    """Four operations have no successor: the shim says what to do instead, and sends nothing."""
    if call.operation in RETIRED and shim.get("error", {}).get("response", {}).get("Error", {}).get(
        "Code"
    ) == ("OperationRetired"):
        legacy.clear()
        shim.clear()


@excuse
def endpoint_is_the_successors(_, legacy, shim):
    """The successor's rules resolve the endpoint, for hooks of the successor's name."""
    for transcript in (legacy, shim):
        events = transcript["events"]
        events[:] = [event for event in events if event[0] != "before-endpoint-resolution.chime"]


@excuse
def error_header_is_the_successors(_, legacy, shim):
    """The header that names an error is shown as it came: the error itself has its legacy name."""
    for reply in replies(legacy, shim):
        reply.get("ResponseMetadata", {}).get("HTTPHeaders", {}).pop("x-amzn-errortype", None)


@excuse
def an_empty_document_is_sent(_, legacy, shim):
    """Where the successor has members for a body, and the legacy operation none, botocore sends ``{}``."""
    for old, new in zip(requests(legacy), requests(shim), strict=False):
        if not old["body"] and new["body"] == {}:
            new["body"] = old["body"]
            for request in (old, new):
                request["headers"].pop("content-type", None)
                request["headers"].pop("content-length", None)


@excuse
def meetings_are_named(call, legacy, shim):
    """MediaRegion and ExternalMeetingId became required: both are sent where the caller has none."""
    if call.operation not in {"CreateMeeting", "CreateMeetingWithAttendees"}:
        return
    made_up = {"MediaRegion": "us-east-1", "ExternalMeetingId": "chime-shim:"}
    for request in bodies(shim):
        for name in made_up.keys() - call.params.keys():
            if request["body"].get(name, "").startswith(made_up[name]):
                del request["body"][name]
    forget_lengths(legacy, shim)


@excuse
def a_meeting_without_attendees_is_a_meeting(call, legacy, shim):
    """Attendees became required: without them the successor is CreateMeeting."""
    if call.operation == "CreateMeetingWithAttendees" and "Attendees" not in call.params:
        for request in requests(legacy, shim):
            for name in ("url", "url_path", "query_string"):
                request.pop(name, None)


@excuse
def attendees_have_no_tags(call, legacy, shim):
    """Tags of attendees have nowhere to go: they are not sent, and the shim warns of that."""
    if call.operation in {"BatchCreateAttendee", "CreateAttendee", "CreateMeetingWithAttendees"}:
        for request in bodies(legacy):
            for attendee in attendees(call.operation, request["body"]):
                attendee.pop("Tags", None)
        if any("Tags" in attendee for attendee in attendees(call.operation, call.params)):
            take_warnings(shim, "ChimeCompatibilityWarning")
            forget_lengths(legacy, shim)


@excuse
def streaming_is_said_to_be_on(call, legacy, shim):
    """Disabled became required: it is sent as false where the caller leaves it out."""
    if call.operation == "PutVoiceConnectorStreamingConfiguration" and "Disabled" not in call.params.get(
        "StreamingConfiguration", {}
    ):
        for request in bodies(shim):
            request["body"].get("StreamingConfiguration", {}).pop("Disabled", None)
        forget_lengths(legacy, shim)


@excuse
def pipelines_have_another_path(call, legacy, shim):
    """The successor's paths begin with /sdk-."""
    if call.operation.endswith(("MediaCapturePipeline", "MediaCapturePipelines")):
        for request in requests(shim):
            for name in ("url", "url_path"):
                if name in request:
                    request[name] = request[name].replace("/sdk-media-", "/media-", 1)


@excuse
def success_is_200_on_the_wire(call, legacy, shim):
    """Four operations answer 200 and not 201: hooks that look at the HTTP response itself see it."""
    if call.operation in NOW_200:
        for _, shown in shim["events"]:
            if shown.get("http_response") == 200:
                shown["http_response"] = 201
            if shown.get("response") and shown["response"][0] == 200:
                shown["response"][0] = 201


@excuse
def throttling_is_renamed_after_retries(call, legacy, shim):
    """botocore retries ThrottlingException by its name: until that is decided, hooks see that name."""
    for name, shown in shim["events"]:
        error = shown["response"][1].get("Error", {}) if shown.get("response") else {}
        if name.startswith("needs-retry") and error.get("Code") == "ThrottlingException":
            for each in (legacy, shim):
                each["events"] = [event for event in each["events"] if event[0] != name]
            return


@excuse
def several_requests_stand_for_one(call, legacy, shim):
    """Composed calls: hooks that go with a request run for each of the successor's requests."""
    if call.operation in COMPOSED:
        for transcript in (legacy, shim):
            forget_attempts(transcript)
            for _, shown in transcript["events"]:
                shown.pop("http_response", None)


@excuse
def priority_is_filled_in(call, legacy, shim):
    """Priority was always there and need not be any more: without it, all items rank equally."""
    for reply in replies(legacy):
        wire.filled_priority(reply)


@excuse
def empty_targets_are_left_out(call, legacy, shim):
    """A streaming target always had its one member: a target without it is left out."""
    for reply in replies(legacy):
        wire.no_empty_targets(reply)


@excuse
def successors_check_more(_, legacy, shim):
    """What a model restricts only the service checks: the successors' have patterns that there were not."""
    if "validation error" in shim.get("error", {}).get("text", ""):
        legacy.clear()
        shim.clear()


@excuse
def an_arn_must_tell_the_service(call, legacy, shim):
    """The one endpoint took any ARN, and refused it itself: now it decides where the call goes, if it can."""
    refused = [each.get("error", {}).get("classes", [""])[0] for each in (legacy, shim)]
    if call.operation in wire.TAG_OPERATIONS and refused == ["BadRequestException"] * 2:
        legacy.clear()
        shim.clear()


@excuse
def a_meeting_that_is_gone_goes_by_its_arn(call, legacy, shim):
    """Once a client knows a meeting's ARN it names that, and so does the service where it is gone."""
    if call.operation in {"TagMeeting", "UntagMeeting", "ListMeetingTags"} and "error" in shim:
        for error in (shim["error"], *replies(shim)):
            for holder, name in ((error, "text"), (error, "Message"), (error.get("Error", {}), "Message")):
                if name in holder:
                    holder[name] = re.sub(
                        r"Resource arn:\S+:meeting/(\S+) not found", r"Meeting \1 not found", holder[name]
                    )


@excuse
def unchecked_mistakes(call, legacy, shim):
    """Without checks a mistake fails in botocore's serialiser, in the words of the model that it has.

    What needs the parameter to find out where the call goes fails there, or says that it cannot tell.
    """
    failures = {"KeyError", "TypeError", "AttributeError", "TranslationError"}
    errors = [each["error"]["classes"] for each in (legacy, shim) if "error" in each]
    if call.client == "unchecked" and errors and all(failures.intersection(classes) for classes in errors):
        legacy.clear()
        shim.clear()


NOW_200 = {"BatchCreateAttendee", "CreateAttendee", "CreateMeeting", "CreateMeetingWithAttendees"}
COMPOSED = {
    "GetAppInstanceStreamingConfigurations",
    "ListMediaCapturePipelines",
    "ListMeetingTags",
    "PutAppInstanceStreamingConfigurations",
    "TagMeeting",
    "UntagMeeting",
}
