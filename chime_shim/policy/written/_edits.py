"""What is missing, put into the text where it belongs: everything else stays as it is, to the last space.

An edit is proven before it is used: the new text is read again, and has to say what the old one said, with
what was missing, and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim.policy._needs import LEGACY_PRINCIPAL

from ._files import read
from ._located import Fields, Items, Opaque, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chime_shim.policy._examination import Addition

    from ._files import File
    from ._search import Written

__all__ = ["Edit", "EditError", "apply", "edits_for"]


# What may follow an item that is alone on its line: a comma, and a comment.
_LAST = re.compile(r"\s*,?\s*((#|//|/\*).*)?")


class EditError(ValueError):
    """An addition cannot be put into the text; the message says why."""


class Edit(NamedTuple):
    """Names to be put where another one stands.

    Args:
        target: The list that they belong to, or the single text that becomes one.
        names: The names.
    """

    target: Items | Text
    names: tuple[str, ...]


def edits_for(written: Written, addition: Addition) -> Iterator[Edit]:
    """Return the edits that an addition takes.

    Raises:
        EditError: If it takes more than adding to a list.
    """
    statement = written.statements[addition.statement.number - 1]
    if addition.apart:
        raise EditError("it takes a statement of its own, as this one names what it does not allow")
    if addition.actions:
        yield Edit(_target(statement["Action"]), tuple(addition.actions))
    if addition.principals:
        yield Edit(_target(statement["Principal"]["Service"]), addition.principals)


def apply(file: File, edits: Sequence[Edit]) -> str:
    """Return the text of a file with edits.

    Raises:
        EditError: If the result would not say what it has to.
    """
    # A list that two statements share is asked for twice.
    wanted: dict[int, Edit] = {}
    for target, names in edits:
        earlier = wanted.get(id(target), Edit(target, ())).names
        wanted[id(target)] = Edit(target, tuple(dict.fromkeys((*earlier, *names))))
    pieces = [piece for edit in wanted.values() for piece in _pieces(file, edit)]
    text = file.text
    for at, end, inserted in sorted(pieces, reverse=True):
        text = text[:at] + inserted + text[end:]
    try:
        before, after = read(file.text, file.format), read(text, file.format)
    except Exception as error:
        raise EditError("the new text cannot be read") from error
    spans = {edit.target.span: edit.names for edit in wanted.values()}
    if _said(after, {}) != _said(before, spans):
        raise EditError("the new text would say something else, too")
    return text


def _target(value: Any) -> Items | Text:
    if value.span.start < 0:
        raise EditError("it is written as a text with escapes")
    if isinstance(value, Text) and not value.known:
        raise EditError("the name is written as an expression")
    found: Items | Text = value
    return found


def _pieces(file: File, edit: Edit) -> Iterator[tuple[int, int, str]]:
    """Return what to put where: from, to, and the text."""
    target, text = edit.target, file.text
    if isinstance(target, Text):
        written = text[target.span.start : target.span.end]
        # Between brackets a star or a colon may mean something, if there are no quotes.
        first = f'"{written}"' if written == target else written
        items = [first, *(first.replace(target, name) for name in edit.names)]
        yield target.span.start, target.span.end, f"[{', '.join(items)}]"
        return
    model = _model(target)
    raw = text[model.span.start : model.span.end]
    if raw.count(model) != 1:
        raise EditError("it is written with escapes")
    names = [raw.replace(model, name) for name in edit.names]
    newline = "\r\n" if "\r\n" in text else "\n"
    last = max((each for each in target if isinstance(each, Text | Items | Fields | Opaque)), key=_end)
    end = _end(last)
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end - (text[line_end - 1] == "\r")
    start = text.rfind("\n", 0, last.span.start) + 1
    before = text[start : last.span.start]
    if target.block:
        dash = before[: len(before) - len(before.lstrip())] + "- "
        yield line_end, line_end, "".join(f"{newline}{dash}{name}" for name in names)
    elif before.strip() or not _LAST.fullmatch(text[end:line_end]):
        yield end, end, "".join(f", {name}" for name in names)
    else:
        # Each on a line of its own; what is said of the last one so far stays beside it.
        rest = text[end:line_end]
        comma = rest.lstrip().startswith(",")
        lines = f",{newline}{before}".join(["", *names]).removeprefix(",") + ("," if comma else "")
        yield end, line_end, f"{'' if comma else ','}{rest}{lines}"


def _end(value: Any) -> int:
    return int(value.span.end)


def _model(target: Items) -> Text:
    """Return the item after which new ones are written: the old principal, or the last action."""
    texts = [each for each in target if isinstance(each, Text) and each.known]
    if not texts:
        raise EditError("the names are written as expressions")
    return next((each for each in texts if each == LEGACY_PRINCIPAL), texts[-1])


def _said(value: Any, added: dict[Any, tuple[str, ...]]) -> Any:
    """Return what a text says, with what is to be added at some places."""
    if isinstance(value, Fields):
        return {name: _said(each, added) for name, each in value.items()}
    if isinstance(value, Items):
        return [*(_said(each, added) for each in value), *added.get(value.span, ())]
    if isinstance(value, Opaque):
        inside = [_said(each, added) for each in value.inside]
        return ("expression", inside or value.source)
    if isinstance(value, Text):
        names = added.get(value.span, ())
        return [str(value), *names] if names else (str(value) if value.known else ("text", str(value)))
    return value
