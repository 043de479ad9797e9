from __future__ import annotations

import re
from html.parser import HTMLParser

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from chime_shim.report._html import html
from tests.report.conftest import NASTY
from tests.support.entries import entry, start

# They need no end.
VOID = {"br", "input", "meta", "wbr"}
OPTIONAL = {"td", "th"}


class Page(HTMLParser):
    """Collects elements and their text, and complains of what is not nested."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in OPTIONAL and self.open[-1] in OPTIONAL:
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open[-1] in OPTIONAL and self.open[-1] != tag:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"script", "style"}:
            self.texts.append(data.strip())

    def of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def test_it_is_well_formed_and_has_one_of_everything(report):
    page = Page(html(report))
    headings = ["Over time", "Look at these first", "By operation", "By call site", "Comparisons", "By host"]

    assert [text for text in page.texts if text in headings] == headings
    assert "1,242" in page.texts
    assert len(page.of("caption")) == len(page.of("table")) == 6
    assert all(head["scope"] for head in page.of("th"))


def test_it_asks_for_nothing_from_anywhere(report):
    page = Page(html(report))

    for _, attributes in page.elements:
        assert not set(attributes) & {"src", "href", "srcset", "style", "action"}
        assert not [name for name in attributes if name.startswith("on")]
    assert not {name for name, _ in page.elements} & {"link", "img", "iframe", "object", "embed", "base"}
    (policy,) = [each["content"] for each in page.of("meta") if "http-equiv" in each]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in re.sub("http-equiv", "", html(report).split("</style>")[0])
    assert "url(" not in html(report)


def test_names_from_a_ledger_are_text_and_nothing_else(report):
    text = html(report)

    assert text.count("<script>") == 1
    assert NASTY not in text
    assert NASTY in "".join(Page(text).texts)


def test_no_call_makes_a_page_too(nothing):
    page = Page(html(nothing))

    assert "No legacy calls recorded" in page.texts
    assert len(page.of("table")) == 1


def test_safe_is_green_and_only_safe():
    entries = [start("2026-01-01"), start("2026-11-20")]
    safe = Report.of([Snapshot("a", "a", entries)], today="2026-11-25")
    unsafe = Report.of([Snapshot("a", "a", [entry("2026-11-25")])], today="2026-11-25")

    assert 'class="verdict safe"' in html(safe)
    assert 'class="verdict"' in html(unsafe)


def test_ledgers_that_are_missing_are_named_on_the_page():
    report = Report.of(
        [Snapshot("a", "a", [entry()])], today="2026-11-25", problems=["<b>.db: cannot be read"]
    )

    assert "<li>&lt;b&gt;.db: cannot be read</li>" in html(report)


def test_of_many_ledgers_some_are_named():
    snapshots = [Snapshot(f"{number}.db", f"{number}", [entry()]) for number in range(12)]

    assert "from 0.db, 1.db, 2.db, 3.db, 4.db, 5.db, 6.db, 7.db, 8.db, 9.db, 2 more." in html(
        Report.of(snapshots, today="2026-11-25")
    )


def test_the_same_report_makes_the_same_page(report):
    assert html(report) == html(report)
