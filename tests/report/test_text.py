from __future__ import annotations

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from chime_shim.report._text import text
from tests.support.entries import entry

EXPECTED = """\
Legacy Chime calls: 2026-11-20 to 2026-11-25, 2 ledgers, 3 hosts

  1,242  calls of 3 operations, from 4 call sites
      6  failed
      5  of operations that AWS ended or retired

Over time
  2026-11-20  1,200  ########################################
  2026-11-21      0
  2026-11-22      0
  2026-11-23     30  #
  2026-11-24      5  #
  2026-11-25      7  #

By operation
  ended    CreateProxySession      3 calls   1 call site            last 2026-11-24  AWS ended support on \
2026-04-07: calls may fail at any time
  retired  ListMeetings            2 calls   1 call site  2 failed  last 2026-11-24  Instead: keep the ids \
of the meetings that you create, and call get_meeting for each
  moved    CreateMeeting       1,237 calls  2 call sites  4 failed  last 2026-11-25  to \
chime-sdk-meetings:CreateMeeting
"""


def test_the_head_of_it(report):
    assert text(report).startswith(EXPECTED)


def test_the_call_sites_with_their_errors(report):
    lines = text(report).splitlines()
    first = lines.index("By call site") + 1
    words = [line.split() for line in lines[first : first + 4]]

    assert [line[:2] for line in words[:3]] == [
        ["ended", "app/meetings.py:12"],
        ["retired", "app/meetings.py:12"],
        ["moved", "app/meetings.py:1"],
    ]
    assert words[1][-2:] == ["OperationRetired", "(2)"]


def test_the_comparisons_and_the_exit_line_come_last(report):
    assert text(report).splitlines()[-4:] == [
        "Comparisons of the old reply with the new",
        "  GetMeeting  app/meetings.py:12  mismatch 1, control unavailable 9",
        "",
        "Not yet safe to uninstall: the last legacy call was today, and 30 days without one are asked for.",
    ]


def test_no_call_is_said_in_words(nothing):
    lines = text(nothing).splitlines()

    assert lines[:4] == [
        "No legacy Chime calls: up to 2026-11-25, 1 ledger, 1 host",
        "",
        "By host",
        "  web-1  0 calls  last start of a program 2026-11-20",
    ]
    assert lines[5].startswith("Not yet safe to uninstall: no legacy call, but the ledger began 5 days ago")


def many(count):
    entries = [entry(line=line, calls=count - line) for line in range(count)]
    return Report.of([Snapshot("a", "a", entries)], today="2026-11-25")


def test_of_many_call_sites_the_busiest_are_shown_and_the_rest_is_counted():
    shown = text(many(60))

    assert shown.count("app/meetings.py") == 50
    assert "app/meetings.py:49 " in shown
    assert "  and 10 more: --all shows them\n" in shown
    assert text(many(60), all_sites=True).count("app/meetings.py") == 60


def test_what_would_disturb_a_terminal_is_not_printed():
    entries = [entry(file="a\nb\x1b[31m.py", host="\x07")]
    shown = text(Report.of([Snapshot("a", "a", entries)], today="2026-11-25"))

    assert "a?b?[31m.py:12" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown
