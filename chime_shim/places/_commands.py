"""Lost commands in a text: a shell script, a Makefile, a Dockerfile, a pipeline of CI, a block of Markdown.

The text is read from the word ``aws`` on, not from its start: around a command there may be anything, and
only what belongs to the command has to be the shell's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from botocore import xform_name

from chime_shim.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Command", "Option", "Word", "commands_in"]

_ANCHOR = re.compile(r"(?<![\w./$-])chime(?P<gap>(?:[ \t]|\\\r?\n)+)(?P<name>[a-z][a-z0-9-]+)(?![\w-])")
# A list of words, as in a Dockerfile or a call of subprocess.
_LIST = re.compile(
    r"""(?P<quote>["'])aws(?P=quote)\s*,\s*(?P=quote)(?P<chime>chime)(?P=quote)\s*,\s*(?P=quote)"""
    r"""(?P<name>[a-z][a-z0-9-]+)(?P=quote)"""
)
_AWS = re.compile(
    r"""["'@(-]*([\w.~/${}-]*/)?(aws(2|local|\.exe)?|aws-cli(:[\w.-]+)?|\$[{(]?\w*aws\w*[})]?)["']?""",
    re.IGNORECASE,
)
_MORE = '-${"%'  # begins an option, or what may hold one
_WORD = re.compile(r"(?:[^\s\\]|\\(?!\r?\n))+")
_CONTINUED = re.compile(r"\\\r?\n")
_BEFORE = re.compile(r"[;&|`\n]|\$\((?!\w+\))")
_END = frozenset(";&|)`<>\n")
_EXPRESSION = re.compile(r"[$*?\[\]{}~<>]|`")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command.

    Args:
        start: Where it starts in the text, with its quotes.
        end: Where it ends.
        value: What the shell makes of it, or None if that is not known.
    """

    start: int
    end: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command.

    Args:
        name: Such as ``"--meeting-id"``.
        word: The word that it is.
        values: The words after it.
    """

    name: str
    word: Word
    values: tuple[Word, ...]

    @property
    def end(self) -> int:
        """Where it ends."""
        return (self.values or (self.word,))[-1].end


@dataclass(frozen=True, slots=True)
class Command:
    """A lost command.

    Args:
        text: The text that it stands in.
        line: Its line, from 1.
        operation: Such as ``"CreateMeeting"``.
        words: ``aws``, options of it, ``chime``, the command and its options; only these last two in a list.
        options: Its own options.
        whole: Whether all of it was read: in a list of words it is not.
    """

    text: str
    line: int
    operation: str
    words: tuple[Word, ...]
    options: tuple[Option, ...]
    whole: bool

    @property
    def written(self) -> str:
        """It, as it is written."""
        return self.text[self.words[0].start : self.words[-1].end]

    @property
    def literal(self) -> bool:
        """Whether every word of it is known."""
        return self.whole and all(each.value is not None for each in self.words)

    def option(self, name: str) -> Option | None:
        """Return its option ``name``, if it has it."""
        return next((each for each in self.options if each.name == name), None)


@cache
def _operations() -> Mapping[str, str]:
    return {xform_name(operation, "-"): operation for operation in ROUTES}


def commands_in(text: str) -> Iterator[Command]:
    """Find the lost commands in a text, in the order in which they stand there; not those in comments."""
    found = [*_plain(text), *_listed(text)]
    yield from sorted(found, key=lambda each: each.words[0].start)


def _plain(text: str) -> Iterator[Command]:
    for anchor in _ANCHOR.finditer(text):
        operation = _operations().get(anchor["name"])
        first = _first_word(text, anchor.start()) if operation else None
        if operation is None or first is None:
            continue
        words = tuple(_words(text, first, _closing(text, first)))
        place = next((at for at, each in enumerate(words) if each.start == anchor.start()), None)
        if place is None or len(words) < place + 2:
            continue
        options = tuple(_options(text, words[place + 2 :]))
        line = text.count("\n", 0, first) + 1
        yield Command(text, line, operation, words, options, whole=True)


def _listed(text: str) -> Iterator[Command]:
    for each in _LIST.finditer(text):
        operation = _operations().get(each["name"])
        if operation is not None and not _is_comment(text, each.start()):
            words = tuple(Word(*each.span(name), each[name]) for name in ("chime", "name"))
            line = text.count("\n", 0, each.start()) + 1
            yield Command(text, line, operation, words, (), whole=False)


def _first_word(text: str, anchor: int) -> int | None:
    """Return where ``aws`` stands before ``chime``, on the same line for the shell; None if it does not."""
    start = anchor
    while True:
        start = text.rfind("\n", 0, start) + 1
        if start == 0 or not _CONTINUED.match(text, text.rfind("\\", 0, start)):
            break
        start -= 1
    for separator in _BEFORE.finditer(text, start, anchor):
        if text[separator.start()] != "\n":
            start = separator.end()
    words = [*_WORD.finditer(text, start, anchor)]
    for at, word in reversed([*enumerate(words)]):
        if _AWS.fullmatch(word[0]):
            place = word.start() + _opening(word[0])
            follows = words[at + 1][0] if at + 1 < len(words) else "-"
            quoted = _closing(text, place)
            # In a text that is printed, there may be words before it.
            inside = not quoted or place == start or text[place - 1] == quoted
            return place if follows[0] in _MORE and inside and not _is_comment(text, place) else None
    return None


def _opening(word: str) -> int:
    """Return how many characters before ``aws`` are around the command, and not the word's own."""
    lead = len(word) - len(word.lstrip("@(-"))
    own = word[lead : lead + 1] in {'"', "'"} and word.endswith(word[lead]) and len(word) > lead + 1
    return lead if own or word[lead : lead + 1] not in {'"', "'"} else lead + 1


def _is_comment(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return re.search(r"(^|\s)#(?!!)", re.sub(r"""'[^']*'|"[^"]*\"""", "", line)) is not None


def _closing(text: str, place: int) -> str:
    """Return the quote that the text at ``place`` is inside of, as a command in YAML or Python may be."""
    quote = ""
    for at in range(text.rfind("\n", 0, place) + 1, place):
        character = text[at]
        if character in {'"', "'"} and text[at - 1 : at] != "\\" and quote in {"", character}:
            quote = "" if quote else character
    # A quote right before belongs to the word itself, as in "$AWS" chime.
    return quote


def _words(text: str, start: int, closing: str) -> Iterator[Word]:
    at = start
    while at < len(text):
        skipped = re.compile(r"(?:[ \t]|\\\r?\n)*").match(text, at)
        at = skipped.end() if skipped else at
        if at >= len(text) or text[at] in _END or text[at] == closing or text[at] == "#":
            return
        end, value = _word(text, at, closing)
        if end == at:
            return
        yield Word(at, end, value)
        at = end


def _word(text: str, start: int, closing: str) -> tuple[int, str | None]:
    """Return where a word ends, and what it is."""
    at, value, known = start, "", True
    while at < len(text) and text[at] not in _END and not text[at].isspace() and text[at] != closing:
        character = text[at]
        if character in {'"', "'"}:
            end = text.find(character, at + 1)
            if end < 0:
                return len(text), None
            inner = text[at + 1 : end]
            known &= character == "'" or not re.search(r"[$`\\]", inner)
            value += inner
            at = end + 1
        elif character == "\\":
            if _CONTINUED.match(text, at):
                break
            value += text[at + 1 : at + 2]
            at += 2
        elif text.startswith("$(", at):
            at = _after_substitution(text, at)
            known = False
        else:
            known &= _EXPRESSION.match(character) is None
            value += character
            at += 1
    return at, value if known else None


def _after_substitution(text: str, start: int) -> int:
    depth = 0
    for at in range(start + 1, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return len(text)


def _options(text: str, words: tuple[Word, ...]) -> Iterator[Option]:
    held: list[Word] = []
    name = ""
    for word in words:
        raw = text[word.start : word.end]
        if raw.startswith("--"):
            if held:
                yield Option(name, held[0], tuple(held[1:]))
            name, held = raw.partition("=")[0], [word]
        elif held:
            held.append(word)
    if held:
        yield Option(name, held[0], tuple(held[1:]))
