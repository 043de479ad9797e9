"""Histories of ledgers, made up: processes of several hosts call, end, are killed; copies; log drivers."""

from __future__ import annotations

import atexit
import contextlib
import json
import random
import shutil
import sys
from dataclasses import dataclass, field
from io import StringIO

from chime_shim.events import CallSite, LegacyCall, _ledger
from chime_shim.events._ledger import LedgerHook
from chime_shim.ledger import START, LedgerError, read
from chime_shim.report import Report
from tests.support.entries import at
from tests.support.log_drivers import DRIVERS

DAY = 24 * 60 * 60
QUIET_DAYS = 30
BEGIN, TODAY = "2026-08-01", "2026-11-25"
NOISE = ["noise\n", '{"level": "info"}\n', "chime_shim_ledger.py\n"]


@dataclass
class Host:
    """A host, with its clock, its ledger or its log, and the processes that run there."""

    name: str
    path: object = None  # of a ledger; otherwise lines go to a log
    ahead: float = 0.0
    processes: list[LedgerHook] = field(default_factory=list)
    log: StringIO = field(default_factory=StringIO)
    copies: list[object] = field(default_factory=list)


@dataclass
class Truth:
    """What was called, and what of that anybody can know."""

    made: int = 0
    lost: int = 0
    last: float = 0.0
    clocks: bool = True
    spoilt: list[str] = field(default_factory=list)


class History:
    """One history; `tell` makes it up, and reports on what was collected in the end."""

    def __init__(self, seed, directory):
        self.random, self.directory = random.Random(seed), directory
        self.now = float(at(BEGIN))
        self.truth = Truth()
        self.hosts = [
            Host(f"web-{number}", directory / f"{number}.db" if self.random.random() < 0.6 else None)
            for number in range(self.random.randint(1, 3))
        ]

    def tell(self):
        """Make it up, and give the report, and the hosts that were collected."""
        # Many a history is quiet at its end, or nothing would be safe.
        busy = float(at(TODAY)) - self.random.choice([0, 5, 25, 40, 60]) * DAY
        while self.now < busy:
            self.step(self.random.choice([self.start, self.call, self.call, self.call, self.end, self.kill]))
            self.now += self.random.choice([1, 3, 7, 3600, DAY, 4 * DAY])
        while self.now < at(TODAY) - DAY:
            self.step(self.random.choice([self.start, self.end, self.kill, self.nothing]))
            self.now += self.random.choice([DAY, 5 * DAY, 12 * DAY])
        self.now = float(at(TODAY))
        for host in self.hosts:
            while host.processes and self.random.random() < 0.6:
                self.end(host)
            # What is still running has had its time: 5 seconds after a call all is written.
            for process in host.processes:
                self.writing(host, process.flush)
        return self.collected()

    def step(self, what):
        host = self.random.choice(self.hosts)
        what(host)
        if host.path and host.path.exists() and self.random.random() < 0.1:
            copy = self.directory / f"{host.name}-{len(host.copies)}.db"
            host.copies.append(shutil.copyfile(host.path, copy))

    def nothing(self, host):
        pass

    def start(self, host):
        if len(host.processes) < 3:
            clock = lambda: self.now + host.ahead  # noqa: E731 - each has the clock of its host
            self.writing(host, lambda: host.processes.append(self.made(host, clock)))

    def made(self, host, clock):
        hook = LedgerHook(str(host.path or "stderr"), clock=clock, patience=5)
        hook._host = host.name
        # What it wrote of its begin has this machine's name.
        return hook

    def call(self, host):
        if not host.processes:
            return
        process = self.random.choice(host.processes)
        if self.random.random() < 0.01:
            host.ahead = self.random.choice([-70 * DAY, 400 * DAY])
            self.truth.clocks = False
        for _ in range(self.random.choice([1, 1, 5, 40])):
            site = CallSite("app.py", self.random.randint(1, 4), "main")
            event = LegacyCall(operation="GetMeeting", successor="x:y", call_site=site, duration_ms=1)
            self.writing(host, lambda event=event: process(event))
            self.truth.made += 1
            self.truth.last = self.now

    def end(self, host):
        if host.processes:
            self.writing(host, host.processes.pop(0).close)

    def kill(self, host):
        if host.processes:
            process = host.processes.pop(0)
            self.truth.lost += sum(
                tally.calls for key, tally in process._pending.items() if key.mode != START
            )
            forget(process)

    def writing(self, host, action):
        before, sys.stderr = sys.stderr, host.log
        name, _ledger.host = _ledger.host, lambda: host.name
        try:
            action()
        finally:
            sys.stderr, _ledger.host = before, name

    def collected(self):
        sources = []
        for host in self.hosts:
            if self.random.random() < 0.08:
                self.truth.spoilt.append(f"{host.name} was not collected")
            elif host.path is None:
                sources.append(self.log_of(host))
            elif host.path.exists():
                sources += [host.path, *host.copies]
        readings, problems = [], []
        for source in sources:
            try:
                readings.append(read(str(source)))
            except LedgerError as error:  # noqa: PERF203
                problems.append(str(error))
        problems += [f"{place}: {reason}" for reading in readings for place, reason in reading.unread]
        return Report.of(
            [snapshot for reading in readings for snapshot in reading.snapshots],
            today=TODAY,
            problems=problems,
            doubts=[doubt for reading in readings for doubt in reading.doubts],
            expected=[host.name for host in self.hosts]
            if self.random.random() < 0.5 or self.truth.spoilt
            else None,
            quiet_days=QUIET_DAYS,
        )

    def log_of(self, host):
        lines = host.log.getvalue().splitlines(keepends=True)
        # That the last line of a process got lost cannot be told from a kill before it.
        processes = [json.loads(line)["process"] for line in lines]
        losable = [index for index, process in enumerate(processes) if process in processes[index + 1 :]]
        if losable and self.random.random() < 0.15:
            del lines[self.random.choice(losable)]
            self.truth.spoilt.append("a line got lost")
        noisy = [
            line for each in lines for line in (*self.random.sample(NOISE, self.random.randint(0, 1)), each)
        ]
        text = "".join(DRIVERS[self.random.choice(list(DRIVERS))](noisy))
        if text and self.random.random() < 0.1:
            place = self.random.randrange(len(text))
            text = text[:place] + text[place + self.random.choice([1, 30, 300]) :]
            self.truth.spoilt.append("something was cut out")
        path = self.directory / f"{host.name}.log"
        path.write_text(text, encoding="utf-8")
        return path

    def close(self):
        for host in self.hosts:
            for process in host.processes:
                forget(process)


def forget(process):
    """Do with a process what kill -9 does: what it had not written yet is lost."""
    atexit.unregister(process._exit)
    _ledger._ledgers.discard(process)
    with contextlib.suppress(Exception):
        process._sink.close()
