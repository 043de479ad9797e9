"""Draws mutants of the core, runs the tests against each, and publishes the score: ``make mutation``.

The same seed and the same sources give the same sample. Each outcome is kept in ``.cache/mutation`` as it
comes, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.mutation.areas import AREAS, Area, files_of
from tools.mutation.mutants import Mutant, mutants_of
from tools.mutation.score import wilson
from tools.mutation.trial import Copy, preload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "mutation.json"
OPEN_END = 3600.0


class Drawn(NamedTuple):
    """A mutant, and where it is."""

    area: Area
    file: str = ""
    source: bytes = b""
    mutant: Mutant | None = None

    @property
    def name(self) -> str:
        """What it is called, whatever else changes in its file."""
        if self.mutant is None:
            return f"{self.area.name}, unchanged"
        what = f"{self.mutant.kind} {self.mutant.before} {self.mutant.text}"
        short = hashlib.sha256(what.encode()).hexdigest()[:6]
        place = f"{self.file.removeprefix('chime_shim/')}:{self.mutant.place or 'module'}"
        return f"{place}:{self.mutant.kind}:{short}"


class Slot:
    """One process at a time, with a copy of the tree of its own."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.drawn: Drawn | None = None

    def start(self, drawn: Drawn, limit: float) -> None:
        """Begin with the tests of the mutant's room; without a mutant, they are all."""
        self.drawn, self.limit, self.since = drawn, limit, time.monotonic()
        self.waiting = [drawn.area.tests]
        if drawn.mutant:
            self.copy.change(drawn.file, drawn.mutant, drawn.source)
            self.waiting += filter(None, [drawn.area.further])
        self._next()

    def _next(self) -> None:
        self.began = time.monotonic()
        self.pid = self.copy.begin(self.waiting.pop(0))

    def poll(self) -> dict[str, Any] | None:
        """Return the outcome, when there is one."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        by = ""
        if not pid:
            if time.monotonic() - self.began < self.limit:
                return None
            os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            by = "out of time"
        elif os.waitstatus_to_exitcode(status) == 0:
            if self.waiting:
                self._next()
                return None
        else:
            by = self.copy.said() or f"exit {os.waitstatus_to_exitcode(status)}"
        drawn = self.drawn
        assert drawn is not None
        self.drawn = None
        changed: dict[str, Any] = {}
        if drawn.mutant:
            self.copy.restore(drawn.file, drawn.source)
            changed = {name: getattr(drawn.mutant, name) for name in ("line", "before", "text")}
        return {
            "name": drawn.name,
            "area": drawn.area.name,
            **changed,
            "killed": bool(by),
            "by": by,
            "seconds": round(time.monotonic() - self.since, 1),
        }


def main() -> None:
    """Run the command."""
    options = arguments()
    population = list(everything())
    sample = draw(population, options)
    if options.list:
        for each in sample:
            print(each.name, each.mutant and each.mutant[1:])
        return
    kept = ROOT / ".cache" / "mutation" / f"{options.seed}.jsonl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    known = known_outcomes(kept)
    preload()
    end = time.monotonic() + (options.minutes * 60 if options.minutes else OPEN_END)
    with tempfile.TemporaryDirectory() as name, kept.open("a", encoding="utf-8") as file:
        slots = [Slot(Copy(ROOT, Path(name, str(number)))) for number in range(options.jobs)]
        rest = [each for each in sample if each.name not in known]
        for outcome in outcomes(rest, slots, options.limit, end):
            known[outcome["name"]] = outcome
            file.write(json.dumps(outcome) + "\n")
            file.flush()
            print(
                f"{'killed' if outcome['killed'] else 'SURVIVED':9}{outcome['name']} {outcome['seconds']}",
                flush=True,
            )
    ran = [known[each.name] for each in sample if each.name in known]
    report(ran)
    if options.write:
        made = {"date": f"{datetime.now(timezone.utc):%Y-%m-%d}", "seed": options.seed, "of": len(population)}
        PUBLISHED.write_text(json.dumps({**made, "outcomes": ran}, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=20, help="what the sample is drawn by")
    parser.add_argument("--each", type=int, default=30, help="how many mutants of each area")
    parser.add_argument("--area", action="append", help="only this area; may be repeated")
    parser.add_argument("--tenth", type=int, help="only this tenth of the sample, from 0 to 9; -1: today's")
    parser.add_argument("--minutes", type=float, help="start no mutant after that long")
    parser.add_argument("--limit", type=float, default=600, help="how many seconds tests may take")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--list", action="store_true", help="only name the sample")
    parser.add_argument("--write", action="store_true", help="write docs/mutation.json")
    return parser.parse_args()


def everything() -> Iterator[Drawn]:
    """Make all mutants of the core; of two with one name, the first."""
    seen: set[str] = set()
    for area, path in files_of(ROOT):
        source = path.read_bytes()
        for mutant in mutants_of(source):
            drawn = Drawn(area, path.relative_to(ROOT).as_posix(), source, mutant)
            if drawn.name not in seen:
                seen.add(drawn.name)
                yield drawn


def draw(population: Sequence[Drawn], options: argparse.Namespace) -> list[Drawn]:
    """Draw a sample of each area, and mix them, so that a run that is stopped has some of all."""
    dice = random.Random(options.seed)  # noqa: S311 - it has to be the same each time
    sample: list[Drawn] = []
    for area in AREAS:
        own = [each for each in population if each.area == area]
        drawn = dice.sample(own, min(options.each, len(own)))
        if not options.area or area.name in options.area:
            sample += drawn
    dice.shuffle(sample)
    if options.tenth is None:
        return sample
    today = datetime.now(timezone.utc).toordinal() % 10
    return sample[(today if options.tenth < 0 else options.tenth) :: 10]


def known_outcomes(kept: Path) -> dict[str, dict[str, Any]]:
    """Read what an earlier run left. A survivor is tried again: there may be a test for it now."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return {each["name"]: each for each in map(json.loads, lines) if each["killed"]}


def outcomes(
    sample: Sequence[Drawn], slots: Sequence[Slot], limit: float, end: float
) -> Iterator[dict[str, Any]]:
    """Try the mutants, as many at a time as there are slots; first, each area's tests without one."""
    waiting = [*map(Drawn, dict.fromkeys(each.area for each in sample)), *sample]
    while waiting or any(slot.drawn for slot in slots):
        for slot in slots:
            if slot.drawn is None and waiting:
                if time.monotonic() > end:
                    waiting.clear()
                    continue
                slot.start(waiting.pop(0), limit)
            elif slot.drawn is not None and (outcome := slot.poll()):
                if "line" in outcome:
                    yield outcome
                elif outcome["killed"]:
                    raise SystemExit(f"{outcome['area']}: fails without a mutant: {outcome['by']}")
                else:
                    print(f"{outcome['area']}: green in {outcome['seconds']:.0f} s", flush=True)
        time.sleep(0.05)


def report(ran: Sequence[dict[str, Any]]) -> None:
    """Print the score."""
    killed = sum(each["killed"] for each in ran)
    low, high = wilson(killed, len(ran))
    print(f"{killed} of {len(ran)} killed: {100 * killed / max(len(ran), 1):.1f} [{low:.1f}, {high:.1f}]")
    for each in ran:
        if not each["killed"]:
            print(f"survived: {each['name']}, line {each['line']}: {each['before']!r} -> {each['text']!r}")


if __name__ == "__main__":
    main()
