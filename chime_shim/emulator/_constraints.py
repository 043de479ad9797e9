"""Parameters that break the constraints of a model are refused, as AWS refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import BadRequestException
from chime_shim.legacy_api._constraints import problems

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def check(params: Mapping[str, Any], shape: Any, optional: Collection[str] = ()) -> None:
    """Refuse parameters that break what their shape declares.

    Args:
        params: The parameters of an operation.
        shape: The operation's input shape, if it has one.
        optional: Members that may be absent, whatever the shape says.

    Raises:
        BadRequestException: Names every member that is amiss. It does not repeat the values, which may be
            phone numbers.
    """
    if found := problems(params, shape, optional):
        raise BadRequestException(found)
