"""The hosts and paths for which ``chime-sdk-messaging`` answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime_sdk_messaging.responses import ChimeSDKMessagingResponse

url_bases = list(SERVICES[ChimeSDKMessagingResponse.service])

# Which path is which operation is told by the service's model.
url_paths = {"{0}/.*$": ChimeSDKMessagingResponse.dispatch}
