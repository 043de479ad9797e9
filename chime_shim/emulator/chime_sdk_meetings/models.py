"""State and rules of ``chime-sdk-meetings``. What AWS's pages do not say is marked as an assumption."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Params, pick
from chime_shim.emulator._errors import ServiceError
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator._store import equal_to
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_meetings import exceptions, features, media, transcription

if TYPE_CHECKING:
    from collections.abc import Mapping

MEETINGS = Collection("Meeting", key="MeetingId")
ATTENDEES = Collection("Attendee", key="AttendeeId", parent=MEETINGS)
TAGS = Tags(
    {MEETINGS: "MeetingArn"},
    missing=exceptions.ResourceNotFoundException,
    too_many=exceptions.TooManyTagsException,
)
ATTENDEE_TAGS = Tags({}, too_many=exceptions.LimitExceededException, limit=10)
"""Only the legacy endpoint gives and shows them. Assumption: the bound of one request is that of all."""


class ChimeSDKMeetingsBackend(Backend):
    """The meetings of one account in one control region, and their attendees."""

    get_meeting = MEETINGS.getter()
    delete_meeting = MEETINGS.deleter()
    get_attendee = ATTENDEES.getter()
    list_attendees = ATTENDEES.lister()
    delete_attendee = ATTENDEES.deleter()
    tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()

    @property
    def meetings(self) -> Mapping[str, Item]:
        """The meetings, by id."""
        return MEETINGS.store(self)

    @property
    def attendees(self) -> Mapping[str, Item]:
        """The attendees of all meetings, by id."""
        return ATTENDEES.store(self)

    @once()
    def create_meeting(self, params: Params) -> Item:
        """Make a meeting."""
        return self._meeting(params)

    @once()
    def create_meeting_with_attendees(self, params: Params) -> Item:
        """Make a meeting and its first attendees."""
        meeting = self._meeting(params)["Meeting"]
        attendees = {"MeetingId": meeting["MeetingId"], "Attendees": params["Attendees"]}
        return {"Meeting": meeting, **self.batch_create_attendee(attendees)}

    def create_attendee(self, params: Params) -> Item:
        """Add an attendee to a meeting."""
        return ATTENDEES.show(self._attendee(MEETINGS.find(self, params), params))

    def batch_create_attendee(self, params: Params) -> Item:
        """Add attendees to a meeting: each that can be, whatever becomes of the others."""
        meeting = MEETINGS.find(self, params)
        added, errors = [], []
        for wanted in params["Attendees"]:
            try:
                added.append(self._attendee(meeting, wanted))
            except ServiceError as error:  # noqa: PERF203 - each on its own is the point
                errors.append(
                    {
                        "ExternalUserId": wanted["ExternalUserId"],
                        "ErrorCode": error.code,
                        "ErrorMessage": str(error),
                    }
                )
        return {"Attendees": added, "Errors": errors}

    def update_attendee_capabilities(self, params: Params) -> Item:
        """Change what an attendee can do."""
        meeting, attendee = MEETINGS.find(self, params), ATTENDEES.find(self, params)
        wanted = features.capabilities(meeting.get("MeetingFeatures", {}), params["Capabilities"])
        return ATTENDEES.change(self, attendee, Capabilities=wanted)

    def batch_update_attendee_capabilities_except(self, params: Params) -> Item:
        """Change what everybody can do, except some. Assumption: who is excluded need not be there."""
        meeting = MEETINGS.find(self, params)
        wanted = features.capabilities(meeting.get("MeetingFeatures", {}), params["Capabilities"])
        excluded = {each["AttendeeId"] for each in params["ExcludedAttendeeIds"]}
        for attendee in ATTENDEES.all(self, params):
            if attendee["AttendeeId"] not in excluded:
                ATTENDEES.change(self, attendee, Capabilities=wanted)
        return {}

    def start_meeting_transcription(self, params: Params) -> Item:
        """Transcribe a meeting. Assumption: one that is transcribed must be stopped first."""
        meeting = MEETINGS.find(self, params)
        transcription.check(params["TranscriptionConfiguration"])
        if "TranscriptionConfiguration" in meeting:
            raise exceptions.already_transcribed(meeting["MeetingId"])
        meeting.update(pick(params, "TranscriptionConfiguration"))
        return {}

    def stop_meeting_transcription(self, params: Params) -> Item:
        """Stop transcribing. Assumption: it is an error if nothing was transcribed."""
        meeting = MEETINGS.find(self, params)
        if not meeting.pop("TranscriptionConfiguration", None):
            raise exceptions.not_transcribed(meeting["MeetingId"])
        return {}

    def _meeting(self, params: Params) -> Item:
        features.check(params.get("MeetingFeatures", {}))
        meeting_id = self.new_uuid()
        meeting = {
            "MeetingId": meeting_id,
            "MeetingArn": self.arn(f"meeting/{meeting_id}"),
            "MediaPlacement": media.placement(
                params["MediaRegion"], self.region_name, meeting_id, host=self.new_id(32)
            ),
            **pick(params, "ExternalMeetingId", "MediaRegion", "MeetingHostId", "MeetingFeatures"),
            **pick(params, "PrimaryMeetingId", "TenantIds", "NotificationsConfiguration"),
            **TAGS.of_new(params),
        }
        return MEETINGS.add(self, meeting)

    def _attendee(self, meeting: Item, wanted: Params) -> Item:
        """Return the attendee with the external user id, which AWS calls an idempotency token.

        Assumption: who is there already stays as they are, and counts against the meeting's size.
        """
        same = {"MeetingId": meeting["MeetingId"], **pick(wanted, "ExternalUserId")}
        for attendee in ATTENDEES.where(self, *equal_to(same)):
            return attendee
        allowed = meeting.get("MeetingFeatures", {})
        if len(ATTENDEES.all(self, meeting)) >= features.capacity(allowed):
            raise exceptions.meeting_full(features.capacity(allowed))
        attendee_id = self.new_uuid()
        attendee = {
            "MeetingId": meeting["MeetingId"],
            "AttendeeId": attendee_id,
            "ExternalUserId": wanted["ExternalUserId"],
            "JoinToken": _join_token(attendee_id, self.new_uuid()),
            "Capabilities": features.capabilities(allowed, wanted.get("Capabilities")),
            **ATTENDEE_TAGS.of_new(wanted),
        }
        ATTENDEES.add(self, attendee)
        return attendee


def _join_token(attendee_id: str, secret: str) -> str:
    return base64.b64encode(f"{attendee_id}:{secret}".encode()).decode().rstrip("=")


chime_sdk_meetings_backends = BackendDict(ChimeSDKMeetingsBackend, "chime-sdk-meetings")
