"""What an expression may hold, as far as the source tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.solver import Value

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

    from chime_shim.scan._place import Confidence, Origin
    from chime_shim.scan.reader.reading import CallRef
    from chime_shim.scan.reader.scope import Module, Scope
    from chime_shim.scan.reader.solver import Node

__all__ = [
    "COARSE",
    "FOREIGN",
    "LEGACY_SERVICE",
    "PLAIN",
    "SESSION",
    "UNKNOWN",
    "Bound",
    "Box",
    "BoxMethod",
    "Caught",
    "Class",
    "Client",
    "ClientMember",
    "Elsewhere",
    "External",
    "Function",
    "Instance",
    "Mock",
    "ModuleValue",
    "Partial",
    "Property",
    "Reply",
    "Super",
    "Text",
    "Unnamed",
    "Value",
    "is_vague",
    "legacy_clients",
    "mocked",
]

LEGACY_SERVICE = "chime"


@dataclass(slots=True, eq=False)
class _Named(Value):
    name: str


UNKNOWN = _Named("unknown")
"""Anything."""

COARSE = _Named("coarse")
"""Any of too many values to tell them apart: whatever is given to it goes out of sight."""

PLAIN = _Named("plain")
"""``None``, a number and the like: nothing that leads to a client."""

FOREIGN = _Named("foreign")
"""What a class has from a base that is not read, if it has it at all."""


@dataclass(frozen=True, slots=True)
class Text(Value):
    """A string; ``node`` is where an operation's name was asked for as an attribute, if it was."""

    value: str
    node: ast.Attribute | None = None
    module: Module | None = None


@dataclass(frozen=True, slots=True)
class Client(Value):
    """A client of ``service``; ``why`` is the reason for which that is not certain, if it is not."""

    service: str
    origin: Origin
    confidence: Confidence = "certain"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unnamed(Value):
    """A client of a service that the source does not tell, by the place where it is made."""

    path: str
    line: int


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
"""Any session: of boto3, botocore or their async versions."""


@dataclass(frozen=True, slots=True)
class Elsewhere(Value):
    """Something of a module of the tree that is not read."""

    path: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ModuleValue(Value):
    """A module of the tree."""

    module: Module


@dataclass(slots=True, eq=False)
class Function(Value):
    """A function or lambda of the tree, with the scope that it is defined in.

    Args:
        node: The function.
        scope: The scope around it.
        owner: The class whose method it is.
        moment: When it was defined: what its names held before is overwritten.
        decorators: The names of its decorators, as they are written.
        defaults: What its parameters hold unless they are given.
        told: What the annotations of its parameters tell.
        mocks: What its ``patch`` decorators give it.
        gives: What the annotation of its result tells.
        words: The names in it, and whether any has to do with clients, once that was asked.
        handed: The decorator that is not read, and its name, if there is one.
        variants: Its readings, by what it is bound to and which arguments tell them apart.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    owner: Class | None
    moment: Any
    decorators: frozenset[str] = frozenset()
    defaults: dict[str, Node] = field(default_factory=dict)
    told: dict[str, Node] = field(default_factory=dict)
    mocks: list[Node] = field(default_factory=list)
    gives: Node | None = None
    words: tuple[frozenset[str], bool] | None = None
    handed: tuple[ast.expr, str] | None = None
    variants: dict[Any, Any] = field(default_factory=dict)

    @property
    def dispatches(self) -> bool:
        """Whether others may be registered in its place."""
        return any(each.rpartition(".")[2].startswith("singledispatch") for each in self.decorators)

    @property
    def name(self) -> str:
        """The name, or that of a lambda."""
        return getattr(self.node, "name", "<lambda>")


@dataclass(slots=True, eq=False)
class Class(Value):
    """A class of the tree.

    Args:
        node: The class.
        scope: The scope around it.
        bases: What its bases may be.
        names: The names that are bound in its body.
        instances: What it was seen to make.
    """

    node: ast.ClassDef
    scope: Scope
    bases: list[Any] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    instances: dict[Instance, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instance(Value):
    """What a class makes when it is given ``key``: those of its arguments that tell instances apart."""

    of: Class
    key: tuple[Any, ...] = ()


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
    """A list, tuple, set or dictionary, by the node that makes it, and what it is made for."""

    node: ast.AST
    key: Any
    mapping: bool = False


@dataclass(frozen=True, slots=True)
class BoxMethod(Value):
    """A method of a container, or of what has keys, or of a text."""

    box: Box | Function | Instance | Reply | Caught | Text
    name: str


@dataclass(frozen=True, slots=True)
class Partial(Value):
    """What ``functools.partial`` or ``partialmethod`` makes; also the method caller of ``operator``."""

    site: Any
    method: bool = False


@dataclass(frozen=True, slots=True)
class Property(Value):
    """``property(...)`` as it is called."""

    site: Any


@dataclass(frozen=True, slots=True)
class Mock(Value):
    """What a test puts in the place of something."""

    of: Value


@dataclass(frozen=True, slots=True)
class Reply(Value):
    """What came out of a call of a client, by the keys that were taken out of the reply."""

    call: CallRef
    keys: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Caught(Value):
    """What came out of an error, by attributes and keys."""

    handler: ast.ExceptHandler | ast.withitem
    keys: tuple[str | None, ...] = ()


def mocked(value: Value) -> Mock:
    """Return what stands for something in a test; a double of a double is one as well."""
    return value if isinstance(value, Mock) else Mock(value)


def is_vague(value: Value) -> bool:
    """Tell whether an annotation would know better."""
    return value is UNKNOWN or value is FOREIGN or isinstance(value, External | Elsewhere | Unnamed)


def legacy_clients(values: Iterable[Value]) -> list[Client]:
    """Pick the legacy clients, those first that are the most certain."""
    found = [value for value in values if type(value) is Client and value.service == LEGACY_SERVICE]
    if len(found) > 1:
        found.sort(key=lambda client: (client.confidence != "certain", client.origin))
    return found
