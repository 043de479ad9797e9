"""Print the directory that switches the shim on for every Python whose PYTHONPATH begins with it.

For containers, and for programs that are not started by a command of one's own. The environment is all that
changes: PYTHONPATH="$(chime-shim sitecustomize)" any-command
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.startup import PYTHONPATH

if TYPE_CHECKING:
    import argparse

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim sitecustomize": "for a shell: export PYTHONPATH=$(chime-shim sitecustomize)",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim sitecustomize``: there are none."""


def main(_: argparse.Namespace) -> int:
    """Print it.

    Returns:
        0.
    """
    print(PYTHONPATH)
    return 0
