"""What to check in the AWS account for the operations in use: the shim sees none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim._models.rehearsal import destinations
from chime_shim.policy._needs import LEGACY_PRINCIPAL, ONCE, PRINCIPALS, actions

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._operations import Operations

__all__ = ["check_account"]


def check_account(operations: Operations) -> Iterator[Check]:
    """List IAM actions, service principals and what else the operations in use need in the account."""
    if not operations.asked:
        yield Check(
            "account",
            "note",
            "IAM was not looked at: which operations are in use is not known",
            ("name them by --ledger FILE, --scan PATH or -- PROGRAM; or give chime-shim iam a policy",),
        )
        return
    checks = [each for each in (_actions(operations), _principals(operations), _once(operations)) if each]
    yield from checks
    if not checks:
        yield Check("account", "ok", "the operations in use need nothing new in IAM")


def _actions(operations: Operations) -> Check | None:
    needed: dict[str, list[str]] = {}
    for route in operations.routes:
        for action in actions(route):
            if action != f"chime:{route.operation}":
                needed.setdefault(action, []).append(route.operation)
    if not needed:
        return None
    return Check(
        "account",
        "note",
        "callers need IAM actions beside those of the old names: chime-shim iam POLICY.json adds them",
        tuple(f"{action}, for {', '.join(names)}" for action, names in sorted(needed.items())),
    )


def _principals(operations: Operations) -> Check | None:
    principals: dict[str, list[str]] = {}
    for route in operations.routes:
        for service, _ in destinations(route):
            if service in PRINCIPALS:
                principals.setdefault(PRINCIPALS[service], []).append(route.operation)
    if not principals:
        return None
    return Check(
        "account",
        "note",
        f"policies of topics, queues, buckets, functions and roles that name {LEGACY_PRINCIPAL} have to name "
        "these, where the service uses them",
        tuple(f"{name}, for {_few(names)}" for name, names in sorted(principals.items())),
    )


def _once(operations: Operations) -> Check | None:
    texts = tuple(ONCE[route.operation] for route in operations.routes if route.operation in ONCE)
    return Check("account", "note", "once in the account", texts) if texts else None


def _few(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
