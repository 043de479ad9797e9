"""Every value is checked when it is read: what is wrong never gets as far as a report."""

from __future__ import annotations

import pytest

from chime_shim.ledger import Entry, LedgerError
from tests.support.entries import entry

WRONG = {
    "a text for a number": {"calls": "3"},
    "a number for a text": {"operation": 3},
    "a truth value for a number": {"calls": True},
    "a fraction": {"calls": 1.5},
    "nothing": {"host": None},
    "no calls": {"calls": 0},
    "calls without end": {"calls": 10**18},
    "a line before the first": {"line": -1},
    "a line without end": {"line": 10**18},
    "no day": {"day": "today"},
    "a day with a time": {"day": "2026-11-25T00:00:00"},
    "a day of the basic form": {"day": "20261125"},
    "a day with other digits": {"day": "\uff12\uff10\uff12\uff16-11-25"},
    "month 13": {"day": "2026-13-01"},
    "day 31 of a month with 30": {"day": "2026-11-31"},
    "year 0": {"day": "0000-01-01"},
    "a time without end": {"last": 10**18},
    "a time before 1970": {"first": -1},
    "half a character": {"file": "a\ud800.py"},
    "the other half": {"host": "\udfff"},
    "a text without end": {"function": "f" * 1001},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_value_that_is_wrong_is_an_error_that_names_it(change):
    (name,) = change
    with pytest.raises(LedgerError, match=f"^here: {name} is not what an entry of a ledger has there"):
        Entry.of({**entry()._asdict(), **change}, "here")


@pytest.mark.parametrize("name", Entry._fields)
def test_a_value_that_is_missing_is_an_error_that_names_it(name):
    fields = entry()._asdict()
    del fields[name]
    with pytest.raises(LedgerError, match=f"^here: not an entry of a ledger: {name} is missing"):
        Entry.of(fields, "here")


def test_what_a_driver_adds_is_passed_over():
    assert Entry.of({**entry()._asdict(), "stream": "stderr", "time": 1}, "here") == entry()


FAR = {"the first year": "0001-01-01", "the last year": "9999-12-31"}


@pytest.mark.parametrize("day", FAR.values(), ids=FAR)
def test_a_day_that_is_one_is_for_the_report_to_judge(day):
    assert Entry.of({**entry()._asdict(), "day": day}, "here").day == day


def test_times_that_a_clock_turned_around_are_put_right():
    found = Entry.of(entry()._replace(first=20, last=10)._asdict(), "here")
    assert (found.first, found.last) == (10, 20)
