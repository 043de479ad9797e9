"""What a program is run on: boto3 with the shim, in its child processes too, and AWS or an emulator of it."""

from __future__ import annotations

import os
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

from chime_shim.settings.sources import variable
from chime_shim.startup import first_on

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["set_stage"]


def set_stage(
    *, emulator: bool, children: bool = False, flags: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Install the shim, and start the emulator if wanted.

    Neither is ever ended: the threads and ``atexit`` functions of a program outlive its last line, and must
    not find themselves talking to the real AWS.

    Args:
        emulator: Whether AWS is emulated in this process.
        children: Whether every Python that the program starts has the shim, too. Not with an emulator, which
            they do not have: their calls would go to the real AWS.
        flags: Settings from the command line.

    Raises:
        SystemExit: With code 2, if there is no emulator to start, or a setting is wrong and
            ``strict`` is set.
    """
    import chime_shim
    from chime_shim import settings

    settings.set_flags(flags)
    try:
        chime_shim.install()
    except ValueError as error:
        print(f"chime-shim: {error}", file=sys.stderr)
        sys.exit(2)
    if emulator:
        _start_emulator()
    elif children:
        os.environ.update({variable(name): value for name, value in flags.items()})
        os.environ["PYTHONPATH"] = first_on(os.environ.get("PYTHONPATH"))


def _start_emulator() -> None:
    try:
        import moto

        import chime_shim.emulator  # noqa: F401 - moto then has Chime
    except ImportError as error:
        remedy = 'pip install "chime-shim[emulator]"'
        print(f"chime-shim: the emulator needs moto: {remedy} ({error})", file=sys.stderr)
        sys.exit(2)
    # What is set up for the real AWS, or for another emulator, must not lead calls away from this one, nor
    # matter if it is broken. moto itself sees to the credentials.
    os.environ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        os.environ.pop(name, None)
    moto.mock_aws().start()
