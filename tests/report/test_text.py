from __future__ import annotations

import pytest

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from chime_shim.report._columns import width_of
from chime_shim.report._text import text
from tests.support.entries import entry

EXPECTED = """\
Legacy Chime calls: 2026-11-20 to 2026-11-25, 2 files, 3 hosts

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

By operation                   calls  failed  sites   last call
  ended    CreateProxySession      3       0      1  2026-11-24
    AWS ended support on 2026-04-07: calls may fail at any time
  retired  ListMeetings            2       2      1  2026-11-24
    Instead: keep the ids of the meetings that you create, and call get_meeting
    for each
  moved    CreateMeeting       1,237       4      2  2026-11-25
    to chime-sdk-meetings:CreateMeeting

By call site                                                   calls   last call
  ended    app/meetings.py:12 main         CreateProxySession      3  2026-11-24
  retired  app/meetings.py:12 main         ListMeetings            2  2026-11-24
    2 failed: OperationRetired (2)
  moved    app/meetings.py:1 main          CreateMeeting       1,233  2026-11-25
  moved    <script>alert("x")</            CreateMeeting           4  2026-11-25
           script>&'":12
           <script>alert("x")</script>&'"
    4 failed: 502 (4)

By host                           calls  began  ended  first sign   last sign
  web-1                           1,208      2      0  2026-11-20  2026-11-25
  web-2                              30      0      0  2026-11-23  2026-11-23
    silent for 2 days, without a clean end
"""


def test_the_head_of_it(report):
    assert text(report).startswith(EXPECTED)


def test_the_comparisons_what_it_rests_on_and_the_exit_line_come_last(report):
    assert text(report).splitlines()[-10:] == [
        "Comparisons of the old reply with the new",
        "  GetMeeting  app/meetings.py:12  mismatch 1, control unavailable 9",
        "",
        "What this rests on",
        "  - 2 files, 3 hosts, 2 processes that began to count, 0 that came to a clean",
        "    end; from 2026-11-20 to 2026-11-25, signs of life on 4 of 6 days",
        "  - to be looked at: web-2 (silent for 2 days, without a clean end)",
        "",
        "Not yet safe to uninstall: the last legacy call was today, and it takes 30 days",
        "without one.",
    ]


def test_no_call_is_said_in_words(nothing):
    assert (
        text(nothing)
        == """\
No legacy calls recorded: up to 2026-11-25, 1 file, 1 host

By host    calls  began  ended  first sign   last sign
  web-1        0      1      0  2026-11-20  2026-11-20
    silent for 5 days, without a clean end

What this rests on
  - 1 file, 1 host, 1 process that began to count, 0 that came to a clean end;
    from 2026-11-20 to 2026-11-20, signs of life on 1 of 6 days
  - to be looked at: web-1 (silent for 5 days, without a clean end)

Not yet safe to uninstall: no legacy call, but the ledger began 5 days ago, and
it takes 30 days without one.
"""
    )


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


WIDTHS = [60, 80, 110, 200]


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_whatever_names_are_in_it(width, report):
    long = "services/" * 20 + "module_of_meetings.py"
    entries = [
        *report.entries,
        entry(file=long, function="create_meeting_" * 9, host="ip-10-0-0-1." * 9),
        entry(file="naïve — ☃/日本語/" * 9, operation="DisassociatePhoneNumbersFromVoiceConnectorGroup"),
        entry(file="x" * 300, outcome="SomeLongException" * 3),
    ]
    problems = [f"/{long}: cannot be read"]
    made = Report.of([Snapshot("a", "a", entries)], today="2026-11-25", problems=problems)

    assert max(map(width_of, text(made, all_sites=True, width=width).splitlines())) <= width


def test_what_is_folded_is_not_cut_off():
    name = "services/meetings/application/create_the_meeting_of_a_customer.py"
    made = Report.of([Snapshot("a", "a", [entry(file=name)])], today="2026-11-25")
    shown = text(made, width=60)

    assert name not in shown
    place = shown.split("By call site")[1].split("By host")[0].splitlines()[1:]
    assert name in "".join(line[9:].split("  ")[0].strip() for line in place)


def test_a_long_time_is_shown_by_weeks_and_a_very_long_one_by_four():
    def shown(day):
        return text(Report.of([Snapshot("a", "a", [entry(day), entry()])], today="2026-11-25"))

    assert "\nOver time\n" in shown("2026-11-12")
    assert "\nOver time, by week\n  2026-11-11  3  ####" in shown("2026-11-11")
    assert "\nOver time, by four weeks\n  2024-01-01" in shown("2024-01-01")
    assert len(shown("2024-01-01").splitlines()) < 70


def test_of_many_hosts_the_busiest_are_shown_and_the_rest_is_counted():
    entries = [entry(host=f"pod-{number}", calls=100 - number) for number in range(60)]
    made = Report.of([Snapshot("a", "a", entries)], today="2026-11-25")

    assert "  and 10 more: --all shows them\n" in text(made)
    assert "pod-59" not in text(made)
    assert "pod-59" in text(made, all_sites=True)
