"""Stateful Chime SDK services for moto: ``import chime_shim.emulator``, then use ``mock_aws``.

moto has no Chime. After this import ``moto.mock_aws()`` and moto's server answer for the five services of
the Chime SDK, and for the legacy ``chime`` endpoint over the same state. Each service is a folder in
moto's own shape, and its state is read in moto's own way::

    from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends

    chime_sdk_voice_backends["123456789012"]["us-east-1"].proxy_sessions

Proxy numbers, ids and the clock are made up; the rules are those of AWS's API reference.
"""

import importlib
from typing import TYPE_CHECKING, Any

try:
    import moto.core.parse  # noqa: F401 - imported to be missed here, by name; moto has it since 5.2
except ImportError as error:
    raise ImportError(
        "chime_shim.emulator needs moto 5.2 or later: pip install chime-shim[emulator]"
    ) from error

from chime_shim.emulator._faults import faults
from chime_shim.emulator._moto import add_api
from chime_shim.emulator._moto_api import extend
from chime_shim.emulator._registry import SERVICES, register
from chime_shim.emulator._service import afterwards
from chime_shim.emulator._settings import EmulatorSettings, configure, current

if TYPE_CHECKING:
    from chime_shim.emulator import calls

__all__ = ["SERVICES", "EmulatorSettings", "calls", "configure", "current", "faults"]

register()
extend(SERVICES)


# Calls are imported for whoever makes one.


def _play_calls(account_id: str) -> None:
    from chime_shim.emulator.calls.exchange import play_on

    play_on(account_id)


def _answer_for_calls(request: Any, url: str, headers: Any) -> Any:
    from chime_shim.emulator.calls.api import answer

    return answer(request, url, headers)


for _operation in ("CreateSipMediaApplicationCall", "UpdateSipMediaApplicationCall", "DeleteMeeting"):
    afterwards[_operation] = _play_calls
for _name in ("chime-calls", "chime-phones", "chime-functions"):
    add_api(_name, _answer_for_calls)


def __getattr__(name: str) -> Any:
    """Import ``calls`` for whoever asks for it."""
    if name == "calls":
        return importlib.import_module("chime_shim.emulator.calls")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
