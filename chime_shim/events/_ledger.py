"""The hook that counts: in memory, and every now and then into the ledger."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import sqlite3
import sys
import threading
import time
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from chime_shim.ledger import (
    BEGAN,
    COMPARISON,
    ENDED,
    OTHER,
    SET_BACK,
    START,
    LedgerError,
    SqliteSink,
    StderrSink,
    cause_of,
)
from chime_shim.ledger._sqlite import is_busy

from ._call_site import CallSite
from ._ledger_entry import DAY, Count, Key, entry_of, host
from ._legacy_call import LegacyCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chime_shim.ledger import Entry

    from ._comparison import Comparison

_STDERR = frozenset({"stderr", "-"})
_OTHER_SITE = CallSite(OTHER, 0, "")
_NO_SITE = CallSite("", 0, "")

INTERVAL = 5.0
"""Seconds from one write to the next, while there are calls."""
MOST_CALLS = 5000
"""Calls after which it is written at once."""
MOST_KEYS = 10_000
"""Different kinds of calls that a process keeps apart in a day."""
PATIENCE = 0.1
"""Seconds that a call may wait for other processes that write."""
PATIENCE_AT_EXIT = 2.0
RETRY = 30.0
"""Seconds after which a ledger that could not be written is tried again."""


class _Sink(Protocol):
    name: str

    def write(self, entries: Iterable[Entry], *, patience: float) -> None: ...

    def close(self) -> None: ...


class LedgerHook:
    """Counts calls by day, operation, call site, mode and outcome, and writes the counts.

    They are written when a kind of call is new to this process, when 5 seconds have gone by or 5,000 calls
    since the last write, and at exit. There is no thread: the call that is due writes. So a process that is
    killed loses calls that were made within 5 seconds after its last write, fewer than 5,000, and all of
    them of kinds that are in the ledger already.

    A ledger that cannot be written is complained of once, and tried again every 30 seconds; till then the
    counts stay in memory. A process that forks leaves its counts to itself: the child starts without any.

    Besides calls it counts what processes did: that they began, that they came to their end, and that their
    clock was set back by more than a day, so that what they counted may be of a later day.

    Args:
        target: A file, or ``"stderr"`` or ``"-"`` for lines of JSON there. In AWS Lambda, which freezes
            processes and never tells them that they end, such a line is written at every call.
        most_calls: See ``MOST_CALLS``.
        patience: See ``PATIENCE``.
        clock: Gives seconds since 1970.
    """

    _pending: dict[Key, Count]
    _day: int
    _begun: bool
    _leaving: bool
    _written: float

    def __init__(
        self,
        target: str,
        *,
        most_calls: int = MOST_CALLS,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sink: _Sink = StderrSink() if target in _STDERR else SqliteSink(target)
        in_lambda = target in _STDERR and "AWS_LAMBDA_FUNCTION_NAME" in os.environ
        self._interval = 0.0 if in_lambda else INTERVAL
        self._most_calls, self._patience, self._clock = most_calls, patience, clock
        self._host = host()
        self._complained = False
        self._empty()
        _ledgers.add(self)
        with self._lock:
            self._begin(clock())
        self.flush()

    def __call__(self, call: LegacyCall, /) -> None:
        """Count one call."""
        now = self._clock()
        key = (int(now) // DAY, call.operation, call.successor, call.call_site, call.mode, call.outcome)
        with self._lock:
            # A plain tuple equals the named one, and is made in a quarter of the time.
            tally = self._pending.get(key) or self._tally(Key(*key), now)  # type: ignore[call-overload]
            tally.calls += 1
            tally.last = now
            self._calls += 1
            # A clock that was set back is a reason to write, too.
            if self._calls < self._most_calls and self._written <= now < self._due:
                return
        self.flush()

    def compared(self, comparison: Comparison) -> None:
        """Count one comparison."""
        self(
            LegacyCall(
                operation=comparison.operation,
                successor=comparison.successor,
                call_site=comparison.call_site,
                mode=COMPARISON,
                outcome=comparison.outcome,
                duration_ms=comparison.candidate_ms,
            )
        )

    def flush(self) -> None:
        """Write what was counted. If it cannot be written now, it stays counted."""
        self._flush(self._patience)

    def close(self) -> None:
        """Write what was counted, with more patience, and that it is all; and let go of the file."""
        with self._lock:
            if self._begun and not self._leaving:
                self._sign(ENDED, self._clock())
            self._begun = False
        self._flush(PATIENCE_AT_EXIT)
        with self._writing:
            self._sink.close()
        atexit.unregister(self._exit)

    def _begin(self, now: float) -> None:
        self._begun = True
        atexit.register(self._exit)
        self._arrange_exit_of_worker()
        self._sign(BEGAN, now)

    def _sign(self, what: str, now: float) -> None:
        self._tally(Key(int(now) // DAY, "", None, _NO_SITE, START, what), now).calls += 1

    def _tally(self, key: Key, now: float) -> Count:
        if not self._begun:
            self._begin(now)
        if key.day != self._day:
            self._day = key.day
            self._known.clear()
        if key not in self._known:
            if max(len(self._known), len(self._pending)) >= MOST_KEYS:
                code = key.mode != COMPARISON and key.outcome != "ok"
                key = key._replace(call_site=_OTHER_SITE, outcome=OTHER if code else key.outcome)
            else:
                self._known.add(key)
                if not self._failing:
                    self._due = now
        return self._pending.setdefault(key, Count(now))

    def _flush(self, patience: float) -> None:
        if not self._writing.acquire(timeout=patience):
            return
        try:
            with self._lock:
                now = self._clock()
                if now < self._written - DAY:
                    self._sign(SET_BACK, now)
                pending, self._pending, self._calls = self._pending, {}, 0
                self._written = now
                self._due = self._written + self._interval
            if pending:
                self._write(pending, patience)
        finally:
            self._writing.release()

    def _write(self, pending: Mapping[Key, Count], patience: float) -> None:
        try:
            self._sink.write(
                [entry_of(self._host, key, tally) for key, tally in pending.items()], patience=patience
            )
            self._failing = False
        except (OSError, sqlite3.Error, LedgerError, ValueError) as error:
            with self._lock:
                for key, tally in pending.items():
                    later = self._pending.setdefault(key, tally)
                    if later is not tally:
                        later.calls, later.first = later.calls + tally.calls, tally.first
                if not is_busy(error):
                    self._failing = True
                    self._due = self._written + RETRY
            if self._failing:
                self._complain(error)

    def _complain(self, error: Exception) -> None:
        if self._complained:
            return
        self._complained = True
        # Filters and handlers are the application's code, and may fail as well.
        with contextlib.suppress(Exception):
            logging.getLogger("chime_shim").warning(
                "chime_shim cannot write the ledger %s (%s: %s): %s. Calls go on, and are counted in memory "
                "until it can.",
                self._sink.name,
                type(error).__name__,
                error,
                cause_of(error, self._sink.name),
            )

    def _exit(self) -> None:
        with self._lock:
            if self._begun and not self._leaving:
                self._leaving = True
                self._sign(ENDED, self._clock())
        self._interval = 0.0  # whatever is called from now on is written at once
        self._flush(PATIENCE_AT_EXIT)

    def _arrange_exit_of_worker(self) -> None:
        # A worker of multiprocessing ends without running what is registered with atexit.
        process, util = (sys.modules.get(f"multiprocessing.{name}") for name in ("process", "util"))
        if process is None or util is None:
            return
        if process.parent_process() is not None:
            util.Finalize(None, self._exit, exitpriority=-100)
        else:
            # It may become a worker yet: a fork server's child imports the program before it does.
            util.register_after_fork(self, LedgerHook._arrange_exit_of_worker)

    def _empty(self) -> None:
        self._lock, self._writing = threading.RLock(), threading.Lock()
        self._pending = {}
        self._known: set[Key] = set()
        self._calls, self._day = 0, 0
        self._written, self._due = 0.0, 0.0
        self._failing, self._begun, self._leaving = False, False, False

    def _before_fork(self) -> None:
        # No connection to SQLite may cross a fork. The time is for a thread that writes, and no deadlock.
        self._held = self._writing.acquire(timeout=PATIENCE_AT_EXIT)
        if self._held:
            self._sink.close()

    def _after_fork_in_parent(self) -> None:
        if self._held:
            self._writing.release()


_ledgers: WeakSet[LedgerHook] = WeakSet()


def _for_all(method: Callable[[LedgerHook], None]) -> Callable[[], None]:
    def run() -> None:
        for ledger in list(_ledgers):
            method(ledger)

    return run


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_for_all(LedgerHook._before_fork),
        after_in_parent=_for_all(LedgerHook._after_fork_in_parent),
        after_in_child=_for_all(LedgerHook._empty),
    )
