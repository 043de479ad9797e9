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
        floor="Run `python -m benchmarks.profile` with the name of the call.",
    ),
    Goal(
        "python",
        "The same in time of the processor",
        _CUT,
        floor="Where instructions meet the goal and time does not, it is most likely memory: both sides "
        "take turns, and the shim has more code and data to bring back into the caches.",
    ),
    Goal(
        "loopback",
        "The same over HTTP on loopback",
        (*((name, 1.0) for name in _NO_TIMES), ("List", 0.15), ("", 0.85)),
        floor="Sending and receiving are the same on both sides, and their time is in both: what is saved "
        "is a smaller part of the whole. The server that answers takes the caches in between, which most "
        "likely costs the side more that has more code and data.",
    ),
    Goal(
        "aio",
        "aiobotocore, the same",
        (("List", 0.2), ("cut", 0.85), ("instructions", 0.85), ("", 1.0)),
        floor="Over loopback it is mostly waiting; see the instructions.",
    ),
    Goal(
        "composed",
        "Composed calls / the requests that they take, made by hand",
        (("", 1.0),),
        floor="Where one request takes the place of one, the shim's own functions are a fifth of the call: "
        "hooks on `chime.*` are shown the legacy request, which is made and serialised beside the one that "
        "is sent, and the legacy reply is put together from the other. botocore has handlers of its own "
        "there: leaving it out when nobody listens would not be exact.",
    ),
    Goal(
        "import",
        "Milliseconds of imports",
        (("install()", 8.0), ("without boto3", 10.0), ("chime_shim, after", 2.0)),
        floor="`install()` takes 73 million instructions: 29 of them are `import asyncio`, by wrapt 2.5, 14 "
        "the rest of `import wrapt`, and 28 the settings with their sources. wrapt alone takes 9 ms, and "
        "without it there are no patches. An application that has imported asyncio pays for 44 of the 73.",
    ),
    Goal(
        "creation",
        '`boto3.client("chime")` with the shim / without',
        (("of a process", 1.08), ("later", 0.95), ("", 1.0)),
        floor="The first client of a process takes 245 million instructions without the shim. The shim adds "
        "25 for the imports of what makes a client, 14 for reading the restored API, 8 for the names of its "
        "methods and 5 for the methods, which botocore's own functions make, and 1 to check the seam. "
        "A later client takes 12.3 million, in botocore's own steps, which the shim takes as well; it adds "
        "0.9 for five handlers, 0.2 for reading the settings again, and 0.1 for the class.",
    ),
    Goal(
        "memory",
        "Megabytes of resident memory",
        (("installed", 0.3), ("client", 1.8), ("call", 2.5)),
        floor="The restored API takes 0.6 MB, its methods 0.2, the modules the rest.",
    ),
    Goal(
        "untouched",
        "An `s3` client with the shim / without",
        (("", 1.01),),
        floor="Nothing of it is changed: it is within the spread of its control.",
    ),
    Goal(
        "threads",
        "Throughput, shim / direct",
        (("", 1.05),),
        least=True,
        floor="64 threads take turns: what the shim saves is the processor's time, and over HTTP on one "
        "machine most of the time is the server's and the sockets'. See the control's spread.",
    ),
    Goal("growth", "As use grows: flat, and memory that has a bound", ()),
    Goal(
        "events",
        "Microseconds that events add to a call after the first at its line",
        (("", 8.0),),
        floor="A profile has the call site, the frozen event and the warning in equal parts: each is one "
        "object, made once. On a machine with load all of them take longer.",
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
