"""A policy is found in every form that it is written in, with its line; what is none is not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.policy.written import look_at
from tests.policy.written.forms import CONTROLS, FORMS, TAGS

pytest.importorskip("yaml")
pytest.importorskip("hcl2")


def missing(file):
    """By line: what is to be added."""
    found = {}
    for written in file.written:
        for each in written.examination.additions:
            found.setdefault(written.line(each.statement.number), set()).update(
                [*each.actions, *each.principals]
            )
    for each in file.loose:
        found.setdefault(each.line, set()).update(each.needed)
    return found


def looked_at(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(textwrap.dedent(text))
    file = look_at(path, ["chime-sdk-meetings"])
    assert file.problem is None
    return file


@pytest.mark.parametrize(("name", "text", "expected"), FORMS.values(), ids=FORMS)
def test_what_is_missing_is_found_with_its_line(name, text, expected, tmp_path):
    assert missing(looked_at(tmp_path, name, text)) == expected


@pytest.mark.parametrize(("name", "text"), CONTROLS.values(), ids=CONTROLS)
def test_what_lacks_nothing_is_left_alone(name, text, tmp_path):
    file = looked_at(tmp_path, name, text)
    assert missing(file) == {}
    assert file.unclear == []


@pytest.mark.parametrize(
    ("name", "text", "line", "reason", "concerns"),
    [
        (
            "t.yaml",
            "\nStatement:\n  - Effect: Allow\n    Action: !If [a, [chime:GetMeeting], b]\n    Resource: a\n",
            3,
            "its actions are an expression",
            True,
        ),
        ("t.yaml", "Effect: !Ref E\nAction: chime:GetMeeting\n", 1, "its effect is an expression", True),
        ("t.yaml", "Effect: Allow\nAction: s3:*\nPrincipal: x\n", 1, "its principal is an expression", False),
        (
            "m.tf",
            'x = {\n Effect = "Allow"\n Action = ["${var.x}"]\n}\n',
            1,
            "an action in it is an expression",
            False,
        ),
        ("m.tf", "x = <<EOF\n{ %{ if a } chime:TagMeeting\nEOF\n", 1, "a text in it may be a policy", True),
        (
            "a.py",
            'x = PolicyStatement(actions=f("chime:GetMeeting"))\n',
            1,
            "its actions are an expression",
            True,
        ),
    ],
)
def test_what_is_not_understood_is_said(name, text, line, reason, concerns, tmp_path):
    (found,) = looked_at(tmp_path, name, text).unclear
    assert (found.line, found.concerns) == (line, concerns)
    assert found.text.startswith(reason)


def test_of_what_is_not_understood_the_old_names_are_found(tmp_path):
    text = "Statement:\n  - Effect: Allow\n    Action: !If [a, [chime:TagMeeting], b]\n    Resource: '*'\n"
    assert missing(looked_at(tmp_path, "t.yaml", text)) == {3: TAGS}


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.tf", "a.py"])
def test_what_is_nested_too_deeply_is_refused_and_not_fatal(name, tmp_path):
    path = tmp_path / name
    start = "a = " if name in {"a.tf", "a.py"} else ""
    depth = 9_000 if name == "a.tf" else 90_000
    path.write_text(start + "[" * depth + "]" * depth + "\n")
    assert look_at(path).problem is not None


def test_names_that_stand_for_each_other_a_billion_times_take_no_time(tmp_path):
    lines = ["a0: &a0 [chime:TagMeeting]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    path = tmp_path / "t.yaml"
    path.write_text("\n".join(lines))
    assert missing(look_at(path)) == {1: TAGS}


PIECES = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "'",
    "\n",
    " ",
    "- ",
    "=",
    "chime:TagMeeting",
    "Action",
    "Effect",
]
PIECES += ["Allow", "Statement", "!Sub ", "&a", "*a", "<<EOF\n", "EOF\n", "${", "#", "x", "("]


@pytest.mark.parametrize("form", ["json", "yaml", "python", "hcl"])
def test_any_text_is_read_or_refused(form, tmp_path):
    path = tmp_path / {"json": "a.json", "yaml": "a.yaml", "python": "a.py", "hcl": "a.tf"}[form]

    @settings(max_examples=40 if form == "hcl" else 150, deadline=None)
    @given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
    def check(text):
        path.write_text(text)
        file = look_at(path)
        assert file.problem is None or file.found == []

    check()
