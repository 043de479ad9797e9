"""A program that is watched while it runs, in this process."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chime_shim._graft.successors import Successors

    from ._operations import Operations

__all__ = ["Run"]


@dataclass(slots=True)
class Run:
    """What was seen of a program.

    Attributes:
        clients: How many ``chime`` clients were made, by where and how.
        complaints: What the shim logged as a warning or an error, other than calls.
        failure: How the program failed, if it did.
    """

    clients: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    failure: str | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def watch(self, program: Callable[[], object], operations: Operations) -> None:
        """Run a program to its end, and till its threads end; its own exceptions are reported as usual."""
        from chime_shim._graft.attach import WATCHERS
        from chime_shim.events._from_settings import stand_by

        operations.sources.append("the program")
        stand_by("doctor", operations.add_call)
        handler = _Handler(self.complaints)
        logger = logging.getLogger("chime_shim")
        logger.addHandler(handler)
        WATCHERS.append(self._note)
        try:
            self._run(program)
            _join_threads()
        finally:
            WATCHERS.remove(self._note)
            logger.removeHandler(handler)

    def _run(self, program: Callable[[], object]) -> None:
        try:
            program()
        except SystemExit as end:
            if end.code not in {None, 0}:
                code = end.code if isinstance(end.code, int) else 1
                self.failure = f"it exited with code {code}"
                if not isinstance(end.code, int):
                    sys.stderr.write(f"{end.code}\n")
        except BaseException as error:  # noqa: BLE001 - the report is to come, whatever it was
            self.failure = f"it ended with {type(error).__name__}"
            sys.excepthook(type(error), error, error.__traceback__)

    def _note(self, client: Any, successors: Successors) -> None:
        from chime_shim._graft.attach import is_async
        from chime_shim._graft.hosts import is_aws_endpoint
        from chime_shim.events import find_call_site

        kind = "async" if is_async(client) else "sync"
        if is_aws_endpoint(successors.legacy_endpoint):
            place = f"AWS, {successors.settings.region}"
        else:
            place = str(urlsplit(successors.legacy_endpoint).hostname)
        with self._lock:
            self.clients[f"{find_call_site()}: {kind}, calls go to {place}"] += 1

    def check(self) -> Iterator[Check]:
        """Say how it went."""
        if self.failure is not None:
            yield Check("program", "fail", self.failure)
        else:
            yield Check("program", "ok", "it came to its end")
        total = sum(self.clients.values())
        text = f"{total} chime client{'' if total == 1 else 's'} seen"
        lines = (f"{text} ({count} times)" if count > 1 else text for text, count in self.clients.items())
        if total:
            yield Check("clients", "ok", text, tuple(lines))
        else:
            yield Check("clients", "warn", "no chime client seen: the program made none in this process")
        if self.complaints:
            texts = tuple(dict.fromkeys(self.complaints))
            yield Check("log", "warn", "the shim complained", texts)


class _Handler(logging.Handler):
    """Keeps what the shim itself has to say; calls have reports of their own."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if not text.startswith("chime_shim.legacy_call"):
            self._complaints.append(text)


def _join_threads() -> None:
    # As the interpreter does at its end.
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
