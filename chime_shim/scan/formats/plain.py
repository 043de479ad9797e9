"""Texts of other kinds as a shell would read their commands: the same length, so that places stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plain"]

_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)\n"
    r"(?P<code>.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
# Blocks in which other things stand than what somebody runs.
_NO_COMMANDS = re.compile(
    r"\W*(?:python|py|ipython|pycon|diff|patch|js|javascript|ts|typescript|java|go|ruby)\b", re.IGNORECASE
)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n)+", re.MULTILINE)
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)(?:\.\. (?:code-block|code|sourcecode|prompt)::[^\n]*|[^\n]*::)\n"
    r"(?P<code>(?:(?P=indent)[ \t]+[^\n]*\n|[ \t]*\n)+)",
    re.MULTILINE,
)

# Keys whose text is for people.
_TOLD = (
    r"(?:description|title|summary|comment|help|message|label|doc|notes?|about|text|name|reason"
    r"|display[_-]?name)"
)
_TOLD_LINE = re.compile(
    rf"""^[ \t]*(?:-[ \t]+)?["']?{_TOLD}["']?[ \t]*[:=][ \t]*(?![|>][-+0-9]*[ \t]*$).*$""",
    re.MULTILINE | re.IGNORECASE,
)
_TOLD_BLOCK = re.compile(
    rf"""^(?P<indent>[ \t]*)(?:- )?["']?{_TOLD}["']?[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*\n"""
    rf"""(?:(?P=indent)[ \t]+[^\n]*\n|[ \t]*\n)*""",
    re.MULTILINE | re.IGNORECASE,
)
_FOLDED = re.compile(
    r"^(?P<indent>[ \t]*)(?P<dash>(?:-[ \t]+)*)(?:[\w\"'.-]+[ \t]*:)?[ \t]*>[-+0-9]*[ \t]*\n"
    r"(?P<body>(?:(?P=indent)[ \t]+[^\n]*\n?|[ \t]*\n)+)",
    re.MULTILINE,
)
# A plain scalar that goes on in lines that are indented more.
_GOES_ON = re.compile(
    r"^(?P<indent>[ \t]*)(?:-[ \t]+(?:[\w-]+:[ \t]+)?|[\w.-]+:[ \t]+)[^\s|>#\[{][^\n]*"
    r"(?P<more>(?:\n(?P=indent)[ \t]+(?!- |[\w-]+:(?:\s|$)|\#)[^\s][^\n]*)+)",
    re.MULTILINE,
)
_LIST = re.compile(r"\[[^\[\]]*?\bchime\b[^\[\]]*\]", re.DOTALL)
# Items of a block sequence, the word "chime" among them.
_SEQUENCE = re.compile(
    r"""(?:^[ \t]*-[ \t]+[^\n]*\n)*^[ \t]*-[ \t]+["']?chime["']?[ \t]*\n(?:[ \t]*-[ \t]+[^\n]*\n?)+""",
    re.MULTILINE,
)

# With the signs that systemd takes before a command.
_SETTING = re.compile(r"^[ \t]*\w+[ \t]*=[ \t]*[-@:+!]*(?=[^\s=])", re.MULTILINE)

_COMMENTS = {
    "windows": re.compile(r"^[ \t]*@?(?:rem\b|::)[^\n]*|<\#.*?\#>", re.MULTILINE | re.DOTALL | re.IGNORECASE),
    "config": re.compile(r"^[ \t]*;[^\n]*", re.MULTILINE),
    "ci": re.compile(r"(?:^|(?<=\s))//[^\n]*|/\*.*?\*/", re.MULTILINE | re.DOTALL),
    "templates": re.compile(r"(?:^[ \t]*)//[^\n]*", re.MULTILINE),
}


def plain(kind: str, text: str) -> str:
    """Return a text of the same length in which commands are what a POSIX shell makes of them.

    Args:
        kind: The file's kind.
        text: Its text.
    """
    text = text.replace("\\\r\n", " \\\n").replace("\r", " ")
    if kind in _COMMENTS:
        text = _COMMENTS[kind].sub(_blank, text)
    if kind in _READERS:
        text = _READERS[kind](text)
    return _LIST.sub(_as_words, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _as_words(match: re.Match[str]) -> str:
    return re.sub(r"[\[\],\"'\n]", " ", match[0])


def _pages(text: str) -> str:
    """Leave nothing but blocks of code."""
    kept = [each.span("code") for each in _FENCE.finditer(text) if not _NO_COMMANDS.match(each["info"])]
    fenced = _FENCE.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), text)  # not indented, and no directive
    kept += [each.span("code") for each in _DIRECTIVE.finditer(fenced)]
    kept += [each.span() for each in _INDENTED.finditer(fenced)]
    held = list(_blank(re.match(r".*", text, re.DOTALL)))  # type: ignore[arg-type]
    for start, end in kept:
        held[start:end] = text[start:end]
    # Quotations of e-mail are none of a shell's redirections.
    return re.sub(r"^([ \t]*>[ \t]?)+", _blank, "".join(held), flags=re.MULTILINE)


def _windows(text: str) -> str:
    """Make what continues a line in cmd and PowerShell what does in a POSIX shell."""
    return re.sub(r"[\^`]( ?)\n", r"\1\\\n", text)


def _documents(text: str) -> str:
    """Read YAML: scalars that are folded are one line, and lists are words."""
    text = _TOLD_LINE.sub(_blank, _TOLD_BLOCK.sub(_blank, text))
    text = _FOLDED.sub(lambda match: _one_line(match, "body"), text)
    text = _GOES_ON.sub(lambda match: _one_line(match, "more"), text)
    return _SEQUENCE.sub(_items, text)


def _settings(text: str) -> str:
    """Leave out the names of settings: what stands behind one may be run."""
    return _SETTING.sub(_blank, _TOLD_LINE.sub(_blank, text))


def _one_line(match: re.Match[str], group: str) -> str:
    start, end = (place - match.start() for place in match.span(group))
    whole = match[0]
    body = whole[start:end]
    # An empty line stays the end of one, as does a line that is continued for the shell anyway.
    folded = re.sub(r"(?<![\\\n])\n(?=[ \t]*[^\s])", " ", body)
    return whole[:start] + folded + whole[end:]


def _items(match: re.Match[str]) -> str:
    words = re.sub(r"""(^|\n)[ \t]*-[ \t]+""", lambda dash: " " * len(dash[0]), match[0])
    if re.search(r"\baws\b", words) is None:
        # The image or the entry point is aws: nothing but its arguments is here.
        at = words.find("chime")
        room = len(words[:at]) - len(words[:at].rstrip())
        words = f"{words[: at - room]}{' ' * (room - 4)}aws {words[at:]}" if room >= 4 else words
    return re.sub(r"[\"'\n]", " ", words)


_READERS: dict[str, Callable[[str], str]] = {
    "markdown": _pages,
    "windows": _windows,
    "templates": _documents,
    "ci": _documents,
    "make": _documents,
    "config": _settings,
}
