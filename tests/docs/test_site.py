"""The site builds without a warning, has every page and public name, and its links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import chime_shim

ROOT = Path(__file__).parents[2]


class Page(HTMLParser):
    """The anchors of a page, and what it refers to."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.references = set(), set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value)
            elif name in {"href", "src"} and value:
                self.references.add(value)


page = cache(Page)


def test_every_page_of_the_repository_is_there(site):
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/*.rst")]
    assert all((site / path.relative_to(ROOT).with_suffix(".html")).exists() for path in pages)
    assert (site / "index.html").read_bytes() == (site / "README.html").read_bytes()


def test_every_page_can_be_reached_from_the_first(site):
    found = {urlsplit(reference).path for reference in page(site / "index.html").references}
    pages = {path.relative_to(site).as_posix() for path in [*site.glob("*.html"), *site.glob("docs/*.html")]}
    by_themselves = {"README.html", "index.html", "genindex.html", "py-modindex.html", "search.html"}
    assert pages - by_themselves <= found


@pytest.mark.parametrize("name", sorted(set(chime_shim.__all__) - {"__version__"}))
def test_a_public_name_is_in_the_reference(site, name):
    assert f"chime_shim.{name}" in page(site / "docs" / "reference.html").anchors


def test_the_reference_takes_no_sentence_for_a_type(site):
    # A colon in the first line after "Returns:", or of a property, would make one of what stands before it.
    fields = re.findall(
        r'<dt class="field-\w+">([^<]+)<', (site / "docs" / "reference.html").read_text("utf-8")
    )
    assert set(fields) == {"Parameters", "Returns", "Raises", "Variables"}


def test_links_within_the_site_lead_somewhere(site):
    broken = []
    for path in site.rglob("*.html"):
        for reference in page(path).references:
            url = urlsplit(reference)
            if url.scheme or url.netloc:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            lost = not target.is_file() or (
                url.fragment
                and target.suffix == ".html"
                and unquote(url.fragment) not in page(target).anchors
            )
            if lost:
                broken.append(f"{path.relative_to(site)}: {reference}")
    assert not broken
