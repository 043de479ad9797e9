"""The hosts and paths for which ``chime-sdk-identity`` answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime_sdk_identity.responses import ChimeSDKIdentityResponse

url_bases = list(SERVICES[ChimeSDKIdentityResponse.service])

# Which path is which operation is told by the service's model.
url_paths = {"{0}/.*$": ChimeSDKIdentityResponse.dispatch}
