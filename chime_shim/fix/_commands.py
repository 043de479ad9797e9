"""Rewriting the AWS CLI's lost commands where nothing of them is left to guess, and proving the result."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, cast

from botocore import xform_name

from chime_shim._models.rehearsal import successor_model
from chime_shim.fix._guard import required
from chime_shim.places import rewritten
from chime_shim.scan.formats.commands import commands_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from botocore.model import StructureShape

    from chime_shim.places import Command

__all__ = ["with_commands"]

_GIVEN_MORE = re.compile(r"\b(?:xargs|parallel|find|watch)\b")
# Where a dollar sign, or a quote, has a meaning of its own.
_DOLLAR_IS_OTHER = frozenset({"make", "config"})
_IN_DOCUMENTS = frozenset({"ci", "templates", "config"})
# Options of every command.
_GLOBAL = frozenset(
    {
        "--ca-bundle",
        "--cli-auto-prompt",
        "--cli-binary-format",
        "--cli-connect-timeout",
        "--cli-input-json",
        "--cli-input-yaml",
        "--cli-read-timeout",
        "--color",
        "--debug",
        "--endpoint-url",
        "--generate-cli-skeleton",
        "--max-items",
        "--no-cli-auto-prompt",
        "--no-cli-pager",
        "--no-paginate",
        "--no-sign-request",
        "--no-verify-ssl",
        "--output",
        "--page-size",
        "--profile",
        "--query",
        "--region",
        "--starting-token",
    }
)


def with_commands(kind: str, text: str, left_out: Collection[int] = ()) -> tuple[str, list[int]]:
    """Rewrite the commands whose options are all literal.

    Args:
        kind: The kind of the file.
        text: Its text.
        left_out: The places of commands that somebody wants to stay.

    Returns:
        The new text, and the places of the commands that are new. It is the old text if the result does not
        prove right.
    """
    edits = [
        (command, new)
        for command in commands_of(kind, text)
        if command.words[0].start not in left_out and (new := _new(kind, text, command)) is not None
    ]
    after = text
    for command, new in reversed(edits):
        after = after[: command.words[0].start] + new + after[command.words[-1].end :]
    moved = [command for command, _ in edits]
    if not edits or not _is_right(kind, text, after, moved, len(left_out)):
        return text, []
    return after, [command.words[0].start for command in moved]


def _new(kind: str, text: str, command: Command) -> str | None:
    first, last = command.words[0].start, command.words[-1].end
    old = text[first:last]
    if kind == "windows" or not command.whole or command.written != old or "%" in old:
        return None
    line = text[text.rfind("\n", 0, first) + 1 : first]
    if _GIVEN_MORE.search(line) or _goes_on(text, last, line):
        return None
    new, exact, _ = rewritten(command)
    if new is None or not exact:
        return None
    signs = {sign for sign in "\"'$" if new.count(sign) > old.count(sign)}
    quoted = line.count('"') % 2 or line.count("'") % 2
    if ("$" in signs and kind in _DOLLAR_IS_OTHER) or (signs - {"$"} and (quoted or kind in _IN_DOCUMENTS)):
        return None
    return new if all(_fits(each) for each in _written(new)) else None


def _goes_on(text: str, end: int, line: str) -> bool:
    """Tell whether options follow in the next line, as they may in documents."""
    rest, _, following = text[end:].partition("\n")
    indent = len(following) - len(following.lstrip())
    deeper = indent > len(line) - len(line.lstrip())
    return (
        not rest.strip() and following.lstrip().startswith("-") and (deeper or following.lstrip()[1:2] == "-")
    )


def _written(new: str) -> Iterator[tuple[str, str, set[str]]]:
    """Give the service, the command and the options of a new command, and of those inside of it."""
    inner = re.search(r"\"?\$\((aws [^)]*)\)\"?", new)
    for text in (new[: inner.start()] + "x" + new[inner.end() :], inner[1]) if inner else (new,):
        words = re.sub(r"\\\r?\n", " ", text).split()
        at = next(place for place, word in enumerate(words) if word.startswith("chime-sdk-"))
        options = {word.partition("=")[0] for word in words[at + 2 :] if word.startswith("--")}
        yield words[at], words[at + 1], options


def _fits(written: tuple[str, str, set[str]]) -> bool:
    """Tell whether a service has a command, with these options, and requires no others."""
    service, name, options = written
    model = successor_model(service)
    operation = next((each for each in model.operation_names if xform_name(each, "-") == name), None)
    if operation is None:
        return False
    shape = cast("StructureShape | None", model.operation_model(operation).input_shape)
    members = (
        {f"--{xform_name(each, '-')}": member for each, member in shape.members.items()} if shape else {}
    )
    flags = {f"--no-{each[2:]}" for each, member in members.items() if member.type_name == "boolean"}
    needed = {f"--{xform_name(each, '-')}" for each in required(shape)} if shape else set()
    from_file = any(each.startswith("--cli-input") for each in options)
    return options <= {*members, *flags, *_GLOBAL} and (from_file or needed <= options)


def _is_right(kind: str, before: str, after: str, moved: list[Command], silenced: int) -> bool:
    """See that nothing but these commands is new, and that a second run would change nothing."""
    had = Counter(each.operation for each in commands_of(kind, before))
    has = Counter(each.operation for each in commands_of(kind, after))
    had -= Counter(each.operation for each in moved)
    again = sum(_new(kind, after, each) is not None for each in commands_of(kind, after))
    return had == has and again <= silenced and before.count("\n") == after.count("\n")
