"""The guide shows the rules as they are."""

from __future__ import annotations

import re

from chime_shim.fix import RULES
from tools.fix_rules_guide import PART, section


def test_the_guide_is_up_to_date():
    text = PART.page.read_text(encoding="utf-8")
    assert PART.updated(text) == text, f"run: {PART.command}"


def test_it_has_every_rule_with_a_difference():
    sections = re.split(r"^### ", section(), flags=re.MULTILINE)[1:]
    assert [re.match(r"`([\w-]+)`", each)[1] for each in sections] == [rule.name for rule in RULES]
    for rule, each in zip(RULES, sections, strict=True):
        assert rule.title in each
        assert re.search(r"^\+", each, re.MULTILINE)
