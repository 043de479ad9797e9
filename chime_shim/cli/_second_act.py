"""The demo's second act: the script on what can stand behind proxy sessions after their end, and calls."""

from __future__ import annotations

import io
import os
import runpy
import sys
import warnings
from contextlib import redirect_stdout
from typing import Any
from unittest.mock import patch

__all__ = ["play"]

_TABLE = "proxy-sessions"
_NUMBER = "+12065550188"
_STRANGER = "+13035550109"


def play(script: str) -> int:
    """Run the script, and have both participants and a stranger call while its session is open.

    Nothing of it goes to stdout, and no number to stderr.

    Returns:
        0 if the two reached each other and the stranger nobody, or 1.
    """
    from chime_shim import ChimeDeprecationWarning, proxy_sessions, set_hooks
    from chime_shim.emulator import calls
    from chime_shim.proxy_sessions import function

    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    os.environ["TABLE"] = _TABLE
    _prepare_table()
    exchange = calls.exchange()
    exchange.application(function.handler, _NUMBER)
    _tell(
        "\nSecond act, experimental: AWS ended proxy sessions, so the same script runs on a DynamoDB table,"
    )
    _tell("a SIP media application and a function. None of that was ever run against the real AWS.\n")
    outcomes: list[bool] = []

    def ring(parsed: dict[str, Any], **_: Any) -> None:
        first, second = (each["PhoneNumber"] for each in parsed["ProxySession"]["Participants"])
        for who, caller, peer in (
            ("one participant", first, second),
            ("the other participant", second, first),
            ("a stranger", _STRANGER, None),
        ):
            call = exchange.place(caller, _NUMBER, hangs_up=60)
            rang = [(each.number, each.caller_id) for each in call.rang]
            outcomes.append(call.over and rang == ([(peer, _NUMBER)] if peer else []))
            what = "the other's phone rings, and shows the proxy number" if rang else "nobody's phone rings"
            _tell(f"{who} calls the proxy number: {what}")

    installation = proxy_sessions.install(_TABLE, sms="drop")
    try:
        with warnings.catch_warnings(), set_hooks([]), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore", ChimeDeprecationWarning)
            # Under another name than __main__, it waits to be started: its client is there first.
            program = runpy.run_path(script, run_name="proxy_session")
            program["client"].meta.events.register("after-call.chime.CreateProxySession", ring)
            with patch.object(sys, "argv", [script]):
                program["main"]()
    finally:
        installation.uninstall()
    _tell("the script came to its end")
    return int(outcomes != [True] * 3)


def _prepare_table() -> None:
    import botocore.session

    from chime_shim.proxy_sessions._template import table

    database = botocore.session.get_session().create_client("dynamodb", os.environ["AWS_DEFAULT_REGION"])
    database.create_table(**table(_TABLE))
    number = {"pk": "POOL", "sk": f"NUM#{_NUMBER}", "country": "US", "state": "active"}
    database.put_item(TableName=_TABLE, Item={name: {"S": value} for name, value in number.items()})


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
