"""The hosts and paths for which the legacy endpoint answers."""

from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator.chime.responses import ChimeResponse

url_bases = list(SERVICES[ChimeResponse.service])

url_paths = {"{0}/.*$": ChimeResponse.dispatch}
