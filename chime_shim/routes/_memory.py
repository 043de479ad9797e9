"""What a client remembers of replies, to spare requests later."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from threading import Lock

__all__ = ["Memory"]


class Memory(MutableMapping[str, str]):
    """A mapping that holds the latest entries only, and may be used by several threads.

    Args:
        limit: How many entries are kept.
    """

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._entries: dict[str, str] = {}
        self._lock = Lock()

    def __getitem__(self, key: str) -> str:
        return self._entries[key]

    def __setitem__(self, key: str, value: str) -> None:
        with self._lock:
            self._entries.pop(key, None)
            self._entries[key] = value
            if len(self._entries) > self._limit:
                del self._entries[next(iter(self._entries))]

    def __delitem__(self, key: str) -> None:
        with self._lock:
            del self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
