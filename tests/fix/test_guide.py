"""The guide shows the rules as they are."""

from __future__ import annotations

import re

import pytest

from chime_shim.fix import RULES, _guide
from chime_shim.routes._table import GUIDE

TEXT = GUIDE.read_text(encoding="utf-8")


def test_the_guide_is_up_to_date():
    assert _guide.updated(TEXT) == TEXT, "run: python -m chime_shim.fix._guide --write"


def test_it_has_every_rule_with_a_difference():
    sections = re.split(r"^#### ", _guide.section(), flags=re.MULTILINE)[1:]
    assert [re.match(r"`([\w-]+)`", each)[1] for each in sections] == [rule.name for rule in RULES]
    for rule, each in zip(RULES, sections, strict=True):
        assert rule.title in each
        assert re.search(r"^\+", each, re.MULTILINE)


def test_a_guide_without_a_place_for_it_is_refused():
    with pytest.raises(ValueError, match="generated"):
        _guide.updated("# A guide\n")


def test_it_can_be_printed_and_written(monkeypatch, tmp_path, capsys):
    _guide.main([])
    assert capsys.readouterr().out == _guide.section()
    guide = tmp_path / "guide.md"
    guide.write_text(TEXT.replace(_guide.section(), ""), encoding="utf-8")
    monkeypatch.setattr(_guide, "GUIDE", guide)
    _guide.main(["--write"])
    assert guide.read_text(encoding="utf-8") == TEXT
