"""The record of a call as JSON, for tests in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chime_shim.emulator.calls.call import Call

_LEG = ("call_id", "tag", "to", "from_", "direction", "status", "answered", "ended_by", "sip_code")
_LEG_TOO = ("meeting_id", "heard", "dtmf")
_RING = ("number", "caller_id", "outcome")
_INVOCATION = ("event", "attempts", "seconds", "response", "ignored", "failure", "refused")
_ACTION = ("type", "parameters", "outcome", "error")
_CALL = ("transaction_id", "region", "application_id", "rule_id", "over", "ending", "events", "attributes")


def record(call: Call) -> dict[str, Any]:
    """Return all that happened in a call, under the names of the attributes of ``Call``."""
    return {
        **_members(call, *_CALL),
        "connected": [leg.tag for leg in call.connected],
        "legs": [_members(each, *_LEG, *_LEG_TOO) for each in call.legs],
        "rang": [{**_members(each, *_RING), "at": each.at.isoformat()} for each in call.rang],
        "invocations": [_members(each, *_INVOCATION) for each in call.invocations],
        "actions": [{**_members(each, *_ACTION), "call_id": each.leg.call_id} for each in call.actions],
        "muted": sorted(call.muted),
    }


def _members(of: object, *names: str) -> dict[str, Any]:
    return {name.rstrip("_"): getattr(of, name) for name in names}
