"""What is published of a run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tools.mutation.areas import AREAS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["page", "wilson"]

_LONGEST = 50


def wilson(killed: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 percent interval of a share, as percentages."""
    if not of:
        return 0.0, 100.0
    share, scale = killed / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / scale
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / scale
    return 100 * (middle - half), 100 * (middle + half)


def page(run: dict[str, Any], explained: Mapping[str, str], since: Mapping[str, str]) -> str:
    """Return the section of docs/proof.md.

    Args:
        run: What ``docs/mutation.json`` keeps.
        explained: Why no test can notice a mutant, by its name.
        since: Where the test is that kills it by now.
    """
    outcomes = run["outcomes"]
    counted = [each for each in outcomes if each["name"] not in explained]
    late = sum(each["by"] == "out of time" for each in counted)
    lines = [
        f"Run on {run['date']} with seed {run['seed']}: {len(outcomes)} of {run['of']:,} mutants.",
        f"{len(outcomes) - len(counted)} of them change nothing that anybody could see, and are set aside.",
        f"{run['at_first']} of the others were killed at once{_score(run['at_first'], len(counted))}.",
        "Then survivors were read, tests were written, and they were tried again.",
        *_fresh(run.get("fresh")),
        f"{late} of the killed ran out of time, which may be the machine's fault.",
        "",
        "| Area | Mutants | Killed | 95 percent interval | Wanted |",
        "| --- | --- | --- | --- | --- |",
        *[_row(area.name, [it for it in counted if it["area"] == area.name], area.wanted) for area in AREAS],
        _row("**all**", counted, None),
    ]
    survivors = [each for each in counted if not each["killed"]]
    lines += ["", "Survivors:" if survivors else "No other mutant survived.", ""]
    for each in survivors:
        now = f"; killed since by {since[each['name']]}" if each["name"] in since else ""
        lines.append(f"- `{each['name']}`: `{_short(each['before'])}` → `{_short(each['text'])}`{now}")
    aside = [each for each in outcomes if each["name"] in explained]
    if aside:
        lines += ["", "Set aside:", ""]
        lines += [f"- `{each['name']}`: {explained[each['name']]}" for each in aside]
    return "\n".join(lines)


def _score(killed: int, of: int) -> str:
    low, high = wilson(killed, of)
    return f", {100 * killed / max(of, 1):.1f} percent [{low:.1f}, {high:.1f}]"


def _fresh(run: Mapping[str, Any] | None) -> list[str]:
    if run is None:
        return []
    killed, of = run["killed"], run["of"]
    return [
        f"Of another sample, by seed {run['seed']}, {killed} of {of} were killed at once{_score(killed, of)}."
    ]


def _row(name: str, outcomes: Sequence[dict[str, Any]], wanted: int | None) -> str:
    killed = sum(each["killed"] for each in outcomes)
    if not outcomes:
        return f"| {name} | 0 | not run | | {wanted} |"
    low, high = wilson(killed, len(outcomes))
    share = 100 * killed / len(outcomes)
    return f"| {name} | {len(outcomes)} | {share:.1f} | {low:.1f} to {high:.1f} | {wanted or ''} |"


def _short(text: str) -> str:
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
