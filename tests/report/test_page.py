"""The page in a real browser: what a manager sees."""

from __future__ import annotations

import pytest

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from chime_shim.report._html import html
from chime_shim.routes import ROUTES
from tests.report.conftest import NASTY
from tests.support.browser import CHROMIUM, Browser
from tests.support.contrast import CONTRAST, contrasts
from tests.support.entries import at, entry, start

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium")

SITES = 10_000
OPERATIONS = [name for name, route in ROUTES.items() if not route.ended and not route.retired]


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


@pytest.fixture
def page(report, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(html(report), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def big_page(tmp_path_factory):
    entries = [start("2026-11-01")]
    for number in range(SITES):
        day = f"2026-11-{1 + number % 25:02}"
        operation = "CreateProxySession" if number == 7 else OPERATIONS[number % len(OPERATIONS)]
        place = {"file": f"app/module_{number % 100}.py", "line": number, "function": f"function_{number}"}
        entries.append(entry(day, operation=operation, calls=1 + number % 997, last=at(day, 20), **place))
    path = tmp_path_factory.mktemp("page") / "report.html"
    report = Report.of([Snapshot("a.db", "a.db", entries)], today="2026-11-25")
    path.write_text(html(report), encoding="utf-8")
    return path


@pytest.fixture
def big(browser, big_page):
    """The page with all the call sites, in the browser, with nothing filtered, whatever tests did before."""
    # Another test may have opened it without its script; it takes too long to open it each time.
    is_open = browser.value_of(f"location.href === {big_page.as_uri()!r}")
    if not is_open or not browser.value_of("document.querySelector('#sites thead button') !== null"):
        browser.open(big_page)
        assert browser.complaints == []
    browser.resize(1280, 900)
    fill(browser, "words", "")
    fill(browser, "fate", "")
    return browser


def ground(browser):
    return browser.value_of("getComputedStyle(document.body).backgroundColor")


def shown(browser):
    return browser.value_of("[...document.querySelectorAll('#sites tbody tr:not([hidden])')].length")


def fill(browser, name, value):
    browser.value_of(
        f"{name}.value = {value!r}; {name}.dispatchEvent(new Event('input'));"
        f"{name}.dispatchEvent(new Event('change'))"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 400, 800, 1280])
def test_it_asks_for_nothing_complains_of_nothing_and_fits(scheme, width, browser, page):
    browser.open(page, scheme=scheme, width=width)

    assert browser.requests == [page.as_uri()]
    assert browser.complaints == []
    assert browser.value_of("document.documentElement.scrollWidth") <= width
    assert browser.value_of("document.querySelector('h1').textContent") == "Legacy Chime calls"
    assert browser.value_of("document.querySelector('svg[role=img]').getBoundingClientRect().width") > 300


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(scheme, browser, page):
    browser.open(page, scheme=scheme)
    found = contrasts(browser)

    assert len(found) > 15
    assert {name: ratio for name, ratio in found.items() if ratio < CONTRAST} == {}


# Of each number in a table: the text that a reader sees with it, and where it stands.
NUMBERS = """
[...document.querySelectorAll("table")].flatMap((table) => [...table.tBodies[0].rows].flatMap((row) =>
  [...row.cells].filter((cell) => /\\b[nd]\\b/.test(cell.className) && cell.tagName === "TD")
    .filter((cell) => cell.textContent).map((cell) => ({
      name: getComputedStyle(cell, "::before").content.replaceAll('"', ""),
      head: table.tHead.rows[0].cells[cell.cellIndex].textContent,
      left: cell.getBoundingClientRect().left, right: cell.getBoundingClientRect().right,
      shown: cell.getClientRects().length,
    }))))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_every_number_is_seen_with_the_name_of_its_column(scheme, browser, page):
    browser.open(page, scheme=scheme, width=400)
    browser.value_of("document.querySelector('details').open = true")
    numbers = browser.value_of(NUMBERS)

    assert len(numbers) > 40
    assert {(each["name"], each["head"]) for each in numbers if each["name"] != each["head"]} == set()
    assert all(each["shown"] and 0 <= each["left"] < each["right"] <= 400 for each in numbers)


def test_on_a_screen_the_names_of_columns_stand_above(browser, page):
    browser.open(page, width=1280)
    assert {each["name"] for each in browser.value_of(NUMBERS)} == {"none"}


COVERED = """
(() => {
  const boxes = (selector) =>
    [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
  const bars = boxes("figure rect:not(.target)").filter((each) => each.height);
  const texts = boxes("figure .drawing text");
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  return [texts.length, bars.length, texts.filter((text) => !bars.every((bar) => apart(text, bar))).length];
})()
"""


@pytest.mark.parametrize("width", [400, 1280])
def test_no_bar_covers_a_text_of_the_drawing(width, browser, big_page):
    browser.open(big_page, width=width)
    texts, bars, covered = browser.value_of(COVERED)

    assert texts >= 7
    assert bars >= 50
    assert covered == 0


def test_dark_is_dark_and_light_is_light(browser, page):
    grounds = []
    for scheme in ("light", "dark"):
        browser.open(page, scheme=scheme)
        grounds.append(ground(browser))
    assert grounds == ["rgb(252, 252, 253)", "rgb(17, 18, 20)"]


def test_its_policy_stops_whatever_a_ledger_might_smuggle_in(browser, page):
    text = page.read_text(encoding="utf-8")
    smuggled = "<script>document.title = 'x'</script><img src='file:///etc/hostname'></main>"
    page.write_text(text.replace("</main>", smuggled), encoding="utf-8")
    browser.open(page)

    assert browser.value_of("document.title") == "Legacy Chime calls, 2026-11-25"
    assert browser.requests == [page.as_uri()]
    assert browser.value_of("document.images[0].naturalWidth") == 0
    assert len(browser.complaints) == 2
    assert all("Content Security Policy" in complaint for complaint in browser.complaints)


def test_names_from_a_ledger_are_shown_as_they_are(browser, page):
    browser.open(page)

    assert NASTY in browser.value_of("document.querySelector('#sites').innerText")


def test_ten_thousand_call_sites_are_shown_a_hundred_at_first(big):
    assert shown(big) == 100
    assert big.value_of("count.textContent") == "100 of 10,000 shown"
    big.value_of("more.click()")
    assert shown(big) == 1100
    big.value_of("all.click()")
    assert shown(big) == SITES
    assert big.value_of("more.parentNode.hidden")


def test_call_sites_are_found_by_words_and_by_fate(big):
    fill(big, "words", "MODULE_42.py function_4242")
    assert shown(big) == 1
    assert big.value_of("count.textContent") == "1 of 1 shown, of 10,000"
    fill(big, "words", "nowhere")
    assert shown(big) == 0
    fill(big, "words", "")
    fill(big, "fate", "ended")
    assert shown(big) == 1
    assert (
        big.value_of("document.querySelector('#sites tbody tr:not([hidden]) code').textContent")
        == "app/module_7.py:7"
    )


@pytest.mark.parametrize(
    ("column", "order", "first"),
    [(3, "descending", 997), (1, "ascending", "app/module_0.py:0"), (7, "descending", "2026-11-25")],
)
def test_columns_can_be_sorted_both_ways(column, order, first, big):
    head = f"document.querySelector('#sites th:nth-child({column})')"
    cell = f"document.querySelector('#sites tbody tr').cells[{column - 1}].innerText.split('\\n')[0]"

    big.value_of(f"{head}.querySelector('button').click()")
    assert big.value_of(f"{head}.ariaSort") == order
    assert big.value_of(cell) == str(first)
    big.value_of(f"{head}.querySelector('button').click()")
    assert big.value_of(f"{head}.ariaSort") != order
    assert big.value_of(cell) != str(first)
    assert big.value_of("document.querySelectorAll('#sites [aria-sort]').length") == 1
    assert shown(big) == 100


def test_without_script_it_is_whole(browser, big_page):
    browser.open(big_page, script=False)

    assert shown(browser) == SITES
    assert browser.value_of("getComputedStyle(tools).display") == "none"


def test_everything_can_be_reached_by_keyboard(browser, page):
    browser.open(page)
    heads = "document.querySelectorAll('table.sortable thead th').length"

    assert browser.value_of("document.querySelectorAll('table.sortable thead button').length") == (
        browser.value_of(heads)
    )
    assert browser.value_of("[...document.querySelectorAll('.scroll')].every((each) => each.tabIndex === 0)")
    assert browser.value_of("[...document.querySelectorAll('input,select')].every((each) => each.ariaLabel)")


def test_it_can_be_printed(browser, page):
    browser.open(page, scheme="dark")

    assert browser.pages_of_print().startswith(b"%PDF-")
