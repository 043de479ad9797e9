"""The function behind the SIP media application: it connects the two people of a proxy session.

Experimental: it was never run on AWS. It is one file for AWS Lambda, with what that has: the standard library
and boto3. The variable TABLE names the table. Nothing is kept from one event to the next, so an event that
comes twice, late or never does no harm. Log and metrics have no phone numbers.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Event = dict[str, Any]

HURRY = 0.5  # seconds after which nothing more is asked than has to be: AWS asks again after 5
_E164 = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)


def handler(event: Event, context: Any) -> Event:  # noqa: ARG001 - as Lambda calls it
    """Answer one event of a call, whatever it is."""
    try:
        actions, outcome = _actions(event)
    except Exception as error:  # noqa: BLE001 - of it the class only: its text may have a number
        _log(event, "Error", error=type(error).__name__)
        actions, outcome = _hang_up_all(event, "480"), "Failed"
    if outcome:
        _log(event, outcome)
    return {"SchemaVersion": "1.0", "Actions": actions}


def _actions(event: Event) -> tuple[list[Event], str]:
    kind, legs = event.get("InvocationEventType"), _legs(event)
    if kind == "NEW_INBOUND_CALL":
        return _route(event, legs[0])
    if kind == "HANGUP":
        actions = _hang_up_all(event)
        if legs and not actions:
            _end(event, legs[0])
        return actions, "HungUp"
    if kind == "ACTION_FAILED":
        busy = _dict(event, "ActionData").get("ErrorType") == "CallNotAnswered"
        return _hang_up_all(event, "486" if busy else "480"), "NotAnswered" if busy else "ActionFailed"
    if kind == "INVALID_LAMBDA_RESPONSE":
        reason = _dict(event, "ActionData").get("ErrorType") or event.get("ErrorType")
        _log(event, "InvalidResponse", error=str(reason))
        return _hang_up_all(event, "480"), ""
    left = _connected(event)
    # Somebody gave up while the other's phone rang, and that one answered; or we never called anybody.
    ours = [leg for leg in legs if leg.get("Direction") == "Inbound"]
    if left and (len(left) < len(legs) or (kind == "CALL_ANSWERED" and not ours)):
        return _hang_up_all(event), "HungUp"
    return [], ""


def _route(event: Event, leg: Event) -> tuple[list[Event], str]:
    started = time.monotonic()
    caller, number = leg.get("From") or "", leg.get("To") or ""
    refused = [_hang_up(leg, "480")]
    if not _E164.fullmatch(caller):
        return refused, "NoCallerId"
    binding = _try(event, "TableFailed", lambda: _get(f"CALLER#{caller}", f"PROXY#{number}"))
    if binding is None:
        return refused, "Failed"
    live = "exp" in binding and "ended" not in binding and int(binding["exp"]["N"]) > time.time() * 1000
    if live and {"S": "Voice"} not in binding["capabilities"]["L"]:
        return refused, "NoVoice"
    to = binding.get("peer" if live else "fallback", {}).get("S", "")
    if not to:
        return refused, "Expired" if binding else "Stranger"
    quick = time.monotonic() - started < HURRY
    # Without this a loop would end at the next number, where the first one is a stranger.
    if to in {caller, number} or (quick and _try(event, "TableFailed", lambda: _get("POOL", f"NUM#{to}"))):
        return refused, "Loop"
    if live and time.monotonic() - started < HURRY:
        _note(event, binding, "ADD")
    bridge = {
        "CallTimeoutSeconds": 30,
        "CallerIdNumber": number,
        "Endpoints": [{"BridgeEndpointType": "PSTN", "Uri": to}],
    }
    return [{"Type": "CallAndBridge", "Parameters": bridge}], "Bridged" if live else "Fallback"


def _end(event: Event, leg: Event) -> None:
    """Take the call off its session."""
    key = f"CALLER#{leg.get('From')}", f"PROXY#{leg.get('To')}"
    binding = _try(event, "TableFailed", lambda: _get(*key))
    if binding:
        _note(event, binding, "DELETE")


def _note(event: Event, binding: Event, change: str) -> None:
    """Have a session show that a call is going on, or is over. No call waits for that."""
    update = {
        "Key": _key(f"VC#{binding['connector']['S']}", f"SESSION#{binding['session']['S']}"),
        "UpdateExpression": f"{change} #calls :call",
        "ConditionExpression": "attribute_exists(#pk)",
        "ExpressionAttributeNames": {"#calls": "calls", "#pk": "pk"},
        "ExpressionAttributeValues": {":call": {"SS": [event["CallDetails"]["TransactionId"]]}},
    }
    _try(event, "NotNoted", lambda: _table().update_item(TableName=os.environ["TABLE"], **update))


def _try(event: Event, failure: str, ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is to be left waiting
        _log(event, failure, error=type(error).__name__)
        return None


def _get(pk: str, sk: str) -> Any:
    reply = _table().get_item(TableName=os.environ["TABLE"], Key=_key(pk, sk), ConsistentRead=True)
    return reply.get("Item", {})


def _key(pk: str, sk: str) -> Event:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


@cache
def _table() -> Any:
    import boto3
    from botocore.config import Config

    retries = {"mode": "legacy", "total_max_attempts": 2}  # standard may pause for a second
    return boto3.client("dynamodb", config=Config(connect_timeout=1, read_timeout=1, retries=retries))


def _legs(event: Event) -> list[Event]:
    legs: list[Event] = _dict(event, "CallDetails").get("Participants") or []
    return sorted(legs, key=lambda leg: leg.get("ParticipantTag", ""))


def _connected(event: Event) -> list[Event]:
    """Return the legs that are not known to be over."""
    gone: Any = ""
    if event.get("InvocationEventType") == "HANGUP":
        gone = _dict(_dict(event, "ActionData"), "Parameters").get("CallId")
    return [leg for leg in _legs(event) if leg.get("Status") != "Disconnected" and leg.get("CallId") != gone]


def _hang_up_all(event: Event, code: str = "0") -> list[Event]:
    return [_hang_up(leg, code) for leg in _connected(event)]


def _hang_up(leg: Event, code: str) -> Event:
    name = "CallId" if leg.get("CallId") else "ParticipantTag"
    return {"Type": "Hangup", "Parameters": {name: leg.get(name), "SipResponseCode": code}}


def _dict(event: Event, name: str) -> Event:
    value = event.get(name)
    return value if isinstance(value, dict) else {}


def _log(event: Event, outcome: str, **more: str) -> None:
    """Write a line that is a log entry and, to CloudWatch, a metric."""
    metrics = {"Namespace": "ChimeShim/ProxySessions", "Dimensions": [[]], "Metrics": [{"Name": outcome}]}
    line = {
        "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [metrics]},
        "event": str(event.get("InvocationEventType")),
        "transaction": str(_dict(event, "CallDetails").get("TransactionId")),
        outcome: 1,
        **more,
    }
    sys.stdout.write(f"{json.dumps(line)}\n")


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    _table()  # before the first call, which is not to wait for it
