"""A policy document, read and checked as far as it matters here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._patterns import Names

__all__ = ["EVERYWHERE", "Policy", "PolicyError", "Statement"]

EVERYWHERE = "everywhere"
"""The place of statements that are about all resources, in all circumstances, and whoever calls."""

_EFFECTS = frozenset({"Allow", "Deny"})
_SID = re.compile(r"(?!.*\d{12})[\w-]{1,128}", re.ASCII)
_DEEPEST = 50
_TOO_DEEP = "it is nested too deeply"


class PolicyError(ValueError):
    """A text is no policy; the message says where and why, and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement.

    Args:
        number: Its place in the policy, from 1.
        content: It, as in JSON.
    """

    number: int
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What people call it: its place and, unless an account's number is in it, its ``Sid``."""
        sid = self.content.get("Sid")
        shown = isinstance(sid, str) and _SID.fullmatch(sid)
        return f"statement {self.number} ({sid})" if shown else f"statement {self.number}"

    @property
    def allows(self) -> bool:
        """Whether it allows rather than denies."""
        return bool(self.content["Effect"] == "Allow")

    @property
    def excepts(self) -> bool:
        """Whether it names the actions that it is not about."""
        return "NotAction" in self.content

    def covered(self, names: Names) -> frozenset[str]:
        """Return the actions that it is about, of those in ``names``."""
        matched = names.matched_by(listed(self.content["NotAction" if self.excepts else "Action"]))
        return names.all - matched if self.excepts else matched

    @property
    def everywhere(self) -> bool:
        """Whether it is about all resources, in all circumstances, and whoever calls."""
        resources = listed(self.content.get("Resource", []))
        return "*" in resources and not self.content.get("Condition") and self._about_anybody

    @property
    def _about_anybody(self) -> bool:
        if "NotPrincipal" in self.content:
            return False
        principal = self.content.get("Principal", "*")
        return principal == "*" or (isinstance(principal, dict) and "*" in listed(principal.get("AWS", [])))

    @property
    def place(self) -> str:
        """Where it applies: the same text for the same resources, circumstances and principals."""
        if self.everywhere:
            return EVERYWHERE
        resources = [sorted(listed(self.content.get(name, []))) for name in ("Resource", "NotResource")]
        others = [self.content.get(name) for name in ("Condition", "Principal", "NotPrincipal")]
        return json.dumps([*resources, *others], sort_keys=True)

    @property
    def services(self) -> list[str]:
        """The service principals that it names."""
        principal = self.content.get("Principal")
        return listed(principal.get("Service", [])) if isinstance(principal, dict) else []


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy.

    Args:
        content: All of it, as in JSON.
    """

    content: Mapping[str, Any]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements."""
        statements = self.content["Statement"]
        found = [statements] if isinstance(statements, dict) else statements
        return tuple(Statement(number, each) for number, each in enumerate(found, 1))

    @classmethod
    def parse(cls, text: str) -> Policy:
        """Read a policy.

        Raises:
            PolicyError: If ``text`` is none.
        """
        try:
            content = json.loads(text, object_pairs_hook=_without_twins)
        except PolicyError:
            raise
        except RecursionError:
            raise PolicyError(_TOO_DEEP) from None
        except ValueError as error:
            where = f", in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise PolicyError(f"it is not JSON{where}") from None
        return cls.of(content)

    @classmethod
    def of(cls, content: Any) -> Policy:
        """Take what was read from JSON.

        Raises:
            PolicyError: If it is no policy.
        """
        if not isinstance(content, dict) or "Statement" not in content:
            raise PolicyError(
                "it is not a policy: expected an object with a Statement. "
                "If it is what an AWS command printed, give the document that is in it"
            )
        _check_depth(content)
        statements = content["Statement"]
        if not isinstance(statements, (dict, list)):
            raise PolicyError("Statement: expected a list of objects")
        for number, statement in enumerate([statements] if isinstance(statements, dict) else statements, 1):
            _check(statement, f"statement {number}")
        return cls(content)


def listed(value: Any) -> list[str]:
    """Return a list, for what may be a single text in its place."""
    return [value] if isinstance(value, str) else list(value)


def _check_depth(content: Any) -> None:
    layer = [content]
    for _ in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in layer)
        layer = [each for values in inner for each in values if isinstance(each, (dict, list))]
    if layer:
        raise PolicyError(_TOO_DEEP)


def _check(statement: Any, name: str) -> None:
    if not isinstance(statement, dict):
        raise PolicyError(f"{name}: expected an object")
    if not isinstance(statement.get("Effect"), str) or statement["Effect"] not in _EFFECTS:
        raise PolicyError(f"{name}: Effect: expected Allow or Deny")
    if ("Action" in statement) == ("NotAction" in statement):
        raise PolicyError(f"{name}: expected either Action or NotAction")
    for key in ("Action", "NotAction", "Resource", "NotResource"):
        if key in statement:
            _check_texts(statement[key], f"{name}: {key}")
    principal = statement.get("Principal", "*")
    if not (principal == "*" or isinstance(principal, dict)):
        raise PolicyError(f"{name}: Principal: expected * or an object")
    if isinstance(principal, dict):
        for kind, value in principal.items():
            _check_texts(value, f"{name}: Principal.{kind}")


def _check_texts(value: Any, name: str) -> None:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
        raise PolicyError(f"{name}: expected a string, or a list of strings")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # Which of the two counts is not for us to guess.
        raise PolicyError("an object in it has the same key twice")
    return found
