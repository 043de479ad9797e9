# not run: aioboto3 is not installed here
"""aioboto3: clients come from a session, in async with."""

import asyncio

import aioboto3


async def main():
    session = aioboto3.Session()
    async with session.client("chime", region_name="us-east-1") as chime:
        meeting = await chime.create_meeting(  # legacy: CreateMeeting
            ClientRequestToken="async", ExternalMeetingId="async", MediaRegion="us-east-1"
        )
        await chime.create_attendee(MeetingId=meeting["Meeting"]["MeetingId"], ExternalUserId="ann")  # legacy: CreateAttendee


asyncio.run(main())
