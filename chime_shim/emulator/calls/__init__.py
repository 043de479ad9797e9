"""Calls to and from SIP media applications: the function behind them is invoked as AWS does it.

``exchange()`` has the phones, the functions and the calls of an account::

    from chime_shim.emulator import calls

    exchange = calls.exchange()
    exchange.application(handler, "+12065550100")
    exchange.phones["+14155550123"] = calls.Phone.busy()
    call = exchange.place("+12025550101", "+12065550100")
    assert call.over

No real time passes. The rules are those of the Amazon Chime SDK developer guide, PSTN audio; what it does not
say is marked as an assumption, and listed in docs/calls.md.
"""

from chime_shim.emulator.calls.action import Action
from chime_shim.emulator.calls.call import Call
from chime_shim.emulator.calls.exchange import Exchange, exchange
from chime_shim.emulator.calls.functions import Context, Invocation, slow
from chime_shim.emulator.calls.leg import Leg, Ring
from chime_shim.emulator.calls.phone import Phone
from chime_shim.emulator.calls.response import ActionNotEmulatedError

__all__ = [
    "Action",
    "ActionNotEmulatedError",
    "Call",
    "Context",
    "Exchange",
    "Invocation",
    "Leg",
    "Phone",
    "Ring",
    "exchange",
    "slow",
]
