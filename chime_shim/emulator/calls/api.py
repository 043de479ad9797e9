"""``/moto-api/chime-calls``, ``chime-phones`` and ``chime-functions``: calls for tests in other languages.

Functions are set by the URL they answer at, on this machine. ``module:handler`` is for Python, and for the
command line: whoever reaches the server must not choose what it imports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from chime_shim.emulator._moto import body_of
from chime_shim.emulator.calls.exchange import ACCOUNT, Exchange, exchange
from chime_shim.emulator.calls.phone import Phone
from chime_shim.emulator.calls.record import record
from chime_shim.emulator.calls.response import ActionNotEmulatedError

if TYPE_CHECKING:
    from chime_shim.emulator.calls.call import Call

Answer = tuple[int, dict[str, str], str]
_Do = Callable[..., tuple[int, Any]]

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PLACE = {
    "caller": str,
    "to": str,
    "host": str,
    "hangs_up": (int, float),
    "seconds": (int, float),
    "presses": list,
}
_STEER = {"transaction_id": str, "leg": str, "hang_up": bool, "press": str, "play": (int, float)}


def answer(request: Any, url: str, headers: Any) -> Answer:  # noqa: ARG001 - as moto calls it
    """Answer a request: GET shows, POST sets or does, DELETE takes away."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    here = exchange(query.get("account", ACCOUNT))
    do: _Do = _ANSWERS.get((request.method, parts.path.rpartition("/")[2]), _refuse_method)
    try:
        status, body = do(here, _body(request), query)
    except ActionNotEmulatedError as error:
        status, body = 501, {"Error": str(error)}
    except (TypeError, ValueError) as error:
        status, body = 400, {"Error": str(error)}
    return status, {"Content-Type": "application/json"}, json.dumps(body)


def _body(request: Any) -> dict[str, Any]:
    body = json.loads(body_of(request) or "{}")
    if not isinstance(body, dict):
        raise TypeError("the body is not a JSON object")
    return body


def _refuse_method(*_: Any) -> tuple[int, Any]:
    return 405, {"Error": "this path does not take this method"}


def _show_calls(here: Exchange, _: dict[str, Any], query: Mapping[str, str]) -> tuple[int, Any]:
    wanted = query.get("transaction_id")
    shown = [record(call) for call in here.calls if wanted in (None, call.transaction_id)]
    return 200, {"calls": shown}


def _do(here: Exchange, body: dict[str, Any], _: Mapping[str, str]) -> tuple[int, Any]:
    if "transaction_id" in body:
        return 200, record(_steer(here, _checked(body, _STEER)))
    given = _checked(body, _PLACE)
    if not {"caller", "to"} <= given.keys():
        raise ValueError("a call has a caller, and a number that it is to")
    return 201, record(here.place(given.pop("caller"), given.pop("to"), **given))


def _steer(here: Exchange, given: dict[str, Any]) -> Call:
    call = next((call for call in here.calls if call.transaction_id == given["transaction_id"]), None)
    if call is None:
        raise ValueError("there is no call with this transaction_id")
    leg = given.get("leg", "LEG-A")
    if given.get("hang_up"):
        return call.hang_up(leg)
    if "press" in given:
        return call.press(given["press"], leg)
    return call.play(given.get("play"))


def _show_phones(here: Exchange, _: dict[str, Any], __: Mapping[str, str]) -> tuple[int, Any]:
    return 200, {number: asdict(phone) for number, phone in here.phones.items()}


def _set_phones(here: Exchange, body: dict[str, Any], _: Mapping[str, str]) -> tuple[int, Any]:
    phones = {number: Phone.of(_mapping(each)) for number, each in body.items()}
    for number, phone in phones.items():
        here.phones[number] = phone
    return _show_phones(here, {}, {})


def _forget_phones(here: Exchange, _: dict[str, Any], __: Mapping[str, str]) -> tuple[int, Any]:
    here.phones.clear()
    return 200, {}


def _show_functions(here: Exchange, _: dict[str, Any], __: Mapping[str, str]) -> tuple[int, Any]:
    return 200, {
        name: each if isinstance(each, str) else "a callable" for name, each in here.functions.items()
    }


def _set_functions(here: Exchange, body: dict[str, Any], _: Mapping[str, str]) -> tuple[int, Any]:
    for url in body.values():
        parts = urlsplit(url if isinstance(url, str) else "")
        if parts.scheme not in ("http", "https") or parts.hostname not in _LOOPBACK:
            raise ValueError("a function is set by the URL on this machine at which it answers")
    for name, url in body.items():
        here.functions[name] = url
    return _show_functions(here, {}, {})


def _mapping(each: Any) -> Mapping[str, Any]:
    if not isinstance(each, Mapping):
        raise TypeError("a phone is a JSON object")
    return each


def _checked(body: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in body.items():
        if name not in known:
            raise ValueError(f"there is no {name!r} here: there are {', '.join(known)}")
        if not isinstance(value, known[name]) or (isinstance(value, bool) and known[name] is not bool):
            raise TypeError(f"{name} has the wrong type")
    return dict(body)


_ANSWERS: Mapping[tuple[str, str], _Do] = {
    ("GET", "chime-calls"): _show_calls,
    ("POST", "chime-calls"): _do,
    ("GET", "chime-phones"): _show_phones,
    ("POST", "chime-phones"): _set_phones,
    ("DELETE", "chime-phones"): _forget_phones,
    ("GET", "chime-functions"): _show_functions,
    ("POST", "chime-functions"): _set_functions,
}
