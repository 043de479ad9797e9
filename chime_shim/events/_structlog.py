"""The hook that logs: through the application's structlog, or else through logging."""

from __future__ import annotations

import functools
import logging
import sys
from typing import TYPE_CHECKING, Any

from ._bounded import FirstTime, clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._comparison import Comparison
    from ._legacy_call import LegacyCall

EVENT = "chime_shim.legacy_call"
COMPARISON_EVENT = "chime_shim.comparison"

# How much of one key goes into a line: of a call site, the path may be long.
_LONGEST = 500
# What is left out of a line for people.
_NOTHING: tuple[object, ...] = (None, [])

# Without a NullHandler, on purpose. It would silence the handler of last resort, which is all that
# an application has which never set up logging: such a one should see, once for each call site and
# on stderr, that it leans on an API that is gone. Any handler of its own takes the place of that.
_STDLIB_LOGGER = logging.getLogger("chime_shim")


class StructlogHook:
    """Logs the event ``chime_shim.legacy_call`` with the keys of `LegacyCall.as_dict`, and comparisons.

    The first call of an operation from a call site is a warning, later ones are at debug level. An
    application that configured structlog gets native events in its own format, with its bound
    context variables. Any other gets one line in the ``chime_shim`` logger of `logging`, and
    nothing on stdout; the keys are attributes of the log record as well.
    """

    __slots__ = ("_first_time",)

    def __init__(self) -> None:
        self._first_time = FirstTime()

    def __call__(self, call: LegacyCall, /) -> None:
        """Log one call."""
        _log(EVENT, call, first=self._first_time((call.operation, call.call_site)))

    def compared(self, comparison: Comparison, /) -> None:
        """Log one comparison, as ``chime_shim.comparison``: a warning when it tells something new."""
        told = (comparison.operation, comparison.outcome, comparison.differences)
        new = comparison.outcome != "match" and self._first_time(told)
        _log(COMPARISON_EVENT, comparison, first=new)


def logs_to_stderr() -> bool:
    """Tell whether the first call's event is printed by logging's handler of last resort."""
    if _configured_structlog() is not None:
        return False
    return not _STDLIB_LOGGER.hasHandlers() and _STDLIB_LOGGER.isEnabledFor(logging.WARNING)


def _log(event: str, told: LegacyCall | Comparison, *, first: bool) -> None:
    # Asked for every event: applications configure structlog at any time, and more than once.
    structlog = _configured_structlog()
    if structlog is not None:
        if not first and structlog.get_config()["wrapper_class"] in _without_debug():
            return  # as its logger would, once it was made
        logger = structlog.get_logger("chime_shim").bind()
        # An AsyncBoundLogger would hand back coroutines that nobody awaits.
        logger = getattr(logger, "sync_bl", logger)
        (logger.warning if first else logger.debug)(event, **told.as_dict())
        return
    level = logging.WARNING if first else logging.DEBUG
    if _STDLIB_LOGGER.isEnabledFor(level):
        keys = told.as_dict()
        _STDLIB_LOGGER.log(level, _line(event, keys), extra=keys)


def _configured_structlog() -> Any:
    """Return structlog if the application configured it: then it is imported, and ours to use, not before."""
    structlog = sys.modules.get("structlog")
    is_configured = getattr(structlog, "is_configured", None)  # it may be in the middle of its import
    return structlog if is_configured is not None and is_configured() else None


@functools.cache
def _without_debug() -> frozenset[Any]:
    import structlog

    levels = (logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)
    return frozenset(map(structlog.make_filtering_bound_logger, levels))


def _line(event: str, keys: Mapping[str, Any]) -> str:
    # repr() keeps a line break in a file name or a reply from starting a line of its own.
    pairs = [
        f"{key}={clipped(repr(value), _LONGEST)}" for key, value in keys.items() if value not in _NOTHING
    ]
    return " ".join([event, *pairs])
