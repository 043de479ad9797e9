"""A botocore that has no ``chime`` at all: the restored API then stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim._graft.origin import Origin
from chime_shim.legacy_api.restored import LEGACY_SERVICE, is_standalone, with_chime
from chime_shim.settings import LEGACY_REGION

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["prepare"]


def prepare(
    session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    """Make sure that a botocore session can make a ``chime`` client.

    Args:
        session: The session; it gets another data loader if botocore has no ``chime``.
        args: Those of a call of ``session.create_client`` that makes the client.
        kwargs: The same.

    Returns:
        What to call it with.
    """
    loader = session.get_component("data_loader")
    whole = with_chime(loader)
    if whole is not loader:
        session.register_component("data_loader", whole)
    if not is_standalone(whole):
        return args, kwargs
    # botocore's list of endpoints, too, has lost that the legacy client needs no region and knows only one.
    arguments = {**Origin.of_call(session, args, kwargs).arguments, "region_name": LEGACY_REGION}
    return (LEGACY_SERVICE,), arguments
