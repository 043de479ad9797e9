"""Mutants of published runs that no test can kill, or that have a test since; by name, with the reason."""

from __future__ import annotations

__all__ = ["EQUIVALENT", "SINCE"]

# The program does the same.
EQUIVALENT = {
    "_graft/user_agent.py:module:constant:f816ba": "only makers of an older botocore have that attribute.",
    "_graft/validation.py:_structure:constant:d00cb5": "the installed botocore has the attribute.",
    "rollout.py:module:constant:b23af8": "the name of a context variable is for debuggers.",
}

# They survived, and a test was written that fails with them.
SINCE: dict[str, str] = {}
