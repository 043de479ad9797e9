"""Which tests run which lines, so that a mutant meets those that could notice it.

A line that a test's own function runs belongs to that test; one that fixtures run, to all tests of the file,
for they may share what it made; one that runs at import, to all tests of the room.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Covering", "Map", "Recorder", "Select", "digest", "keep", "load", "test_files"]

# So much of each kind of tests, and no more: a line that all run would take them all.
FIRST_SECONDS, MOST_SECONDS = 10.0, 30.0
_ANY = 0


class Map(NamedTuple):
    """What one file of tests ran.

    Attributes:
        tests: How long each test took.
        starts: Those that start processes, in which nothing is seen.
        lines: For each file below ``chime_shim`` and line, the numbers of the tests; -1 is all of them.
        sources: The digest of each of those files, as it was.
    """

    tests: dict[str, float]
    starts: list[str]
    lines: dict[str, dict[str, list[int]]]
    sources: dict[str, str]


class Select:
    """A plugin that runs the chosen tests and no others."""

    def __init__(self, chosen: Iterable[str]) -> None:
        self.chosen = frozenset(chosen)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the rest."""
        items[:] = [item for item in items if item.nodeid in self.chosen]


class Recorder:
    """A plugin that notes what each test runs, how long it takes, and whether it starts processes."""

    def __init__(self, at: Path) -> None:
        import coverage

        self.at = at
        self.seconds: dict[str, float] = {}
        self.starts: set[str] = set()
        self.current = ""
        sys.addaudithook(self._heard)
        self.coverage = coverage.Coverage(data_file=None, config_file=False, source=[str(at / "chime_shim")])
        self.coverage.start()

    def _heard(self, event: str, _: Any) -> None:
        if self.current and event in {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec"}:
            self.starts.add(self.current)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """What fixtures run belongs to the file."""
        self.current = item.nodeid
        self.seconds[item.nodeid] = -_processor_time()
        self.coverage.switch_context(item.nodeid.split("::")[0])
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """What the test runs is its own."""
        self.coverage.switch_context(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """It is over."""
        try:
            return (yield)
        finally:
            self.coverage.switch_context("")
            self.seconds[item.nodeid] += _processor_time()
            self.current = ""

    def maps(self) -> dict[str, Map]:
        """Return what was noted, by file of tests."""
        self.coverage.stop()
        data = self.coverage.get_data()
        made: dict[str, Map] = {}
        sources: dict[str, str] = {}
        numbers: dict[str, tuple[str, int]] = {}
        for test, seconds in self.seconds.items():
            file = test.split("::")[0]
            numbers[file] = (file, -1)
            own = made.setdefault(file, Map({}, [], {}, {}))
            numbers[test] = (file, len(own.tests))
            own.tests[test] = round(seconds, 3)
            if test in self.starts:
                own.starts.append(test)
        for path in data.measured_files():
            name = Path(path).relative_to(self.at).as_posix()
            sources[name] = digest(self.at, name)
            for line, contexts in data.contexts_by_lineno(path).items():
                for file, number in filter(None, map(numbers.get, contexts)):
                    made[file].sources[name] = sources[name]
                    made[file].lines.setdefault(name, {}).setdefault(str(line), []).append(number)
        return made


class Covering:
    """The maps of all files of tests.

    Where a file has changed since, its lines tell nothing: whatever ran one of them is asked.
    """

    def __init__(self, root: Path, maps: dict[str, Map]) -> None:
        self.maps = maps
        now = {file: digest(root, file) for each in maps.values() for file in each.sources}
        # A test that runs little is about what it runs.
        self.breadth: dict[str, int] = defaultdict(int)
        self.by_file: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for each in maps.values():
            names = list(each.tests)
            for file, lines in each.lines.items():
                changed = each.sources[file] != now[file]
                for line, found in lines.items():
                    running = names if -1 in found else [names[number] for number in found]
                    self.by_file[file][_ANY if changed else int(line)].update(running)
                    for test in running:
                        self.breadth[test] += 1
        self.seconds = {test: seconds for each in maps.values() for test, seconds in each.tests.items()}

    def stages(self, file: str, lines: range, room: list[str], further: list[str]) -> list[list[str]]:
        """Return the tests that a mutant meets, one list after the other.

        Args:
            file: The changed file.
            lines: The changed statement.
            room: The files with the tests of its room.
            further: Files with tests that are asked when those are green.
        """
        covering = {test for line in (*lines, _ANY) for test in self.by_file[file].get(line, ())}
        own = self._of(room)
        if not covering:  # it runs at import, or in processes that tests start
            anywhere = {test for tests in self.by_file[file].values() for test in tests}
            return _without_doubles([own, self._narrowest([*anywhere, *self._of(further)], MOST_SECONDS)])
        first = self._narrowest(covering, FIRST_SECONDS)
        rest = self._narrowest(covering - set(first), MOST_SECONDS)
        starting = {
            test for each in (*room, *further) if each in self.maps for test in self.maps[each].starts
        }
        processes = self._narrowest(starting, MOST_SECONDS)
        return _without_doubles([first, rest, processes, self._narrowest(own, MOST_SECONDS)])

    def _narrowest(self, tests: Iterable[str], most: float) -> list[str]:
        spent = 0.0
        chosen: list[str] = []
        for test in sorted(tests, key=lambda it: (self.seconds[it] > 1, self.breadth[it], it)):
            spent += self.seconds[test]
            if spent > most and chosen:
                break
            chosen.append(test)
        return chosen

    def expected(self, tests: Iterable[str]) -> float:
        """Tell how many seconds these took."""
        return sum(self.seconds[test] for test in tests)

    def _of(self, files: Iterable[str]) -> list[str]:
        return [test for each in files if each in self.maps for test in self.maps[each].tests]


def _processor_time() -> float:
    """Ours and that of ended children: on a busy machine, a clock says little."""
    return sum(os.times()[:4])


def _without_doubles(stages: Iterable[list[str]]) -> list[list[str]]:
    seen: set[str] = set()
    made = []
    for stage in stages:
        made.append([test for test in stage if test not in seen])
        seen.update(stage)
    return [stage for stage in made if stage]


def test_files(root: Path, paths: str) -> list[str]:
    """Name the files of tests below these paths."""
    found = (
        file
        for path in paths.split()
        for file in ([root / path] if path.endswith(".py") else sorted((root / path).rglob("test_*.py")))
    )
    return list(dict.fromkeys(file.relative_to(root).as_posix() for file in found))


def digest(root: Path, file: str) -> str:
    """Return what a file is told by."""
    path = root / file
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20] if path.exists() else ""


def load(folder: Path, key: str) -> Map | None:
    """Read a kept map."""
    path = folder / f"{key}.json"
    return Map(*json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def keep(folder: Path, key: str, made: Map) -> None:
    """Write a map."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.json").write_text(json.dumps(made), encoding="utf-8")
