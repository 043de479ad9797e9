"""What becomes of files that are no Python modules."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from re import finditer
from typing import TYPE_CHECKING

from chime_shim.fix._commands import with_commands
from chime_shim.fix._notebooks import NotebookError, with_code
from chime_shim.fix._result import FixResult

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chime_shim.scan import ScanResult
    from chime_shim.scan.formats.elsewhere import Elsewhere

__all__ = ["in_its_file", "of_commands", "unwritable"]


def unwritable(results: Iterable[FixResult], held: Elsewhere) -> dict[str, str]:
    """Return the notebooks whose cells cannot take the new code, each with the reason."""
    found = {}
    for result in results:
        if result.changed and result.path in held.notebooks:
            try:
                with_code(held.notebooks[result.path], result.after)
            except NotebookError as error:
                found[result.path] = str(error)
    return found


def in_its_file(result: FixResult, held: Elsewhere) -> FixResult:
    """Return what becomes of a file, from what becomes of the Python in it."""
    code = held.codes.get(result.path)
    if code is None:
        return result
    notes = tuple((code.row(line).line, text) for line, text in result.notes)
    before = held.notebooks.get(code.path)
    if before is None:
        return replace(result, path=code.path, before="", after="", notes=notes)
    after = with_code(before, result.after) if result.changed else before.text
    return replace(result, before=before.text, after=after, encoding=before.encoding, notes=notes)


def of_commands(result: ScanResult, held: Elsewhere) -> FixResult:
    """Return what becomes of a file with commands of the AWS CLI; those in a notebook stay."""
    kind, data = held.texts.get(result.path, ("", b""))
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""  # it cannot be written as it is
    if not text:
        return FixResult(result.path, left=result.findings)
    starts = [0, *(match.end() for match in finditer("\n", text))]
    stays = {starts[each.span.line - 1] + each.span.column for each in result.suppressed}
    after, moved = with_commands(kind, text, stays)
    places = {(line := bisect_right(starts, place), place - starts[line - 1]) for place in moved}
    fixed = [each for each in result.findings if (each.span.line, each.span.column) in places]
    left = tuple(each for each in result.findings if each not in fixed)
    services = tuple((each, each.route.to or "") for each in fixed)
    return FixResult(result.path, text, after, encoding, services, left)
