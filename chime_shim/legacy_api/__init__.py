"""The restored API: what botocore 1.37.2 took out of its ``chime`` model.

botocore 1.37.1 is the last release with the 129 operations. Their definitions, and those of the shapes
that only they use, are kept beside this file, in the form and place where botocore itself looks for
additions to a service model. They are facts only: no documentation text. Beside them is what it takes to
stand alone, should a later botocore have no ``chime`` at all. ``_make`` makes the files from the two botocore
wheels and checks them against these.
"""

from __future__ import annotations

import functools
import gzip
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from chime_shim.legacy_api._data import (
    EXTRAS,
    HERE,
    PHONE_NUMBERS,
    STANDALONE,
    MissingDataError,
    on_disk,
    read,
)
from chime_shim.legacy_api._frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DATA_PATH",
    "EXTRAS_FILE",
    "STANDALONE_PATH",
    "MissingDataError",
    "extras",
    "phone_numbers",
    "removed_operations",
    "restore",
    "standalone_path",
]

DATA_PATH = HERE
"""The directory to put on botocore's data path, from where it merges the extras by itself."""

STANDALONE_PATH = DATA_PATH / STANDALONE
"""The same for a botocore without any ``chime``: what the extras need beneath them, and the endpoint rules.

It must not be on the data path of a botocore that has a ``chime`` of its own: it would hide that one.
"""

EXTRAS_FILE = DATA_PATH / EXTRAS


def standalone_path() -> str:
    """Return ``STANDALONE_PATH``, or a copy of it on the disk if the package is in a zip file."""
    return on_disk(STANDALONE)


@functools.cache
def extras() -> Mapping[str, Mapping[str, Any]]:
    """Give the removed operations and the shapes that went with them.

    The file is read at the first call, not at import. Two threads that come first at the same time may
    both read it, and get equal answers.

    Returns:
        Two read-only tables, ``operations`` and ``shapes``, each from a name to its botocore definition.

    Raises:
        MissingDataError: The file is missing: the message names it.
        OSError: It is not gzip: the installation is damaged.

    Source: the ``chime/2018-05-01`` models of botocore 1.37.1 and 1.37.2.
    """
    return _tables(EXTRAS)


@functools.cache
def phone_numbers() -> Mapping[str, Mapping[str, Any]]:
    """Give the 16 operations on phone numbers and settings, and the shapes that only they use.

    botocore kept them. They are here for a later one without any ``chime``, where they may be forwarded.

    Raises:
        OSError: As :func:`extras` does.

    Source: the ``chime/2018-05-01`` model of botocore 1.37.1.
    """
    return _tables(PHONE_NUMBERS)


def _tables(name: str) -> Mapping[str, Mapping[str, Any]]:
    merge = json.loads(gzip.decompress(read(name)), object_pairs_hook=_Sharing())["merge"]
    return MappingProxyType({kind: MappingProxyType(merge[kind]) for kind in ("operations", "shapes")})


class _Sharing:
    """Makes one object of all references to a shape: 1,900 objects less, a third of the memory."""

    def __init__(self) -> None:
        self._references: dict[str, Frozen] = {}

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(pairs) != 1 or pairs[0][0] != "shape":
            return dict(pairs)
        shape = pairs[0][1]
        reference = self._references.get(shape)
        if reference is None:
            reference = self._references[shape] = Frozen(shape=shape)
        return reference


def removed_operations() -> frozenset[str]:
    """Name the operations that botocore 1.37.2 removed from ``chime``.

    Returns:
        The 129 names, such as ``"CreateProxySession"``.

    Raises:
        OSError: As :func:`extras` does.

    Source: the ``chime/2018-05-01`` models of botocore 1.37.1 and 1.37.2.
    """
    return frozenset(extras()["operations"])


def restore(service_description: Mapping[str, Any], *, with_phone_numbers: bool = False) -> dict[str, Any]:
    """Add the removed operations and their shapes to a ``chime`` service description.

    What the description already has wins, so that restoring twice, or restoring the description of a
    botocore that never lost the operations, adds nothing. The order of what was there is kept; what is
    added comes after it, as it does when botocore merges the extras.

    Args:
        service_description (Mapping[str, Any]): The parsed ``service-2.json`` of ``chime``. It is not
            changed, and the definitions in it are shared with the result, not copied.
        with_phone_numbers (bool): Whether to add the operations of :func:`phone_numbers` as well.

    Returns:
        A new service description, with new ``operations`` and ``shapes`` tables.

    Raises:
        OSError: As :func:`extras` does.

    Source: the ``chime/2018-05-01`` models of botocore 1.37.1 and 1.37.2.
    """
    restored = dict(service_description)
    for source in (extras(), phone_numbers()) if with_phone_numbers else (extras(),):
        for kind, added in source.items():
            table = dict(restored.get(kind, {}))
            for name, definition in added.items():
                table.setdefault(name, definition)
            restored[kind] = table
    return restored
