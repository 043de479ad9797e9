"""Actions that begin and end legs. AWS's guide, call-and-bridge and hangup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls import events
from chime_shim.emulator.calls.action import Action, ActionFailedError, integer, is_e164, source
from chime_shim.emulator.calls.leg import LEG_A, LEG_B

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator.calls.machine import Machine

_SIP_USER = re.compile(r"[a-zA-Z0-9&=+$/%\-_!~*().]{1,30}")
_SIP_HEADER = re.compile(r"(?i)(x-(?!vine|amzn|vc|canary|voice).+|user-to-user|diversion)")
_SIP_CODES = (0, 480, 486)


def call_and_bridge(machine: Machine, action: Action) -> None:
    """Call a number, and connect who answers with leg A."""
    call, parameters = machine.call, action.parameters
    if call.leg(LEG_A) is not action.leg or call.leg(LEG_B):
        raise ActionFailedError("Invalid action on the call.")
    seconds = integer(
        action,
        "CallTimeoutSeconds",
        low=1,
        high=120,
        default=30,
        message="The MaxCallTimeout parameter is invalid. Timeout must be between 0 and 120 seconds.",
    )
    endpoint = _endpoint(machine, parameters.get("Endpoints"))
    caller_id = _caller_id(machine, action)
    if parameters.get("RingbackTone") is not None:
        source(parameters["RingbackTone"], "Ringtone parameter value is invalid.")
    for header in parameters.get("SipHeaders") or {}:
        if not _SIP_HEADER.fullmatch(str(header)):
            raise ActionFailedError(f"Invalid SIP header(s) provided: {header}")
    if not machine.network.has_room():
        raise ActionFailedError("System error while executing the action.", "SystemException")
    leg = machine.new_leg(LEG_B, to=endpoint, from_=caller_id, direction="Outbound")

    def answered() -> None:
        machine.connect(action.leg)
        machine.succeed(action)

    def unanswered(_: int) -> None:
        machine.fail(action, "CallNotAnswered", "Call not answered")

    machine.ring(leg, seconds, answered, unanswered)


def hang_up(machine: Machine, action: Action) -> None:
    """End a leg, and no other. The function hears of it by a HANGUP event, of a meeting's leg by success."""
    code = action.parameters.get("SipResponseCode", 0)
    code = int(code) if isinstance(code, str) and code.isdecimal() else code
    if isinstance(code, bool) or code not in _SIP_CODES:
        raise ActionFailedError("SipResponseCode parameter value is invalid.")
    leg = action.leg
    machine.stop(action, "successful")
    machine.end(leg, code, "function")
    if leg.meeting_id:
        machine.tell(events.of_action(events.ACTION_SUCCESSFUL, action))


def _endpoint(machine: Machine, endpoints: Any) -> str:
    if not isinstance(endpoints, list) or len(endpoints) != 1:
        raise ActionFailedError("Invalid number of endpoints provided.")
    endpoint = endpoints[0]
    if not isinstance(endpoint, dict) or not _is_reachable(machine, endpoint):
        raise ActionFailedError("Endpoint parameter is invalid.")
    return str(endpoint["Uri"])


def _is_reachable(machine: Machine, endpoint: Mapping[str, Any]) -> bool:
    uri, arn = endpoint.get("Uri"), endpoint.get("Arn")
    if endpoint.get("BridgeEndpointType") == "PSTN":
        return is_e164(uri) and arn is None
    return (
        endpoint.get("BridgeEndpointType") == "AWS"
        and isinstance(uri, str)
        and _SIP_USER.fullmatch(uri) is not None
        and machine.network.account.has_connector(arn)
    )


def _caller_id(machine: Machine, action: Action) -> str:
    number = action.parameters.get("CallerIdNumber")
    if number is None:
        raise ActionFailedError("Caller ID not defined.")
    if not is_e164(number):
        raise ActionFailedError("Invalid caller ID.")
    if number != action.leg.from_ and not machine.network.account.owns(number):
        raise ActionFailedError(
            "Provided caller ID number is invalid. Number must be owned by this AWS account, "
            "or be the From number of LEG-A."
        )
    return str(number)
