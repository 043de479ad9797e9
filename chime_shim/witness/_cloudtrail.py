"""CloudTrail's files: log files as they are delivered, and what ``aws cloudtrail lookup-events`` prints."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._record import Seen, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WitnessError", "paths_below", "read_json", "read_records"]

_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MOST_BYTES = 1_000_000_000


class WitnessError(ValueError):
    """A file is not what it was said to be; the message says why, and quotes nothing of it."""


def read_records(path: str) -> list[Seen]:
    """Read the calls of one file that are about operations that moved.

    Args:
        path: The file: JSON, or the same gzipped.

    Raises:
        WitnessError: If it has no records, or cannot be read.
    """
    content = read_json(path, only_with=b"chime")
    if content is None:
        return []
    records = content if isinstance(content, list) else _records(content, path)
    return [found for each in records if isinstance(each, dict) and (found := seen(_unwrapped(each)))]


def read_json(path: str, only_with: bytes = b"") -> Any:
    """Read JSON, gzipped or not; None if ``only_with`` is not in it, which is told sooner than it is read.

    Raises:
        WitnessError: If it is not JSON, or cannot be read.
    """
    if Path(path).is_fifo() and not path.startswith("/dev/"):  # nobody may ever write to it
        raise WitnessError(f"{path}: it cannot be read: it is a pipe")
    try:
        with Path(path).open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
        with gzip.open(path) if packed else Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is cut off, or damaged"
        raise WitnessError(f"{path}: it cannot be read: {reason}") from None
    if len(data) > _MOST_BYTES:
        raise WitnessError(f"{path}: it has more than {_MOST_BYTES:,} bytes")
    # PowerShell writes UTF-16 where output is redirected.
    if only_with not in data and not data.startswith(_UTF_16):
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise WitnessError(f"{path}: it is not JSON") from None


def paths_below(directory: str) -> Iterator[str]:
    """Name the log files below a directory, as CloudTrail lays them out in a bucket."""
    for place, directories, names in os.walk(directory):
        # The digests beside the logs have hashes of them, and no records.
        directories[:] = sorted(each for each in directories if each != "CloudTrail-Digest")
        yield from (
            os.path.join(place, name)  # noqa: PTH118 - paths are strings here
            for name in sorted(names)
            if name.endswith((".json", ".json.gz"))
        )


def _records(content: Any, path: str) -> list[Any]:
    if isinstance(content, dict):
        for name in ("Records", "Events"):
            if isinstance(content.get(name), list):
                return list(content[name])
        if "eventSource" in content:
            return [content]
    raise WitnessError(f"{path}: it has no Records, as CloudTrail's log files have, and no Events")


def _unwrapped(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record that ``lookup-events`` prints as a text in another one."""
    text = record.get("CloudTrailEvent")
    if not isinstance(text, str):
        return record
    try:
        inner = json.loads(text)
    except (ValueError, RecursionError):
        return record
    return inner if isinstance(inner, dict) else record
