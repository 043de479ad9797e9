"""Draws mutants of the core, runs the tests against each, and publishes the score: ``make mutation``.

The same seed and the same sources give the same sample. Each outcome is kept in ``.cache/mutation`` as it
comes, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
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
from tools.mutation.covering import Covering, digest, keep, load, test_files
from tools.mutation.mutants import Mutant, compiles, mutants_of
from tools.mutation.score import wilson
from tools.mutation.trial import Copy, preload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.mutation.covering import Map

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "mutation.json"
MAPS = ROOT / ".cache" / "mutation" / "maps"
OPEN_END = 3600.0
# How long tests may take, in seconds, and times what they took without a mutant.
LATE, LATE_TIMES = 60.0, 10.0
NO_TESTS = 5


class Drawn(NamedTuple):
    """A mutant, and where it is."""

    area: Area
    file: str
    source: bytes
    mutant: Mutant

    @property
    def name(self) -> str:
        """What it is called, whatever else changes in its file."""
        what = f"{self.mutant.kind} {self.mutant.before} {self.mutant.text}"
        short = hashlib.sha256(what.encode()).hexdigest()[:6]
        place = f"{self.file.removeprefix('chime_shim/')}:{self.mutant.place or 'module'}"
        return f"{place}:{self.mutant.kind}:{short}"


class Slot:
    """One process at a time, with a copy of the tree of its own."""

    def __init__(self, copy: Copy, covering: Covering) -> None:
        self.copy = copy
        self.covering = covering
        self.drawn: Drawn | None = None

    def start(self, drawn: Drawn) -> None:
        """Begin with the quickest tests that run the changed lines."""
        self.drawn, self.since = drawn, time.monotonic()
        self.copy.change(drawn.file, drawn.mutant, drawn.source)
        room, further = (test_files(ROOT, paths) for paths in (drawn.area.tests, drawn.area.further))
        first, last = drawn.mutant.lines
        self.waiting = self.covering.stages(drawn.file, range(first, last + 1), room, further)
        self._next()

    def _next(self) -> None:
        tests = self.waiting.pop(0)
        self.began = time.monotonic()
        self.limit = LATE + LATE_TIMES * self.covering.expected(tests)
        self.pid = self.copy.begin(tests)

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
        elif os.waitstatus_to_exitcode(status) in {0, NO_TESTS}:
            if self.waiting:
                self._next()
                return None
        else:
            by = self.copy.said() or f"exit {os.waitstatus_to_exitcode(status)}"
        drawn = self.drawn
        assert drawn is not None
        self.drawn = None
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
    kept = ROOT / ".cache" / "mutation" / f"{options.seed}.jsonl"
    sample = tried_before(population, kept) if options.again else draw(population, options)
    if options.list:
        for each in sample:
            print(each.name, each.mutant[1:])
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    known = known_outcomes(kept)
    preload()
    end = time.monotonic() + (options.minutes * 60 if options.minutes else OPEN_END)
    rest = [each for each in sample if each.name not in known]
    with tempfile.TemporaryDirectory() as name, kept.open("a", encoding="utf-8") as file:
        copies = [Copy(ROOT, Path(name, str(number))) for number in range(options.jobs)]
        covering = covering_of(rest, copies)
        slots = [Slot(copy, covering) for copy in copies]
        for outcome in outcomes(rest, slots, end):
            known[outcome["name"]] = outcome
            file.write(json.dumps(outcome) + "\n")
            file.flush()
            said = "killed" if outcome["killed"] else "SURVIVED"
            print(f"{said:9}{outcome['name']} {outcome['seconds']}", flush=True)
    ran = [known[each.name] for each in sample if each.name in known]
    report(ran)
    if options.fresh:
        published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
        first = at_first(kept)
        published["fresh"] = {"seed": options.seed, "killed": sum(first.values()), "of": len(first)}
        PUBLISHED.write_text(json.dumps(published, indent=1) + "\n", encoding="utf-8")
    if options.write:
        made = {
            "date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
            "seed": options.seed,
            "of": len(population),
            "at_first": sum(at_first(kept).get(each["name"], False) for each in ran),
        }
        PUBLISHED.write_text(json.dumps({**made, "outcomes": ran}, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=20, help="what the sample is drawn by")
    parser.add_argument("--each", type=int, default=40, help="how many mutants of each area")
    parser.add_argument("--area", action="append", help="only this area; may be repeated")
    parser.add_argument("--tenth", type=int, help="only this tenth of the sample, from 0 to 9; -1: today's")
    parser.add_argument("--minutes", type=float, help="start no mutant after that long")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument(
        "--again", action="store_true", help="in place of a sample, what was tried before with this seed"
    )
    parser.add_argument("--list", action="store_true", help="only name the sample")
    parser.add_argument(
        "--fresh", action="store_true", help="write the score beside that of docs/mutation.json"
    )
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
        dice.shuffle(own)
        if not options.area or area.name in options.area:
            programs = (each for each in own if compiles(each.mutant.applied(each.source)))
            sample += itertools.islice(programs, options.each)
    dice.shuffle(sample)
    if options.tenth is None:
        return sample
    today = datetime.now(timezone.utc).toordinal() % 10
    return sample[(today if options.tenth < 0 else options.tenth) :: 10]


def tried_before(population: Sequence[Drawn], kept: Path) -> list[Drawn]:
    """Return the mutants of earlier runs that are still there, though their files have changed since."""
    names = {json.loads(line)["name"] for line in kept.read_text(encoding="utf-8").splitlines()}
    return [each for each in population if each.name in names]


def at_first(kept: Path) -> dict[str, bool]:
    """Tell by name which mutants were killed when they were tried for the first time."""
    first: dict[str, bool] = {}
    for outcome in map(json.loads, kept.read_text(encoding="utf-8").splitlines()):
        first.setdefault(outcome["name"], outcome["killed"])
    return first


def known_outcomes(kept: Path) -> dict[str, dict[str, Any]]:
    """Read what an earlier run left. A survivor is tried again: there may be a test for it now."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return {each["name"]: each for each in map(json.loads, lines) if each["killed"]}


def covering_of(sample: Sequence[Drawn], copies: Sequence[Copy]) -> Covering:
    """Run the tests of all areas without a mutant, those of which it is not known yet what they run."""
    paths = " ".join(f"{area.tests} {area.further}" for area in dict.fromkeys(each.area for each in sample))
    keys = {file: digest(ROOT, file) for file in test_files(ROOT, paths)}
    unknown = [file for file, key in keys.items() if not load(MAPS, key)]
    # Taken in turn from the longest on, so that the copies take about as long.
    unknown.sort(key=lambda file: (ROOT / file).stat().st_size)
    shares = [unknown[number :: len(copies)] for number in range(len(copies))]

    def note(file: str, made: Map) -> None:
        keep(MAPS, keys[file], made)

    started = [copy.record(share, note) for copy, share in zip(copies, shares, strict=True) if share]
    for pid in started:
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            raise SystemExit("fails without a mutant:\n" + "\n".join(copy.tail() for copy in copies))
    return Covering(ROOT, {file: made for file, key in keys.items() if (made := load(MAPS, key))})


def outcomes(sample: Sequence[Drawn], slots: Sequence[Slot], end: float) -> Iterator[dict[str, Any]]:
    """Try the mutants, as many at a time as there are slots."""
    waiting = list(sample)
    while waiting or any(slot.drawn for slot in slots):
        for slot in slots:
            if slot.drawn is None and waiting:
                if time.monotonic() > end:
                    waiting.clear()
                    continue
                slot.start(waiting.pop(0))
            elif slot.drawn is not None and (outcome := slot.poll()):
                yield outcome
        time.sleep(0.02)


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
