"""Where else the old name stands: commands of the AWS CLI, and what each is now."""

from __future__ import annotations

from ._successor import advice, new_names

__all__ = ["advice", "new_names"]
