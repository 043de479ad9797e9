"""The text of docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._goals import GOALS
from benchmarks._harness import Quartiles, Row, table
from benchmarks.instructions import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

COMPARED = KEPT.with_name("differential.json")

_HEAD = """\
# What it costs

<!-- generated: make bench -->

Measured on {date} by `make bench`, in one run of {minutes:.0f} minutes, on one machine:
{machine}. Its load was {load}.

A ratio of 1.00 means: no difference. A figure is the median of the rounds, with the 25th and the 75th
percentile after it. What is compared runs in turn, in one process, in random order. A control compares the
baseline with itself in the same rounds: a difference that is smaller than the spread of the control says
nothing. Details have the medians of both sides.
"""

_QUIET = 1.5  # processes for each processor, the benchmark itself among them
_BUSY = """\
It had much else to do, so figures of time say little where their spread is wide. Instructions and memory do
not depend on it: where a goal has both, believe those.
"""

_COUNTED = """\
Counted by valgrind: what else the machine does does not show in them. `make instructions` counts them again,
and fails if a ratio has grown by more than 2 percent.
"""

_TAIL = """\
## What this does not tell

- The cost against AWS. There a call takes tens of milliseconds, in which all of this vanishes.
- Your machine. Ratios carry over better than times; on a loaded machine, those over loopback do not.
- The first call of a client to a successor. It makes the successor's client, as you would, and takes as long;
  the first one of a process also imports what only calls need.
- What logging costs. Of the events only the first of a line is logged here, to nobody; an application that
  has debug events written pays for writing them.
- Calls with hooks on endpoints, unusual parameters or unusual replies. They take botocore's own way for
  checks, endpoints and parsing.
- Garbage collection. It runs between blocks, not within them.
- Other versions than these: {versions}.

## How it is made quick

Each shortcut stands in one file of `chime_shim/_graft`, which says what it must equal. Tests compare it with
botocore's own way, on right and on wrong input.

- `validation`: parameters are checked by functions that are compiled once for each shape, and answer "surely
  valid" or "do not know". On the latter botocore's own validator decides, and the caller gets its text.
- `endpoint_cache`: the endpoint of an operation is remembered as long as nobody registers a hook on the
  successor's client.
- `replies`: replies are read by functions that are compiled once for each shape. What is unusual is read by
  botocore's parser, from the start.
- `timestamps`: times in replies are read without dateutil, to the same values. The setting `fast_timestamps`
  turns it off.
- `user_agent`: the text of the user agent is remembered by all that it depends on.

`python -m benchmarks.shortcuts` counts what each saves: those figures stand in the files.
`make differential` compares all of it with botocore 1.37.1's own clients:

{compared}

No check, hook or event is left out for it, and signing is botocore's own. What is compared is in
`benchmarks/`, a module for each measure.
"""


def compared() -> str:
    """Tell what `make differential` compared last, with all shortcuts and with none."""
    kept = json.loads(COMPARED.read_text(encoding="utf-8")) if COMPARED.exists() else {}
    rows = [
        (
            shortcuts,
            each["date"],
            f"{each['calls']:,} of {each['operations']} operations",
            f"{each['generated']:,}",
            "none" if each["green"] else "some: see its output",
        )
        for shortcuts, each in sorted(kept.items())
    ]
    notes = dict.fromkeys(each["note"] for each in kept.values() if "note" in each)
    written = [textwrap.fill(f"They were run {note}.", 110) for note in notes]
    header = ("Shortcuts", "Run on", "Calls", "Generated", "Differences that nothing excuses")
    return "\n\n".join([_tight(header, rows), *written])


def page(found: Mapping[str, Any], date: datetime, loads: Sequence[float], minutes: float) -> str:
    """Return the text of the page for what was found, by benchmark."""
    rows = [
        (name, Row(goal, what, Quartiles(*figure), Quartiles(*control) if control else None, detail))
        for name, each in found.items()
        for goal, what, figure, control, detail in each.get("rows", ())
    ]
    load = f"{min(loads):.0f} to {max(loads):.0f}"
    head = _HEAD.format(date=f"{date:%Y-%m-%d}", minutes=minutes, machine=machine(), load=load)
    if max(loads) > _QUIET * (os.cpu_count() or 1):
        head += "\n" + _BUSY
    lines = [(row.what, f"{row.figure.median:.3f}", row.detail) for row in counted()]
    instructions = _tight(("What", "Ratio", "Instructions, shim / direct"), lines)
    parts = [head, "## Goals\n", goals(rows), "", "## All figures\n", *figures(rows)]
    parts += ["### instructions\n", _COUNTED, instructions, ""]
    problems = [
        f"- `{name}` was not measured: {each['problem']}" for name, each in found.items() if "problem" in each
    ]
    parts += [*problems, ""] if problems else []
    releases = {
        name: release for each in found.values() for name, release in each.get("versions", {}).items()
    }
    # aiobotocore comes with a botocore of its own.
    with_aio = found.get("aio", {}).get("versions", {})
    others = {name: release for name, release in releases.items() if name != "botocore"}
    own = {
        name: release
        for key, each in found.items()
        if key != "aio"
        for name, release in each.get("versions", {}).items()
    }
    named = {"CPython": platform.python_version(), **own, **others}
    versions = ", ".join(
        f"{name} {release}" for name, release in sorted(named.items(), key=lambda it: it[0].lower())
    )
    if with_aio:
        versions += f" (aiobotocore with botocore {with_aio['botocore']})"
    return "\n".join(parts) + "\n" + _TAIL.format(versions=versions, compared=compared())


def goals(rows: list[tuple[str, Row]]) -> str:
    """Return the table of goals with their verdicts, the reasons of those that are missed, and the peers."""
    lines, floors = [], []
    rows = [*rows, *(("instructions", row) for row in counted())]
    for goal in GOALS:
        own = [row for name, row in rows if row.goal == goal.key and name != "peers"]
        lines.append((f"**{goal.measure}**", "", "" if own else "not measured", ""))
        for row in own:
            limit = goal.limit(row)
            aim = "" if limit is None else f"{limit:.2f}"
            lines.append((row.what, aim, f"{row.figure.median:.3f}", goal.verdict(row)))
        if any(goal.verdict(row) == "missed" for row in own):
            floors.append(textwrap.fill(f"- {goal.measure}: {goal.floor}", 100, subsequent_indent="  "))
    parts = [_tight(("What", "Goal", "Figure", "Verdict"), lines)]
    if floors:
        parts += ["", "What is missed, and where the rest goes:", "", *floors]
    peers = [row for name, row in rows if name == "peers"]
    if peers:
        beside = [(row.what.replace("short-circuited", "cut"), f"{row.figure.median:.3f}") for row in peers]
        parts += ["", "Peers, measured in the same way: an instrumented call / a plain one.", ""]
        parts += [_tight(("Peer", "Figure"), beside)]
    return "\n".join(parts)


def counted() -> list[Row]:
    """Return the ratios of instructions that are kept."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return [
        Row(
            each["goal"],
            name if each["goal"] == "instructions" else f"{name}, instructions",
            Quartiles(*[each["ratio"]] * 3),
            detail=f"{each['shim']:,} / {each['direct']:,}",
        )
        for name, each in kept["calls"].items()
    ]


def _tight(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Lay out a table as Markdown that fits into a terminal."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def figures(rows: list[tuple[str, Row]]) -> Iterator[str]:
    """Yield a table for each benchmark."""
    for name in dict.fromkeys(name for name, _ in rows):
        cells = [
            (row.what, str(row.figure), "" if row.control is None else str(row.control), row.detail)
            for benchmark, row in rows
            if benchmark == name
        ]
        yield f"### {name}\n\n{table(('What', 'Figure', 'Control', 'Detail'), cells, 'md')}\n"


def machine() -> str:
    """Tell the machine's kind, and nothing that identifies it."""
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return ", ".join(
        filter(None, [f"{os.cpu_count()} CPUs", model, f"{platform.system()} {platform.machine()}"])
    )
