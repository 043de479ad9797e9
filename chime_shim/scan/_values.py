"""What an expression may hold, as far as the source tells.

An expression has a set of values. The empty set is ``None`` and its like: nothing that could be called on.
``UNKNOWN`` in a set stands for anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

    from chime_shim.scan._finding import Confidence, Origin
    from chime_shim.scan._scope import Module, Scope

__all__ = [
    "EMPTY",
    "LEGACY_SERVICE",
    "NOTHING_KNOWN",
    "SESSION",
    "UNKNOWN",
    "Bound",
    "Box",
    "BoxMethod",
    "Class",
    "Client",
    "ClientMember",
    "Elsewhere",
    "External",
    "Function",
    "Instance",
    "Key",
    "Mock",
    "ModuleValue",
    "Partial",
    "Super",
    "Text",
    "Value",
    "Values",
    "legacy_clients",
    "texts",
]

LEGACY_SERVICE = "chime"

Values: TypeAlias = "frozenset[Value]"


class Value:
    """Anything that an expression may hold."""

    __slots__ = ()


class _Unknown(Value):
    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Unknown()
EMPTY: Values = frozenset()
NOTHING_KNOWN: Values = frozenset({UNKNOWN})


@dataclass(frozen=True, slots=True)
class Text(Value):
    """A string. ``node`` is where it is written in the source, if it is."""

    value: str
    node: ast.expr | None = None
    module: Module | None = None


@dataclass(frozen=True, slots=True)
class Client(Value):
    """A client of ``service``; ``why`` is the reason for which that is not certain, if it is not."""

    service: str
    origin: Origin
    confidence: Confidence = "certain"
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClientMember(Value):
    """A member of a client, such as ``exceptions``; or ``"stubber"``, for a Stubber around it."""

    client: Client
    name: str


@dataclass(frozen=True, slots=True)
class External(Value):
    """Something that is imported from outside the scanned tree, by its dotted name; calls add ``()``."""

    name: str


SESSION = External("boto3.Session()")
"""Any session, of boto3, botocore and their async kin."""


@dataclass(frozen=True, slots=True)
class Elsewhere(Value):
    """Something imported from a module of the tree that is not read (yet); without a name, the module."""

    path: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ModuleValue(Value):
    """A module of the tree."""

    module: Module


@dataclass(slots=True, eq=False)
class Function(Value):
    """A function or lambda of the tree, with the scope that it is defined in."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    owner: Class | None = None

    @property
    def name(self) -> str:
        """The name, or that of a lambda."""
        return getattr(self.node, "name", "<lambda>")


@dataclass(slots=True, eq=False)
class Class(Value):
    """A class of the tree."""

    node: ast.ClassDef
    scope: Scope
    bases: tuple[Values, ...] = ()

    @property
    def name(self) -> str:
        """The name."""
        return self.node.name


@dataclass(frozen=True, slots=True)
class Instance(Value):
    """What a class makes when called with ``key``: the context of its arguments, in so far as they matter."""

    of: Class
    key: int = 0


@dataclass(frozen=True, slots=True)
class Bound(Value):
    """A method and what it is bound to."""

    to: Value
    function: Function


@dataclass(frozen=True, slots=True)
class Super(Value):
    """``super()`` in a method of ``of``."""

    of: Class
    to: Value


@dataclass(frozen=True, slots=True)
class Box(Value):
    """A list, tuple, set or dictionary, by the node that makes it and the context of its function."""

    node: ast.AST
    key: int = 0
    mapping: bool = False


@dataclass(frozen=True, slots=True)
class BoxMethod(Value):
    """A method of a container."""

    box: Box
    name: str


@dataclass(frozen=True, slots=True)
class Key(Value):
    """A key of a container, as it is kept among the facts; None if it is not known."""

    key: str | int | None


@dataclass(frozen=True, slots=True)
class Partial(Value):
    """``functools.partial``."""

    function: Values
    args: tuple[Values, ...]
    keywords: tuple[tuple[str, Values], ...]


@dataclass(frozen=True, slots=True)
class Mock(Value):
    """What a test puts in the place of something."""

    of: Values


def texts(values: Iterable[Value]) -> list[Text]:
    """Pick the strings."""
    return [value for value in values if isinstance(value, Text)]


def legacy_clients(values: Iterable[Value]) -> list[Client]:
    """Pick the legacy clients, those first that are the most certain."""
    found = [value for value in values if type(value) is Client and value.service == LEGACY_SERVICE]
    if len(found) > 1:
        found.sort(key=lambda client: (client.confidence != "certain", client.origin))
    return found
