"""The figures of docs/proof.md are those that the runs left."""

from __future__ import annotations

import json

from tools.mutation.explained import EQUIVALENT, SINCE
from tools.pages import ROOT
from tools.proof import PART


def test_the_figures_are_those_of_the_runs():
    text = PART.page.read_text(encoding="utf-8")

    assert PART.updated(text) == text, f"bring it up to date with: {PART.command}"


def test_what_is_explained_did_survive():
    run = json.loads((ROOT / "docs" / "mutation.json").read_text(encoding="utf-8"))
    survivors = {each["name"] for each in run["outcomes"] if not each["killed"]}

    assert survivors >= {*EQUIVALENT, *SINCE}
