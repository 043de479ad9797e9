"""The comments that are left where nothing can be done: one for each place, above its statement."""

from __future__ import annotations

import ast
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from chime_shim._links import BY_HAND_URL, GUIDE_URL
from chime_shim.fix._source import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chime_shim.fix._plan import Doubt, FilePlan, Plan
    from chime_shim.fix._source import Source

__all__ = ["PREFIX", "edits_with_comments", "said"]

PREFIX = "# chime-shim: "


def edits_with_comments(plan: Plan, sources: Mapping[str, Source]) -> dict[str, list[Edit]]:
    """Return the edits of all files, with those that leave a comment, or take an old one away.

    A reason may name the line of another place. How many comments there are does not depend on what they say,
    so the lines are known before they are written.
    """

    def edits_of(say: Callable[[str, Doubt], str]) -> dict[str, list[Edit]]:
        found = {}
        for path, each in plan.files.items():
            lines = _reasons_by_line(sources[path], each, partial(say, path))
            found[path] = [*each.edits, *_comments(sources[path], lines)]
        return found

    before = edits_of(lambda _, doubt: doubt.reason)

    def said_with_line(path: str, doubt: Doubt) -> str:
        other, node = doubt.where or ("", None)
        if node is None:
            return doubt.reason
        line = sources[other].line_in(before[other], sources[other].start(node))
        return f"{doubt.reason} (line {line}{'' if other == path else f' of {PurePath(other).name}'})"

    return edits_of(said_with_line)


def said(text: str) -> int:
    """Return how many such comments a text has."""
    return sum(map(_is_comment, text.splitlines()))


def _reasons_by_line(
    source: Source, plan: FilePlan, say: Callable[[Doubt], str]
) -> dict[int, tuple[str, ...]]:
    """Return what there is to say, by where the line starts that it is about; nothing, for most lines."""
    wanted: dict[int, dict[str, None]] = {}
    for node in plan.seen:
        wanted.setdefault(_line_of(source, node), {})
    for node in plan.settled:
        wanted.pop(_line_of(source, node), None)
    for doubt in plan.doubts:
        wanted.setdefault(_line_of(source, doubt.node), {})[say(doubt)] = None
    return {at: tuple(reasons) for at, reasons in wanted.items()}


def _comments(source: Source, lines: Mapping[int, tuple[str, ...]]) -> Iterator[Edit]:
    """Leave a comment above each line, and take those of earlier runs away that are out of date."""
    for at, reasons in lines.items():
        text = f"{PREFIX}{'; '.join(reasons)}; see {BY_HAND_URL}" if reasons else ""
        there = _above(source, at)
        if there is None:
            if text:
                yield Edit(at, at, f"{source.indent(at)}{text}{source.newline}")
        elif source.text[there:at].strip() != text:
            yield Edit(there, at, f"{source.indent(at)}{text}{source.newline}" if text else "")


def _is_comment(line: str) -> bool:
    line = line.strip()
    # The guide is what comments of earlier releases end in.
    return line.startswith(PREFIX) and line.endswith((BY_HAND_URL, GUIDE_URL))


def _above(source: Source, at: int) -> int | None:
    """Return where the line above starts, if it is such a comment."""
    if at == 0:
        return None
    start = source.line_start(at - 1)
    return start if _is_comment(source.text[start:at]) else None


def _line_of(source: Source, node: ast.AST) -> int:
    """Return where the line starts that a comment about a node goes above."""
    statement = node if isinstance(node, ast.stmt) else source.around(node, ast.stmt)
    if isinstance(node, ast.ExceptHandler) or statement is None:
        statement = node
    decorators = getattr(statement, "decorator_list", ())
    return source.logical_line(source.start(decorators[0] if decorators else statement))
