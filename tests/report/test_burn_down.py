from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from chime_shim.report._burn_down import burn_down
from chime_shim.report._model import Period


def drawn(*periods):
    return ET.fromstring(burn_down([Period(f"2026-11-{day:02}", *it) for day, it in enumerate(periods, 1)]))


def bars(drawing, name):
    return [float(each.get("height")) for each in drawing.iter("rect") if each.get("class") == name]


def test_bars_are_as_high_as_their_calls_are_many():
    drawing = drawn((0, 100, 4), (25, 25, 2), (0, 0, 0))

    assert bars(drawing, "moved-bar") == [180, 45, 0]
    assert bars(drawing, "pressing-bar") == [0, 45, 0]
    assert bars(drawing, "sites-bar") == [70, 35, 0]


def test_what_is_not_nothing_is_seen():
    assert min(bars(drawn((0, 1_000_000, 100), (0, 1, 1)), "moved-bar")) > 1


def test_each_period_tells_its_numbers():
    titles = [each.find("title").text for each in drawn((1, 2, 3)).iter("g")]

    assert titles == ["2026-11-01: 3 calls, 1 of them ended or retired; 3 call sites"]


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 99, 100, 999, 1000, 12_345, 99_999, 5_000_000])
def test_the_scale_has_round_values_that_fit(most):
    drawing = drawn((0, most, 1))
    texts = [each.text for each in drawing.iter("text") if each.get("text-anchor") == "end"]
    values = [
        float(re.sub("[kM]", "", text)) * {"k": 1e3, "M": 1e6}.get(text[-1], 1)
        for text in texts
        if "-" not in text
    ][:-1]

    assert 1 <= len(values) <= 3
    assert max(values) <= most
    assert len(set(texts)) >= len(values)


@pytest.mark.parametrize(("count", "labels"), [(1, 1), (3, 1), (4, 3), (60, 3)])
def test_days_are_named_where_there_is_room(count, labels):
    drawing = drawn(*[(0, 1, 1)] * count)

    assert sum(each.text.startswith("2026-") for each in drawing.iter("text")) == labels
