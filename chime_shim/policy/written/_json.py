"""JSON, with the place of each value; numbers and texts are read by the standard library."""

from __future__ import annotations

import json
import re
from typing import Any

from ._located import DEEPEST, Fields, Items, Source, Span, Text, TooDeepError

__all__ = ["read", "read_escaped", "read_within"]

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def read(source: Source) -> Any:
    """Read a text.

    Raises:
        ValueError: If it is not JSON; ``json.JSONDecodeError`` if it is known where.
    """
    return read_within(source, 0, len(source.text))


def read_within(source: Source, start: int, end: int) -> Any:
    """Read a piece of a text, as ``read`` does."""
    reader = _Reader(source, end)
    value, at = reader.value(start, 0)
    if reader.skip(at) < end:
        raise json.JSONDecodeError("Extra data", source.text, at)
    return value


def read_escaped(text: str, line: int) -> Any:
    """Read a text that stands somewhere with escapes, so that only the line is known of what is in it."""
    return _moved(read(Source(text)), Span(-1, -1, line))


def _moved(value: Any, span: Span) -> Any:
    if isinstance(value, Fields):
        return Fields({name: _moved(each, span) for name, each in value.items()}, span)
    if isinstance(value, Items):
        return Items((_moved(each, span) for each in value), span)
    return Text.of(value, span, known=value.known) if isinstance(value, Text) else value


class _Reader:
    def __init__(self, source: Source, end: int) -> None:
        self._source = source
        self._text = source.text if end == len(source.text) else source.text[:end]

    def skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        assert found is not None
        return found.end()

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        if depth > DEEPEST:
            raise TooDeepError
        start = self.skip(at)
        opening = self._text[start : start + 1]
        if opening == "{":
            return self._object(start, depth)
        if opening == "[":
            return self._array(start, depth)
        value, end = _DECODER.raw_decode(self._text, start)
        if isinstance(value, str):
            known = "${" not in value and "{{" not in value
            return Text.of(value, self._source.span(start, end), known=known), end
        return value, end

    def _object(self, start: int, depth: int) -> tuple[Fields, int]:
        fields: dict[str, Any] = {}
        at = self.skip(start + 1)
        while self._text[at : at + 1] != "}":
            if fields:
                at = self.skip(self._expect(",", at))
            if self._text[at : at + 1] != '"':
                raise json.JSONDecodeError("Expecting property name", self._text, at)
            name, at = _DECODER.raw_decode(self._text, at)
            if name in fields:
                # Which of the two counts is not for us to guess.
                raise ValueError("an object in it has the same key twice")
            fields[name], at = self.value(self._expect(":", self.skip(at)), depth + 1)
            at = self.skip(at)
        return Fields(fields, self._source.span(start, at + 1)), at + 1

    def _array(self, start: int, depth: int) -> tuple[Items, int]:
        items: list[Any] = []
        at = self.skip(start + 1)
        while self._text[at : at + 1] != "]":
            if items:
                at = self._expect(",", at)
            item, at = self.value(at, depth + 1)
            items.append(item)
            at = self.skip(at)
        return Items(items, self._source.span(start, at + 1)), at + 1

    def _expect(self, character: str, at: int) -> int:
        if self._text[at : at + 1] != character:
            raise json.JSONDecodeError(f"Expecting {character!r}", self._text, at)
        return at + 1
