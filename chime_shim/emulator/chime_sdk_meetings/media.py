"""Where the media of a meeting are. The addresses look like AWS's and lead nowhere."""

from __future__ import annotations

from types import MappingProxyType

from chime_shim.emulator.chime_sdk_meetings.exceptions import unknown_media_region

REGIONS = MappingProxyType(
    {
        "af-south-1": "fs1",
        "ap-northeast-1": "an1",
        "ap-northeast-2": "an2",
        "ap-south-1": "ps1",
        "ap-southeast-1": "as1",
        "ap-southeast-2": "as2",
        "ca-central-1": "cc1",
        "eu-central-1": "ec1",
        "eu-north-1": "en1",
        "eu-south-1": "es1",
        "eu-west-1": "ew1",
        "eu-west-2": "ew2",
        "eu-west-3": "ew3",
        "sa-east-1": "se1",
        "us-east-1": "ue1",
        "us-east-2": "ue2",
        "us-west-1": "uw1",
        "us-west-2": "uw2",
        "us-gov-east-1": "uge1",
        "us-gov-west-1": "ugw1",
    }
)
"""The media regions that the text of AWS's model names, and how hosts call them."""

_GOV = "us-gov-"


def placement(region: str, control_region: str, meeting_id: str, host: str) -> dict[str, str]:
    """Make the ``MediaPlacement`` of a meeting.

    Args:
        region: The media region.
        control_region: Where the meeting is made. Those of GovCloud have media regions of their own.
        meeting_id: The meeting.
        host: The first label of the audio host's name.

    Raises:
        BadRequestException: There is no such media region.
    """
    if region not in REGIONS or region.startswith(_GOV) != control_region.startswith(_GOV):
        raise unknown_media_region(region)
    at = REGIONS[region]
    screen = f"wss://bitpw.m1.{at}.app.chime.aws:443"
    viewer = f"passcode=null&viewer_uuid=null&X-BitHub-Call-Id={meeting_id}"
    return {
        "AudioHostUrl": f"{host}.k.m1.{at}.app.chime.aws:3478",
        "AudioFallbackUrl": f"wss://wss.k.m1.{at}.app.chime.aws:443/calls/{meeting_id}",
        "ScreenDataUrl": f"{screen}/v2/screen/{meeting_id}",
        "ScreenSharingUrl": f"{screen}/v2/screen/{meeting_id}",
        "ScreenViewingUrl": f"{screen}/ws/connect?{viewer}",
        "SignalingUrl": f"wss://signal.m1.{at}.app.chime.aws/control/{meeting_id}",
        "TurnControlUrl": f"https://{meeting_id}.cell.us-east-1.meetings.chime.aws/v2/turn_sessions",
        "EventIngestionUrl": f"https://data.svc.{at}.ingest.chime.aws/v1/client-events",
    }
