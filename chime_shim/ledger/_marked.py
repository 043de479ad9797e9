"""Lines of the ledger in a text that something has wrapped, escaped or taken apart: whatever logs do."""

from __future__ import annotations

import ast
import html
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from ._entry import Entry
from ._error import LedgerError
from ._lines import MARK, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# As a key, and not as a part of a file's name.
MARKED = re.compile(rf"{MARK}(?![\w./-])")

_DECODER, _STRICT = json.JSONDecoder(strict=False), json.JSONDecoder()
_NAMES = (MARK, "process", "number", *Entry._fields)
_NUMBERS = frozenset({MARK, "number", "line", "calls", "first", "last"})
# Bounds for a text that only looks like JSON. Escapes double their length at each level.
_MOST_FAILURES = 64
_DEEPEST = 40
_BRACES_TRIED = 10
_LONGEST = 20_000
_DIGITS = 18

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
# Each word is looked at once: a log may have a line that is one long word.
_PAIR = re.compile(r'(?<![\w.@-])([\w.@-]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)')


class Unread(NamedTuple):
    """What bears the mark, and could not be read.

    Attributes:
        place: Where it is, such as ``"app.log:17"``.
        reason: Why.
    """

    place: str
    reason: str


def lines_in(text: str, place: str, depth: int = 0) -> list[Line | Unread]:
    """Find all lines of the ledger in a text: one for each time that it has the mark.

    Args:
        text: A line of a log, or a value in one.
        place: Where it is, for what cannot be read.
        depth: How many wrappings were taken off already.
    """
    found: list[Line | Unread] = []
    begin = 0
    for value, start, end in _objects(text):
        found += _lines_in_rest(text[begin:start], place, depth)
        found += _lines_of(value, place, depth)
        begin = end
    return found + _lines_in_rest(text[begin:], place, depth)


def fields_around(text: str, position: int) -> dict[str, Any] | None:
    """Give the innermost JSON object around a position of a text, or None."""
    start = position
    for _ in range(_BRACES_TRIED):
        start = text.rfind("{", 0, start)
        if start < 0:
            break
        # Strictly: a value that goes over the end of a line is not what it was.
        value, end = _decoded(text, start, _STRICT)
        if end > position and isinstance(value, dict):
            return value
    return None


def _objects(text: str) -> Iterator[tuple[Any, int, int]]:
    """Give the outermost JSON objects that have the mark in them, and where they are."""
    marks = [match.start() for match in MARKED.finditer(text)]
    position, failures = 0, 0
    while marks and failures < _MOST_FAILURES:
        start = text.find("{", position)
        if not 0 <= start < marks[-1]:
            return
        value, end = _decoded(text, start)
        if end:
            if any(start < mark < end for mark in marks):
                yield value, start, end
            position = end
        else:
            failures += 1
            position = start + 1


def _decoded(text: str, start: int, decoder: json.JSONDecoder = _DECODER) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, 0


def _lines_of(value: Any, place: str, depth: int) -> list[Line | Unread]:
    """Find the lines in a value of JSON."""
    if isinstance(value, str):
        return lines_in(value, place, depth + 1) if MARKED.search(value) else []
    if isinstance(value, list):
        return [line for each in value for line in _lines_of(each, place, depth)]
    if not isinstance(value, dict):
        return []
    key = next((name for name in value if MARKED.search(name) and name.endswith(MARK)), None)
    if key is not None:
        return [_line(value, key, place)]
    # A driver may keep the text beside what it read in it.
    kept: Counter[Line | Unread] = Counter()
    for name, each in value.items():
        kept |= Counter(_lines_of(each, place, depth))
        if MARKED.search(name):
            kept[Unread(place, "its mark is a part of a name")] += 1
    return list(kept.elements())


def _lines_in_rest(text: str, place: str, depth: int) -> list[Line | Unread]:
    """Find lines in a text that has no JSON object with the mark, but may have one that is escaped."""
    mark = MARKED.search(text)
    if mark is None:
        return []
    step = _wrapping(text[: mark.start()])
    if step is not None and depth < _DEEPEST:
        opened = step(text)
        if opened != text:
            return lines_in(opened, place, depth + 1)
    found: list[Line | Unread] = []
    end = 0
    for each in MARKED.finditer(text):
        if each.start() < end:
            continue
        read = _literal(text, each.start()) if text[each.start() - 1] == "'" else None
        if text[each.end() : each.end() + 1] == "=":
            read = _pairs(text, each.start())
        if read is None:
            found.append(Unread(place, _reason(text, each.end())))
        else:
            fields, end = read
            found.append(_line(fields, next(name for name in fields if name.endswith(MARK)), place))
    return found


def _wrapping(before: str) -> Callable[[str], str] | None:
    """Tell how the quote before the mark is written, and so what undoes that."""
    # The key may have a prefix, and a quote may end with digits: \\u0022, %22.
    before = re.sub(r"[\w.]+$", "", before[-60:])
    if before.endswith('""'):
        return lambda text: text.replace('""', '"')
    if before.endswith(("\\", '\\"', "\\'")):
        return _unescaped
    if re.search(r"&(?:amp;)*(?:quot|apos|#34|#39|#x22|#x27);$", before, re.IGNORECASE):
        return html.unescape
    return unquote if before.endswith("%") else None


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        escape = match[1]
        return chr(int(escape[1:], 16)) if len(escape) > 1 else _CONTROL.get(escape, escape)

    return _ESCAPE.sub(plain, text)


def _literal(text: str, position: int) -> tuple[dict[str, Any], int] | None:
    """Read what Python prints of a dict."""
    start = text.rfind("{", 0, position)
    end = position
    for _ in range(_BRACES_TRIED if start >= 0 else 0):
        end = text.find("}", end) + 1
        if not end:
            break
        try:
            value = ast.literal_eval(text[start : min(end, start + _LONGEST)])
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, dict) and MARK in value:
            return value, end
    return None


def _pairs(text: str, position: int) -> tuple[dict[str, Any], int] | None:
    """Read logfmt: ``chime_shim_ledger=2 day=2026-11-25 …``."""
    fields: dict[str, Any] = {}
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    for match in _PAIR.finditer(text, start, len(text) if end < 0 else end):
        name, value = match[1], match[2]
        if value.startswith('"'):
            value = _unescaped(value[1:-1])
        fields.setdefault(name, int(value) if _is_number(name, value) else value)
    marked = [name for name in fields if name.endswith(MARK)]
    return (fields, end if end >= 0 else len(text)) if marked else None


def _is_number(name: str, value: str) -> bool:
    return (
        any(name.endswith(each) for each in _NUMBERS)
        and value.isascii()
        and value.isdecimal()
        and len(value) <= _DIGITS
    )


def _line(fields: Mapping[str, Any], key: str, place: str) -> Line | Unread:
    """Read a line, whose keys may have a prefix, and whose numbers may have become fractions."""
    prefix = key[: -len(MARK)]
    plain = {name: _whole(fields[prefix + name]) for name in _NAMES if prefix + name in fields}
    try:
        return Line.of(plain, place)
    except LedgerError as error:
        return Unread(place, str(error).removeprefix(f"{place}: "))


def _whole(value: Any) -> Any:
    # Lua, for one, has no whole numbers; beyond 2**53 they are not exact any more.
    return int(value) if type(value) is float and value.is_integer() and abs(value) < 2**53 else value


def _reason(text: str, end: int) -> str:
    return "cut off" if text.find("}", end) < 0 else "it bears the mark, but is no line of the ledger"
