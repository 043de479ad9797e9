"""Commands of the AWS CLI in scripts and pages: which are lost, and what each is now.

Pure functions of a text: which files there are, and what kind of text is in each, their callers know.
"""

from __future__ import annotations

from ._commands import Command, Option, Word, commands_in
from ._rewrite import Rewritten, rewritten

__all__ = ["Command", "Option", "Rewritten", "Word", "commands_in", "rewritten"]
