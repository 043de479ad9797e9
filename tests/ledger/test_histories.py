"""Whatever happened to ledgers, a report's count is the truth, or it says that it does not know."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.support.entries import at
from tests.support.histories import QUIET_DAYS, TODAY, History

SHORT, LONG = 40, 2_000
MEMORY = Path("/dev/shm")  # where it is, no disk is waited for
BATCH = 20


def outcome_of(seed):
    directory = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    history = History(seed, directory)
    try:
        report = history.tell()
    finally:
        history.close()
        shutil.rmtree(directory)
    return history.truth, report


def judge(seed):
    """Compare a report with the truth, and tell what it said."""
    truth, report = outcome_of(seed)
    quiet = (at(TODAY) - truth.last) / (24 * 60 * 60)
    if report.verdict.safe:
        assert truth.clocks, (seed, "a clock jumped")
        assert not truth.made or quiet > QUIET_DAYS - 1, (seed, quiet, report.verdict)
    known = truth.made - truth.lost
    if not report.problems and not report.missing and not report.remarks and not report.doubts:
        assert report.total.calls == known, (seed, truth, report.verdict)
        return "safe" if report.verdict.safe else "known"
    assert not report.verdict.safe or report.remarks
    assert report.total.calls <= truth.made or truth.spoilt, (seed, truth)
    return "unknown"


@pytest.mark.parametrize("first", range(0, SHORT, BATCH))
def test_a_report_is_true_or_says_that_it_does_not_know(first):
    said = {judge(seed) for seed in range(first, first + BATCH)}
    assert said == {"safe", "known", "unknown"}


@pytest.mark.long
@pytest.mark.parametrize("first", range(SHORT, LONG, BATCH))
def test_two_thousand_histories(first):
    for seed in range(first, first + BATCH):
        judge(seed)
