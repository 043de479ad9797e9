"""The hosts and paths for which ``chime-sdk-voice`` answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime_sdk_voice.responses import ChimeSDKVoiceResponse

url_bases = list(SERVICES[ChimeSDKVoiceResponse.service])

# Which path is which operation is told by the service's model.
url_paths = {"{0}/.*$": ChimeSDKVoiceResponse.dispatch}
