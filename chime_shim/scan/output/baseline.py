"""A file with the findings that are known, so that only new ones count."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from chime_shim.scan._finding import Finding

__all__ = ["BaselineError", "fingerprints", "read", "write"]

_VERSION = 1


class BaselineError(Exception):
    """The file is no baseline, or cannot be read or written; the text says why."""


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return what identifies each finding, even if lines above it come and go.

    It is made of the file, the operation and the text of the line; of findings that have all of that in
    common, the first is the first.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding in findings:
        alike = (finding.path.replace("\\", "/"), finding.operation, finding.kind, finding.source)
        text = "\0".join((*alike, str(seen[alike])))
        seen[alike] += 1
        prints.append(hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32])
    return prints


def read(path: Path) -> frozenset[str]:
    """Read a baseline.

    Raises:
        BaselineError: If it cannot be read, or is none.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise BaselineError(f"{path}: version {content['version']} is not known here")
        return frozenset(str(each) for each in content["findings"])
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BaselineError(f"{path}: is not a baseline of chime-shim scan") from None


def write(path: Path, findings: Collection[Finding]) -> None:
    """Write a baseline of all these findings, sorted so that its history reads well.

    Raises:
        BaselineError: If it cannot be written.
    """
    named = zip(fingerprints(findings), findings, strict=True)
    entries = sorted(
        (each.path, each.operation or each.route.operation, fingerprint) for fingerprint, each in named
    )
    content = {
        "version": _VERSION,
        "findings": {
            fingerprint: f"{path.replace(chr(92), '/')}: {operation}"
            for path, operation, fingerprint in entries
        },
    }
    try:
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written: {error.strerror}") from None
