"""Operations that moved to ``chime-sdk-meetings``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chime_shim.routes._route import Route, Step, member
from chime_shim.routes._rules import Default, Drop
from chime_shim.routes._services import MEETINGS

if TYPE_CHECKING:
    from collections.abc import Generator, MutableMapping

    from chime_shim.routes._route import Params, Reply

    Composed = Generator[Step, Any, dict[str, Any]]

# By it replies are recognised in which the id is the shim's, not the caller's. The successor takes 2 to 64
# of these characters, and a token is 2 to 64 long: what does not fit is cut off, for it need not be unique.
_OURS = "chime-shim:"
_LONGEST = 64


class _ExternalMeetingId:
    """Names a meeting that the caller did not name, after its token: a retry gives it the same name."""

    text = f"ExternalMeetingId is sent as '{_OURS}' and the ClientRequestToken unless given"
    lossy = False

    def __call__(self, params: Params) -> Params:
        if "ExternalMeetingId" in params:
            return params
        name = f"{_OURS}{params.get('ClientRequestToken', '')}"[:_LONGEST]
        return {**params, "ExternalMeetingId": name}


class _HideExternalMeetingId:
    text = "an ExternalMeetingId that the shim made is left out of replies"

    def __call__(self, reply: Reply) -> None:
        meeting = reply.parsed.get("Meeting", {})
        if meeting.get("ExternalMeetingId", "").startswith(_OURS):
            del meeting["ExternalMeetingId"]


class _RememberArn:
    text = "the MeetingArn, which legacy replies lack, is remembered for the tag operations"

    def __call__(self, reply: Reply) -> None:
        try:
            meeting = json.loads(reply.body)["Meeting"]
            reply.memory[meeting["MeetingId"]] = meeting["MeetingArn"]
        except (ValueError, KeyError, TypeError):
            # Only an optimisation: without it, the tag operations ask for the ARN.
            return


_NEW_MEETING = (Default("MediaRegion", "us-east-1"), _ExternalMeetingId())
_MEETING = (_HideExternalMeetingId(), _RememberArn())


def _drop_tags(path: str) -> Drop:
    return Drop(path, "attendees cannot be tagged any more")


def _with_attendees_if_any(params: Params) -> tuple[str, str]:
    return MEETINGS, "CreateMeetingWithAttendees" if "Attendees" in params else "CreateMeeting"


def _tag_meeting(params: Params, memory: MutableMapping[str, str]) -> Composed:
    arn = yield from _arn(params["MeetingId"], memory)
    yield Step("TagResource", _for_resource(arn, params))
    return {}


def _untag_meeting(params: Params, memory: MutableMapping[str, str]) -> Composed:
    arn = yield from _arn(params["MeetingId"], memory)
    yield Step("UntagResource", _for_resource(arn, params))
    return {}


def _list_meeting_tags(params: Params, memory: MutableMapping[str, str]) -> Composed:
    arn = yield from _arn(params["MeetingId"], memory)
    reply = yield Step("ListTagsForResource", _for_resource(arn, params))
    return dict(reply)


def _for_resource(arn: str, params: Params) -> Params:
    return {"ResourceARN": arn, **{name: value for name, value in params.items() if name != "MeetingId"}}


def _arn(meeting_id: str, memory: MutableMapping[str, str]) -> Generator[Step, Any, str]:
    if meeting_id not in memory:
        reply = yield Step("GetMeeting", {"MeetingId": meeting_id})
        memory[meeting_id] = member(reply, "Meeting.MeetingArn")
    return memory[meeting_id]


ROUTES = (
    Route("BatchCreateAttendee", MEETINGS, rules=(_drop_tags("Attendees[].Tags"),)),
    Route("CreateAttendee", MEETINGS, rules=(_drop_tags("Tags"),)),
    Route("CreateMeeting", MEETINGS, rules=_NEW_MEETING, reply_rules=_MEETING),
    Route(
        "CreateMeetingWithAttendees",
        MEETINGS,
        rules=(*_NEW_MEETING, _drop_tags("Attendees[].Tags")),
        reply_rules=_MEETING,
        choose=_with_attendees_if_any,
    ),
    Route("DeleteAttendee", MEETINGS),
    Route("DeleteMeeting", MEETINGS),
    Route("GetAttendee", MEETINGS),
    Route("GetMeeting", MEETINGS, reply_rules=_MEETING),
    Route("ListAttendees", MEETINGS),
    Route("ListMeetingTags", MEETINGS, successor="ListTagsForResource", compose=_list_meeting_tags),
    Route("StartMeetingTranscription", MEETINGS),
    Route("StopMeetingTranscription", MEETINGS),
    Route("TagMeeting", MEETINGS, successor="TagResource", compose=_tag_meeting),
    Route("UntagMeeting", MEETINGS, successor="UntagResource", compose=_untag_meeting),
)
