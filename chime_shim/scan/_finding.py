"""What a scan finds: legacy uses, what they lean on, and files that were passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from chime_shim.scan._place import CONFIDENCES, Confidence, Origin, Span

if TYPE_CHECKING:
    import ast

    from chime_shim.routes import Route
    from chime_shim.scan.reader.reading import Reading

__all__ = [
    "CONFIDENCES",
    "Confidence",
    "Finding",
    "Kept",
    "Kind",
    "Origin",
    "Problem",
    "Reference",
    "ReferenceKind",
    "ScanResult",
    "Span",
]

Kind = Literal[
    "call",  # client.create_meeting(...)
    "reference",  # client.create_meeting, not called here
    "getattr",  # getattr(client, "create_meeting"), operator.methodcaller("create_meeting")
    "paginator",  # client.get_paginator("list_app_instances"), client.can_paginate(...)
    "presigned",  # client.generate_presigned_url("get_meeting")
    "api-call",  # client._make_api_call("CreateMeeting", {...})
    "stub",  # Stubber(client).add_response("create_meeting", ...)
    "mock",  # patch.object(client, "create_meeting"), patch("app.chime.create_meeting")
    "event",  # "before-call.chime.CreateMeeting"
    "client",  # a client goes out of sight, and nothing is seen to be called on it; no operation
    "name",  # the operation's name in text, where nothing tells what it is for
    "command",  # aws chime create-meeting, in a script or wherever else one may run
    "policy",  # "Action": "chime:TagMeeting", in a policy that lacks the successor's name; no operation
]
"""The way in which an operation is used."""

ReferenceKind = Literal[
    "client",  # the expression that makes a legacy client
    "service",  # the string "chime" that names the service to it
    "holder",  # a name, attribute or parameter that is bound to a legacy client
    "use",  # an expression that is a legacy client, other than where it is bound
    "annotation",  # ChimeClient
    "exceptions",  # client.exceptions.NotFoundException; ``name`` is the exception
    "stubber",  # Stubber(client)
    "dynamic",  # getattr(client, name), where the source does not tell the name
]
"""What else there is of a legacy client in the source."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One legacy operation, used at one place.

    Args:
        path: The file.
        span: Where in it: the attribute (``client.create_meeting``), or the string that names the operation.
        operation: Such as ``"CreateMeeting"``; empty for a client that goes out of sight, and for a policy.
        kind: The way in which it is used.
        confidence: How sure it is that the receiver is a legacy client.
        why: The reason for that, in plain words.
        receiver: The receiver's source text, such as ``"self.client"``; empty if there is none.
        origins: Where that client comes from; empty if that is not known.
        source: The first of its lines, without the space around it.
        given: The parameters of the call, if they are all known.
        lines: The first and the last line of the call.
        node: The node of the span in the tree of the result.
        call: The call of the operation, if it is called here.
        cell: In a notebook: the code cell, counted from 1, and the line of it.
        instead: The new command, if it is one of the AWS CLI that has a successor.
        notes: What has to be given, chosen or known for the new command; what a policy lacks.
    """

    path: str
    span: Span
    operation: str
    kind: Kind
    confidence: Confidence
    why: str
    receiver: str = ""
    origins: tuple[Origin, ...] = ()
    source: str = ""
    given: tuple[str, ...] | None = None
    lines: tuple[int, int] = (0, 0)
    node: ast.AST | None = field(default=None, repr=False, compare=False)
    call: ast.Call | None = field(default=None, repr=False, compare=False)
    cell: tuple[int, int] | None = None
    instead: str = ""
    notes: tuple[str, ...] = ()

    @property
    def route(self) -> Route:
        """Where the operation went."""
        from chime_shim.routes import ROUTES
        from chime_shim.scan._rules import WITHOUT_OPERATION

        return WITHOUT_OPERATION[self.kind].route if not self.operation else ROUTES[self.operation]

    @property
    def method(self) -> str:
        """The operation's name as a method, such as ``"create_meeting"``."""
        from chime_shim.routes._names import method_name

        return method_name(self.operation)

    @property
    def rule(self) -> str:
        """The id of the rule that it breaks, such as ``"CS022"``."""
        from chime_shim.scan._rules import rule_of

        return rule_of(self.route, unresolved=self.confidence == "possible").id


@dataclass(frozen=True, slots=True)
class Kept:
    """An operation that ``chime`` still has, called on a legacy client: nothing to do, but good to know."""

    path: str
    span: Span
    method: str
    node: ast.AST | None = field(default=None, repr=False, compare=False)

    @property
    def movable(self) -> bool:
        """Whether ``chime-sdk-voice`` has it too."""
        from chime_shim.routes import KEPT_ROUTES
        from chime_shim.routes._names import method_name

        return self.method in map(method_name, KEPT_ROUTES)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that leans on a legacy client without calling an operation: what a rewrite has to know.

    Args:
        path: The file.
        span: Where in it.
        kind: What it is.
        name: What is bound (``"self.client"``), raised (``"NotFoundException"``) or named (``"chime"``).
        confidence: How sure it is that this is a legacy client.
        origins: Where that client comes from.
        node: The node of the span in the tree of the result.
    """

    path: str
    span: Span
    kind: ReferenceKind
    name: str
    confidence: Confidence
    origins: tuple[Origin, ...] = ()
    node: ast.AST | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was passed over.

    Args:
        path: The file.
        reason: Why, in plain words.
        line: The line that is to blame, or 0.
        missed: Whether there may be something in it that nobody has looked at.
    """

    path: str
    reason: str
    line: int = 0
    missed: bool = True


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What there is in one file.

    Args:
        path: The file.
        findings: The legacy operations, in the order of the file, of all confidences.
        kept: The calls of operations that ``chime`` still has.
        references: What else leans on legacy clients.
        suppressed: Findings that a ``# noqa`` comment silences.
        problem: Why the file was passed over, if it was, or a part of it.
        reading: What values flow where in it; see ``chime_shim.scan.reader``.
        tree: The syntax tree that the nodes belong to; None if nothing was found.
        policies: What the policies of IAM in it lack: findings of that kind, and without an operation.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    kept: tuple[Kept, ...] = ()
    references: tuple[Reference, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    problem: Problem | None = None
    reading: Reading | None = field(default=None, repr=False, compare=False)
    tree: ast.Module | None = field(default=None, repr=False, compare=False)
    policies: tuple[Finding, ...] = ()
