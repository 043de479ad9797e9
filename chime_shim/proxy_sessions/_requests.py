"""Operations as generators: they yield requests to DynamoDB, and sync and async drivers perform them."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from itertools import count
from random import SystemRandom
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from botocore.exceptions import ClientError

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._problems import contended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


TRIES = 6
_TRANSIENT = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_CONFLICTS = frozenset({"TransactionConflictException", "TransactionInProgressException"})


class Request(NamedTuple):
    """A request to DynamoDB: a method of botocore's client, and its parameters but for the table."""

    method: str
    params: dict[str, Any]


class Wait(NamedTuple):
    """A pause."""

    seconds: float


class Refused(Exception):
    """DynamoDB refused a request. The text has no key and no value.

    Args:
        code: DynamoDB's code.
        reasons: For each part of a transaction, the code that speaks against it, and the item that is there.
    """

    def __init__(self, code: str, reasons: tuple[tuple[str, items.Item], ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.reasons = reasons

    @classmethod
    def of(cls, error: ClientError) -> Refused:
        """Read botocore's error."""
        given = error.response.get("CancellationReasons", ())
        reasons = [(each.get("Code", "None"), items.plain(each.get("Item") or {})) for each in given]
        return cls(error.response["Error"]["Code"], tuple(reasons))

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed a moment later, whatever the items hold."""
        codes = {code for code, _ in self.reasons} - {"None"}
        return self.code in _CONFLICTS or (bool(codes) and codes <= _TRANSIENT)

    @property
    def conditional(self) -> bool:
        """Whether a condition did not hold."""
        codes = {code for code, _ in self.reasons}
        return self.code == "ConditionalCheckFailedException" or "ConditionalCheckFailed" in codes

    def item(self, place: int) -> items.Item | None:
        """Return the item for which the condition of a part did not hold; None if it did."""
        code, item = self.reasons[place] if place < len(self.reasons) else ("None", {})
        return item if code == "ConditionalCheckFailed" else None


def condition(values: Mapping[str, Any], **expressions: str) -> dict[str, Any]:
    """Return the parameters of a request that has expressions, with the names and values that these use.

    Every name is written as ``#name``, since DynamoDB reserves 573 words.
    """
    text = " ".join(expressions.values())
    names = set(re.findall(r"#(\w+)", text))
    used = {f":{name}": values[name] for name in re.findall(r":(\w+)", text)}
    return {
        **{f"{kind}Expression": expression for kind, expression in expressions.items()},
        "ExpressionAttributeNames": {f"#{name}": name for name in sorted(names)},
        **({"ExpressionAttributeValues": items.wired(used)} if used else {}),
    }


def perform(steps: items.Steps, send: Any) -> Any:
    """Perform an operation with a ``send`` that sends a request, and return the operation's result."""
    advance, outcome = steps.send, None
    try:
        while True:
            step = advance(outcome)
            advance, outcome = steps.send, None
            try:
                if isinstance(step, Wait):
                    time.sleep(step.seconds)
                else:
                    outcome = send(step)
            except ClientError as error:
                advance, outcome = steps.throw, Refused.of(error)
    except StopIteration as done:
        return done.value


async def perform_async(steps: items.Steps, send: Any) -> Any:
    """Do the same with a ``send`` that is awaited."""
    advance, outcome = steps.send, None
    try:
        while True:
            step = advance(outcome)
            advance, outcome = steps.send, None
            try:
                if isinstance(step, Wait):
                    await asyncio.sleep(step.seconds)
                else:
                    outcome = await send(step)
            except ClientError as error:
                advance, outcome = steps.throw, Refused.of(error)
    except StopIteration as done:
        return done.value


def milliseconds() -> int:
    """Tell the time."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Service:
    """The ground of the operations.

    Args:
        clock: Tells the time, in milliseconds.
        random: Gives numbers from 0 to 1.
    """

    clock: Callable[[], int] = milliseconds
    random: Callable[[], float] = SystemRandom().random
    _serials: Any = field(default_factory=count)

    def transact(self, transaction: list[items.Item]) -> items.Steps:
        """Write a transaction, again if it met another one on its items.

        Raises:
            Refused: With the reasons.
        """
        # The token makes a repeated request, as botocore's retries are, the same one to DynamoDB.
        parts = {"TransactItems": transaction, "ClientRequestToken": self._uuid(self._bits())}
        for attempt in range(TRIES):
            try:
                yield Request("transact_write_items", parts)
            except Refused as refused:
                if not refused.transient:
                    raise
            else:
                return
            yield Wait(self.random() * 0.05 * 2**attempt)
        raise contended()

    def applied(self, transaction: list[items.Item]) -> items.Steps:
        """Write a transaction, and tell whether its conditions held."""
        try:
            yield from self.transact(transaction)
        except Refused as refused:
            if not refused.conditional:
                raise
            return False
        return True

    def new_id(self) -> str:
        """Make up the id of a session, with the time in front: the order of ids is that of creation."""
        return self._uuid(self.clock() << 16 | next(self._serials) % 2**12)

    def _uuid(self, high: int) -> str:
        return str(UUID(int=high % 2**64 << 64 | self._bits(), version=4))

    def _bits(self) -> int:
        return int(self.random() * 2**32) << 32 | int(self.random() * 2**32)
