"""Show operation by operation what the installed releases need of the shim.

Each operation with its successor and all that is different there; a note says what becomes of it. With
--verify the calls are made, too, offline and both ways, and what would be sent is compared.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from textwrap import fill
from typing import TYPE_CHECKING, Any

from chime_shim._versions import versions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from chime_shim.routes import Route

__all__ = ["EXAMPLES", "add_arguments", "main", "report"]

EXAMPLES = {
    "chime-shim matrix": "as text",
    "chime-shim matrix --format html > matrix.html": "as a page",
    "chime-shim matrix --verify": "make sure, before an upgrade of boto3 goes out",
}

JSON_VERSION = 1
WIDTH = 100

KINDS = {
    "identical": "goes to its successor as it is",
    "translated": "parameters, the reply, or the names of errors are changed",
    "composed": "made out of requests of other names or shapes",
    "retired": "has no successor",
}
_UNKNOWN = "NOT KNOWN to this version of chime_shim: please report it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim matrix``."""
    parser.add_argument(
        "--format",
        choices=["text", "md", "json", "html"],
        default="text",
        help="text unless given",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="compare what would be sent with what the successors' own clients would send; nothing is sent",
    )


def main(options: argparse.Namespace) -> int:
    """Show the matrix, or verify it.

    Returns:
        0; 1 if a successor is missing, a difference not known or a request not what it should be; or 2, if
        there is no such format.
    """
    if options.verify:
        return _verify(options.format)
    from chime_shim.cli import _matrix_formats

    found = report()
    if options.format == "json":
        print(json.dumps(found, indent=2))
    elif options.format == "text":
        print("\n".join(_text(found)))
    else:
        print({"md": _matrix_formats.markdown, "html": _matrix_formats.html}[options.format](found), end="")
    return int(any(problems_of(each) for each in found["operations"]))


def report() -> dict[str, Any]:
    """Gather what there is to say of every operation, with the installed releases.

    Returns:
        What ``--format json`` prints.
    """
    from chime_shim.routes import KEPT_ROUTES, ROUTES

    operations = [_facts(route) for routes in (ROUTES, KEPT_ROUTES) for _, route in sorted(routes.items())]
    notes = dict.fromkeys(each["answer"] for it in operations for each in it["differences"])
    return {
        "version": JSON_VERSION,
        "date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "versions": versions(),
        "counts": {kind: sum(route.kind == kind for route in ROUTES.values()) for kind in KINDS},
        "operations": operations,
        "notes": list(notes),
    }


def problems_of(facts: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with an operation: a missing successor, or differences that nobody looked at."""
    missing = [] if facts["ended"] else [f"{name} is missing" for name in facts["missing"]]
    return missing + [each["name"] for each in facts["differences"] if each["answer"] == _UNKNOWN]


def _facts(route: Route) -> dict[str, Any]:
    from botocore import xform_name

    from chime_shim.routes._differences import differences
    from chime_shim.routes._explained import answer
    from chime_shim.routes._rehearsal import destinations

    targets = destinations(route)
    missing = [f"{service}:{name}" for service, name in targets if not _is_there(service, name)]
    return {
        "operation": route.operation,
        "method": xform_name(route.operation),
        "kind": route.kind,
        "kept": route.optional,
        "ended": route.ended,
        "successors": [f"{service}:{operation}" for service, operation in targets],
        "missing": missing,
        "differences": [
            {
                "name": each.name,
                "service": each.service,
                "path": each.path,
                "change": each.change,
                "answer": answer(route, each) or _UNKNOWN,
            }
            for each in ([] if missing else differences(route))
        ],
    }


def _is_there(service: str, operation: str) -> bool:
    from botocore.exceptions import UnknownServiceError

    from chime_shim.routes._rehearsal import successor_model

    try:
        return operation in successor_model(service).operation_names
    except UnknownServiceError:
        return False


def changes(facts: Mapping[str, Any], notes: list[str]) -> Iterator[tuple[str, str, int]]:
    """Put together what changed in the same way and has the same answer: members, the change, the note."""
    by_arn = len(facts["successors"]) > 1
    together: dict[tuple[str, int], dict[str, list[str]]] = {}
    for each in facts["differences"]:
        members = together.setdefault((each["change"], notes.index(each["answer"]) + 1), {})
        members.setdefault(each["path"], []).append(each["service"].removeprefix("chime-sdk-"))
    for (change, note), members in together.items():
        texts = (f"{path} ({', '.join(services)})" if by_arn else path for path, services in members.items())
        yield ", ".join(texts), change, note


def destination(facts: Mapping[str, Any]) -> tuple[str, str]:
    """Name the service of an operation, and what it is called there if that is new."""
    if not facts["successors"]:
        return "nowhere", ""
    service, _, name = facts["successors"][0].partition(":")
    by_arn = len(facts["successors"]) > 1
    return "where the ARN belongs" if by_arn else service, "" if name == facts["operation"] else name


def headline(found: Mapping[str, Any]) -> str:
    """Name all releases, and the date."""
    names = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    return f"{found['date']}: {names}"


def _text(found: Mapping[str, Any]) -> Iterator[str]:
    yield from fill(headline(found), WIDTH, break_on_hyphens=False).splitlines()
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for facts in found["operations"]:
        service, _ = destination(facts)
        title = "still in chime, forwarded by setting only" if facts["kept"] else service
        groups.setdefault(title, []).append(facts)
    for title, members in groups.items():
        yield f"\n{title} ({len(members)})"
        for facts in members:
            yield from _lines(facts, found["notes"])
    yield "\nWhat becomes of the differences"
    for number, note in enumerate(found["notes"], 1):
        yield fill(f"{note}", WIDTH, initial_indent=f"{number:4}  ", subsequent_indent=" " * 6)
    yield ""
    for kind, meaning in KINDS.items():
        yield f"{kind:10}  {found['counts'][kind]:3}  {meaning}"


def _lines(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    _, name = destination(facts)
    ended = f" (ended {facts['ended']})" if facts["ended"] else ""
    yield f"  {facts['kind']:10}  {facts['operation']}{f' -> {name}' if name else ''}{ended}"
    for missing in facts["missing"]:
        yield f"{'':14}MISSING: the installed botocore has no {missing}"
    for members, change, note in changes(facts, notes):
        text = f"{members}: {change} [{note}]" if members else f"{change} [{note}]"
        yield fill(
            text,
            WIDTH,
            initial_indent=" " * 14,
            subsequent_indent=" " * 16,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _verify(form: str) -> int:
    if form not in {"text", "json"}:
        print(f"chime-shim: --verify has the formats text and json, not {form}", file=sys.stderr)
        return 2
    from time import perf_counter

    from chime_shim._selfcheck import compare_all

    started = perf_counter()
    compared = compare_all()
    seconds = round(perf_counter() - started, 1)
    different = [each for each in compared if not each.equal]
    found = {
        "version": JSON_VERSION,
        "versions": versions(),
        "operations": len({each.operation for each in compared}),
        "calls": len(compared),
        "seconds": seconds,
        "different": [
            {name: getattr(each, name) for name in ("operation", "service", "values", "difference")}
            for each in different
        ],
    }
    print(json.dumps(found, indent=2) if form == "json" else "\n".join(_summary(found)))
    return int(bool(different) or not compared)


def _summary(found: Mapping[str, Any]) -> Iterable[str]:
    for name, version in found["versions"].items():
        yield f"{name:18} {version}"
    yield ""
    for each in found["different"]:
        call = f"{each['operation']} -> {each['service']}, {each['values']} parameters"
        yield f"DIFFERENT  {call}: {each['difference']}"
    different = len(found["different"])
    calls = f"{found['operations']} operations, {found['calls']} calls"
    yield f"{calls} in {found['seconds']} s; nothing was sent."
    yield (
        f"{found['calls'] - different} would put on the wire exactly what the successor's own client would, "
        f"{different} something else."
    )
