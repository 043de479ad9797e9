"""What functions are told, in the form of AWS's guide (pstn-invocations)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator.calls.action import Action
    from chime_shim.emulator.calls.call import Call
    from chime_shim.emulator.calls.leg import Leg

NEW_INBOUND_CALL = "NEW_INBOUND_CALL"
NEW_OUTBOUND_CALL = "NEW_OUTBOUND_CALL"
RINGING = "RINGING"
CALL_ANSWERED = "CALL_ANSWERED"
ACTION_SUCCESSFUL = "ACTION_SUCCESSFUL"
ACTION_FAILED = "ACTION_FAILED"
ACTION_INTERRUPTED = "ACTION_INTERRUPTED"
HANGUP = "HANGUP"
DIGITS_RECEIVED = "DIGITS_RECEIVED"
CALL_UPDATE_REQUESTED = "CALL_UPDATE_REQUESTED"
INVALID_LAMBDA_RESPONSE = "INVALID_LAMBDA_RESPONSE"


@dataclass(frozen=True)
class Event:
    """Something that a function is to be told.

    Attributes:
        type: Its InvocationEventType.
        leg: The leg that it is about: actions of the answer that name none are for this one.
        data: Its ActionData, if it has any.
        beside: What else it has at the top.
        heard: Whether the answer counts. AWS's guide, use-create-call-api, update-sip-call and hangup.
    """

    type: str
    leg: Leg
    data: Mapping[str, Any] | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    heard: bool = True


def document(event: Event, call: Call, sequence: int) -> dict[str, Any]:
    """Write an event as the function gets it."""
    legs = {leg.tag: leg for leg in call.participants}
    if event.type == HANGUP:
        legs[event.leg.tag] = event.leg
    details: dict[str, Any] = {
        "TransactionId": call.transaction_id,
        "AwsAccountId": call.account_id,
        "AwsRegion": call.region,
        # The guide has both names.
        "SipMediaApplicationId": call.application_id,
        "SipApplicationId": call.application_id,
        "Participants": [leg.participant() for leg in legs.values()],
    }
    if call.rule_id:
        details["SipRuleId"] = call.rule_id
    if call.attributes:
        details["TransactionAttributes"] = call.attributes
    data = {} if event.data is None else {"ActionData": dict(event.data)}
    return {
        "SchemaVersion": "1.0",
        "Sequence": sequence,
        "InvocationEventType": event.type,
        **data,
        **event.beside,
        "CallDetails": details,
    }


def of_action(kind: str, action: Action, **beside: Any) -> Event:
    """Tell what became of an action, with its parameters and the leg it was for."""
    leg = action.leg
    parameters = {"CallId": leg.call_id, **action.parameters}
    return Event(kind, leg, {"Type": action.type, "Parameters": parameters, **beside})


def interrupted(action: Action) -> Event:
    """Tell that an action was cut short; the answer is ignored."""
    return replace(of_action(ACTION_INTERRUPTED, action), heard=False)


def hangup(leg: Leg, *, heard: bool) -> Event:
    """Tell that a leg is over."""
    parameters = {"SipResponseCode": leg.sip_code, "CallId": leg.call_id, "ParticipantTag": leg.tag}
    return Event(HANGUP, leg, {"Type": "Hangup", "Parameters": parameters}, heard=heard)


def invalid_response(leg: Leg, error_type: str, message: str) -> Event:
    """Tell that the last answer cannot be followed, in both places in which the guide shows the reason."""
    reason = {"ErrorType": error_type, "ErrorMessage": message}
    return Event(INVALID_LAMBDA_RESPONSE, leg, reason, beside=reason)
