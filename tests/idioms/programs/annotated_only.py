"""A library function: only its annotation tells of chime."""

import typing as t

if t.TYPE_CHECKING:
    import mypy_boto3_chime as types


def close(client: "types.ChimeClient", meeting_id: str) -> None:
    client.delete_meeting(MeetingId=meeting_id)  # legacy: DeleteMeeting


print(close.__name__)
