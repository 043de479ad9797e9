"""Entries of ledgers, for tests."""

from __future__ import annotations

from datetime import datetime, timezone

from chime_shim.ledger import START, Entry, SqliteSink


def at(day, hour=12):
    """Seconds since 1970."""
    return int(datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=timezone.utc).timestamp())


def entry(day="2026-11-25", **changes):
    """An entry, all of whose fields are set."""
    fields = {
        "day": day,
        "host": "web-1",
        "operation": "CreateMeeting",
        "successor": "chime-sdk-meetings:CreateMeeting",
        "file": "app/meetings.py",
        "line": 12,
        "function": "main",
        "mode": "forward",
        "outcome": "ok",
        "calls": 3,
        "first": at(day),
        "last": at(day),
    }
    return Entry(**{**fields, **changes})


def start(day="2026-11-25", **changes):
    """An entry for processes that began to keep the ledger."""
    nothing = {"operation": "", "successor": "", "file": "", "line": 0, "function": ""}
    return entry(day, **{**nothing, "mode": START, "calls": 1, **changes})


def write(path, *entries):
    """Make a ledger, and give its path."""
    sink = SqliteSink(str(path))
    sink.write(entries, patience=5)
    sink.close()
    return path
