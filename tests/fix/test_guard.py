"""The guard finds what a rewrite may break, whoever made the rewrite."""

from __future__ import annotations

import ast

import pytest

from chime_shim.fix import _guard, _proving, fix_paths, fix_source
from chime_shim.fix._files import _scanned
from chime_shim.fix._guard import Rewritten, faults, faults_of_scan
from chime_shim.fix._source import Edit
from chime_shim.scan import scan_source


def rewritten(before, after, path="a.py", encoding="utf-8"):
    return Rewritten(path, ast.parse(before), after, encoding, before != after)


def fault_of(before, after, **given):
    return faults([rewritten(before, after, **given)]).get("a.py")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("x = 1\n", "x = = 1\n", "does not parse"),
        ("x = 1\nx\n", "y = 1\nx\n", "x would be read and bound nowhere"),
        ("c = 1\ndef f():\n    c\n", "d = 1\ndef f():\n    c\n", "c would be read and bound nowhere"),
        ("def f():\n    c = 1\n    return c\n", "def f():\n    d = 1\n    return c\n", "c would be read"),
        ("class A:\n    c = 1\n    d = c\n", "class A:\n    e = 1\n    d = c\n", "c would be read"),
        ("c = 1\nc\nc = 2\nc\n", "c = 1\nc\nd = 2\nc\n", "c would be read where it is bound no more"),
        (
            "c = 0\ndef f():\n    c = 1\n    return c\n",
            "c = 0\ndef f():\n    d = 1\n    return c\n",
            "c would be read where it is bound no more",
        ),
        (
            "def f():\n    global c\n    c = 1\nc\n",
            "def f():\n    global c\n    d = 1\nc\n",
            "c would be read",
        ),
        ("[c for c in 'ab']\n", "[c for d in 'ab']\n", "c would be read"),
        ("try:\n    1\nexcept E as e:\n    e\n", "try:\n    1\nexcept E as d:\n    e\n", "e would be read"),
        ("match 1:\n    case c:\n        c\n", "match 1:\n    case d:\n        c\n", "c would be read"),
        ("import c\nc\n", "import d\nc\n", "c would be read"),
        ("(c := 1) + c\n", "(d := 1) + c\n", "c would be read"),
        ("c = 1\ndel c\n", "d = 1\ndel c\n", "c would be read"),
        ("x = 1\n", "x = 1\ndef f(): ...\n", "its functions and classes would be others"),
        ('x = """a\nb"""\n', 'x = """a\n# c\nb"""\n', "a text of several lines would be another one"),
        ("a = b.c\n", "a = b.d\n", "d would be read and set nowhere"),
        (
            "class A:\n    def f(self):\n        self.c = 1\n        self.c\n",
            "class A:\n    def f(self):\n        self.d = 1\n        self.c\n",
            "c would be read in a.py and set nowhere",
        ),
    ],
)
def test_what_is_broken_is_found(before, after, fault):
    assert fault in fault_of(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x\n", "x + 1\n"),  # it never was bound
        ("c = 1\nc\n", "d = 1\nd\n"),
        ("c = 1\ndef f(c):\n    return c\n", "d = 1\ndef f(c):\n    return c\n"),
        ("def f():\n    c = 1\n    def g():\n        nonlocal c\n        c = 2\n    return c\n",) * 2,
        ("class A:\n    c = 1\n    def f(self):\n        return self.c\n",) * 2,
        ("import a.b\na.b\n", "import a.b\na.b + 1\n"),
        ("[x for y in z for x in y if (w := x)]\nw\n",) * 2,
        ("lambda x, *y, z=1, **v: (x, y, z, v)\n",) * 2,
        ("match a:\n    case {'b': c, **d} | [c, *d]:\n        c, d\n",) * 2,
        ("c = 1\n", "c = 1\n__file__, __name__, print\n"),
        ("a.get_meeting()\n", "a.tag_resource()\n"),
        ("a.exceptions.NotFoundException\n", "a.exceptions.ThrottlingException\n"),
    ],
)
def test_what_is_sound_is_not_complained_of(before, after):
    assert fault_of(before, f"{after}# changed\n") is None


def test_a_text_that_its_encoding_does_not_have_is_found():
    assert "'ascii' codec" in fault_of("x = 1\n", "x = 'é'\n", encoding="ascii")


def test_deep_nesting_is_a_fault_and_no_traceback(monkeypatch):
    def too_deep(_tree):
        raise RecursionError

    monkeypatch.setattr(_guard, "scopes", too_deep)
    assert fault_of("x\n", "x + 1\n") == "it is nested too deeply to be checked"


@pytest.mark.parametrize(
    ("others", "fault"),
    [
        (
            [("b.py", "from a import c\n", "from a import c\n")],
            {"a.py": "c, which b.py imports, would be gone"},
        ),
        ([("b.py", "import a\na.c\n", "import a\na.c\n")], {"a.py": "c, which b.py reads, would be gone"}),
        ([("b.py", "from a import c\n", "from a import d\n")], {}),
        (
            [("b.py", "from a import c\n", "from a import e\n")],
            {"b.py": "e would be imported from a, which does not have it"},
        ),
        ([("b.py", "from other import c\n", "from other import c\n")], {}),
    ],
)
def test_modules_are_compared_with_one_another(others, fault):
    files = [rewritten("c = 1\n", "d = 1\n"), *(rewritten(old, new, path) for path, old, new in others)]
    assert faults(files) == fault


OLD = 'import boto3\n\nchime = boto3.client("chime")\nchime.list_sip_rules()\n'
NEW = OLD.replace('"chime"', '"chime-sdk-voice", region_name="us-east-1"')


@pytest.mark.parametrize(
    ("after", "fault"),
    [
        (NEW, {}),
        (OLD, {"a.py": "ListSipRules would be a legacy call still"}),
        (
            NEW.replace("voice", "meetings"),
            {"a.py": "list_sip_rules would be called on a client of chime-sdk-meetings, which has none"},
        ),
        (
            NEW.replace("list_sip_rules", "delete_sip_rule"),
            {"a.py": "delete_sip_rule would lack SipRuleId, which chime-sdk-voice requires"},
        ),
        (NEW.replace("list_sip_rules()", "delete_sip_rule(**{'SipRuleId': 'x'})"), {}),
        (NEW.replace("list_sip_rules", "can_paginate"), {}),
        (NEW.replace("list_sip_rules", "close"), {}),
    ],
)
def test_a_second_scan_is_compared_with_the_first(after, fault):
    first, second = scan_source(OLD, "a.py"), _scanned(["a.py"], {"a.py": after})
    assert faults_of_scan([first], first.findings, second) == fault


def test_what_a_call_lacked_before_it_may_lack():
    before = OLD.replace("list_sip_rules()", "get_voice_connector()")
    result = fix_source(before)
    assert not result.refused
    assert result.after == NEW.replace("list_sip_rules()", "get_voice_connector()")


def test_what_was_wrong_before_is_not_its_affair():
    wrong = NEW.replace("voice", "meetings")
    first, second = _scanned(["a.py"], {"a.py": wrong}), _scanned(["a.py"], {"a.py": wrong})
    assert faults_of_scan(first, (), second) == {}


@pytest.fixture
def planned_badly(monkeypatch):
    """Lets the plan make a mistake in each file that it is told to."""

    def do(mistake):
        plan = _proving.planned

        def planned(results, sources, options, avoid):
            made = plan(results, sources, options, avoid)
            for path, each in made.files.items():
                if path not in avoid:
                    each.edits += mistake(sources[path].text, each.edits)
            return made

        monkeypatch.setattr(_proving, "planned", planned)

    return do


@pytest.fixture
def badly(planned_badly):
    """Lets the plan make a mistake in each file that it changes."""

    def mistake(text, edits):
        at = text.find("# bad")
        return [Edit(at, at, "nobody_bound_it  ")] if edits and at >= 0 else []

    planned_badly(mistake)


def test_edits_that_do_not_fit_together_are_not_made(planned_badly):
    planned_badly(lambda text, _: [Edit(0, len(text), "")])
    result = fix_source(OLD)
    assert result.refused.startswith("its fixes do not fit together")
    assert result.after == OLD


def test_what_would_never_come_to_an_end_is_not_written(planned_badly):
    planned_badly(lambda _text, _edits: [Edit(0, 0, "# once more\n")])
    result = fix_source(OLD)
    assert result.refused == "another run would change it again"
    assert result.after == OLD


def test_what_the_second_scan_finds_is_not_written(planned_badly):
    planned_badly(lambda text, edits: [Edit(len(text), len(text), "chime.get_meeting()\n")] if edits else [])
    result = fix_source(OLD)
    assert result.refused == "get_meeting would be called on a client of chime-sdk-voice, which has none"
    assert result.after == OLD


@pytest.mark.usefixtures("badly")
def test_what_fails_is_left_as_it_is_and_says_why():
    result = fix_source(f"{OLD}# bad\n")
    assert result.refused == "nobody_bound_it would be read and bound nowhere"
    assert result.after == f"{OLD}# bad\n"
    assert (len(result.fixed), len(result.left)) == (0, 1)


@pytest.mark.usefixtures("badly")
def test_what_shares_a_client_with_what_fails_is_left_too(tmp_path):
    texts = {
        "clients.py": 'import boto3\n\nchime = boto3.client("chime")\n',
        "calls.py": "from clients import chime\n\nchime.create_meeting()\n# bad\n",
        "alone.py": OLD,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    results = {result.path.rpartition("/")[2]: result for result in fix_paths([tmp_path])}
    assert [name for name, result in results.items() if result.changed] == ["alone.py"]
    assert "nobody_bound_it" in results["calls.py"].refused
