"""A log that has lines of the ledger in it, whatever wrote, cut or wrapped its lines."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ._error import LedgerError
from ._lines import MARK, Line
from ._marked import MARKED, Unread, fields_around, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._entry import Entry

# Lines that one JSON object may be spread over, before and after the line with the mark.
_BEFORE, _AFTER = 80, 120
# From this length on, a line may have been cut: Docker and containerd do it at 16 KB.
_CUT_FROM = 16_000
_LONGEST_CHUNK = 4 * 1024 * 1024

_CRI = re.compile(r"\S+ (stdout|stderr) ([PF])(?::\S*)? ?(.*)", re.DOTALL)
_DOCKER = re.compile(r'\s*\{\s*"log"\s*:')
# A mark that was cut itself: an object that begins with a part of it, which ends the line or its text.
_BEGINNINGS = "|".join(MARK[:length] for length in range(3, len(MARK)))
_CUT_MARK = re.compile(rf"""\{{[\\"'\s]{{1,40}}(?:{_BEGINNINGS})(?:[\\"'\s]*\Z|"(?!\s*:))""")
# At the end of a long line, less is enough; and keys may be sorted, so that it is not the first one.
_CUT_BEFORE = re.compile(r"""(?:\{[\\"'\s]{1,40}c?h?|chime_shim_l?e?d?g?e?)\s*\Z""")
# "chime_", as journald's JSON has a message that is not all text: a list of bytes.
_AS_BYTES = re.compile(r"99,\s*104,\s*105,\s*109,\s*101,\s*95,")
_MARK_AS_BYTES = re.compile(r"\s*,\s*".join(map(str, MARK.encode())))
_IS_KEY = re.compile(r'\s*"\s*:')
_BYTES = re.compile(r"\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]")


@dataclass
class Log:
    """What a log has of the ledger.

    Args:
        lines: The lines that could be read.
        unread: What bears the ledger's mark, and could not.
    """

    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_log(lines: Iterable[str], name: str) -> Log:
    """Find the lines of the ledger in a log.

    Args:
        lines: The lines of the log.
        name: What to call it where one cannot be read.
    """
    log = Log()
    text = _Text(lines)
    for number, line in text:
        place = f"{name}:{number}"
        for found in _lines_of(line, text, place):
            (log.unread if isinstance(found, Unread) else log.lines).append(found)  # type: ignore[arg-type]
    return log


def read_lines(lines: Iterable[str], name: str) -> list[Entry]:
    """Find the entries in a log, all of whose lines of the ledger can be read.

    Args:
        lines: The lines of the log.
        name: What to call it in an error.

    Raises:
        LedgerError: If there is none, or one that cannot be read.
    """
    log = read_log(lines, name)
    for place, reason in log.unread:
        raise LedgerError(f"{place}: {reason}")
    if not log.lines:
        raise LedgerError(f"{name}: no ledger, and no log with lines of one in it")
    return [line.entry for line in log.lines]


def _lines_of(line: str, text: _Text, place: str) -> Iterable[Line | Unread]:
    if not MARKED.search(line):
        if _MARK_AS_BYTES.search(line):
            return [Unread(place, "its bytes cannot be read")]
        at_end = len(line) >= _CUT_FROM and _CUT_BEFORE.search(line.rstrip()[-60:])
        return [Unread(place, "cut off")] if at_end or _CUT_MARK.search(line) else []
    try:
        found = lines_in(line, place)
        if any(isinstance(each, Unread) for each in found):
            spread = _spread(line, text, place)
            found = found if spread is None else spread
    except RecursionError:
        found = [Unread(place, "nested too deeply")]
    return found


def _spread(line: str, text: _Text, place: str) -> list[Line | Unread] | None:
    """Read what is spread over several lines: cut by a driver, or printed to be pretty; None if not."""
    after = text.ahead(_AFTER)
    if len(line) >= _CUT_FROM and after:
        joined = lines_in(line.rstrip("\r\n") + after[0], place)
        if not any(isinstance(each, Unread) for each in joined):
            return joined
    before = "".join(text.before)
    chunk = f"{before}{line}{''.join(after)}"
    if len(chunk) > _LONGEST_CHUNK:
        return None
    found: list[Line | Unread] = []
    for mark in MARKED.finditer(line):
        fields = fields_around(chunk, len(before) + mark.start())
        if fields is None or not any(name.endswith(MARK) for name in fields):
            return None
        # A value that is called like that belongs to the line whose mark is the key.
        if _IS_KEY.match(chunk, len(before) + mark.end()):
            found += lines_in(json.dumps(fields), place)
    return found


class _Text:
    """The lines of a log, with those that a driver cut put together; it can look back and ahead."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = _joined(enumerate(lines, 1))
        self._ahead: deque[tuple[int, str]] = deque()
        self.before: deque[str] = deque(maxlen=_BEFORE)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while True:
            item = self._ahead.popleft() if self._ahead else next(self._lines, None)
            if item is None:
                return
            yield item
            self.before.append(item[1])

    def ahead(self, count: int) -> list[str]:
        self._ahead += islice(self._lines, max(0, count - len(self._ahead)))
        return [line for _, line in islice(self._ahead, count)]


def _joined(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Put together what container runtimes cut: what is open, by stream, until its end comes."""
    open_: dict[str, tuple[int, str]] = {}
    for number, text in lines:
        line = _from_bytes(text) if _AS_BYTES.search(text) else text
        part = _part(line, open_)
        if part is None:
            yield number, line
            continue
        stream, payload, is_last = part
        begin, so_far = open_.pop(stream, (number, ""))
        if is_last or len(so_far) > _LONGEST_CHUNK:
            yield begin, so_far + payload
        else:
            open_[stream] = begin, so_far + payload
    yield from open_.values()


def _part(line: str, open_: dict[str, tuple[int, str]]) -> tuple[str, str, bool] | None:
    """Tell a part of a line: its stream, its text, and whether it is the last one."""
    cri = _CRI.match(line)
    if cri is not None:
        stream, kind, payload = cri.groups()
        if kind == "P":
            return stream, payload.rstrip("\r\n"), False
        return (stream, payload, True) if stream in open_ else None
    if (len(line) >= _CUT_FROM or open_) and _DOCKER.match(line):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            return None
        payload, stream = record.get("log"), str(record.get("stream"))
        if isinstance(payload, str) and (len(line) >= _CUT_FROM or stream in open_):
            # What has its end, or is shorter than any that is cut, is the last part.
            return stream, payload, payload.endswith("\n") or len(line) < _CUT_FROM
    return None


def _from_bytes(line: str) -> str:
    def as_text(match: re.Match[str]) -> str:
        numbers = json.loads(match[0])
        try:
            return json.dumps(bytes(numbers).decode("utf-8", "replace"))
        except ValueError:  # beyond 255
            return match[0]

    return _BYTES.sub(as_text, line)
