"""What IAM's Access Advisor says: which actions were last used by whom, as the AWS CLI prints it.

Of ``aws iam get-service-last-accessed-details`` and ``get-service-last-accessed-details-with-entities``. All
namespaces share the actions ``chime:*``. So an action shows the old namespace only if no successor has it.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim.routes import ROUTES

from ._cloudtrail import WitnessError, read_json
from ._record import _ONLY_LEGACY, Principal, of_arn

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Advice", "read_advice"]

_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")


class Advice(NamedTuple):
    """A last use.

    Attributes:
        operation: The action, or an empty text for the service as a whole.
        principal: Who used it last.
        day: When, in UTC.
        verdict: ``"legacy"`` if only the old namespace has such an action, else ``"unclear"``.
    """

    operation: str
    principal: Principal
    day: str
    verdict: str


def read_advice(path: str) -> list[Advice]:
    """Read the last uses of Chime in one file.

    Args:
        path: What the AWS CLI printed, as JSON.

    Raises:
        WitnessError: If it is something else, or cannot be read.
    """
    content = read_json(path)
    if isinstance(content, dict):
        if content.get("JobStatus") not in {None, "COMPLETED"}:
            raise WitnessError(f"{path}: the job that made it was not completed: ask for its result again")
        for name, reader in (("ServicesLastAccessed", _of_services), ("EntityDetailsList", _of_entities)):
            if isinstance(content.get(name), list):
                return list(reader(content[name]))
    raise WitnessError(
        f"{path}: it has no ServicesLastAccessed, as Access Advisor gives, and no EntityDetailsList"
    )


def _of_services(services: list[Any]) -> Iterator[Advice]:
    for service in services:
        if not isinstance(service, dict) or service.get("ServiceNamespace") != "chime":
            continue
        actions = service.get("TrackedActionsLastAccessed")
        tracked = [each for each in actions if isinstance(each, dict)] if isinstance(actions, list) else []
        for each in tracked:
            name = str(each.get("ActionName", "")).removeprefix("chime:")
            if name in ROUTES and each.get("LastAccessedTime"):
                yield _advice(name, each.get("LastAccessedEntity"), each["LastAccessedTime"])
        if not tracked and service.get("LastAuthenticated"):
            yield _advice("", service.get("LastAuthenticatedEntity"), service["LastAuthenticated"])


def _of_entities(entities: list[Any]) -> Iterator[Advice]:
    for entity in entities:
        info = entity.get("EntityInfo") if isinstance(entity, dict) else None
        if isinstance(info, dict) and entity.get("LastAuthenticated"):
            yield _advice("", info.get("Arn"), entity["LastAuthenticated"])


def _advice(operation: str, arn: Any, time: Any) -> Advice:
    day = _DAY.match(str(time))
    verdict = "legacy" if operation in _ONLY_LEGACY else "unclear"
    return Advice(operation, of_arn(str(arn)), day[0] if day else "", verdict)
