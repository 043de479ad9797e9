"""Show operation by operation what the installed releases need of the shim.

It lists each operation with its successor and everything that differs there; a note says what becomes of each
difference. --verify makes the calls both ways, offline, and compares what would be sent.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chime_shim.cli._output import UsageError, add_format, add_output, emit
from chime_shim.cli._terminal import BOLD, filled, paint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim matrix": "as text",
    "chime-shim matrix --format markdown --output matrix.md": "as Markdown",
    "chime-shim matrix --verify": "make sure, before an upgrade of boto3 goes out",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim matrix``."""
    add_format(parser, ("text", "json", "markdown", "md"))
    add_output(parser)
    parser.add_argument(
        "--verify",
        action="store_true",
        help="compare what would be sent with what the successors' own clients would send; nothing is sent",
    )


def main(options: argparse.Namespace) -> int:
    """Show the matrix, or verify it.

    Returns:
        0; 1 if a successor is missing, a difference is unknown, or a request is not what it should be; 2 if
        ``--verify`` has no such format.
    """
    if options.verify:
        return _verify(options.format, options.output)
    from chime_shim._models.matrix import problems_of, report

    found = report()
    if options.format == "json":
        text = f"{json.dumps(found, indent=2)}\n"
    elif options.format == "text":
        text = "\n".join(_text(found)) + "\n"
    else:
        from chime_shim.cli._matrix_markdown import markdown

        text = markdown(found)
    emit(text, options.output)
    return int(any(problems_of(each) for each in found["operations"]))


def _text(found: Mapping[str, Any]) -> Iterator[str]:
    from chime_shim._models.matrix import KINDS, destination, headline

    yield filled(headline(found))
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for facts in found["operations"]:
        service, _ = destination(facts)
        title = "still in chime, forwarded by setting only" if facts["kept"] else service
        groups.setdefault(title, []).append(facts)
    for title, members in groups.items():
        yield "\n" + paint(filled(f"{title} ({len(members)})"), BOLD)
        for facts in members:
            yield from _lines(facts, found["notes"])
    yield "\nWhat becomes of the differences"
    for number, note in enumerate(found["notes"], 1):
        yield filled(note, f"{number:4}  ")
    yield ""
    for kind, meaning in KINDS.items():
        yield filled(meaning, f"{kind:10}  {found['counts'][kind]:3}  ")


def _lines(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    from chime_shim._models.matrix import changes, destination

    _, name = destination(facts)
    ended = f" (ended {facts['ended']})" if facts["ended"] else ""
    yield filled(f"{facts['operation']}{f' -> {name}' if name else ''}{ended}", f"  {facts['kind']:10}  ")
    for missing in facts["missing"]:
        yield f"{'':14}MISSING: the installed botocore has no {missing}"
    for members, change, note in changes(facts, notes):
        text = f"{members}: {change} [{note}]" if members else f"{change} [{note}]"
        yield filled(text, " " * 14, " " * 16)


def _verify(form: str, output: str | None) -> int:
    if form not in {"text", "json"}:
        raise UsageError(f"--verify has the formats text and json, not {form}")
    from time import perf_counter

    from chime_shim._models.matrix import JSON_VERSION
    from chime_shim._models.versions import versions
    from chime_shim.doctor import compare_all

    started = perf_counter()
    compared = compare_all()
    seconds = round(perf_counter() - started, 1)
    different = [each for each in compared if not each.equal and not each.dropped]
    found = {
        "version": JSON_VERSION,
        "versions": versions(),
        "operations": len({each.operation for each in compared if not each.dropped}),
        "calls": sum(not each.dropped for each in compared),
        "seconds": seconds,
        "dropped": sorted({each.operation for each in compared if each.dropped}),
        "different": [
            {name: getattr(each, name) for name in ("operation", "service", "values", "difference")}
            for each in different
        ],
    }
    text = json.dumps(found, indent=2) if form == "json" else "\n".join(_summary(found))
    emit(f"{text}\n", output)
    return int(bool(different) or not compared)


def _summary(found: Mapping[str, Any]) -> Iterable[str]:
    for name, version in found["versions"].items():
        yield f"{name:18} {version}"
    yield ""
    for each in found["different"]:
        call = f"{each['operation']} -> {each['service']}, {each['values']} parameters"
        yield f"DIFFERENT  {call}: {each['difference']}"
    if found["dropped"]:
        names = ", ".join(found["dropped"])
        yield f"ENDED      the installed botocore has dropped what AWS ended, and the shim says so: {names}"
    different = len(found["different"])
    calls = f"{found['operations']} operations, {found['calls']} calls"
    yield f"{calls} in {found['seconds']} s; nothing was sent."
    yield (
        f"{found['calls'] - different} would put on the wire exactly what the successor's own client would, "
        f"{different} something else."
    )
