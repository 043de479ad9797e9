"""Find legacy calls in Python source, without running it.

Clients are followed through variables, functions, classes and modules: nothing is matched by the name of a
method alone. Without a path: the working directory. A path of - is standard input.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from chime_shim.scan import ScanResult
    from chime_shim.scan.output.report import Report, Selection

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim scan src tests": "list the legacy calls in two directories",
    "chime-shim scan --format sarif --output chime.sarif src": "for code scanning",
    "chime-shim scan --write-baseline chime-baseline.json": "take down what is there",
    "chime-shim scan --baseline chime-baseline.json": "find only what is new",
}

FORMATS = ("text", "json", "sarif", "github", "markdown")
_CONFIDENCES = ("certain", "likely", "possible")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim scan``."""
    parser.add_argument(
        "paths", nargs="*", metavar="path", help="a file or directory, or - for standard input"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="text unless given")
    parser.add_argument("--output", metavar="FILE", help="write there, and not to standard output")
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULES",
        help="only these, such as CS02 or CS012,CS015",
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="RULES", help="all but these")
    parser.add_argument(
        "--min-confidence", choices=_CONFIDENCES, help="the least that counts; likely unless given"
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out files and directories: a name such as vendor, or a pattern such as tests/data/*; "
        "beside .venv, node_modules and their like, which always are",
    )
    parser.add_argument("--baseline", metavar="FILE", help="findings in it do not count")
    parser.add_argument("--write-baseline", metavar="FILE", help="write all findings there, and exit with 0")
    parser.add_argument(
        "--ledger",
        action="append",
        default=[],
        metavar="LEDGER",
        help="tell how often each call was seen at run time, and which are not in the source",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")


def main(options: argparse.Namespace) -> int:
    """Scan.

    Returns:
        0; 1 if there are findings; or 2, if the command line, pyproject.toml, a path, a baseline or a ledger
        is wrong. Files that cannot be read are named, and passed over.
    """
    from chime_shim.cli._scan_options import UsageError
    from chime_shim.scan.output.baseline import BaselineError

    try:
        return _scan(options)
    except (UsageError, BaselineError) as error:
        print(f"chime-shim: {error}", file=sys.stderr)
        return 2


def _scan(options: argparse.Namespace) -> int:
    from chime_shim.cli._observed import calls_of
    from chime_shim.scan.output import baseline
    from chime_shim.scan.output.report import report_of

    selection, exclude = _chosen(options)
    known = baseline.read(Path(options.baseline)) if options.baseline else frozenset()
    observed = calls_of(options.ledger) if options.ledger else None
    results, files = _results(options.paths or ["."], exclude)
    if options.write_baseline:
        return _write_baseline(Path(options.write_baseline), results, selection)
    report = report_of(results, files, selection, baseline=known, observed=observed)
    _show(report, options)
    return int(bool(report.findings) and not options.exit_zero)


def _chosen(options: argparse.Namespace) -> tuple[Selection, list[str]]:
    from chime_shim.cli._scan_options import codes, project_options
    from chime_shim.scan.output.report import Selection

    project = project_options()
    selection = Selection(
        codes(options.select, "--select") or tuple(project.get("select", ())),
        codes(options.ignore, "--ignore") or tuple(project.get("ignore", ())),
        options.min_confidence or project.get("min_confidence", "likely"),
    )
    return selection, [*options.exclude, *project.get("exclude", [])]


def _results(paths: Sequence[str], exclude: Iterable[str]) -> tuple[list[ScanResult], int]:
    from chime_shim.cli._scan_options import UsageError
    from chime_shim.scan import scan_paths, scan_source

    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("standard input is scanned alone")
        return [scan_source(sys.stdin.buffer.read(), "<stdin>")], 1
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or directory")
    seen = 0

    def progress(count: int) -> None:
        nonlocal seen
        seen = count
        tell(count)

    tell = _teller()
    results = list(scan_paths(paths, exclude=exclude, progress=progress, jobs=None))
    tell(None)
    return results, seen


def _teller() -> Callable[[int | None], None]:
    """Return what shows the progress of a long run: on a terminal, and nowhere else."""
    from time import monotonic

    started = monotonic()
    shown = False

    def tell(count: int | None) -> None:
        nonlocal shown
        if count is None:
            if shown:
                print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif monotonic() - started > 1:
            shown = True
            print(f"\r{count:,} files", end="", file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else lambda _: None


def _write_baseline(path: Path, results: Sequence[ScanResult], selection: Selection) -> int:
    from chime_shim.scan.output import baseline

    findings = [
        each
        for result in results
        for each in result.findings
        if selection.takes(each) and selection.trusts(each)
    ]
    baseline.write(path, findings)
    print(f"{path}: {len(findings)} findings", file=sys.stderr)
    return 0


def _show(report: Report, options: argparse.Namespace) -> None:
    from importlib import import_module

    from chime_shim.cli._scan_options import UsageError

    reporter: Any = import_module(f"chime_shim.scan.output.{options.format}")
    colours = {"colour": _has_colours()} if options.format == "text" and not options.output else {}
    text = reporter.render(report, **colours)
    if not options.output:
        sys.stdout.write(text)
        return
    try:
        Path(options.output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{options.output}: cannot be written: {error.strerror}") from None


def _has_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
