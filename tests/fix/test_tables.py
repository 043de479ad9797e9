"""What each rule does, and what it leaves alone: a table for each."""

from __future__ import annotations

import pytest

from chime_shim.fix import RULES, Options, fix_source
from tests.fix.checker import complaints
from tests.fix.tables import Row, rows

ALL = frozenset(rule.name for rule in RULES)
ROWS = [pytest.param(row, id=f"{row.rule}: {row.title}") for row in rows()]


def fixed(row, rules=ALL):
    result = fix_source(row.before, Options(unsafe=row.unsafe, rules=rules), "program.py")
    assert result.problem is None
    assert not result.refused
    return result


def is_done_by_it(row):
    without = fix_source(row.before, Options(unsafe=row.unsafe, rules=ALL - {row.rule}), "program.py")
    return without.after != row.after or len(without.notes) != len(row.notes)


@pytest.mark.parametrize("row", ROWS)
def test_it_becomes_that(row: Row):
    result = fixed(row)
    assert result.after == row.after
    assert tuple(f"{line}: {text}" for line, text in result.notes) == row.notes


@pytest.mark.parametrize("row", ROWS)
def test_it_is_sound(row: Row):
    assert complaints({"program.py": row.before}, {"program.py": row.after}) == []


@pytest.mark.parametrize("row", ROWS)
def test_a_second_run_changes_nothing_and_counts_alike(row: Row):
    first = fixed(row)
    second = fix_source(row.after, Options(unsafe=row.unsafe), "program.py")
    assert second.after == row.after
    assert second.fixed == ()
    assert (len(second.left), second.comments) == (len(first.left), first.comments)


@pytest.mark.parametrize("rule", sorted(ALL))
def test_every_rule_has_twelve_and_half_of_them_are_none_of_its_business(rule):
    mine = [row for row in rows() if row.rule == rule]
    done = [row.title for row in mine if is_done_by_it(row)]
    assert len(mine) >= 12
    assert len(done) >= 5
    assert len(mine) - len(done) >= 6
