"""Serve an emulated AWS, with Chime in it, over HTTP.

It is moto's server: all five Chime SDK services, the legacy endpoint, and what else moto has. Once it
listens, it prints the variables that lead a program to it. SIGTERM or Ctrl-C ends it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim emulator": "at http://127.0.0.1:5000",
    "chime-shim emulator --port 0 --seed 1 > emulator.env": "at a free port, with the same ids in each run",
    "chime-shim emulator --function answer=app:handler": "to call a SIP media application's function",
    "chime-shim emulator --fault CreateMeeting=throttle,times=2": "to see how a program takes it",
}

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only if asked for

_FAULT_OPTIONS = {"times": int, "probability": float, "seed": int, "seconds": float}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim emulator``."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (%(default)s)")
    parser.add_argument("--port", default=5000, type=int, help="port (%(default)s); 0 for any that is free")
    parser.add_argument("--seed", type=int, help="make the same ids in each run, and after each reset")
    parser.add_argument(
        "--closed-legacy-endpoint",
        action="store_true",
        help="refuse calls to the chime endpoint, as AWS does for many accounts: use the path /chime",
    )
    parser.add_argument(
        "--sip-rules-must-be-disabled",
        action="store_true",
        help="refuse to delete an enabled SIP rule, as AWS's page says; AWS was seen to delete one",
    )
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="answer requests for this host, and from its web pages, beside those of this machine; * is any",
    )
    parser.add_argument(
        "--fault",
        metavar="SPEC",
        action="append",
        default=[],
        help="let calls fail, until a reset: OPERATION=KIND, and after commas times=N, probability=P, seed=N "
        "or seconds=S; KIND is throttle, error-500, error-503, timeout, reset, garbage or slow",
    )
    parser.add_argument(
        "--function",
        metavar="NAME=HANDLER",
        action="append",
        default=[],
        help="a function behind SIP media applications, by its name in AWS Lambda, until a reset: HANDLER is "
        "module:handler, or the URL that it answers at",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log each request to stderr")


def main(options: argparse.Namespace) -> int:
    """Serve until a signal comes.

    Returns:
        0, or 2 if it cannot start.
    """
    if options.verbose:
        logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
        logging.getLogger("chime_shim.emulator").setLevel(logging.INFO)
    try:
        server = _prepare(options)
    except ImportError as error:
        remedy = 'pip install "chime-shim[emulator]"'
        return _refuse(f"the emulator needs moto's server: {remedy} ({error})")
    except (OSError, OverflowError) as error:
        # Python adds the address, which is there already.
        reason, _, _ = (getattr(error, "strerror", None) or str(error)).partition(" (while")
        return _refuse(f"cannot listen at {options.host}, port {options.port}: {reason}")
    except ValueError as error:
        return _refuse(str(error))
    with suppress(KeyboardInterrupt):
        # A shell starts a background process with SIGINT ignored.
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.default_int_handler)
        _announce(options.host, server.port)
        server.serve_forever()
    logging.getLogger("chime_shim.emulator").info("stopped")
    return 0


def _prepare(options: argparse.Namespace) -> Any:
    # moto asks boto3 for regions, which must not fail for a profile that is not here.
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        os.environ.pop(name, None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without flask, moto warns and raises
        from chime_shim.emulator import EmulatorSettings, configure
        from chime_shim.emulator._server import bind
    settings = EmulatorSettings(
        seed=options.seed,
        legacy_endpoint_closed=options.closed_legacy_endpoint,
        sip_rules_must_be_disabled=options.sip_rules_must_be_disabled,
    )
    configure(settings)
    for spec in options.fault:
        _inject(spec)
    for spec in options.function:
        _set_function(spec)
    return bind(options.host, options.port, options.allow_host)


def _inject(spec: str) -> None:
    from chime_shim.emulator import faults

    try:
        faults.inject(**_fault(spec))
    except ValueError as error:
        raise ValueError(f"--fault {spec}: {error}") from error


def _fault(spec: str) -> dict[str, Any]:
    what, *further = spec.split(",")
    operation, _, kind = what.partition("=")
    fault: dict[str, Any] = {"operation": operation, "kind": kind}
    for option in further:
        name, _, value = option.partition("=")
        if name not in _FAULT_OPTIONS:
            raise ValueError(f"there is no option {name!r}: there are {', '.join(_FAULT_OPTIONS)}")
        fault[name] = _FAULT_OPTIONS[name](value)
    return fault


def _set_function(spec: str) -> None:
    from chime_shim.emulator import calls

    name, _, handler = spec.partition("=")
    here = str(Path.cwd())
    if here not in sys.path:  # as python -m does, and a console script does not
        sys.path.insert(0, here)
    try:
        calls.exchange().functions[name] = handler
    except ValueError as error:
        raise ValueError(f"--function {spec}: {error}") from error


def _announce(host: str, port: int) -> None:
    address = _EVERYWHERE.get(host, host)
    url = f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"
    variables = {
        "AWS_ENDPOINT_URL": url,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    for name, value in variables.items():
        print(f"export {name}={value}")
    sys.stdout.flush()
    logging.getLogger("chime_shim.emulator").info("serving at %s", url)


def _refuse(message: str) -> int:
    print(f"chime-shim: {message}", file=sys.stderr)
    return 2
