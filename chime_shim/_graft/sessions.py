"""A botocore that has no ``chime`` at all: the restored API then stands alone.

A session gets another data loader while it makes a ``chime`` client, or is asked about the service. So it
knows nothing of the service when the shim is not at work.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from chime_shim._graft.origin import Origin
from chime_shim.legacy_api.restored import LEGACY_SERVICE, is_standalone, with_chime
from chime_shim.settings import LEGACY_REGION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["knowing_chime", "prepared"]

_LOADER = "data_loader"

_lock = threading.Lock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]
# By session its own loader, and how many are making use of the other.
_lent: WeakKeyDictionary[Any, tuple[Any, int]] = WeakKeyDictionary()


@contextmanager
def knowing_chime(session: Any) -> Iterator[bool]:
    """Have a botocore session know ``chime``, inside of the block.

    Yields:
        Whether botocore has no ``chime`` by itself.
    """
    with _lock:
        # Asked under the lock: another thread may be about to give back the session's own loader.
        own, users = _lent.get(session) or (session.get_component(_LOADER), 0)
        whole = with_chime(own)
        alone = is_standalone(whole)
        if alone:
            _lent[session] = own, users + 1
            session.register_component(_LOADER, whole)
    if not alone:
        yield False
        return
    try:
        yield True
    finally:
        with _lock:
            own, users = _lent[session]
            _lent[session] = own, users - 1
            if users == 1:
                del _lent[session]
                session.register_component(_LOADER, own)


@contextmanager
def prepared(
    session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    """Make sure that a botocore session can make a ``chime`` client, inside of the block.

    Args:
        session: The session.
        args: Those of a call of ``session.create_client`` that makes the client.
        kwargs: The same.

    Yields:
        What to call it with.
    """
    with knowing_chime(session) as alone:
        if alone:
            # botocore's list of endpoints has lost, too, that the legacy client needs no region.
            arguments = Origin.of_call(session, args, kwargs).arguments
            args, kwargs = (LEGACY_SERVICE,), {**arguments, "region_name": LEGACY_REGION}
        yield args, kwargs
