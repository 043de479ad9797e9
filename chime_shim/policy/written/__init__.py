"""Policies where they are written: in JSON, YAML, Terraform and Python, each value with its place."""

from __future__ import annotations

from ._edits import Edit, EditError, apply, edits_for
from ._files import FORMATS, File, lines_of_statements, look_at, look_into, names_chime, paths_below
from ._search import Loose, Unclear, Written

__all__ = [
    "FORMATS",
    "Edit",
    "EditError",
    "File",
    "Loose",
    "Unclear",
    "Written",
    "apply",
    "edits_for",
    "lines_of_statements",
    "look_at",
    "look_into",
    "names_chime",
    "paths_below",
]
