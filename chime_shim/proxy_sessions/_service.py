"""What all operations need: a clock, chance, and transactions that are tried again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import count
from random import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chime_shim.proxy_sessions._problems import contended
from chime_shim.proxy_sessions._requests import Refused, Request, Wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.proxy_sessions._items import Item
    from chime_shim.proxy_sessions._requests import Steps

TRIES = 6
_PAUSE = 0.05


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

    def transact(self, transaction: list[Item]) -> Steps:
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
            yield Wait(self.random() * _PAUSE * 2**attempt)
        raise contended()

    def applied(self, transaction: list[Item]) -> Steps:
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
