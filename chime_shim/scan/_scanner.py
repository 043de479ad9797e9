"""From paths and texts to results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._finding import ScanResult

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["scan_paths", "scan_source"]


def scan_source(source: str | bytes, path: str = "<string>") -> ScanResult:
    """Scan one text.

    Args:
        source: The text of a module; bytes are decoded as Python does it, by their coding cookie.
        path: What to call it in the results.

    Returns:
        What was found; never raises for the sake of the source: see ``ScanResult.problem``.
    """
    return ScanResult(path)


def scan_paths(
    paths: Iterable[str | os.PathLike[str]], *, exclude: Iterable[str] = ()
) -> Iterator[ScanResult]:
    """Scan files, and directories with all that is below them.

    Args:
        paths: Files and directories; what is named here is scanned even if it would be excluded.
        exclude: Further patterns of names or paths to leave out, such as ``"vendor"`` or ``"tests/data/*"``.

    Yields:
        The results of the files in which there is something, and of those that were passed over.
    """
    yield from ()
