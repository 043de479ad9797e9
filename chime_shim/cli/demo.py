"""Show an old script at work on today's boto3, against an emulated AWS.

The script is examples/proxy_session.py. It goes to stdout, what the shim says of it to stderr. In a second
act the script runs once more, on what can stand behind proxy sessions after their end (experimental), and
both participants and a stranger call the proxy number.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli import _first_act, _second_act
from chime_shim.cli._program import Program
from chime_shim.cli._stage import set_stage

if TYPE_CHECKING:
    import argparse
    from collections.abc import MutableMapping

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim demo": "all of it",
    "chime-shim demo 2>/dev/null": "what the script prints, and no more",
}

_EXAMPLE = Path("examples", "proxy_session.py")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim demo``: there are none."""


def main(_: argparse.Namespace) -> int:
    """Run the example.

    Returns:
        0 if the example comes to its end, and those who should have reached each other did; or 1.

    Raises:
        SystemExit: With code 2, if there is no emulator to run it on.
        BaseException: Whatever the example raises, for the interpreter to report.
    """
    set_stage(emulator=True)
    _first_act.play()
    import botocore

    script = _example()
    print(
        f"chime-shim demo: {script}, which knows nothing of chime_shim, on botocore {botocore.__version__} "
        "and an emulated AWS\n",
        file=sys.stderr,
    )
    _show_what_the_shim_says()
    Program("script", script, []).run()
    return _second_act.play(script)


def _example() -> str:
    package = Path(__file__).parents[1]
    # A wheel has the examples in the package, a checkout has them beside it.
    places = (package / _EXAMPLE, package.parent / _EXAMPLE)
    path = next(path for path in places if path.exists())
    return os.path.relpath(path) if _is_below_here(path) else str(path)


def _is_below_here(path: Path) -> bool:
    try:
        return path.is_relative_to(Path.cwd())
    except FileNotFoundError:  # the working directory was deleted meanwhile
        return False


def _show_what_the_shim_says() -> None:
    """Have a line for each call, and the warning in full for the one that the example is about."""
    import structlog

    from chime_shim import ChimeDeprecationWarning

    structlog.configure(processors=[_one_line], logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    warnings.simplefilter("ignore", ChimeDeprecationWarning)
    warnings.filterwarnings("default", "chime:CreateProxySession ", ChimeDeprecationWarning)


def _one_line(_: Any, __: str, call: MutableMapping[str, Any]) -> str:
    line = Path(call["call_site"]).name
    return f"{call['event']} {call['operation']} -> {call['successor']} ({line}: {call['outcome']})"
