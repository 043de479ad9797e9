"""What ledgers tell, put together and shown: as text, JSON, SARIF or a page for a browser."""

from __future__ import annotations

from ._model import FINDINGS, Report
from ._verdict import Verdict

__all__ = ["FINDINGS", "Report", "Verdict"]
