"""Say where an operation went, and what that means for its callers.

Without an operation: list all 129. Differences are those to the boto3 that is installed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chime_shim._links import PROXY_SESSIONS_URL
from chime_shim.cli._output import UsageError, add_format, add_output, emit
from chime_shim.cli._terminal import BOLD, filled, paint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from chime_shim.routes import Route

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim explain": "list all operations",
    "chime-shim explain CreateMeeting": "one of them",
    "chime-shim explain create_proxy_session --json": "for a program",
}

JSON_VERSION = 1

_KINDS = {
    "identical": "the same parameters and reply; only the service that answers is another",
    "translated": "the shim changes parameters, the reply, or the names of errors",
    "composed": "the shim makes the call out of requests of other names or shapes",
    "retired": "AWS took it away without a successor",
}
# What each service keeps: where the ARN decides, it is what to look for in the ARN.
_KEEPS = {
    "chime-sdk-identity": "app instances, their users and bots",
    "chime-sdk-media-pipelines": "media pipelines",
    "chime-sdk-meetings": "meetings",
    "chime-sdk-messaging": "channels and channel flows",
    "chime-sdk-voice": "voice connectors and their groups, SIP media applications, voice profiles",
}


_ALTERNATIVES = (
    "chime-shim proxy-sessions, which sets up a SIP media application for calls; Amazon Connect, "
    "for agents; chime_shim.replace, for an implementation of your own."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim explain``."""
    parser.add_argument("operation", nargs="?", help="such as CreateMeeting or create_meeting, in any case")
    add_format(parser)
    add_output(parser)


def main(options: argparse.Namespace) -> int:
    """Explain an operation, or list all.

    Returns:
        0.

    Raises:
        UsageError: If ``chime`` never had such an operation, the installed botocore lacks its successor, or
            the output cannot be written.
    """
    from botocore.exceptions import UnknownServiceError
    from botocore.model import OperationNotFoundError

    from chime_shim.legacy_api.restored import legacy_model
    from chime_shim.routes import KEPT_ROUTES, ROUTES

    as_json = options.format == "json"
    if options.operation is None:
        emit(_list(ROUTES.values(), as_json=as_json), options.output)
        return 0
    known = {_plain(name): name for name in legacy_model().operation_names}
    operation = known.get(_plain(options.operation))
    if operation is None:
        raise UsageError(_suggestion(options.operation, known))
    try:
        facts = _facts(operation, ROUTES.get(operation) or KEPT_ROUTES.get(operation))
    except (OperationNotFoundError, UnknownServiceError) as error:
        raise UsageError(f"the installed botocore lacks the successor: {error}") from None
    document = {"version": JSON_VERSION, **facts}
    text = json.dumps(document, indent=2) if as_json else "\n".join(_page(facts))
    emit(f"{text}\n", options.output)
    return 0


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _suggestion(word: str, known: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    names = [known[each] for each in get_close_matches(_plain(word), known)]
    hint = f"did you mean {' or '.join(names)}?" if names else "chime-shim explain lists what it had"
    return f"chime never had an operation {word!r}: {hint}"


def _list(routes: Iterable[Route], *, as_json: bool) -> str:
    from chime_shim.routes._names import method_name

    rows = [
        {
            "operation": route.operation,
            "method": method_name(route.operation),
            "kind": route.kind,
            "service": route.to,
            "successor": route.successor_name,
            "ended": route.ended,
            "source": route.source,
        }
        for route in routes
    ]
    if as_json:
        return f"{json.dumps({'version': JSON_VERSION, 'operations': rows}, indent=2)}\n"
    return "\n".join(_lines(rows)) + "\n"


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    rows = list(rows)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        elsewhere = "without successor" if row["kind"] == "retired" else "the service that the ARN names"
        groups.setdefault(row["service"] or elsewhere, []).append(row)
    for title, members in groups.items():
        yield paint(filled(f"{title} ({len(members)})"), BOLD)
        for row in members:
            new = (row["successor"] or "").partition(":")[2]
            other = f" -> {new}" if new not in {"", row["operation"]} else ""
            ended = f" (ended {row['ended']})" if row["ended"] else ""
            yield filled(f"{row['operation']}{other}{ended}", f"  {row['kind']:10}  ")
        yield ""
    for kind, meaning in _KINDS.items():
        yield filled(meaning, f"{kind:10}  {sum(row['kind'] == kind for row in rows):3}  ")
    yield "\n" + filled("chime-shim explain OPERATION describes one of them.")


def _facts(operation: str, route: Route | None) -> dict[str, Any]:
    """Gather all that there is to say of an operation; None of a route: ``chime`` still has it."""
    from chime_shim._models.differences import differences
    from chime_shim._models.explained import answer, deeds
    from chime_shim._models.rehearsal import destinations, successor_model
    from chime_shim.cli import _snippets
    from chime_shim.legacy_api.restored import legacy_model
    from chime_shim.policy import _needs
    from chime_shim.routes._names import method_name

    legacy = legacy_model().operation_model(operation)
    facts: dict[str, Any] = {"operation": operation, "method": method_name(operation)}
    facts |= {"removed": route is not None and not route.optional, "kind": route.kind if route else None}
    if route is None:
        return facts
    targets = destinations(route)
    prefix = (legacy.endpoint or {}).get("hostPrefix", "")
    services = [service for service, _ in targets]
    return facts | {
        "successors": [
            {
                "service": service,
                "operation": name,
                "host": f"{successor_model(service).endpoint_prefix}.us-east-1.amazonaws.com",
                "keeps": _KEEPS[service],
            }
            for service, name in targets
        ],
        "by_arn": route.to is None and not route.retired,
        "legacy_host": f"{prefix}chime.us-east-1.amazonaws.com",
        "ended": route.ended,
        "notice": route.notice,
        "remedy": route.remedy,
        "does": deeds(route),
        "differences": [
            {
                "name": each.name,
                "service": each.service,
                "path": each.path,
                "change": each.change,
                "answer": answer(route, each) or "not known to this version of chime_shim",
            }
            for each in differences(route)
        ],
        "iam": {
            "actions": _needs.actions(route),
            "legacy_action": f"chime:{operation}",
            "principals": {each: _needs.PRINCIPALS[each] for each in services if each in _needs.PRINCIPALS},
            "legacy_principal": _needs.LEGACY_PRINCIPAL,
            "once": _needs.ONCE.get(operation),
        },
        "before": _snippets.before(operation),
        "after": _snippets.after(route),
        "source": route.source,
    }


def _page(facts: Mapping[str, Any]) -> Iterator[str]:
    if facts["kind"] is None:
        yield f"{facts['operation']}: still in chime"
        yield "  boto3 did not remove it, and no Chime SDK service has it. The shim leaves it alone."
        return
    yield from _header(facts)
    if facts["does"]:
        yield _title("What the shim does")
        for text in facts["does"]:
            yield from _item(text)
    yield from _in_your_account(facts)
    if facts["differences"]:
        yield _title("What the successor does differently, and what the shim makes of it")
        yield from _differences(facts["differences"], by_service=facts["by_arn"])
    yield _title("The old call")
    yield from (f"    {line}" for line in facts["before"].splitlines())
    yield _title("Your own answer to it" if facts["remedy"] else "The call without the shim, once you move")
    yield from (f"    {line}" for line in facts["after"].splitlines())
    yield f"\nSource: {facts['source']}"


def _header(facts: Mapping[str, Any]) -> Iterator[str]:
    operation, successors = facts["operation"], facts["successors"]
    kind, meaning = facts["kind"], _KINDS[facts["kind"]]
    if facts["ended"]:
        kind = f"ended by AWS on {facts['ended']}"
        meaning = "the successor's client still has the operation; AWS no longer supports it"
    fate = "" if facts["removed"] else "still in chime; if forwarded, "
    yield paint(filled(f"{operation}: {fate}{kind}"), BOLD)
    yield from _item(f"({meaning})", "")
    yield ""
    if facts["remedy"]:
        yield from _item("The shim raises OperationRetiredError, and sends nothing. Instead:", "")
        yield from _item(facts["remedy"])
        return
    if facts["by_arn"]:
        yield filled("The parameter ResourceARN decides where it goes:")
        for each in successors:
            yield from _item(f"{each['service']}, for {each['keeps']}; at {each['host']}")
    else:
        name = successors[0]["operation"]
        called = "under the same name" if name == operation else f"as {name}"
        yield filled(f"It went to {successors[0]['service']}, {called}")
        host = successors[0]["host"]
        was = " (unchanged)" if host == facts["legacy_host"] else f" (was {facts['legacy_host']})"
        yield filled(f"Host: {host}{was}")
    if facts["ended"]:
        yield from _item(
            "chime_shim.install() sends the old call there. Whether AWS still answers it is not documented.",
            "",
        )
        yield ""
        yield from _item(f"{facts['notice']}. AWS names no replacement.", "NOTE  ")
        yield from _item(f"Alternatives: {_ALTERNATIVES} See {PROXY_SESSIONS_URL}", "      ")
    elif facts["removed"]:
        yield from _item(
            "The old call works again after chime_shim.install(), or under: chime-shim run PROGRAM", ""
        )
    else:
        yield from _item(
            "It is sent to its successor only after chime_shim.install(forward_phone_numbers=True)", ""
        )


def _title(text: str) -> str:
    return "\n" + paint(filled(text), BOLD)


def _in_your_account(facts: Mapping[str, Any]) -> Iterator[str]:
    iam = facts["iam"]
    if not iam["actions"]:
        return
    yield _title("Check in your AWS account, which the shim cannot change")
    same = list(iam["actions"]) == [iam["legacy_action"]]
    allowed = f"{', '.join(iam['actions'])} ({'unchanged' if same else 'was ' + iam['legacy_action']})"
    yield from _item(f"IAM policies of the caller allow {allowed}")
    principals = ", ".join(iam["principals"].values())
    if principals:
        yield from _item(
            "Policies of SNS topics, SQS queues, S3 buckets and Lambda functions, and the trust of roles, "
            f"name {principals} (was {iam['legacy_principal']})"
        )
    if iam["once"]:
        yield from _item(iam["once"])


def _differences(differences: Iterable[Mapping[str, str]], *, by_service: bool) -> Iterator[str]:
    """Put together what has the same answer, and in it what changed in the same way."""
    answers: dict[str, dict[str, dict[str, list[str]]]] = {}
    for each in differences:
        paths = answers.setdefault(each["answer"], {}).setdefault(each["change"], {})
        paths.setdefault(each["path"], []).append(each["service"].removeprefix("chime-sdk-"))

    def text(path: str, services: Iterable[str]) -> str:
        return f"{path} ({', '.join(services)})" if by_service else path

    for reason, changes in answers.items():
        texts = []
        for change, paths in changes.items():
            subject = ", ".join(text(path, services) for path, services in paths.items())
            texts.append(f"{subject}: {change}" if subject else change)
        yield from _item("; ".join(texts))
        yield from _item(f"=> {reason}", "    ")


def _item(text: str, indent: str = "  - ") -> Iterator[str]:
    yield filled(text, indent, " " * (len(indent) + 3 * text.startswith("=> ")))
