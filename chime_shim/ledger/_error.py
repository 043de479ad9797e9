"""What is wrong with a ledger."""

from __future__ import annotations


class LedgerError(Exception):
    """A file is not a ledger, or not one that this version can read or write; the text says what to do."""
