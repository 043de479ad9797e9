"""The matrix as a section of a Markdown page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim._models.matrix import KINDS, changes, destination, headline, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["markdown"]


def markdown(found: Mapping[str, Any]) -> str:
    """Return a section of a page in Markdown."""
    lines = ["## Operation by operation", "", f"{headline(found)}.", ""]
    lines += [f"- {kind}: {found['counts'][kind]}, {meaning}" for kind, meaning in KINDS.items()]
    lines += ["", "| Operation | Goes to | Kind | What is different there, and the number of a note |"]
    lines += ["| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(_row(facts, found['notes']))} |" for facts in found["operations"]]
    lines += ["", "Notes: what becomes of the differences.", ""]
    lines += [f"{number}. {note}" for number, note in enumerate(found["notes"], 1)]
    return "\n".join(lines) + "\n"


def _row(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    service, name = destination(facts)
    yield f"`{facts['operation']}`" + (f"<br>ended {facts['ended']}" if facts["ended"] else "")
    yield (service if " " in service else f"`{service}`") + (f"<br>`{name}`" if name else "")
    yield facts["kind"] + ("<br>by setting" if facts["kept"] else "")
    yield "<br>".join([*(f"**{each}**" for each in problems_of(facts)), *_texts(facts, notes)])


def _texts(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    for members, change, note in changes(facts, notes):
        # What is special in a pattern is special in Markdown, too.
        text = re.sub(r"(?<=must match )(.+)", r"`\1`", change.replace("|", r"\|"))
        yield f"`{members}` {text} ({note})" if members else f"{text} ({note})"
