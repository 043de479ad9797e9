"""Policies among other things: statements that belong together, and old names that stand elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.policy._document import Policy, PolicyError
from chime_shim.policy._examination import examine
from chime_shim.policy._needs import LEGACY_PRINCIPAL, PRINCIPALS

from ._json import read_escaped
from ._located import Fields, Items, Opaque, Text
from ._statements import content_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from chime_shim.policy._examination import Examination

__all__ = ["Loose", "Unclear", "Written", "search"]

_ACTION = re.compile(r"chime:[\w*?]+", re.IGNORECASE)
# Its end may be an expression, as in chime.${AWS::URLSuffix}.
_PRINCIPALS = frozenset(PRINCIPALS.values())
_PRINCIPAL = re.compile(r"(!Sub )?chime\.(amazonaws\.com|\$\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Written:
    """Statements that belong together.

    Args:
        statements: They, where they are written.
        policy: What they say.
        examination: What they lack.
    """

    statements: tuple[Fields, ...]
    policy: Policy
    examination: Examination

    def line(self, number: int) -> int:
        """Return the line of a statement, by its number."""
        return int(self.statements[number - 1].span.line)


@dataclass(frozen=True, slots=True)
class Loose:
    """Old names that are in no statement that is understood.

    Args:
        line: Where.
        names: The names: actions, or a principal.
        needed: What has to be named beside them.
    """

    line: int
    names: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def text(self) -> str:
        """What to do."""
        which = "it is" if len(self.names) == 1 else "they are"
        needed = f"{', '.join(self.needed)} {'has' if len(self.needed) == 1 else 'have'}"
        return f"{', '.join(self.names)}: where {which} allowed, {needed} to be, too"


@dataclass(frozen=True, slots=True)
class Unclear:
    """A statement that is not understood, or a text that may have one in it.

    Args:
        line: Where.
        text: Why not.
        concerns: Whether Chime is named in it.
    """

    line: int
    text: str
    concerns: bool


Found = Written | Loose | Unclear


def search(root: Any, services: Collection[str]) -> list[Found]:
    """Find what there is in a text, in the order in which it stands there.

    Args:
        root: All of it.
        services: Those whose principals a resource should know, as ``examine`` takes them.
    """
    found: list[Found] = []
    loose: list[tuple[int, Found]] = []
    used: set[int] = set()
    seen: set[int] = set()
    named: set[str] = set()
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Text | Items | Fields | Opaque) or id(value) in seen:
            continue
        seen.add(id(value))  # by an alias it may stand in two places
        candidates = value if isinstance(value, Items) else [value]
        statements = [(each, made) for each in candidates if (made := statement_of(each)) is not None]
        if statements:
            seen |= {id(each) for each, _ in statements}
            waiting += [each for each in candidates if id(each) not in seen]
            understood, unclear = _sorted_out([made for _, made in statements])
            if understood:
                found.append(_written(understood, services))
                used |= {id(each) for statement, _ in understood for each in statement.values()}
            for statement, reason in unclear:
                found.append(Unclear(statement.span.line, reason, _names_chime(statement)))
                waiting += statement.values()
        else:
            named |= {str(each) for each in candidates if isinstance(each, Text)} & _PRINCIPALS
            loose += ((id(value), each) for each in _loose(value, services))
            waiting += _inside(value)
    # A list may have a name, and be used by a statement that comes later.
    found += (each for origin, each in loose if origin not in used and not _is_met(each, named))
    return sorted(found, key=lambda each: each.line(1) if isinstance(each, Written) else each.line)


def _sorted_out(statements: Sequence[Fields]) -> tuple[list[tuple[Fields, Any]], list[tuple[Fields, str]]]:
    understood, unclear = [], []
    for statement in statements:
        try:
            content = content_of(statement)
            Policy.of({"Statement": [content]})
            understood.append((statement, content))
        except PolicyError as error:  # noqa: PERF203 - one costs itself alone
            unclear.append((statement, str(error).removeprefix("statement 1: ")))
    return understood, unclear


def _written(understood: Sequence[tuple[Fields, Any]], services: Collection[str]) -> Written:
    policy = Policy.of({"Statement": [content for _, content in understood]})
    return Written(tuple(statement for statement, _ in understood), policy, examine(policy, services))


def _loose(value: Any, services: Collection[str]) -> Iterator[Found]:
    if isinstance(value, Opaque):
        if value.source.startswith("<<") and not value.inside and _names_chime(value):
            yield Unclear(value.span.line, "a text in it may be a policy, and is not JSON", concerns=True)
        return
    if isinstance(value, Items):
        texts = [each for each in value if isinstance(each, Text)]
    else:
        texts = [value] if isinstance(value, Text) else []
    actions = [each for each in texts if _ACTION.fullmatch(each)]
    if actions:
        content = {"Effect": "Allow", "Action": [str(each) for each in actions], "Resource": "*"}
        for addition in examine(Policy.of({"Statement": content})).additions:
            named = dict.fromkeys(legacy for each in addition.actions.values() for legacy in each)
            yield Loose(actions[0].span.line, tuple(named), tuple(addition.actions))
    principals = [each for each in texts if _PRINCIPAL.fullmatch(each)]
    if principals:
        wanted = [principal for service, principal in PRINCIPALS.items() if service in services]
        needed = tuple(each for each in wanted if each not in texts)
        if needed:
            yield Loose(principals[0].span.line, (LEGACY_PRINCIPAL,), needed)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, Text):
        return _as_policy(value)
    if isinstance(value, Fields):
        # A pattern of EventBridge for CloudTrail's records: there it is not a principal.
        return [each for name, each in value.items() if name.lower() != "eventsource"]
    if isinstance(value, Opaque):
        return list(value.inside)
    # The texts of a list were looked at together.
    return [made for each in value for made in (_as_policy(each) if isinstance(each, Text) else [each])]


def _is_met(found: Found, named: Collection[str]) -> bool:
    """Tell whether other resources name the successors: a function's permission has one principal each."""
    return isinstance(found, Loose) and found.names == (LEGACY_PRINCIPAL,) and set(found.needed) <= set(named)


def _names_chime(value: Any) -> bool:
    if isinstance(value, Opaque):
        return "chime" in value.source.lower() or any(map(_names_chime, value.inside))
    if isinstance(value, Text):
        return "chime" in value.lower()
    inside = value.values() if isinstance(value, Fields) else value if isinstance(value, Items) else ()
    return any(map(_names_chime, inside))


def _as_policy(text: Text) -> list[Any]:
    """Return the policy that is written as a text, as it may be in a template."""
    if not text.lstrip().startswith("{") or '"Statement"' not in text:
        return []
    try:
        return [read_escaped(text, text.span.line)]
    except ValueError:
        return []
