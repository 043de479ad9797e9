"""A call on the emulator: the function is run here, its table is the emulator's."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_HERE = ("http://127.", "http://localhost", "http://[::1]")


def main(options: argparse.Namespace) -> int:
    """Dial a number, and say who rings.

    Returns:
        0 if somebody rings, 1 if nobody does, 2 if there is no emulator.

    Raises:
        ValueError: If the number cannot be dialled.
    """
    from chime_shim.cli._proxy_table import setting_of

    setting = setting_of(options)
    endpoint = setting.endpoint_url or os.environ.get("AWS_ENDPOINT_URL", "")
    if not endpoint.startswith(_HERE):
        remedy = "start chime-shim emulator, and say --endpoint-url http://127.0.0.1:5000"
        print(f"chime-shim: a call is made on the emulator only: {remedy}", file=sys.stderr)
        return 2
    try:
        from chime_shim.emulator.calls import Phone, exchange
    except ImportError as error:
        remedy = 'pip install "chime-shim[emulator]"'
        print(f"chime-shim: the emulator needs moto: {remedy} ({error})", file=sys.stderr)
        return 2
    from chime_shim.proxy_sessions import function

    os.environ.update(TABLE=setting.table, AWS_DEFAULT_REGION=setting.region, AWS_ENDPOINT_URL=endpoint)
    account = exchange()
    account.application(function.handler, options.number)
    kinds = {"busy": Phone.busy, "off": Phone.unreachable, "silent": Phone.never_answers}
    kinds["voicemail"] = Phone.voicemail
    for phone in options.phone:
        number, _, kind = phone.partition("=")
        if kind not in kinds:
            raise ValueError(f"--phone {phone}: expected NUMBER= and one of {', '.join(kinds)}")
        account.phones[number] = kinds[kind]()
    call = account.place(options.caller, options.number, hangs_up=60)
    for ring in call.rang:
        print(f"{ring.number} rings, and sees {ring.caller_id}: {ring.outcome}")
    if not call.rang:
        print(f"nobody rings; the caller gets SIP code {call.legs[0].sip_code}")
    return 0 if call.rang else 1
