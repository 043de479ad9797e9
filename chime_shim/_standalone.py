"""A botocore that has no ``chime`` at all: the restored API then stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim._restored import LEGACY_SERVICE
from chime_shim._successors import Origin
from chime_shim.legacy_api import STANDALONE_PATH
from chime_shim.settings import LEGACY_REGION

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["prepare", "with_chime"]


def with_chime(loader: Any) -> Any:
    """Return a botocore data loader that has ``chime``: ``loader`` itself, unless it lacks it."""
    # botocore asks this itself, in the same words: the loader remembers the answer for both.
    if LEGACY_SERVICE in loader.list_available_services("service-2"):
        return loader
    # A new one, because this one remembers what it did not find.
    return type(loader)(
        [*loader.search_paths, str(STANDALONE_PATH)], loader.file_loader, include_default_search_paths=False
    )


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
    if str(STANDALONE_PATH) not in whole.search_paths:
        return args, kwargs
    # botocore's list of endpoints, too, has lost that the legacy client needs no region and knows only one.
    arguments = {**Origin.of_call(session, args, kwargs).arguments, "region_name": LEGACY_REGION}
    return (LEGACY_SERVICE,), arguments
