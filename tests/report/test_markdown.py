from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from chime_shim.report._markdown import markdown
from tests.support.entries import entry

EXPECTED = """\
## Legacy Chime calls

**Not yet safe to uninstall: the last legacy call was today, and it takes 30 days without one.**

2026-11-20 to 2026-11-25, 2 files, 3 hosts

| Operation | What became of it | Calls | Failed | Call sites | Last call |
| --- | --- | ---: | ---: | ---: | --- |
| `CreateProxySession` | ended. AWS ended support on 2026-04-07: calls may fail at any time | 3 | 0 | 1 |"""


def tokens_of(text):
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found += [token, *(token.children or [])]
    return found


def test_the_verdict_comes_first_and_then_what_presses(report):
    assert markdown(report).startswith(EXPECTED)


def test_every_table_is_one(report):
    tables = [token for token in tokens_of(markdown(report)) if token.type == "table_open"]
    assert len(tables) == 4


def test_no_call_is_said_in_words(nothing):
    shown = markdown(nothing)
    assert shown.startswith("## No legacy calls recorded\n")
    assert "### What this rests on\n\n- 1 file, 1 host, 1 process that began" in shown


NAMES = [
    "<img src=x onerror=alert(1)>",
    "[link](https://example.com)",
    "![image](https://example.com/a.png)",
    "a | b | c",
    "`code`",
    "``` \n# heading",
    "**bold** _thin_ ~~gone~~",
    "@everyone",
    "&lt;b&gt;",
    "\\",
    "\\|",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_text_and_nothing_else(name):
    entries = [entry(file=name, function=name, operation=name, outcome=name, host=name, last=0)]
    made = Report.of([Snapshot(name, name, entries)], today="2026-11-25", problems=[f"{name}: gone"])
    shown = markdown(made)
    tokens = tokens_of(shown)

    assert "@everyone" not in "".join(token.content for token in tokens if token.type == "text")
    assert not {token.type for token in tokens} & {"html_inline", "link_open", "image", "em_open", "s_open"}
    html = "".join(token.content for token in tokens if token.type == "html_block")
    assert "img" not in html
    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    cells = sum(1 for token in tokens if token.type in {"td_open", "th_open"})
    assert cells == 6 * 2 + 5 * 2 + 4 * 2, rows


def test_of_many_call_sites_the_busiest_are_shown():
    made = Report.of([Snapshot("a", "a", [entry(line=line) for line in range(60)])], today="2026-11-25")

    assert markdown(made).count("`app/meetings.py:") == 50
    assert "<summary>60 call sites; 50 are shown</summary>" in markdown(made)
    assert markdown(made, all_sites=True).count("`app/meetings.py:") == 60
