"""Parts of pages that are made from the code; that each is up to date is tested with what makes it."""

from __future__ import annotations

import re

import pytest

from tools.pages import REFERENCE, ROOT, Part

BEGIN, END = "<!-- generated: python -m chime_shim.things._table --write -->", "<!-- end of generated -->"
STALE = f"# Things\n\n{BEGIN}\n\nold\n\n{END}\n\nMore — by hand.\n"
FRESH = f"# Things\n\n{BEGIN}\n\n- a thing\n- Ærø\n\n{END}\n\nMore — by hand.\n"


@pytest.fixture
def part(tmp_path):
    page = tmp_path / "things.md"
    return Part("chime_shim.things._table", lambda: "- a thing\n- Ærø\n", "Make the list of things.", page)


@pytest.mark.parametrize(
    "text",
    [STALE, FRESH, f"# Things\n\n{BEGIN}\n{END}\n\nMore — by hand.\n"],
    ids=["stale", "fresh", "empty"],
)
def test_the_part_replaces_what_is_between_its_markers_and_nothing_else(part, text):
    assert part.updated(text) == FRESH


def test_another_part_of_the_page_is_left_alone(part):
    other = f"<!-- generated: python -m chime_shim.others._table --write -->\n\nothers\n\n{END}\n"
    assert part.updated(f"{other}{STALE}{other}") == f"{other}{FRESH}{other}"


def test_a_part_may_have_an_end_of_its_own(part):
    part = part._replace(end="end of the things")
    assert part.updated(f"{BEGIN}\nold {END} old\n<!-- end of the things -->\n") == (
        f"{BEGIN}\n\n- a thing\n- Ærø\n\n<!-- end of the things -->\n"
    )


@pytest.mark.parametrize(
    "text",
    ["# Things\n", f"{BEGIN}\n", f"{END}\n", f"{END}\n{BEGIN}\n", f"{BEGIN} and more\n{END}\n"],
    ids=["neither", "no end", "no beginning", "in the wrong order", "not a line of its own"],
)
@pytest.mark.parametrize("kind", ["guide", "page"])
def test_a_page_without_a_place_for_it_is_refused_by_its_kind(part, kind, text):
    with pytest.raises(ValueError) as caught:
        part._replace(kind=kind).updated(text)
    assert str(caught.value) == f"the {kind} lacks the line {BEGIN}, or {END} after it"


def test_it_is_printed(part, capsys):
    part.main([])
    assert capsys.readouterr().out == "- a thing\n- Ærø\n"
    assert not part.page.exists()


def test_it_is_written_when_that_is_asked_for_and_nothing_is_printed(part, capsys):
    part.page.write_text(STALE, encoding="utf-8")
    part.main(["--write"])
    assert part.page.read_text(encoding="utf-8") == FRESH
    assert capsys.readouterr().out == ""


def test_a_page_that_is_refused_is_left_as_it_is(part):
    part.page.write_text("# Things\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the line"):
        part.main(["--write"])
    assert part.page.read_text(encoding="utf-8") == "# Things\n"


def test_the_help_says_what_is_made_and_where_it_is_written(part, capsys):
    with pytest.raises(SystemExit) as caught:
        part._replace(kind="page", pronoun="them").main(["--help"])
    assert caught.value.code == 0
    printed = capsys.readouterr().out
    assert "Make the list of things." in printed
    assert "write them into the page" in printed


@pytest.mark.parametrize("page", [REFERENCE, ROOT / "docs" / "emulator.md"], ids=lambda page: page.name)
def test_the_commands_that_a_page_names_are_there(page):
    modules = re.findall(
        r"^<!-- generated: python -m (\S+) --write -->$", page.read_text("utf-8"), re.MULTILINE
    )
    assert modules
    for module in modules:
        source = ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        assert re.search(rf'^PART = Part\(\s*"{re.escape(module)}"', source, re.MULTILINE)
