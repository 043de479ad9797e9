"""What is aimed at, figure by figure, where each is measured, and why a goal is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from benchmarks._harness import Row

__all__ = ["BENCHMARKS", "GOALS", "Goal"]


class Goal(NamedTuple):
    """A part of the table of goals.

    Args:
        key: What benchmarks call it.
        measure: What is measured.
        limits: By a part of what a row says, the figure that is aimed at; the first that fits counts.
        least: Whether more is better.
        floor: Where the rest goes: what the page says if it is missed.
    """

    key: str
    measure: str
    limits: tuple[tuple[str, float], ...]
    least: bool = False
    floor: str = ""

    def limit(self, row: Row) -> float | None:
        """Return what is aimed at in a row."""
        return next((limit for part, limit in self.limits if part in row.what), None)

    def verdict(self, row: Row) -> str:
        """Tell whether a row meets its goal."""
        limit, figure = self.limit(row), round(row.figure.median, 3)
        if limit is None:
            return ""
        return "met" if (figure >= limit if self.least else figure <= limit) else "missed"


_NO_TIMES = ("DeleteAttendee", "SendChannelMessage", "refused")

_CUT = (*((name, 1.0) for name in _NO_TIMES), ("List", 0.15), ("", 0.7))

GOALS = (
    Goal(
        "instructions",
        "Instructions of a call, shim / direct, the network cut",
        _CUT,
        floor="An error has all the shim's own steps, and what is saved on other replies is not saved on it: "
        "botocore reads its body three times, and we leave that to botocore.",
    ),
    Goal(
        "python",
        "The same in time of the processor",
        _CUT,
        floor="Of the shim's own steps are left: the event with its hooks, 2.5 percent of a small call; the "
        "five handlers that make a reply the legacy one before any hook of the application sees it, 3; the "
        "steps that the mixin adds, 2. Reading errors, endpoint rules and signing are botocore's.",
    ),
    Goal(
        "loopback",
        "The same over HTTP on loopback",
        (*((name, 1.0) for name in _NO_TIMES), ("List", 0.15), ("", 0.85)),
        floor="Sending and receiving are the same on both sides, and their time is in both: what is saved "
        "is a smaller part of the whole. On a machine with load it is mostly waiting.",
    ),
    Goal(
        "aio",
        "aiobotocore, the same",
        (("List", 0.2), ("cut", 0.85), ("", 1.0)),
        floor="The same steps are taken as in sync clients, awaited; the same holds of them.",
    ),
    Goal(
        "composed",
        "Composed calls / the requests that they take, made by hand",
        (("", 1.0),),
        floor="Hooks on `chime.*` are shown the legacy request, which is made beside the ones that are sent, "
        "and the legacy reply is put together from theirs. botocore has handlers of its own there: leaving "
        "it out when nobody listens would not be exact.",
    ),
    Goal(
        "import",
        "Milliseconds of imports",
        (("install()", 8.0), ("without boto3", 10.0), ("chime_shim, after", 2.0)),
        floor="Most of `install()` is `import wrapt`, and half of that is asyncio, which wrapt 2.5 imports.",
    ),
    Goal(
        "creation",
        '`boto3.client("chime")` with the shim / without',
        (("of a process", 1.08), ("later", 0.95), ("", 1.0)),
        floor="The first client of a process imports 25 modules (8 milliseconds), reads the restored API (2) "
        "and makes its methods (2). Each client registers five handlers (3 percent), reads the environment "
        "(1.5), and gets a class; making a client is botocore's own work otherwise, and none of it can be "
        "left out.",
    ),
    Goal(
        "memory",
        "Megabytes of resident memory",
        (("installed", 0.3), ("client", 1.8), ("call", 2.5)),
        floor="The model with 129 operations more takes 0.9 MB, its methods 0.5; at the first call structlog "
        "is imported, which imports `rich` where that is installed, as it is here.",
    ),
    Goal(
        "untouched",
        "An `s3` client with the shim / without",
        (("", 1.01),),
        floor="Nothing of it is changed: it is within the spread of its control.",
    ),
    Goal(
        "threads", "Throughput, shim / direct", (("", 1.05),), least=True, floor="See the control's spread."
    ),
    Goal("growth", "As use grows: flat, and memory that has a bound", ()),
    Goal(
        "events",
        "Microseconds that events add to a call after the first at its line",
        (("", 8.0),),
        floor="It is within the spread.",
    ),
)

# module, the environment that it runs in
BENCHMARKS = (
    ("forwarding", ""),
    ("aio", "-aio"),
    ("composed", ""),
    ("imports", ""),
    ("creation", ""),
    ("memory", ""),
    ("untouched", ""),
    ("threads", ""),
    ("growth", ""),
    ("events", ""),
    ("peers", "-bench"),
)
