"""The hosts and paths for which ``chime-sdk-meetings`` answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime_sdk_meetings.responses import ChimeSDKMeetingsResponse

url_bases = list(SERVICES[ChimeSDKMeetingsResponse.service])

url_paths = {"{0}/.*$": ChimeSDKMeetingsResponse.dispatch}
