"""Each rule does what its examples show: the same that the guide shows."""

from __future__ import annotations

import ast

import pytest

from chime_shim._links import BY_HAND_URL
from chime_shim.fix import RULES, Example, Options, Rule, fix_source

ALL = frozenset(rule.name for rule in RULES)
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name} {number}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]


def fixed(text, *, unsafe=False, rules=ALL):
    result = fix_source(text, Options(unsafe=unsafe, rules=rules))
    assert result.problem is None
    return result.after


def test_each_has_a_name_of_its_own_and_examples():
    assert len(ALL) == len(RULES)
    for rule in RULES:
        assert len(rule.examples) >= 2, rule.name


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_example_is_true(rule: Rule, example: Example):
    after = example.after.replace("{guide}", BY_HAND_URL)
    assert fixed(example.before, unsafe=example.unsafe) == after


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_second_run_changes_nothing(rule: Rule, example: Example):
    after = fixed(example.before, unsafe=example.unsafe)
    assert fixed(after, unsafe=example.unsafe) == after
    ast.parse(after)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_first_example_is_none_of_its_business(rule: Rule):
    first = rule.examples[0]
    with_it = fixed(first.before, unsafe=first.unsafe)
    assert fixed(first.before, unsafe=first.unsafe, rules=ALL - {rule.name}) == with_it


@pytest.mark.parametrize(
    ("rule", "example"), [param for param in EXAMPLES if param.values[1] is not param.values[0].examples[0]]
)
def test_without_the_rule_the_others_do_not_come_out_so(rule: Rule, example: Example):
    after = example.after.replace("{guide}", BY_HAND_URL)
    assert fixed(example.before, unsafe=example.unsafe, rules=ALL - {rule.name}) != after


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.unsafe], ids=lambda rule: rule.name)
def test_what_is_unsafe_waits_for_leave(rule: Rule):
    example = rule.examples[-1]
    assert example.unsafe
    kept = fixed(example.before)
    assert "chime-shim fix --unsafe does it" in kept
    assert [line for line in kept.splitlines() if "# chime-shim: " not in line] == example.before.splitlines()


def test_nothing_moves_without_the_rule_for_clients():
    text = 'import boto3\n\nchime = boto3.client("chime")\nchime.list_sip_rules()\nchime.list_meetings()\n'
    result = fix_source(text, Options(rules=ALL - {"clients", "retired"}))
    assert result.after == text
    assert (len(result.fixed), len(result.left)) == (0, 2)
