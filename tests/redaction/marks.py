"""Values that are found again wherever they turn up, and the places where they must not."""

from __future__ import annotations

import contextlib
import io
import itertools
import logging
import re
import sys
import traceback
import warnings
from datetime import datetime, timezone

import structlog

from chime_shim.errors import ChimeShimError
from chime_shim.events import EmfHook, StructlogHook, set_hooks

MARK = re.compile(r"LEAK\d+|8800088\d+|1987-06")

# Their own exceptions and debug logs quote values, and always did.
EXCUSED_LOGGERS = ("botocore", "boto3", "urllib3")

_numbers = itertools.count(1)


def mark():
    return f"LEAK{next(_numbers)}"


def marked(shape):
    """Return a value with all members at every depth, of which every text, number and time is marked."""
    if shape.type_name == "structure":
        return {name: marked(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [marked(shape.member) for _ in range(max(2, shape.metadata.get("min", 0)))]
    if shape.type_name == "map":
        return {mark(): marked(shape.value) for _ in range(2)}
    if shape.type_name == "string":
        return mark().ljust(shape.metadata.get("min", 0), "x")
    if shape.type_name == "timestamp":
        return datetime(1987, 6, 5, 4, 3, 2, tzinfo=timezone.utc)
    return {"boolean": True, "integer": 8800088000 + next(_numbers)}[shape.type_name]


def mistaken(shape):
    """Return values of the wrong types, which are marked, under the right names and a marked one."""
    members = dict(shape.members) if shape is not None else {}
    wrong = {
        name: {mark(): mark()} if it.type_name != "structure" else mark() for name, it in members.items()
    }
    return {**wrong, mark(): mark()}


class Sinks:
    """Everything that chime_shim gives out: its log, native or through logging, warnings, events, errors.

    Attributes:
        places: What was given out, by the place where it was found.
    """

    def __init__(self):
        self.places = []

    @contextlib.contextmanager
    def open(self, kind, *more_hooks):
        """Collect all that is given out in the block; ``kind`` is "structlog" or "logging"."""
        handler = _Handler(self)
        watched = [logging.getLogger(), logging.getLogger("chime_shim")]
        levels = [logger.level for logger in watched]
        printed = io.StringIO()
        with (
            contextlib.ExitStack() as stack,
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            warnings.catch_warnings(record=True) as warned,
            set_hooks([StructlogHook(), EmfHook(), self, *more_hooks]),
        ):
            warnings.simplefilter("always")
            structlog.reset_defaults()
            stack.callback(structlog.reset_defaults)
            if kind == "structlog":
                structlog.configure(
                    processors=[
                        structlog.processors.add_log_level,
                        structlog.processors.StackInfoRenderer(),
                        structlog.processors.format_exc_info,
                        self._native,
                    ],
                    wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
                )
            watched[0].addHandler(handler)
            stack.callback(watched[0].removeHandler, handler)
            for logger, level in zip(watched, levels, strict=True):
                stack.callback(logger.setLevel, level)
            watched[1].setLevel(logging.DEBUG)
            yield self
        self.places += [("warning", f"{each.category} {each.message} {each.filename}") for each in warned]
        self.places.append(("standard streams", printed.getvalue()))

    @contextlib.contextmanager
    def errors(self):
        """Take note of the error that ends the block, if one does."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - of every error it is seen what it tells
            self.raised(error)

    def raised(self, error):
        """Take note of an error, unless it is one of botocore's own."""
        if isinstance(error, ChimeShimError) or not type(error).__module__.startswith("botocore."):
            self.places.append(("error", f"{error} {error!r} {error.args} {vars(error)}"))
            self.places.append(("traceback", "".join(traceback.format_exception(error))))

    def leaks(self):
        return [(place, text) for place, text in self.places if MARK.search(text)]

    def of(self, place):
        return [text for kind, text in self.places if kind == place]

    def __call__(self, call):
        self.places.append(("event", f"{call} {call!r} {call.as_dict()} {call.call_site}"))

    def compared(self, comparison):
        self.places.append(("comparison", f"{comparison} {comparison!r} {comparison.as_dict()}"))

    def _native(self, logger, method, event_dict):
        self.places.append(("log", f"{method} {event_dict}"))
        raise structlog.DropEvent


class _Handler(logging.Handler):
    def __init__(self, sinks):
        super().__init__()
        self.sinks = sinks

    def emit(self, record):
        if record.name.partition(".")[0] in EXCUSED_LOGGERS:
            return
        text = logging.Formatter().format(record)
        self.sinks.places.append(("log", f"{record.levelname} {text} {vars(record)}"))

    def handleError(self, record):  # noqa: N802 - logging's name
        raise sys.exc_info()[1]
