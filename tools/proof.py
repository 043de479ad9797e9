"""The figures of docs/proof.md, from what the runs left in docs/mutation.json and docs/fuzzing.json."""

from __future__ import annotations

import json
from typing import Any

from tools.fuzz.targets import TARGETS
from tools.mutation.explained import EQUIVALENT, SINCE
from tools.mutation.score import page
from tools.pages import ROOT, Part

__all__ = ["PART"]


def figures() -> str:
    """Return the tables, in Markdown."""
    mutation = json.loads((ROOT / "docs" / "mutation.json").read_text(encoding="utf-8"))
    fuzzing = json.loads((ROOT / "docs" / "fuzzing.json").read_text(encoding="utf-8"))
    lines = ["", "## What the tests notice", "", page(mutation, EQUIVALENT, SINCE), "", "## Fuzzing", ""]
    lines += ["| What was read | Date | Minutes | of processor | Inputs | Crashed |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for name, target in TARGETS.items():
        run = fuzzing.get(name)
        ran = _row(run) if run else "not run | | | |"
        lines.append(f"| {target.about} | {ran} |")
    return "\n".join([*lines, "", ""])


def _row(run: dict[str, Any]) -> str:
    spent = f"{run['cpu'] / 60:.1f}" if "cpu" in run else "not counted"
    cells = [run["date"], f"{run['seconds'] / 60:.1f}", spent, f"{run['inputs']:,}"]
    return " | ".join([*cells, "yes" if run["crashed"] else "no"])


PART = Part(
    "tools.proof",
    figures,
    "Make the figures of docs/proof.md.",
    ROOT / "docs" / "proof.md",
    kind="page",
    pronoun="them",
)

if __name__ == "__main__":
    PART.main()
