"""Which of the ways round botocore's own steps are taken: all of them, unless a test says otherwise.

Each stands in one file, which says what it saves and what it must equal. The differential tests run with all
of them, and with none: ``CHIME_SHIM_SHORTCUTS=none``. It is no setting: nobody but a test has a reason.
"""

from __future__ import annotations

import os

__all__ = ["ALL", "CHECKS", "ENDPOINT", "PARSER", "USER_AGENT", "taken"]

CHECKS = "checks"
ENDPOINT = "endpoint"
PARSER = "parser"
USER_AGENT = "user-agent"
ALL = (CHECKS, ENDPOINT, PARSER, USER_AGENT)


def taken(shortcut: str) -> bool:
    """Tell whether a shortcut is taken by the clients that are made now."""
    named = os.environ.get("CHIME_SHIM_SHORTCUTS")
    return named is None or shortcut in named.split(",")
