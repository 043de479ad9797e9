"""The rules: an id for each kind of move, with texts generated from the routes.

The tens digit is the service, the unit digit what has to be done: an id, once given, stays. ``CS02`` selects
all that moved to ``chime-sdk-meetings``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from chime_shim.routes import ROUTES, Route

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from chime_shim.routes import Rule as MemberRule

__all__ = [
    "GUIDE",
    "RULES",
    "WITHOUT_OPERATION",
    "Rule",
    "changes",
    "destination",
    "rule_of",
    "selects",
    "summary",
]

GUIDE = "migration_guide.md"

# Where a word begins: "ResetPersonalPIN" has three, "ValidateE911Address" too.

_SERVICE_DIGITS = {
    None: 0,
    "chime-sdk-voice": 1,
    "chime-sdk-meetings": 2,
    "chime-sdk-messaging": 3,
    "chime-sdk-identity": 4,
    "chime-sdk-media-pipelines": 5,
}
_KIND_DIGITS = {"identical": 1, "translated": 2, "composed": 3, "retired": 4, "ended": 5}
_WHAT_TO_DO = {
    "identical": "Call the same operation, with the same parameters, on a {service} client.",
    "translated": "Call it on a {service} client; parameters, the reply, its name or errors' names differ.",
    "composed": "On a {service} client it takes requests of other names or shapes.",
    "retired": "AWS took it away without a successor: remove the call, or answer it from your own records.",
    "ended": "It moved to {service}, but AWS ended the feature on {date}: calls may fail at any time.",
}
_TITLES = {
    "identical": "moved to {service}, otherwise unchanged",
    "translated": "moved to {service}, with changes",
    "composed": "moved to {service}, as other requests",
    "retired": "retired without a successor",
    "ended": "moved to {service}, and ended on {date}",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Args:
        id: Such as ``"CS022"``.
        name: The same for people, such as ``"translated-meetings"``.
        title: What it finds, in one line.
        help: What to do about it, in Markdown.
        operations: The operations that it is about, in the order of their names.
    """

    id: str
    name: str
    title: str
    help: str
    operations: tuple[str, ...]


def _kind(route: Route) -> str:
    return "ended" if route.ended else route.kind


def _id(route: Route) -> str:
    return f"CS0{_SERVICE_DIGITS[route.to]}{_KIND_DIGITS[_kind(route)]}"


UNRESOLVED = "CS091"


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a finding without an operation is about.

    Args:
        route: Stands for the operation's; its name is what the finding is called in a table.
        rule: The rule, without its operations: there are none.
        change: What there is to know of it, in a few words.
        destination: Where it went, in a word or two.
    """

    route: Route
    rule: Rule
    change: str
    destination: str


WITHOUT_OPERATION = MappingProxyType(
    {
        "client": _Subject(
            Route("(client)"),
            Rule(
                "CS092",
                "client-out-of-sight",
                "a legacy client goes out of sight: what is called on it is not known",
                'A `boto3.client("chime")` is given to something that is not scanned; no operation is '
                f"seen to be called on it. Scan the code that uses it as well. See {GUIDE}.",
                (),
            ),
            "what is called on it is not seen",
            "not seen",
        ),
        "policy": _Subject(
            Route("(policy)"),
            Rule(
                "CS093",
                "policy-lacks-names",
                "a policy names legacy actions or the legacy service principal, not those of the successors",
                "With it the successors answer `AccessDeniedException`, or send no events. `chime-shim iam` "
                f"tells what to add, and `chime-shim iam --write` adds it. See {GUIDE}.",
                (),
            ),
            "actions or principals to add",
            "stays",
        ),
    }
)
"""What findings of these kinds are about: there is no operation."""

_SUBJECTS = MappingProxyType({each.route.operation: each for each in WITHOUT_OPERATION.values()})


def rule_of(route: Route, *, unresolved: bool = False) -> Rule:
    """Return the rule that a use of an operation breaks.

    Args:
        route: The operation's.
        unresolved: Whether it is only possible that the receiver is a legacy client.
    """
    if route.operation in _SUBJECTS:
        return _SUBJECTS[route.operation].rule
    return RULES[UNRESOLVED if unresolved else _id(route)]


def _rules() -> Mapping[str, Rule]:
    groups: dict[str, list[Route]] = {}
    for route in ROUTES.values():
        groups.setdefault(_id(route), []).append(route)
    rules = [_rule(id_, routes) for id_, routes in groups.items()]
    rules.append(
        Rule(
            UNRESOLVED,
            "unresolved-receiver",
            "may be a legacy operation: what it is called on is not known",
            "The name is that of a removed operation, but nothing in the source tells whether it is called "
            f'on a `boto3.client("chime")`. An annotation (`mypy_boto3_chime.ChimeClient`) would. '
            f"See {GUIDE}.",
            tuple(sorted(ROUTES)),
        )
    )
    rules += (each.rule for each in WITHOUT_OPERATION.values())
    return MappingProxyType({rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)})


def _rule(id_: str, routes: list[Route]) -> Rule:
    first, kind = routes[0], _kind(routes[0])
    service = first.to or "the service that the ARN belongs to"
    text = {"service": service, "date": first.ended}
    operations = tuple(sorted(route.operation for route in routes))
    listed = "\n".join(_item(ROUTES[operation]) for operation in operations)
    return Rule(
        id_,
        f"{kind}-{(first.to or '').removeprefix('chime-sdk-') or ('nowhere' if first.retired else 'by-arn')}",
        _TITLES[kind].format(**text),
        f"{_WHAT_TO_DO[kind].format(**text)} See {GUIDE}.\n\n{listed}\n",
        operations,
    )


def _item(route: Route) -> str:
    known = "; ".join(changes(route))
    successor = "" if route.successor_operation == route.operation else f", now `{route.successor_operation}`"
    return f"- `{route.operation}`{successor}" + (f": {known}" if known else "")


def changes(route: Route) -> list[str]:
    """Say in plain words what is different at the successor, as far as the route tells.

    Unlike ``deeds`` it needs neither botocore nor its models.
    """
    if route.operation in _SUBJECTS:
        return [_SUBJECTS[route.operation].change]
    if route.remedy:
        return [route.remedy]
    texts = [f"ended on {route.ended}"] if route.ended else []
    if route.to is None:
        texts.append("the service is the one that ResourceARN belongs to")
    if route.successor:
        texts.append(f"is {route.successor} there")
    if route.compose is not None:
        texts.append("takes requests of other names or shapes")
    texts += [rule.text for rule in route.rules]
    texts += [rule.text for rule in route.reply_rules]
    return texts + (["errors have other names"] if _renames_errors(route) else [])


def summary(route: Route, given: Collection[str] | None = None) -> str:
    """Say in a few words what changes; ``"nothing"`` if nothing does.

    Args:
        route: The operation's.
        given: The parameters that a call has, if they are known: others are then not taken away, and those
            that are there need no default.
    """
    if route.operation in _SUBJECTS:
        return _SUBJECTS[route.operation].change
    if route.retired:
        return "retired"
    texts = [f"ended {route.ended}"] if route.ended else []
    if route.to is None:
        texts.append("the service, by ARN")
    if route.compose is not None:
        texts.append("composed of other requests")
    elif route.successor:
        texts.append("its name")
    members = [name for rule in route.rules if (name := _member(rule, given))]
    if members:
        texts.append(f"parameters: {', '.join(members)}")
    if route.reply_rules:
        texts.append("reply")
    if _renames_errors(route):
        texts.append("error names")
    return "; ".join(texts) or "nothing"


def _member(rule: MemberRule, given: Collection[str] | None) -> str | None:
    """Return the member that a rule changes, if it changes one of a call with these parameters."""
    name = rule.text.split()[0]
    if given is not None:
        top = name.partition(".")[0].removesuffix("[]")
        if rule.lossy != (top in given) and (rule.lossy or top == name):
            return None
    return name


def _renames_errors(route: Route) -> bool:
    from chime_shim.routes._errors import RENAMED

    return route.to in RENAMED


def destination(route: Route) -> str:
    """Say where an operation went, in a word or two."""
    if route.operation in _SUBJECTS:
        return _SUBJECTS[route.operation].destination
    return "nowhere" if route.retired else route.to or "by ARN"


def selects(prefixes: Iterable[str], rule: str) -> bool:
    """Tell whether one of ``prefixes``, such as ``"CS02"`` or ``"CS022"``, covers the id of a rule."""
    return any(rule.startswith(prefix) for prefix in prefixes)


RULES = _rules()
"""The rules, by id and in its order."""
