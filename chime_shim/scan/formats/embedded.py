"""Python inside templates, pages and scripts: block scalars, strings of JSON, fences, here-documents."""

from __future__ import annotations

import ast
import json
import re
import warnings
from bisect import bisect_right
from typing import TYPE_CHECKING

from chime_shim.scan.formats.code import Code, Row
from chime_shim.scan.formats.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["codes"]

# The keys of CloudFormation, SAM and their like under which a function's source stands.
_KEYS = ("ZipFile", "InlineCode", "Code")
_KEY = re.compile(rf"""(?P<quote>["']?)\b(?:{"|".join(_KEYS)})(?P=quote)[ \t]*:[ \t]*""")
_BLOCK = re.compile(
    r"""^(?P<indent>[ \t]*(?:-[ \t]+)*)(?P<key>["']?[\w.:/ -]+["']?)[ \t]*:(?P<tags>(?:[ \t]+[!&][^\s]*)*)"""
    r"""[ \t]*[|>][-+0-9]*[ \t]*(?:\#.*)?$""",
    re.MULTILINE,
)
_JOINED = re.compile(r"(?:!Join|!Sub|Fn::Join:|Fn::Sub:|\s)*(?=[\[{\"])")
_HOLDER = re.compile(r"[\"']?Code[\"']?\s*:\s*\{(?!\s*\"Fn::)")
_ITEM = re.compile(r"""[ \t]*(?:-[ \t]+)+(?P<quote>["'])?(?P<text>.*?)(?P=quote)?[ \t]*$""")
_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\{?\.?(?:python3?|py|ipython3?|pycon)\b[^\n`]*\n"
    r"(?P<code>.*?)^[ \t>]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_HERE = re.compile(
    r"\bpython[\d.]*\b[^\n#<]*<<[-~]?[ \t]*(?P<quote>[\"'\\]?)(?P<word>\w+)[\"']?[^\n]*\n"
    r"(?P<code>.*?)^[ \t]*(?P=word)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_ARGUMENT = re.compile(
    r"""\bpython[\d.]*[ \t]+-c[ \t]+(?P<quote>["'])(?P<code>.*?)(?<!\\)(?P=quote)""", re.DOTALL
)
# What a template puts in when it is rendered.
_PLACEHOLDER = re.compile(r"\$\{[^}\n]*\}|\{\{[^}\n]*\}\}")
_PROMPT = re.compile(r"^(?:>>>|\.\.\.) ?")


def codes(path: str, kind: str, text: str) -> Iterator[Code]:
    """Give the Python in a file that is none, with the places of its lines.

    Args:
        path: The file.
        kind: Its kind.
        text: Its text.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: list[tuple[list[str], list[Row], bool]] = []
    if kind == "markdown":
        found += [_lines(text, each.span("code"), starts, meant=False) for each in _FENCE.finditer(text)]
    elif "python" in text:
        found += [_lines(text, each.span("code"), starts, meant=False) for each in _HERE.finditer(text)]
        found += [_lines(text, each.span("code"), starts, meant=False) for each in _ARGUMENT.finditer(text)]
    if kind in {"templates", "ci", "config"}:
        found += _blocks(text, starts) if text.lstrip()[:1] not in {"{", "["} else ()
        found += _joined(text, starts) if any(key in text for key in _KEYS) else ()
    number = 0
    for lines, rows, meant in found:
        source = "\n".join(lines)
        if not lines or not (meant or _parses(source)):
            continue
        number += 1
        yield Code(path, f"{path}#{number}", source, tuple(rows), meant)


def _lines(
    text: str, span: tuple[int, int], starts: list[int], *, meant: bool
) -> tuple[list[str], list[Row], bool]:
    """Take lines out of a text, without the indentation that all of them have, and without prompts."""
    line = bisect_right(starts, span[0])
    raw = text[slice(*span)].split("\n")
    column = span[0] - starts[line - 1]
    inner = [each for each in raw[bool(column) :] if each.strip()]
    indent = min((len(each) - len(each.lstrip(" \t>")) for each in inner), default=0)
    is_session = any(each.lstrip().startswith(">>> ") for each in raw)
    lines, rows = [], []
    for count, each in enumerate(raw):
        cut = 0 if column and not count else min(indent, len(each))
        if is_session:
            prompt = _PROMPT.match(each.lstrip())
            cut = len(each) - len(each.lstrip()) + prompt.end() if prompt else len(each)
        # A placeholder is as good as a name.
        line_text = each[cut:].rstrip("\r").replace('\\"', '"') if column else each[cut:].rstrip("\r")
        lines.append(_PLACEHOLDER.sub(lambda match: "_" * len(match[0]), line_text))
        rows.append(Row(line + count, cut + (0 if count else column)))
    return lines, rows, meant


def _blocks(text: str, starts: list[int]) -> Iterator[tuple[list[str], list[Row], bool]]:
    """Give the block scalars that a template means as code, or that look like Python."""
    for head in _BLOCK.finditer(text):
        least = len(head["indent"])
        end = at = head.end() + 1
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= least:
                break
            at = stop + 1
            end = at
        body = text[head.end() + 1 : end]
        key = head["key"].strip("\"'")
        before = text[: head.start()].rsplit("\n", 2)[-2:]
        under = any(_KEY.search(each) for each in before) and key in {"Fn::Sub", "Fn::Join"}
        named = key in _KEYS or under or key.endswith(".py")
        # A runtime of another language has its source under the same key.
        if named or re.search(r"^\s*(?:import|from) \w", body, re.MULTILINE):
            is_python = (
                re.search(r"^\s*(?:import|from) \w+|\bdef \w+\(|boto3", body, re.MULTILINE) is not None
            )
            is_other = re.search(r"\brequire\(|\bconst \w|=>|\bfunction\b", body) is not None
            meant = named and is_python and not is_other
            yield _lines(text, (head.end() + 1, max(end - 1, head.end() + 1)), starts, meant=meant)


def _joined(text: str, starts: list[int]) -> Iterator[tuple[list[str], list[Row], bool]]:
    """Give what stands under a key of code as one string, or as a list of strings that are joined."""
    for key in _KEY.finditer(text):
        value = _JOINED.match(text, key.end())
        if value is not None and _HOLDER.match(text, key.start(), value.end() + 40):
            continue  # what it has in it has a key of its own
        if value is not None:
            yield _of_strings(text, value.end(), starts)
            continue
        listed = re.compile(r"(?:!Join|\n[ \t]*Fn::Join:)[ \t]*\n").match(text, key.end())
        if listed is not None:
            lines, rows = [], []
            line = bisect_right(starts, listed.end())
            for count, each in enumerate(text[listed.end() :].split("\n")):
                item = _ITEM.match(each)
                if item is None:
                    break
                lines.append(item["text"])
                rows.append(Row(line + count, item.start("text")))
            yield lines[1:], rows[1:], False  # the first is what joins them


def _of_strings(text: str, start: int, starts: list[int]) -> tuple[list[str], list[Row], bool]:
    lines, rows = [""], []
    fresh = True
    held = [each for each in strings(text, start) if not {"S3Bucket", "S3Key", "ImageUri"} & set(each.path)]
    joined = (
        held[0].path[-1:] == (0,) and len(held) > 1 and len(held[1].path) > len(held[0].path)
        if held
        else False
    )
    between = _value(text, held[0].start, held[0].end) if joined else ""
    for each in held[1:] if joined else held:
        line = bisect_right(starts, each.start)
        column = each.start - starts[line - 1] + 1
        parts = (_value(text, each.start, each.end) + between).split("\n")
        for count, part in enumerate(parts):
            if count:
                lines.append("")
                fresh = True
            if fresh and (part or count < len(parts) - 1):
                rows.append(Row(line, column, escaped=True))
                fresh = False
            lines[-1] += _PLACEHOLDER.sub(lambda match: "_" * len(match[0]), part)
    rows += [rows[-1] if rows else Row(1)] * (len(lines) - len(rows))
    return lines, rows, False


def _value(text: str, start: int, end: int) -> str:
    try:
        return str(json.loads(text[start:end], strict=False))
    except ValueError:
        return text[start + 1 : end - 1]


def _parses(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
