"""What an application should know before and while it leans on the shim; AWS is not asked.

Each module looks at one thing, and gives ``Check`` objects. ``examine`` puts them together.
"""

from __future__ import annotations

from ._awscli import FOLDER, configured_plugins
from ._check import LEVELS, Check, Level
from ._examination import examine, worst
from ._operations import Operations
from ._run import Run
from ._wire import compare_all

__all__ = [
    "FOLDER",
    "LEVELS",
    "Check",
    "Level",
    "Operations",
    "Run",
    "compare_all",
    "configured_plugins",
    "examine",
    "worst",
]
