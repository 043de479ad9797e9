"""Operations as generators: they yield requests to DynamoDB, and sync and async drivers perform them."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import ClientError

from chime_shim.proxy_sessions import _items as items

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from chime_shim.proxy_sessions._items import Item

    Steps = Generator["Request | Wait", Any, Any]

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

    def __init__(self, code: str, reasons: tuple[tuple[str, Item], ...] = ()) -> None:
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

    def item(self, place: int) -> Item | None:
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


def perform(steps: Steps, send: Any) -> Any:
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


async def perform_async(steps: Steps, send: Any) -> Any:
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
