"""The line of the application that made a legacy call."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Whole top-level packages, so that "chime_shim_tests" or "botocore_helpers" stay callers.
_NOT_THE_CALLER = frozenset(
    {
        # The way from the caller's line to this one.
        "aioboto3",
        "aiobotocore",
        "boto3",
        "botocore",
        "chime_shim",
        "wrapt",
        # Instrumentation, which wraps botocore's methods.
        "aws_xray_sdk",
        "ddtrace",
        "elasticapm",
        "newrelic",
        "opentelemetry",
        "sentry_sdk",
        # Glue, which calls whatever it was given: its line says nothing about who asked.
        "anyio",
        "asgiref",
        "asyncio",
        "backoff",
        "contextlib",
        "functools",
        "stamina",
        "tenacity",
    }
)


# The modules of these that were met, so that names are taken apart once.
_on_the_way: dict[str, bool] = {}


class CallSite(NamedTuple):
    """Where a legacy call was made; ``str()`` gives ``"path/file.py:12"``.

    A named tuple and not a dataclass, as one is made and hashed for every call, in half the time.

    Attributes:
        file: The file name as Python knows it, relative to the directory in which the process
            was when the first call was made, where it is below that. ``"<stdin>"`` and its kin stay.
        line: The line number.
        function: The name of the function, or ``"<module>"``.
    """

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    @classmethod
    def of(cls, frame: FrameType) -> CallSite:
        """Describe the line that a frame is at.

        Args:
            frame: A frame, usually from `find_caller`.

        Returns:
            The call site, which keeps no reference to the frame.
        """
        if _speakers:
            package = str(frame.f_globals.get("__name__")).partition(".")[0]
            if package in _speakers:
                return _speakers[package]()
        code = frame.f_code
        # A frame can be without a line number while it is being traced.
        return cls.at(code.co_filename, frame.f_lineno or 0, code.co_name)

    @classmethod
    def at(cls, file: str, line: int, function: str) -> CallSite:
        """Name a line of a file, whose name becomes a relative one as described above."""
        return _call_site(file, line, function)


_speakers: dict[str, Callable[[], CallSite]] = {}


def speak_for(package: str, call_site: Callable[[], CallSite]) -> None:
    """Name another call site than the line of ``package``, which makes calls for others outside the process.

    Args:
        package: A top-level package, such as ``"awscli"``.
        call_site: Finds who asked.
    """
    _speakers[package] = call_site


def find_caller() -> FrameType:
    """Find the frame of the application that is making the current call.

    The depth is not constant (the C and the pure-Python wrapt differ, and so does every tracing
    library), so frames are skipped by the package they belong to.

    Returns:
        The nearest frame outside botocore and its kin, or the outermost frame if there is none, as
        in a thread whose target is a client's method.
    """
    frame = sys._getframe(1)
    while True:
        name = frame.f_globals.get("__name__")
        # Code run by exec() may have no name, or any object for one.
        if type(name) is not str or not (_on_the_way.get(name) or _is_on_the_way(name)):
            return frame
        if (outer := frame.f_back) is None:
            return frame
        frame = outer


def _is_on_the_way(module: str) -> bool:
    if module.partition(".")[0] not in _NOT_THE_CALLER:
        return False
    # Only of those: an application may have any number of modules.
    _on_the_way[module] = True
    return True


def find_call_site() -> CallSite:
    """Find the line of the application that is making the current call.

    Returns:
        The call site of the frame that `find_caller` finds.
    """
    return CallSite.of(find_caller())


@functools.lru_cache(maxsize=1024)
def _call_site(file: str, line: int, function: str) -> CallSite:
    return CallSite(file.removeprefix(_working_directory()), line, function)


@functools.cache
def _working_directory() -> str:
    # Once: asking costs more than all the rest, and one call site must keep one name.
    try:
        return os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - pathlib drops the last slash
    except OSError:
        return ""
