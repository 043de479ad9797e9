"""Make the restored API from botocore's wheels, or check that it is still what they give.

Run it as ``python -m tools.make_legacy_api [--check] [--wheel-dir DIR]``.
It exits with 0 when the files were made or are the same, 1 when one differs, 2 when that cannot be told.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli._download import DownloadError
from chime_shim.legacy_api import DATA_PATH, EXTRAS_FILE, STANDALONE_PATH
from chime_shim.legacy_api._data import PHONE_NUMBERS
from chime_shim.routes import KEPT_ROUTES
from tools.botocore_wheels import ENDPOINT_RULES, FIRST_WITHOUT, LAST_WITH, WheelError, fetch, read_model
from tools.removed_shapes import SharedShapesError, facts, kept_part, removed_part, standalone_part, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["compress", "differences", "main", "removed_part", "render", "standalone_part"]

STANDALONE_DIRECTORY = STANDALONE_PATH / "chime" / "2018-05-01"
PHONE_NUMBERS_FILE = DATA_PATH / PHONE_NUMBERS

MAX_SIZE = 15 * 1024


def render(part: Mapping[str, Any]) -> bytes:
    """Write the removed part as the extras document that botocore merges.

    Args:
        part (Mapping[str, Any]): What :func:`removed_part` found.

    Returns:
        The JSON document, always the same bytes for the same part.
    """
    return text({"version": 1.0, "merge": part}).encode()


def compress(document: bytes) -> bytes:
    """Compress with nothing in the header that depends on the time, the place or the Python version.

    Args:
        document (bytes): What :func:`render` wrote.

    Returns:
        The content of the file.
    """
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(document)
    return buffer.getvalue()


def differences(path: Path, document: bytes) -> list[str]:
    """Compare a file with the document it should hold.

    The content is compared, not the compressed bytes: these depend on the version of zlib.

    Args:
        path (Path): The extras file.
        document (bytes): What :func:`render` wrote.

    Returns:
        What differs, a line for each name; nothing when the content is the same.
    """
    try:
        found = gzip.decompress(path.read_bytes())
        if found == document:
            return []
        there, wanted = json.loads(found), json.loads(document)
        if "merge" in wanted:
            there, wanted = there["merge"], wanted["merge"]
        lines = [line for kind in wanted for line in _differing(kind, there[kind], wanted[kind])]
    except Exception as error:  # noqa: BLE001 - a file that cannot be read, in whatever way, differs
        return [f"{path.name} cannot be read: {error!r}"]
    return lines or [f"{path.name} has the same definitions, in another order or layout"]


def _differing(kind: str, there: Any, wanted: Any) -> Iterator[str]:
    if not isinstance(wanted, dict):
        if there != wanted:
            yield f"{kind} differs"
        return
    for name in sorted(there.keys() | wanted.keys()):
        if name not in there:
            yield f"{kind}: {name} is missing"
        elif name not in wanted:
            yield f"{kind}: {name} should not be there"
        elif text(there[name]) != text(wanted[name]):
            yield f"{kind}: {name} differs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the files.

    Args:
        arguments (Sequence[str] | None): The command line, without the name of the program.

    Returns:
        The exit code: 0 made or same, 1 different or too large, 2 no answer.
    """
    parser = argparse.ArgumentParser(
        prog="python -m tools.make_legacy_api", description="Make or check the restored API."
    )
    parser.add_argument("--check", action="store_true", help="compare with the files; change nothing")
    parser.add_argument(
        "--wheel-dir", type=Path, default=Path(".cache", "wheels"), help="where wheels are kept (%(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        documents = _documents(options.wheel_dir)
        act = _check if options.check else _write
        # All are seen to, also after one that differs.
        return max([act(path, document) for path, document in documents.items()])
    except (DownloadError, WheelError, SharedShapesError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _documents(wheel_dir: Path) -> dict[Path, bytes]:
    last, first = fetch(LAST_WITH, wheel_dir), fetch(FIRST_WITHOUT, wheel_dir)
    before = read_model(last)
    part = removed_part(before, read_model(first))
    standalone = standalone_part(before, part)
    return {
        EXTRAS_FILE: render(part),
        PHONE_NUMBERS_FILE: render(kept_part(KEPT_ROUTES, before, part, standalone)),
        STANDALONE_DIRECTORY / "service-2.json.gz": text(standalone).encode(),
        STANDALONE_DIRECTORY / "endpoint-rule-set-1.json.gz": text(
            facts(read_model(last, ENDPOINT_RULES))
        ).encode(),
    }


def _check(path: Path, document: bytes) -> int:
    lines = differences(path, document)
    for line in lines:
        sys.stdout.write(f"{line}\n")
    if not lines:
        sys.stdout.write(f"{path.name} is what botocore {LAST_WITH.version} gives\n")
    return 1 if lines else 0


def _write(path: Path, document: bytes) -> int:
    content = compress(document)
    counts = f"{_counts(json.loads(document))}{len(content):,} bytes"
    if len(content) > MAX_SIZE:
        sys.stdout.write(f"{counts}: more than {MAX_SIZE:,}; nothing was written\n")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sys.stdout.write(f"{path.name}: {counts}\n")
    return 0


def _counts(document: Mapping[str, Any]) -> str:
    tables = document.get("merge", document)
    return "".join(f"{len(tables[kind])} {kind}, " for kind in ("operations", "shapes") if kind in tables)


if __name__ == "__main__":
    sys.exit(main())
