"""Edits change what they are about, and nothing around it."""

from __future__ import annotations

import ast

import pytest

from chime_shim.fix._source import Edit, Source, applied, decoded


def source_of(text):
    return Source(text, ast.parse(text))


def the(source, kind):
    return next(node for node in ast.walk(source.tree) if isinstance(node, kind))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()", "f(b=2)"),
        ("f( )", "f(b=2 )"),
        ("f(a)", "f(a, b=2)"),
        ("f(a,)", "f(a, b=2)"),
        ("f((a))", "f((a), b=2)"),
        ("f(*a, **c)", "f(*a, **c, b=2)"),
        ("f(\n    a\n)", "f(\n    a, b=2\n)"),
        ("f(\n    a,\n)", "f(\n    a,\n    b=2,\n)"),
        ("f(\r\n\ta,  # why\r\n)", "f(\r\n\ta,  # why\r\n\tb=2,\r\n)"),
        ("f(a  # why\n)", "f(a, b=2  # why\n)"),
        ("f(\n    a,\n    # why\n)", "f(\n    a,\n    b=2,\n    # why\n)"),
        ('f("é,", a)', 'f("é,", a, b=2)'),
        ("f(a, '''\n)''',\n)", "f(a, '''\n)''', b=2,\n)"),
        ("x = f(a); y", "x = f(a, b=2); y"),
    ],
)
def test_an_argument_is_added(before, after):
    source = source_of(before)
    assert applied(before, [source.add_arguments(the(source, ast.Call), "b=2")]) == after
    ast.parse(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(b=2)", "f()"),
        ("f(b=2,)", "f()"),
        ("f(a, b=2)", "f(a)"),
        ("f(b=2, a=1)", "f(a=1)"),
        ("f(a, b=2, c=3)", "f(a, c=3)"),
        ("f(\n    a,\n    b=2,\n    c=3,\n)", "f(\n    a,\n    c=3,\n)"),
        ("f(\n    a,\n    b=2,  # why\n)", "f(\n    a,\n)"),
        ("f(\n    a,\n    b=2\n)", "f(\n    a\n)"),
        ("f(\r\n\ta,\r\n\tb=[\r\n\t\t2,\r\n\t],\r\n)", "f(\r\n\ta,\r\n)"),
        ('f("é", b=2)', 'f("é")'),
    ],
)
def test_an_argument_is_removed(before, after):
    source = source_of(before)
    keyword = next(each for each in the(source, ast.Call).keywords if each.arg == "b")
    assert applied(before, [source.remove_argument(keyword)]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[1]", "[1, 2]"),
        ("[1, 3]", "[1, 2, 3]"),
        ("[\n    1,\n    3,\n]", "[\n    1,\n    2,\n    3,\n]"),
        ("[\n    1, 3,\n]", "[\n    1, 2, 3,\n]"),
        ("[\n    1,  # why\n]", "[\n    1, 2,  # why\n]"),
    ],
)
def test_an_item_is_added_behind_another(before, after):
    source = source_of(before)
    assert applied(before, [source.add_after(the(source, ast.List).elts[0], "2")]) == after


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_parser(newline):
    text = newline.join(["\ufeff# é"[1:], "x = 1", "a = 'é\x0c\u2028', b", "ab"])
    source = source_of(text)
    names = {node.id: source.segment(node) for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
    assert names == {"x": "x", "a": "a", "b": "b", "ab": "ab"}
    assert source.newline == newline


def test_edits_of_the_same_place_are_refused():
    with pytest.raises(ValueError, match="two edits"):
        applied("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])
    assert applied("abc", [Edit(0, 2, "x"), Edit(0, 2, "x"), Edit(2, 2, "-")]) == "x-c"


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"x\r\n", "x\r\n", "utf-8"),
        ("# é".encode(), "# é", "utf-8"),
        (b"# coding: latin-1\n# \xe9", "# coding: latin-1\n# é", "iso-8859-1"),
        (b"\xef\xbb\xbfx", "x", "utf-8-sig"),
    ],
)
def test_a_file_is_read_in_its_encoding(content, text, encoding):
    assert decoded(content) == (text, encoding)
    assert text.encode(encoding) == content
