"""What entries tell of the life of a host: when it was heard of, and whether all its processes ended."""

from __future__ import annotations

import pytest

from chime_shim.ledger import BEGAN, ENDED
from chime_shim.report._life import lives
from chime_shim.report._verdict import verdict
from tests.support.entries import entry, start

TODAY = "2026-11-25"


def life(*entries):
    return lives(entries, TODAY)["web-1"]


@pytest.mark.parametrize(
    ("last", "quiet_days", "heard"),
    [
        ("2026-11-25", 0, True),
        ("2026-11-24", 0, False),
        ("2026-11-25", 1, True),
        ("2026-11-24", 1, False),
        ("2026-11-24", 2, True),
        ("2026-11-23", 2, False),
    ],
)
def test_it_was_heard_of_within_the_quiet_days_or_today(last, quiet_days, heard):
    assert life(entry(last)).is_heard(TODAY, quiet_days) is heard


def test_who_never_gave_a_sound_sign_of_life_was_not_heard_of():
    assert not life(entry("2031-01-01")).is_heard(TODAY, 30)


@pytest.mark.parametrize(
    ("entries", "over"),
    [
        ([start(outcome=BEGAN), start(outcome=ENDED)], True),
        ([start(outcome=BEGAN, calls=2), start(outcome=ENDED, calls=2)], True),
        ([start(outcome=BEGAN, calls=2), start(outcome=ENDED)], False),
        ([start(outcome=BEGAN)], False),
        ([start("2026-11-24", outcome=BEGAN), start("2026-11-24", outcome=ENDED), entry()], False),
        ([start("2026-11-24", outcome=BEGAN), entry("2026-11-24"), start(outcome=ENDED)], True),
        # The beginning is missing: a lost line, or a ledger of an older release.
        ([start(outcome=ENDED)], False),
        ([entry()], False),
    ],
)
def test_it_is_over_when_all_that_began_ended_and_nothing_came_later(entries, over):
    assert life(*entries).is_over is over


@pytest.mark.parametrize(
    ("told", "safe"), [({}, False), ({"expected": False}, False), ({"expected": True}, True)]
)
def test_a_silent_host_may_be_silent_only_if_it_was_said_which_have_to_be_there(told, safe):
    hosts = lives([start("2026-09-01"), start("2026-11-20", host="web-2")], TODAY)
    found = verdict(hosts, "", unread=(), doubts=(), today=TODAY, quiet_days=30, **told)

    assert found.safe is safe
