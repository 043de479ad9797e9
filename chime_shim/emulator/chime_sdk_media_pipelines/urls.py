"""The hosts and paths for which ``chime-sdk-media-pipelines`` answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime_sdk_media_pipelines.responses import ChimeSDKMediaPipelinesResponse

url_bases = list(SERVICES[ChimeSDKMediaPipelinesResponse.service])

url_paths = {"{0}/.*$": ChimeSDKMediaPipelinesResponse.dispatch}
