"""Operations that have no successor: AWS's text is to remove the call."""

from __future__ import annotations

from chime_shim.routes._route import Route

_NO_ATTENDEE_TAGS = "attendees cannot be tagged any more: keep such data with your own record of the attendee"

ROUTES = (
    Route("ListAttendeeTags", remedy=_NO_ATTENDEE_TAGS),
    Route(
        "ListMeetings", remedy="keep the ids of the meetings that you create, and call get_meeting for each"
    ),
    Route("TagAttendee", remedy=_NO_ATTENDEE_TAGS),
    Route("UntagAttendee", remedy=_NO_ATTENDEE_TAGS),
)
