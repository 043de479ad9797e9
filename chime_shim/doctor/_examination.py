"""All checks, in the order in which one reads them."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from chime_shim.events import suspended

from ._account import check_account
from ._awscli import check_awscli
from ._check import LEVELS, Check, Level
from ._future import check_future
from ._installed import check_botocore, check_versions, check_wire
from ._live import check_live
from ._seam import check_installed, check_possible
from ._settings import check_credentials, check_destinations, check_settings, check_telemetry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from ._operations import Operations
    from ._run import Run

    Live = Literal["dry-run", "ask"]

__all__ = ["examine", "worst"]


def examine(
    operations: Operations, run: Run | None = None, *, quick: bool = False, live: Live | None = None
) -> Iterator[Check]:
    """Look at everything.

    Args:
        operations: The operations in use, as far as they are known.
        run: What was seen of a program that has just run in this process, if one has.
        quick: Whether to leave out what takes seconds: making every call offline, and starting the AWS CLI.
        live: Whether to ask AWS, or to list what it would be asked.
    """
    with suspended(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from check_versions()
        yield from check_botocore()
        if run is not None:
            yield from run.check()
            yield from check_installed()
        else:
            yield from check_possible()
        yield from check_settings()
        yield from check_telemetry()
        yield from check_destinations()
        if run is None:
            yield from check_credentials()
        yield from check_awscli(quick=quick)
        if not quick:
            yield from check_wire()
        yield from operations.check()
        yield from check_future(operations)
        yield from check_account(operations)
        if live is not None:
            yield from check_live(operations, dry_run=live == "dry-run")


def worst(checks: Iterable[Check]) -> Level:
    """Return the worst level."""
    return max((each.level for each in checks), key=LEVELS.index, default="ok")
