"""The addresses that warnings, comments and reports point to."""

from __future__ import annotations

__all__ = ["GUIDE_URL"]

GUIDE_URL = "https://github.com/chime-shim/chime_shim/blob/main/migration_guide.md"
"""The migration guide."""
