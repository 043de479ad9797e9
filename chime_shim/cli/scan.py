"""Find legacy calls in source, without running it: Python, notebooks, and the AWS CLI in scripts and pages.

Clients are followed through variables, functions, classes and modules: nothing is matched by the name of a
method alone. Without a path: the working directory. A path of - is standard input.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli._output import add_format, add_output, emit
from chime_shim.cli._terminal import has_colours, width

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from chime_shim.scan import ScanResult
    from chime_shim.scan.output.report import Report, Selection
    from chime_shim.scan.project.files import Census

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
    from chime_shim.cli._scan_options import add_kinds

    parser.add_argument(
        "paths", nargs="*", metavar="path", help="a file or directory, or - for standard input"
    )
    add_format(parser, FORMATS)
    add_output(parser)
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
    add_kinds(parser)
    parser.add_argument("--baseline", metavar="FILE", help="findings in it do not count")
    parser.add_argument("--write-baseline", metavar="FILE", help="write all findings there, and exit with 0")
    parser.add_argument(
        "--ledger",
        action="append",
        default=[],
        metavar="FILE",
        help="tell how often each call was seen at run time, and which are not in the source",
    )
    parser.add_argument(
        "--explain-client",
        metavar="[FILE:]LINE",
        help="tell of the client at that line: its origin, its uses, and where it goes out of sight",
    )
    parser.add_argument(
        "--ignore-unreadable",
        action="store_true",
        help="do not exit with 2 because of files that cannot be read or parsed",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="how many processes share the work",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")


def main(options: argparse.Namespace) -> int:
    """Scan.

    Returns:
        0; 1 if there are findings; or 2, if it could not be determined, because a file cannot be read or
        parsed, because there is no file at all, or because the command line, pyproject.toml, a path, a
        baseline or a
        ledger is wrong.
    """
    import gc

    from chime_shim.cli._output import UsageError
    from chime_shim.scan.output.baseline import BaselineError

    enabled = gc.isenabled()
    gc.disable()  # none of what a scan makes is garbage before it ends
    try:
        return _scan(options)
    except (UsageError, BaselineError) as error:
        print(f"chime-shim: {error}", file=sys.stderr)
        return 2
    finally:
        gc.freeze()  # and then the process does
        if enabled:
            gc.enable()


def _scan(options: argparse.Namespace) -> int:
    from chime_shim.cli._observed import calls_of
    from chime_shim.cli._output import UsageError
    from chime_shim.scan.output import baseline
    from chime_shim.scan.output.report import report_of

    selection, exclude = _chosen(options)
    known = baseline.read(Path(options.baseline)) if options.baseline else frozenset()
    observed = calls_of(options.ledger) if options.ledger else None
    results, census = _results(options, exclude)
    report = report_of(results, census, selection, baseline=known, observed=observed)
    if options.explain_client:
        return _explain(report, options)
    if options.write_baseline:
        _write_baseline(Path(options.write_baseline), results, selection)
        _name_unread(report)
        return _verdict(report, options, findings=False)
    _show(report, options)
    if not report.files:
        raise UsageError(
            "nothing was scanned: there is no file of a kind that is read in "
            f"{', '.join(options.paths or ['.'])}"
        )
    return _verdict(report, options, findings=bool(report.findings or report.policies))


def _verdict(report: Report, options: argparse.Namespace, *, findings: bool) -> int:
    if report.missed and not options.ignore_unreadable:
        return 2
    return int(findings and not options.exit_zero)


def _name_unread(report: Report) -> None:
    for problem in report.problems:
        print(f"{problem.path} {problem.reason}: could not be determined", file=sys.stderr)


def _explain(report: Report, options: argparse.Namespace) -> int:
    from chime_shim.cli._output import UsageError
    from chime_shim.scan.output import clients

    path, _, line = options.explain_client.rpartition(":")
    if not line.isdecimal():
        raise UsageError("--explain-client takes a line, such as 12 or src/app.py:12")
    found = clients.at(report.clients, int(line), path or None)
    if not found:
        raise UsageError(f"--explain-client: there is no client of chime at {options.explain_client}")
    sys.stdout.write(clients.render(found))
    return 0


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError
    return count


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


def _results(options: argparse.Namespace, exclude: Iterable[str]) -> tuple[list[ScanResult], Census]:
    from chime_shim.cli._output import UsageError, missing
    from chime_shim.cli._scan_options import chosen_kinds
    from chime_shim.scan import scan_paths, scan_source
    from chime_shim.scan.formats.kinds import PYTHON
    from chime_shim.scan.project.files import Census

    paths = options.paths or ["."]
    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("standard input is scanned alone")
        return [scan_source(sys.stdin.buffer.read(), "<stdin>")], Census({PYTHON: 1})
    for path in paths:
        if not os.path.lexists(path):
            raise missing(path)
    tell, census = _teller(), Census()
    wanted = options.format == "json" or bool(options.explain_client)
    results = scan_paths(
        paths,
        exclude=exclude,
        progress=tell,
        jobs=options.jobs,
        census=census,
        clients=wanted,
        kinds=chosen_kinds(options),
    )
    found = list(results)
    tell(None)
    return found, census


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


def _write_baseline(path: Path, results: Sequence[ScanResult], selection: Selection) -> None:
    from chime_shim.scan.output import baseline

    findings = [
        each
        for result in results
        for each in (*result.findings, *result.policies)
        if selection.takes(each) and selection.trusts(each)
    ]
    baseline.write(path, findings)
    print(f"{path}: {len(findings)} findings", file=sys.stderr)


def _show(report: Report, options: argparse.Namespace) -> None:
    from importlib import import_module

    reporter: Any = import_module(f"chime_shim.scan.output.{options.format}")
    look: dict[str, Any] = {}
    if options.format == "text":
        look = {"colour": has_colours(), "width": width()}
    emit(reporter.render(report, **look), options.output)
