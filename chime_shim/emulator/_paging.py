"""Pages of a list, and the tokens that lead from one to the next."""

from __future__ import annotations

import base64
import binascii
import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from chime_shim.emulator._errors import BadRequestException
from chime_shim.emulator._store import SERIAL, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Walk = Callable[[int | None], Iterable[Item]]

DEFAULT_SIZE = 100


def page(walk: Walk, *, size: int | None, token: str | None, scope: str) -> tuple[list[Item], str | None]:
    """Cut one page out of a list.

    A token tells the last item seen, so what is made or deleted between two calls moves nothing.

    Args:
        walk: Goes along the list, from the item after the one whose serial it gets. No more is taken of it
            than the page needs.
        size: How many the page may have.
        token: What the page before gave, if there was one.
        scope: What is listed. A token of one list is no good for another.

    Returns:
        The page, and the token for the next one if there is more.

    Raises:
        BadRequestException: The token is not one that this list gave.
    """
    size = size or DEFAULT_SIZE
    ahead = list(islice(walk(_serial_in(token, scope) if token else None), size + 1))
    shown = ahead[:size]
    return shown, _token(shown[-1][SERIAL], scope) if len(ahead) > size else None


def _token(serial: int, scope: str) -> str:
    seal = hashlib.sha256(f"{serial} {scope}".encode()).hexdigest()[:16]
    return base64.urlsafe_b64encode(f"{serial}.{seal}".encode()).decode()


def _serial_in(token: str, scope: str) -> int:
    try:
        serial = int(base64.urlsafe_b64decode(token).decode().partition(".")[0])
    except (binascii.Error, ValueError):
        serial = -1
    if token != _token(serial, scope):
        raise BadRequestException("The NextToken is not valid for this list")
    return serial
