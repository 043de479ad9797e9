"""The strings of a JSON text, each with its place in the text and in the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["String", "strings"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)


class String(NamedTuple):
    """A string that is a value, not a key.

    Attributes:
        path: The keys and indices that lead to it.
        start: Where it starts in the text, with its quote.
        end: Where it ends.
    """

    path: tuple[str | int, ...]
    start: int
    end: int


def strings(text: str, start: int = 0) -> Iterator[String]:
    """Give the strings of the value that starts at ``start``, to its end or that of the text.

    Whatever is between brackets is taken for JSON: the caller parses it first, if it has to be.
    """
    path: list[str | int] = []
    key = ""
    waiting = True  # for a key, in an object
    for token in _TOKEN.finditer(text, start):
        sign = token[0][0]
        if sign in "{[":
            path.append(0 if sign == "[" else "")
            waiting = sign == "{"
        elif sign in "}]":
            if path:
                path.pop()
            if not path:
                return
        elif sign == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
                waiting = False
            else:
                waiting = True
        elif sign == ":":
            if path:
                path[-1] = key
            waiting = False
        elif waiting and path and isinstance(path[-1], str):
            key = token[0][1:-1]
        else:
            yield String(tuple(path), token.start(), token.end())
            if not path:
                return
