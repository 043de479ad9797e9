"""What the reader tells of one module: its clients and their uses, replies, errors and imports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ast

    from chime_shim.scan._place import Confidence, Origin, Span

__all__ = ["CallRef", "Client", "Derived", "Escape", "Handler", "Import", "Reading", "Use", "UseKind"]

UseKind = Literal[
    "call",  # client.create_meeting(...): a removed operation
    "kept",  # client.list_accounts(...): an operation that ``chime`` still has
    "operation",  # an operation without a call or by its name: getattr, paginator, stub, mock, presigned, ...
    "exceptions",  # client.exceptions.NotFoundException
    "member",  # any other attribute: client.meta, client.close(), client.create_team
    "bind",  # it is bound to a name, attribute or parameter
    "read",  # it is read by a name or attribute, on its way to one of the other uses
    "stubber",  # Stubber(client)
    "dynamic",  # getattr(client, name), where the source does not tell the name
]
"""What happens to a client at one place."""


@dataclass(frozen=True, slots=True)
class Use:
    """What happens to a client at one place.

    Args:
        path: The file.
        span: Where in it.
        kind: What happens.
        name: The member that is asked for (``"create_meeting"``, ``"meta"``), what it is bound to
            (``"self.chime"``), or the exception.
        operation: The removed operation, if it is one; its method is ``method_name(operation)``.
        confidence: How sure it is that this client gets here.
        alone: Whether nothing else gets here: no other client, nothing unknown.
        node: The node of the span: the attribute, the name, or the text that names the operation.
        receiver: The expression that is the client, if it is written there.
        call: The call, if it is called here.
    """

    path: str
    span: Span
    kind: UseKind
    name: str
    operation: str | None
    confidence: Confidence
    alone: bool
    node: ast.AST | None = field(repr=False, compare=False)
    receiver: ast.expr | None = field(default=None, repr=False, compare=False)
    call: ast.Call | None = field(default=None, repr=False, compare=False)

    @property
    def keywords(self) -> dict[str, ast.keyword]:
        """The arguments of the call, by name; none of them is behind two stars."""
        return {each.arg: each for each in (self.call.keywords if self.call else ()) if each.arg is not None}


@dataclass(frozen=True, slots=True)
class Escape:
    """Where a client goes out of sight.

    Args:
        path: The file.
        span: Where in it.
        reason: Where it goes, such as ``"it is given to register(), which is not read"``.
        how: In which way: to a function, an attribute, as a result, or by a construct that is not followed;
            ``"kept"`` if it is an attribute of what is given to a function.
        node: The node of the span.
    """

    path: str
    span: Span
    reason: str
    how: Literal["argument", "attribute", "returned", "construct", "kept"]
    node: ast.AST | None = field(repr=False, compare=False)


@dataclass(slots=True)
class Client:
    """A legacy client, by where it comes from.

    Args:
        origin: Where it is made, or annotated.
        node: The call that makes it, or the annotation; None if that is in a module that was not read.
        service: The text that names the service, if it is written out where it is used.
        uses: All that happens to it, in all modules, in the order of files and lines.
        escapes: Where it goes out of sight.
    """

    origin: Origin
    node: ast.AST | None = field(default=None, repr=False)
    service: ast.Constant | None = field(default=None, repr=False)
    uses: list[Use] = field(default_factory=list)
    escapes: list[Escape] = field(default_factory=list)

    def light(self) -> Client:
        """Return the same without nodes."""
        uses = [replace(each, node=None, receiver=None, call=None) for each in self.uses]
        return Client(self.origin, None, None, uses, [replace(each, node=None) for each in self.escapes])


@dataclass(frozen=True, slots=True, eq=False)
class CallRef:
    """A call of an operation of any client whose service is known, ``s3`` as well as ``chime``.

    Args:
        path: The file.
        line: Its line.
        service: The service of the client.
        method: Such as ``"create_meeting"``, or ``"put_object"``.
        origins: Where the client comes from, if it is one of ``chime``.
        node: The call.
    """

    path: str
    line: int
    service: str
    method: str
    origins: tuple[Origin, ...]
    node: ast.Call = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Derived:
    """An expression whose value comes out of a reply, or of an error that was caught.

    Args:
        path: The file.
        span: Where in it.
        keys: What was taken out of it, such as ``("ResponseMetadata", "HTTPStatusCode")``; None for a
        key that
            the source does not tell. Of an error: ``("response", "Error", "Code")``.
        calls: The calls that it may come from.
        alone: Whether it comes from these and nowhere else.
        node: The expression.
        handler: Where the error was caught, if it is one.
    """

    path: str
    span: Span
    keys: tuple[str | None, ...]
    calls: tuple[CallRef, ...]
    alone: bool
    node: ast.expr = field(repr=False, compare=False)
    handler: Handler | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Handler:
    """A place that catches errors: an ``except``, or the item of a ``with`` such as ``pytest.raises``.

    Args:
        path: The file.
        span: Where in it.
        calls: The calls of clients in its body, and in the functions that are called there.
        complete: Whether nothing else is called there that could call a client out of sight.
        node: The handler, or the item.
    """

    path: str
    span: Span
    calls: tuple[CallRef, ...]
    complete: bool
    node: ast.ExceptHandler | ast.withitem = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Import:
    """A name that is imported from boto3, botocore, their async versions, their type stubs, or chime_shim.

    Args:
        name: What is imported, such as ``"mypy_boto3_chime.client.ChimeClient"``.
        bound: Its name in the module.
        alias: The alias in the statement.
        statement: The statement.
        uses: Each expression that reads it; a text, if the annotation is one.
    """

    name: str
    bound: str
    alias: ast.alias = field(repr=False, compare=False)
    statement: ast.Import | ast.ImportFrom = field(repr=False, compare=False)
    uses: tuple[ast.expr, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader tells of one module.

    Args:
        clients: The legacy clients that are made or used in it; shared with the other modules of the scan.
        calls: Its calls of clients, of any service.
        replies: Its expressions that come out of a reply.
        errors: Its expressions that come out of an error.
        handlers: Its places that catch errors.
        imports: The names that it imports from libraries that have to do with clients.
    """

    clients: tuple[Client, ...] = ()
    calls: tuple[CallRef, ...] = ()
    replies: tuple[Derived, ...] = ()
    errors: tuple[Derived, ...] = ()
    handlers: tuple[Handler, ...] = ()
    imports: tuple[Import, ...] = ()
