"""The site in a real browser, on a desk and on a phone, by day and by night."""

from __future__ import annotations

import pytest

from tests.support.browser import CHROMIUM, Browser
from tests.support.contrast import CONTRAST, contrasts

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium")

DESK, PHONE = 1280, 400
# What is cut off at the right: wider than the screen, and in nothing that scrolls.
CUT_OFF = """
[...document.querySelectorAll(".main *")].filter((node) => {
  const box = node.getBoundingClientRect();
  if (!box.width || box.right <= innerWidth + 1) return false;
  for (let frame = node.parentElement; frame; frame = frame.parentElement)
    if (/auto|scroll|hidden/.test(getComputedStyle(frame).overflowX)) return false;
  return true;
}).map((node) => node.outerHTML.slice(0, 80))
"""
# A table whose last column one has to scroll to.
SCROLLED = """
[...document.querySelectorAll(".table-wrapper")].filter((frame) => frame.scrollWidth > frame.clientWidth + 1)
  .map((frame) => frame.querySelector("thead").innerText)
"""
LINKLIKE = """
[...document.querySelectorAll(".highlight span, .sig-prename, .sig-name")].filter((node) =>
  !node.closest("a") && getComputedStyle(node).textDecorationLine !== "none").map((node) => node.innerText)
"""
COPIED = """
(() => {
  const copied = [];
  document.execCommand = () => copied.push(document.activeElement.value);
  const blocks = [...document.querySelectorAll(".highlight-console")];
  blocks.forEach((block) => block.querySelector("button.copybtn").click());
  return [copied, blocks.map((block) => block.querySelector("pre").innerText)];
})()
"""


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


def pages(site):
    return [*site.glob("*.html"), *site.glob("docs/*.html")]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_no_page_is_wider_than_the_screen(browser, site, width):
    wide = {}
    for page in pages(site):
        browser.open(page, width=width)
        cut_off = browser.value_of(CUT_OFF)
        if width == DESK:
            cut_off += browser.value_of(SCROLLED)
        if cut_off or browser.value_of("document.documentElement.scrollWidth") > width:
            wide[page.stem] = cut_off
    assert not wide


@pytest.mark.parametrize(
    "name", ["index", "migration_guide", "docs/performance", "docs/proof", "docs/operate"]
)
def test_the_table_that_everyone_reads_fits_a_phone(browser, site, name):
    browser.open(site / f"{name}.html", width=PHONE)
    first = browser.value_of("document.querySelector('.table-wrapper thead').innerText")
    assert first not in browser.value_of(SCROLLED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "docs/reference", "docs/performance", "docs/adopt"])
def test_text_can_be_read_and_only_links_look_like_links(browser, site, name, scheme):
    browser.open(site / f"{name}.html", scheme=scheme)
    found = contrasts(browser, "article :is(h1, h2, p, li, th, td, code, dt, a), pre span:not(.w)")
    assert {name: ratio for name, ratio in found.items() if ratio < CONTRAST} == {}
    assert browser.value_of(LINKLIKE) == []


def test_what_is_copied_has_no_prompt(browser, site):
    browser.open(site / "migration_guide.html")
    copied, shown = browser.value_of(COPIED)
    assert copied
    assert copied == [
        "\n".join(line.removeprefix("$ ") for line in text.rstrip().splitlines() if line.startswith("$ "))
        for text in shown
    ]
