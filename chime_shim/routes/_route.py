"""What a row says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from chime_shim.routes import _wording
from chime_shim.routes._errors import RENAMED
from chime_shim.routes._services import MIGRATION_PAGE, reference_page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, MutableMapping

__all__ = [
    "Composition",
    "MissingMemberError",
    "Reply",
    "ReplyRule",
    "Route",
    "Rule",
    "Step",
    "StepError",
    "member",
]

Params = dict[str, Any]


class Rule(Protocol):
    """Changes parameters so that the successor takes them."""

    @property
    def text(self) -> str:
        """The rule in plain words, such as ``"MediaRegion: us-east-1 unless given"``."""

    @property
    def lossy(self) -> bool:
        """Whether something that the caller asked for is lost."""

    def __call__(self, params: Params) -> Params:
        """Return the changed parameters, or ``params`` itself if the rule has nothing to do."""


class Reply(NamedTuple):
    """A successor's reply: as parsed by the legacy shape, as it came, and what the client remembers."""

    parsed: dict[str, Any]
    body: bytes
    memory: MutableMapping[str, str]


class ReplyRule(Protocol):
    """Changes a parsed reply, in place, so that it is the legacy one."""

    @property
    def text(self) -> str:
        """The rule in plain words."""

    def __call__(self, reply: Reply) -> None:
        """Change ``reply.parsed``."""


class Step(NamedTuple):
    """One request of a composed call: an operation of the successor, and its parameters."""

    operation: str
    params: Params


class StepError(Exception):
    """Thrown into a composition at the step that the service refused; it may be caught and passed over.

    Args:
        code: The legacy name of the error, such as ``"NotFoundException"``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MissingMemberError(Exception):
    """Raised by a composition that is sent a reply without a member that it needs.

    Args:
        reply: The reply.
        path: The path of the member.
    """

    def __init__(self, reply: Mapping[str, Any], path: str) -> None:
        super().__init__(path)
        self.reply = reply
        self.path = path


def member(reply: Mapping[str, Any], path: str) -> Any:
    """Return the member of a step's reply at ``path``, such as ``"Meeting.MeetingArn"``.

    Raises:
        MissingMemberError: If it is not there.
    """
    value: Any = reply
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if value is None:
        raise MissingMemberError(reply, path)
    return value


class Composition(Protocol):
    """Makes a legacy call out of several requests; sync and async drive the same generator."""

    def __call__(
        self, params: Params, memory: MutableMapping[str, str]
    ) -> Generator[Step | list[Step], Any, dict[str, Any]]:
        """Yield a step, or a list of steps that may run at once, and return the legacy reply.

        It is sent the parsed reply of each step, and for a list the list of them, with a ``StepError`` in
        the place of a refused one. A single step that is refused is thrown as ``StepError``. What it needs of
        a reply it takes by ``member``.
        """


@dataclass(frozen=True, slots=True)
class Route:
    """Where a legacy operation went.

    Args:
        operation: The legacy operation, such as ``"CreateProxySession"``.
        to: The successor service, by botocore's name for it; None if there is none, or if it depends on the
            parameters.
        successor: The successor operation, if it goes by another name.
        rules: What is changed in the parameters, in this order.
        reply_rules: What is changed in the reply, in this order.
        choose: Tells service and operation from the parameters, where these depend on them.
        compose: Makes the call out of several, or of one whose members have other names.
        ended: The date (ISO 8601) on which AWS ended the feature, if it did.
        remedy: What to do in place of an operation that has no successor.
        optional: Whether the operation is still in ``chime`` and is forwarded only by setting.

    Attributes:
        successor_name: Where the operation went, such as ``"chime-sdk-voice:CreateProxySession"``; None if
            nowhere.
        notice: What the caller should know beyond the deprecation, or None.
        fate: What became of the operation, to follow its name: ``"moved to chime-sdk-voice:…"``.
    """

    operation: str
    to: str | None = None
    successor: str = ""
    rules: tuple[Rule, ...] = ()
    reply_rules: tuple[ReplyRule, ...] = ()
    choose: Callable[[Params], tuple[str, str]] | None = None
    compose: Composition | None = None
    ended: str | None = None
    remedy: str | None = None
    optional: bool = False
    successor_name: str | None = field(init=False, repr=False, compare=False)
    notice: str | None = field(init=False, repr=False, compare=False)
    fate: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once for each row: every call asks for them.
        name = f"{self.to or 'chime-sdk-*'}:{self.successor_operation}"
        fate = _wording.fate(self.to, self.successor_operation, ended_on=self.ended, remedy=self.remedy)
        object.__setattr__(self, "successor_name", None if self.retired else name)
        object.__setattr__(self, "notice", _wording.ended(self.ended) if self.ended else None)
        object.__setattr__(self, "fate", fate)

    @property
    def successor_operation(self) -> str:
        """The operation to call on the successor."""
        return self.successor or self.operation

    @property
    def retired(self) -> bool:
        """Whether the operation has no successor."""
        return self.remedy is not None

    @property
    def namespace(self) -> str:
        """What the operation belongs to: ``"voice"``, ``"meetings"`` and so on, or ``"tags"``."""
        if self.to is not None:
            return self.to.removeprefix("chime-sdk-")
        # What was retired had to do with meetings; of the rest an ARN decides.
        return "meetings" if self.retired else "tags"

    @property
    def kind(self) -> str:
        """What the shim has to do: ``"identical"``, ``"translated"``, ``"composed"`` or ``"retired"``.

        Nothing of an identical operation changes but the service that answers it.
        """
        if self.retired:
            return "retired"
        if self.compose is not None:
            return "composed"
        changes = self.rules or self.reply_rules or self.choose or self.successor or self.to in RENAMED
        return "translated" if changes else "identical"

    @property
    def source(self) -> str:
        """The AWS page that the row is taken from."""
        if self.to is None:
            return MIGRATION_PAGE
        return reference_page(self.to, self.successor_operation)

    def target(self, params: Params) -> tuple[str, str]:
        """Return the successor service and operation of a call with ``params``.

        Raises:
            ValueError: If the parameters do not tell; the text says why, and what to do.
        """
        if self.choose is not None:
            return self.choose(params)
        if self.to is None:
            raise ValueError(self.remedy)
        return self.to, self.successor_operation

    def translate(self, params: Params) -> tuple[Params, list[Rule]]:
        """Return the successor's parameters, and the rules that lost something of the caller's."""
        lost = []
        for rule in self.rules:
            translated = rule(params)
            if translated is not params and rule.lossy:
                lost.append(rule)
            params = translated
        return params, lost
