"""Values that know where in the text they stand. They compare as the plain values that they are."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["DEEPEST", "Fields", "Items", "Located", "Opaque", "Source", "Span", "Text", "TooDeepError"]

DEEPEST = 100


class TooDeepError(ValueError):
    """A text is nested more deeply than any template is."""


class Span(NamedTuple):
    """A piece of the text.

    Args:
        start: Where it starts, in characters; -1 if it is not there as it is, but escaped or made up.
        end: Where it ends.
        line: The line, from 1.
    """

    start: int
    end: int
    line: int


class Source:
    """A text, with its lines.

    Args:
        text: All of it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def span(self, start: int, end: int) -> Span:
        """Return a piece of the text."""
        return Span(start, end, bisect_right(self._starts, start))

    def offset(self, line: int) -> int:
        """Return where a line starts."""
        return self._starts[line - 1]


class Text(str):
    """A text.

    Attributes:
        span: Where it stands, with its quotes.
        known: Whether it is what it will be: not if there are expressions in it, or a tag before it.
    """

    __slots__ = ("known", "span")
    span: Span
    known: bool

    @classmethod
    def of(cls, value: str, span: Span, *, known: bool = True) -> Text:
        """Make one."""
        text = cls(value)
        text.span = span
        text.known = known
        return text


class Items(list[Any]):
    """A list.

    Attributes:
        span: Where it stands, with its brackets.
        block: Whether each item is on a line of its own, after a dash.
    """

    def __init__(self, items: Iterable[Any], span: Span, *, block: bool = False) -> None:
        super().__init__(items)
        self.span = span
        self.block = block


class Fields(dict[str, Any]):
    """An object, a mapping or a block, with its ``span``."""

    def __init__(self, fields: Mapping[str, Any], span: Span) -> None:
        super().__init__(fields)
        self.span = span


class Opaque:
    """An expression: what it will be is not known.

    Args:
        source: How it is written.
        span: Where.
        inside: The values that are written in it.
    """

    def __init__(self, source: str, span: Span, inside: Iterable[Any] = ()) -> None:
        self.source = source
        self.span = span
        self.inside = tuple(inside)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Opaque):
            return NotImplemented
        # What is inside may be written in another way.
        return self.inside == other.inside and (bool(self.inside) or self.source == other.source)

    __hash__ = None  # type: ignore[assignment]


Located = Text | Items | Fields | Opaque
