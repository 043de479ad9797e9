"""The core, area by area: its files, and the tests that should notice a change, the quickest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["AREAS", "Area", "files_of"]


class Area(NamedTuple):
    """A part of the core.

    Attributes:
        name: What it is called in docs/proof.md.
        files: Patterns below ``chime_shim``. A file belongs to the first area that names it.
        tests: The tests of its room.
        further: Tests that a mutant meets when those are all green.
        wanted: The percentage of mutants to be killed.
    """

    name: str
    files: str
    tests: str
    further: str = ""
    wanted: int = 85


AREAS = (
    Area(
        "routes",
        "routes/*.py",
        "tests/routes tests/graft/test_composed.py",
        "tests/graft/test_all_operations.py tests/models tests/policy tests/cli/test_explain.py"
        " tests/graft/test_all_errors.py",
        wanted=90,
    ),
    Area(
        "validation",
        "_graft/validation.py",
        "tests/graft/test_validation.py",
        "tests/graft/test_client.py tests/graft/test_all_operations.py tests/graft/test_seam.py",
        wanted=90,
    ),
    Area(
        "successors",
        "_graft/successors.py _graft/hosts.py",
        "tests/graft/test_successors.py",
        "tests/graft/test_hosts.py tests/graft/test_endpoints.py tests/graft/test_profiles.py"
        " tests/graft/test_client.py tests/settings tests/load/test_locks.py",
        wanted=90,
    ),
    Area(
        "graft",
        "_graft/*.py _graft/compare/*.py",
        "tests/graft/test_client.py tests/graft/test_observation.py"
        " tests/graft/test_background.py tests/graft/test_early.py"
        " tests/graft/test_compare_differences.py",
        "tests/graft tests/compare tests/test_clients.py tests/test_activation.py tests/load/test_locks.py",
        wanted=90,
    ),
    Area(
        "redaction",
        "events/_legacy_call.py events/_call_site.py events/_comparison.py events/_warnings.py",
        "tests/events/test_legacy_call.py tests/events/test_call_site.py tests/events/test_comparison.py"
        " tests/events/test_warnings.py tests/redaction",
        "tests/events tests/graft/test_observation.py",
        wanted=90,
    ),
    Area(
        "events",
        "events/*.py",
        "tests/events/test_structlog.py tests/events/test_otel.py tests/events/test_ledger.py"
        " tests/events/test_emf.py tests/events/test_hooks.py",
        "tests/events tests/redaction",
    ),
    Area(
        "ledger",
        "ledger/*.py",
        "tests/ledger tests/events/test_ledger.py",
        "tests/events tests/report tests/cli/test_report.py tests/cli/test_report_hostile.py",
        wanted=90,
    ),
    Area(
        "verdict",
        "report/_verdict.py report/_life.py",
        "tests/report/test_verdict.py tests/report/test_model.py",
        "tests/report/test_text.py tests/cli/test_report.py",
        wanted=90,
    ),
    Area("rollout", "rollout.py", "tests/test_rollout.py", "tests/settings tests/emulator/test_rollout.py"),
    Area(
        "activation",
        "_activation.py _clients.py _patches/*.py",
        "tests/test_activation.py tests/test_clients.py tests/graft/test_early.py",
        "tests/ways_in/test_imports.py tests/ways_in/test_sessions.py"
        " tests/proxy_sessions/test_installation.py tests/load/test_locks.py",
    ),
    Area(
        "scan's reader",
        "scan/reader/*.py",
        "tests/scan/test_reading.py tests/scan/test_rules.py",
        "tests/scan tests/idioms",
    ),
    Area(
        "fix's rules",
        "fix/rules/*.py",
        "tests/fix/test_rules.py",
        "tests/fix tests/idioms",
    ),
)


# Their tests have an environment of their own, with aiobotocore.
_ASYNCHRONOUS = {"aio.py", "aio_clients.py"}


def files_of(root: Path) -> Iterator[tuple[Area, Path]]:
    """Name the core's files, each with its area."""
    seen: set[Path] = set()
    for area in AREAS:
        for pattern in area.files.split():
            for path in sorted((root / "chime_shim").glob(pattern)):
                if path not in seen and path.name not in _ASYNCHRONOUS:
                    seen.add(path)
                    yield area, path
