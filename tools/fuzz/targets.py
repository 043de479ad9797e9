"""What is fuzzed: each target reads bytes that anybody may have written, and says what may be raised.

Seeds are files of the tests, and words that a reader looks for. Whatever a target raises is a crash.
"""

from __future__ import annotations

import ast
import json
import os
import tempfile
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.fuzz.programs import program_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["TARGETS", "Target"]

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "ledger" / "golden"
PROGRAMS = ROOT / "tests" / "idioms" / "programs"
SCRATCH = Path(tempfile.gettempdir(), f"chime-shim-fuzz-{os.getpid()}")


class Target(NamedTuple):
    """Something that reads.

    Attributes:
        run: Reads bytes.
        seeds: What it begins with.
        about: What is promised.
    """

    run: Callable[[bytes], object]
    seeds: Iterable[bytes]
    about: str


def log(data: bytes) -> None:
    from chime_shim.ledger import LedgerError, read_lines

    with suppress(LedgerError):  # there is none in it
        read_lines(_text(data).splitlines(keepends=True), "log")


def ledger(data: bytes) -> None:
    from chime_shim.ledger import LedgerError, check, read

    with suppress(LedgerError):
        read(_file("ledger.db", data))
    with suppress(LedgerError):
        check(_file("ledger.db", data))


def scan(data: bytes) -> None:
    from chime_shim.scan import scan_source

    scan_source(_program(data) if data[:1] < b"\x80" else data[1:])


def fix(data: bytes) -> None:
    """What was a program stays one, and a second run has nothing more to do."""
    from chime_shim.fix import fix_source

    source = _program(data) if data[:1] < b"\x80" else _text(data[1:])
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        assert not fix_source(source).changed, "what is no program was changed"
        return
    result = fix_source(source)
    if not result.changed:
        return
    ast.parse(result.after)
    again = fix_source(result.after)
    assert not again.changed, "a second run changes it again"


def policy(data: bytes) -> None:
    from chime_shim.policy import Policy, PolicyError, examine

    with suppress(PolicyError):
        examine(Policy.parse(_text(data)))


def policies(data: bytes) -> None:
    from chime_shim.policy.written import look_at

    if data:
        suffix = (".json", ".yaml", ".tf", ".py")[data[0] % 4]
        look_at(_file(f"policy{suffix}", data[1:]))


def settings(data: bytes) -> None:
    from chime_shim.settings.fields import FIELDS

    for field in FIELDS.values():
        with suppress(ValueError):
            field.metadata["parse"](_text(data))


def timestamps(data: bytes) -> None:
    """It gives what botocore gives, or raises what botocore raises."""
    from botocore.utils import parse_timestamp

    from chime_shim._graft.timestamps import fast_timestamp

    # Of the letters of a timestamp, or else few would look like one.
    text = (
        "".join(_LETTERS[byte % len(_LETTERS)] for byte in data[1:])
        if data[:1] < b"\x80"
        else _text(data[1:])
    )
    ours, theirs = _outcome(fast_timestamp, text), _outcome(parse_timestamp, text)
    assert ours == theirs, f"{ours} is not {theirs}"


def baseline(data: bytes) -> None:
    from chime_shim.scan.output.baseline import BaselineError, read

    with suppress(BaselineError):
        read(Path(_file("baseline.json", data)))


def report(data: bytes) -> None:
    """Whatever a ledger says, the report can be written in each form, and the JSON is JSON."""
    from chime_shim.ledger import LedgerError, read
    from chime_shim.report import _json as formats
    from chime_shim.report._model import Report

    try:
        reading = read(_file("lines.log", data))
    except LedgerError:
        return
    made = Report.of(reading.snapshots, today="2026-11-28", quiet_days=30)
    json.loads(formats.as_json(made))


_LETTERS = "0123456789-:.TZ+ "


def _outcome(parse: Callable[[str], Any], text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = parse(text)
        except Exception as error:  # noqa: BLE001 - whichever it is
            return type(error), str(error)
    return made, repr(made), made.fold


def _program(data: bytes) -> str:
    return program_of(data[1:], _programs())


@cache
def _programs() -> tuple[bytes, ...]:
    return tuple(_files(PROGRAMS, "*.py"))


def _raw_programs() -> list[bytes]:
    return [b"\x80" + source for source in _programs()]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _file(name: str, data: bytes) -> str:
    SCRATCH.mkdir(exist_ok=True)
    path = SCRATCH / name
    path.write_bytes(data)
    return str(path)


def _files(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob(pattern))]


_STATEMENT = {"Effect": "Allow", "Action": "chime:Create*", "Resource": "*", "Principal": {"AWS": "*"}}
_POLICY = json.dumps({"Version": "2012-10-17", "Statement": [_STATEMENT]}).encode()
_TERRAFORM = b'resource "aws_iam_policy" "a" {\n  policy = jsonencode(' + _POLICY + b")\n}\n"
_TIMES = [
    b"\0" + bytes(map(_LETTERS.index, "2020-04-15T16:10:10.288Z")),
    b"\0" + bytes(map(_LETTERS.index, "2020-02-30T00:00:00Z")),
    b"\x80Wed, 15 Apr 2020 16:10:10 GMT",
]
_SETTINGS = [
    b"forward",
    b"compare=10%,CreateMeeting=legacy",
    b"us-east-1,chime-sdk-voice=eu-west-1",
    b"1",
    b"otel",
]

TARGETS = {
    "log": Target(log, _files(GOLDEN, "lines-*.log"), "ledger lines in logs"),
    "ledger": Target(ledger, _files(GOLDEN, "*.db*"), "ledger files"),
    "scan": Target(scan, _raw_programs(), "programs that are scanned"),
    "fix": Target(fix, _raw_programs(), "programs that are rewritten"),
    "policy": Target(policy, [_POLICY], "policy documents"),
    "policies": Target(
        policies,
        [b"\0" + _POLICY, b"\1" + _POLICY, b"\2" + _TERRAFORM, b"\3P = " + _POLICY],
        "policies in JSON, YAML, Terraform and Python",
    ),
    "settings": Target(settings, _SETTINGS, "settings"),
    "timestamps": Target(timestamps, _TIMES, "timestamps, against botocore"),
    "baseline": Target(baseline, _files(GOLDEN, "scan-baseline-*.json"), "baselines of scan"),
    "report": Target(report, _files(GOLDEN, "lines-*.log"), "reports of hostile ledger lines"),
}
