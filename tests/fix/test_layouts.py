"""However a program is laid out, the same becomes of it."""

from __future__ import annotations

import ast
import io
import tokenize
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim._links import BY_HAND_URL
from chime_shim.fix import RULES, Options, fix_source

PROGRAMS = sorted({(example.before, example.unsafe) for rule in RULES for example in rule.examples})
_OPEN, _CLOSE = "([{", ")]}"


@cache
def meaning_of_fixed(text, unsafe):
    return ast.dump(ast.parse(fix_source(text, Options(unsafe=unsafe)).after))


def laid_out(text, draw):
    """Break lines inside of parentheses, and put blanks, comments and last commas where they may be."""
    parts, at, depth = [], 0, 0
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start, end = (lines[row - 1] + column for row, column in (token.start, token.end))
        if token.type != tokenize.OP or token.string not in f"{_OPEN}{_CLOSE},":
            continue
        parts.append(text[at:start])
        at = end
        depth += (token.string in _OPEN) - (token.string in _CLOSE)
        inside = depth > 0
        parts.append(token.string)
        if inside and token.string not in _CLOSE:
            parts.append(
                draw(st.sampled_from(["", " ", "\n\t", "  # why, (so)\n        ", "\n\n   # x\n  "]))
            )
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_layout_does_not_matter(newline, data):
    text, unsafe = data.draw(st.sampled_from(PROGRAMS))
    other = laid_out(text, data.draw).replace("\n", newline)
    assert ast.dump(ast.parse(other)) == ast.dump(ast.parse(text))
    result = fix_source(other, Options(unsafe=unsafe))
    assert result.problem is None
    assert ast.dump(ast.parse(result.after)) == meaning_of_fixed(text, unsafe)
    assert fix_source(result.after, Options(unsafe=unsafe)).after == result.after
    if newline == "\r\n":
        assert "\n" not in result.after.replace("\r\n", "")


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_programs_do_not_disturb_each_other(data):
    chosen = data.draw(st.lists(st.sampled_from(PROGRAMS), min_size=2, max_size=3, unique=True))
    # Each in a function of its own, so that its names are.
    texts = [text for text, unsafe in chosen if not unsafe and "client_type" not in text]
    whole = "".join(
        f"def f{number}():\n"
        + "".join(f"    {line}" if line.strip() else line for line in text.splitlines(True))
        for number, text in enumerate(texts)
    )
    result = fix_source(whole)
    assert result.problem is None
    ast.parse(result.after)
    assert fix_source(result.after).after == result.after
    for line in result.after.splitlines():
        assert "# chime-shim: " not in line or line.endswith(BY_HAND_URL)
