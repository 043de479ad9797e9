"""What a policy lacks for calls that the shim forwards, statement by statement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from chime_shim.policy._needs import LEGACY_PRINCIPAL, ONCE, PRINCIPALS, actions
from chime_shim.routes import ROUTES

from ._document import EVERYWHERE, listed
from ._patterns import Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ._document import Policy, Statement

__all__ = ["Addition", "Examination", "Remark", "examine"]


@dataclass(frozen=True, slots=True)
class Addition:
    """What a statement should allow, too.

    Args:
        statement: The statement.
        actions: The actions to add, each with the legacy actions that need it.
        principals: The service principals to add.
        apart: Whether they have to be in a statement of their own, as this one has ``NotAction``.
    """

    statement: Statement
    actions: Mapping[str, tuple[str, ...]]
    principals: tuple[str, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody should look at, and no addition mends."""

    statement: Statement
    text: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What a policy lacks.

    Args:
        additions: By statement, for those that lack something.
        remarks: What to look at.
        once: What else is to be done in the account, for what the policy allows.
    """

    additions: tuple[Addition, ...]
    remarks: tuple[Remark, ...]
    once: tuple[str, ...]


def examine(policy: Policy, services: Collection[str] = tuple(PRINCIPALS)) -> Examination:
    """Find out what a policy lacks.

    Args:
        policy: The policy.
        services: Those whose principals a resource should know, such as ``"chime-sdk-meetings"``.
    """
    statements = policy.statements
    coverage = _Coverage.of(statements)
    additions = []
    for statement in statements:
        if not statement.allows:
            continue
        missing = coverage.missing(statement)
        principals = _missing_principals(statement, services)
        if missing or principals:
            additions.append(Addition(statement, missing, principals, statement.excepts and bool(missing)))
    allowed = coverage.operations
    remarks = (remark for each in statements for remark in _remarks(each, coverage))
    once = dict.fromkeys(text for operation, text in ONCE.items() if operation in allowed)
    return Examination(tuple(additions), tuple(remarks), tuple(once))


@cache
def _needs() -> Mapping[str, tuple[str, ...]]:
    """By legacy operation: the actions that it needs now."""
    return {route.operation: actions(route) for route in ROUTES.values() if not route.retired}


@cache
def _known() -> Names:
    """All actions that it is about: those of legacy operations, and those that these need now."""
    legacy = (f"chime:{operation}" for operation in _needs())
    return Names({*legacy, *(action for needed in _needs().values() for action in needed)})


@dataclass(frozen=True, slots=True)
class _Coverage:
    """What the statements of a policy cover, each looked at once: there may be thousands.

    Args:
        actions: By number of the statement: the actions that it covers, of the known ones.
        together: By where statements apply: the actions that those that allow cover there.
        denied: The actions that are denied everywhere and to everybody.
        operations: The legacy operations that are allowed, somewhere or everywhere.
    """

    actions: Mapping[int, frozenset[str]]
    together: Mapping[str, frozenset[str]]
    denied: frozenset[str]
    operations: frozenset[str]

    @classmethod
    def of(cls, statements: Collection[Statement]) -> _Coverage:
        known = _known()
        covered = {each.number: each.covered(known) for each in statements}
        together: dict[str, set[str]] = {EVERYWHERE: set()}
        denied: set[str] = set()
        for each in statements:
            if each.allows:
                together.setdefault(each.place, set()).update(covered[each.number])
            elif each.everywhere:
                denied |= covered[each.number]
        allowed = frozenset().union(*together.values()) - denied
        return cls(
            covered,
            {place: frozenset(found) for place, found in together.items()},
            frozenset(denied),
            frozenset(operation for operation in _needs() if f"chime:{operation}" in allowed),
        )

    def missing(self, statement: Statement) -> Mapping[str, tuple[str, ...]]:
        """Return the actions that a statement lacks, each with the legacy actions that need it."""
        missing: dict[str, list[str]] = {}
        there = self.together[EVERYWHERE] | self.together[statement.place] | self.denied
        for operation, needed in _needs().items():
            legacy = f"chime:{operation}"
            if legacy in self.actions[statement.number] and legacy not in self.denied:
                for action in needed:
                    if action not in there:
                        missing.setdefault(action, []).append(legacy)
        return {action: tuple(legacy) for action, legacy in sorted(missing.items())}


def _missing_principals(statement: Statement, services: Collection[str]) -> tuple[str, ...]:
    named = statement.services
    if LEGACY_PRINCIPAL not in named:
        return ()
    wanted = (principal for service, principal in PRINCIPALS.items() if service in services)
    return tuple(principal for principal in wanted if principal not in named)


def _remarks(statement: Statement, coverage: _Coverage) -> Iterator[Remark]:
    if not statement.allows:
        yield from _denials(statement, coverage)
        if LEGACY_PRINCIPAL in statement.services:
            yield Remark(statement, f"it denies {LEGACY_PRINCIPAL}, and not the principals of the successors")
    not_principal = statement.content.get("NotPrincipal")
    if isinstance(not_principal, dict) and LEGACY_PRINCIPAL in listed(not_principal.get("Service", [])):
        yield Remark(statement, f"NotPrincipal names {LEGACY_PRINCIPAL}, and not those of the successors")
    if _mentions(statement.content.get("Condition"), LEGACY_PRINCIPAL):
        yield Remark(
            statement, f"a condition names {LEGACY_PRINCIPAL}: calls of the successors do not meet it"
        )


def _denials(statement: Statement, coverage: _Coverage) -> Iterator[Remark]:
    covered = coverage.actions[statement.number]
    passing: dict[str, list[str]] = {}
    stopping: dict[str, list[str]] = {}
    for operation, needed in _needs().items():
        legacy = f"chime:{operation}"
        denied = [action for action in needed if action in covered]
        if legacy in covered:
            # A composed call stops at the first of its requests that is denied, and its last one is what was
            # asked for. Of alternatives all have to be denied.
            composed = ROUTES[operation].compose is not None
            ways = needed[-1:] if composed and not denied else () if composed else needed
            for action in ways:
                if action not in denied:
                    passing.setdefault(action, []).append(legacy)
        elif operation in coverage.operations:
            for action in denied:
                stopping.setdefault(action, []).append(legacy)
    for action, names in sorted(passing.items()):
        yield Remark(
            statement,
            f"it denies {', '.join(names)}, and not {action}, which the shim sends in its place",
        )
    for action, names in sorted(stopping.items()):
        yield Remark(statement, f"it denies {action}, which {', '.join(names)} needs now")


def _mentions(value: object, text: str) -> bool:
    if isinstance(value, dict):
        return any(_mentions(each, text) for each in value.values())
    if isinstance(value, list):
        return any(_mentions(each, text) for each in value)
    return value == text
