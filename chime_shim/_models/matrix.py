"""The compatibility matrix: every operation, its successor, and what becomes of each difference."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from chime_shim._models.differences import differences
from chime_shim._models.explained import answer
from chime_shim._models.rehearsal import destinations, is_there
from chime_shim._models.versions import versions
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.routes._names import method_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chime_shim.routes import Route

__all__ = ["JSON_VERSION", "KINDS", "changes", "destination", "headline", "problems_of", "report"]

JSON_VERSION = 1

KINDS = {
    "identical": "goes to its successor as it is",
    "translated": "parameters, the reply, or the names of errors are changed",
    "composed": "made out of requests of other names or shapes",
    "retired": "has no successor",
}
_UNKNOWN = "NOT KNOWN to this version of chime_shim: please report it"


def report() -> dict[str, Any]:
    """Gather what there is to say of every operation, with the installed releases.

    Returns:
        What ``--format json`` prints.
    """
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
    targets = destinations(route)
    missing = [f"{service}:{name}" for service, name in targets if not is_there(service, name)]
    return {
        "operation": route.operation,
        "method": method_name(route.operation),
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
