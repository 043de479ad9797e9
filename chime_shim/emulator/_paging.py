"""Pages of a list, and the tokens that lead from one to the next."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import BadRequestException

if TYPE_CHECKING:
    from collections.abc import Sequence

SERIAL = "#"
"""Under this key an item keeps its place in the order of creation. No shape has such a member."""

DEFAULT_SIZE = 100


def page(
    items: Sequence[dict[str, Any]], *, size: int | None, token: str | None, scope: str
) -> tuple[list[dict[str, Any]], str | None]:
    """Cut one page out of a list.

    A token tells the last item seen, so what is made or deleted between two calls moves nothing.

    Args:
        items: The whole list, in the order of creation.
        size: How many the page may have.
        token: What the page before gave, if there was one.
        scope: What is listed. A token of one list is no good for another.

    Returns:
        The page, and the token for the next one if there is more.

    Raises:
        BadRequestException: The token is not one that this list gave.
    """
    seen = _serial_in(token, scope) if token else -1
    ahead = [item for item in items if item[SERIAL] > seen]
    shown = ahead[: size or DEFAULT_SIZE]
    return shown, _token(shown[-1][SERIAL], scope) if len(ahead) > len(shown) else None


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
