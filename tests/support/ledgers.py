"""A ledger that is kept: a program that writes one, and what is found in it."""

from __future__ import annotations

from chime_shim.ledger import START, read
from tests.support.entries import at

NOON = float(at("2026-11-25"))
OPERATIONS = """
import sys
from chime_shim.events import CallSite, LegacyCall
from chime_shim.events._ledger import LedgerHook

hook = LedgerHook("ledger.db")

def call(line):
    site = CallSite("app.py", line, "main")
    hook(LegacyCall(operation="GetMeeting", successor="x:GetMeeting", call_site=site, duration_ms=1))
"""


def calls_in(path):
    return [each for each in read(str(path)).entries if each.mode != START]


def counts_in(path):
    return {(each.file, each.line): each.calls for each in calls_in(path)}
