"""Actions on meetings. AWS's guide, join-chime-meeting and mute-unmute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator.calls.action import Action, ActionFailedError, text
from chime_shim.emulator.calls.leg import LEG_A, LEG_B

if TYPE_CHECKING:
    from chime_shim.emulator.calls.machine import Machine

MEETING_NUMBER = "+17035550122"
"""What the guide's examples show as the number of a meeting's leg."""

_MAX_ATTENDEES = 100


def join(machine: Machine, action: Action) -> None:
    """Take leg A into a meeting, by the join token of one of its attendees: that makes a leg B."""
    invalid = "JoinToken parameter value is invalid."
    if machine.call.leg(LEG_A) is not action.leg or machine.call.leg(LEG_B):
        raise ActionFailedError("Invalid action on the call.")
    token = text(action, "JoinToken", message=invalid)
    # Without the id, AWS looks in the old namespace, where no meeting can be made any more.
    meeting_id = text(action, "MeetingId", message=invalid)
    if not machine.network.account.admits(meeting_id, token):
        raise ActionFailedError(invalid)
    leg = machine.new_leg(LEG_B, to=MEETING_NUMBER, from_="SMA", direction="Outbound")
    leg.meeting_id = meeting_id
    machine.connect(leg)
    machine.succeed(action)


def modify_attendees(machine: Machine, action: Action) -> None:
    """Mute attendees of the meeting that the call has joined, or let them speak again."""
    parameters = action.parameters
    operation, attendees = parameters.get("Operation"), parameters.get("AttendeeList")
    if operation not in ("Mute", "Unmute"):
        raise ActionFailedError("The ModifyChimeMeetingAttendees Operation parameter value is invalid")
    meeting_id = text(action, "MeetingId", message="Meeting ID parameter value is invalid.")
    if not isinstance(attendees, list) or not 1 <= len(attendees) <= _MAX_ATTENDEES:
        raise ActionFailedError("Attendee List parameter value is invalid.")
    leg = machine.call.leg(LEG_B)
    if leg is None:
        raise ActionFailedError("Invalid action on the call.")
    if leg.meeting_id != meeting_id:
        raise ActionFailedError("Call is not connected to Chime Meeting.")
    if not machine.network.account.are_attendees(meeting_id, attendees):
        raise ActionFailedError(
            "One or more attendees are not part of this meeting. All attendees must be part of this meeting."
        )
    if operation == "Mute":
        machine.call.muted.update(attendees)
    else:
        machine.call.muted.difference_update(attendees)
    machine.succeed(action)
