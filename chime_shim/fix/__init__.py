"""Rewriting legacy calls to native ones, in the source.

``fix_paths`` reads trees of files, ``fix_source`` one text; both say what should become of them, and
``write`` does it. What is not sure is not changed: one comment says why.
"""

from __future__ import annotations

from chime_shim.fix._files import fix_paths, fix_source
from chime_shim.fix._plan import Options
from chime_shim.fix._result import FixResult
from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._writing import write, write_all
from chime_shim.fix.rules import RULES

__all__ = [
    "RULES",
    "Example",
    "FixResult",
    "Options",
    "Rule",
    "fix_paths",
    "fix_source",
    "write",
    "write_all",
]
