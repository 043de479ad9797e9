"""Rewrite legacy calls to native ones: shows a diff, and changes nothing unless told to.

Give all of a program at once: clients are followed from one module to another. What is not sure is not
changed; a comment says why. Exit code 0: no legacy call is left; 1: some are, or would be without --write;
2: it could not be determined, for a file could not be read, or the command makes no sense.
"""

from __future__ import annotations

import os
import sys
from difflib import unified_diff
from typing import TYPE_CHECKING

from chime_shim.cli._output import missing
from chime_shim.cli._terminal import has_colours

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from chime_shim.fix import FixResult, Options
    from chime_shim.scan.project.files import Census

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim fix src": "show what would be changed",
    "chime-shim fix --write src": "change it",
    "chime-shim fix --list": "list the rules",
}

_MOST_PLACES = 10
_COLOURS = {"---": "1", "+++": "1", "@@": "36", "+": "32", "-": "31"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim fix``."""
    from chime_shim.cli._scan_options import add_kinds

    parser.add_argument(
        "paths", nargs="*", metavar="path", help="a file, a directory, or - for standard input"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="change the files")
    what.add_argument("--check", action="store_true", help="show no diff, only what would be changed")
    what.add_argument("--list", action="store_true", help="list the rules, and do nothing else")
    parser.add_argument("--unsafe", action="store_true", help="make unsafe fixes, too")
    parser.add_argument("--select", metavar="RULES", help="apply these rules only, and make the clients")
    parser.add_argument("--ignore", metavar="RULES", help="do not apply these rules")
    parser.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        help="leave such names or paths out; may be given more than once",
    )
    add_kinds(parser)
    parser.add_argument(
        "--ignore-unreadable",
        action="store_true",
        help="do not exit with 2 because of files that cannot be read or parsed",
    )
    parser.add_argument(
        "--from-ledger", metavar="FILE", help="fix only clients of which calls were observed, by a ledger"
    )


def main(options: argparse.Namespace) -> int:
    """Fix what is legacy.

    Returns:
        0 if no legacy call is left, 1 if some are, 2 if a file could not be read or
        written, or the command makes no sense.
    """
    from chime_shim.cli._output import UsageError
    from chime_shim.cli._scan_options import chosen_kinds, project_options

    if options.list:
        _list()
        return 0
    try:
        wanted = _wanted(options)
        _check_paths(options.paths)
        options.exclude += project_options().get("exclude", [])
        chosen_kinds(options)
    except (OSError, UsageError, ValueError) as error:
        print(f"chime-shim: {error}", file=sys.stderr)
        return 2
    return _filter(options, wanted) if options.paths == ["-"] else _fix(options, wanted)


def _check_paths(paths: Sequence[str]) -> None:
    if not paths:
        raise ValueError("nothing to read: give files, directories, or - for standard input")
    if "-" in paths and len(paths) > 1:
        raise ValueError("- is standard input, and stands alone")
    absent = [path for path in paths if path != "-" and not os.path.lexists(path)]
    if absent:
        raise missing(absent[0])


def _names(argument: str | None) -> list[str]:
    return [name.strip() for name in (argument or "").split(",") if name.strip()]


def _wanted(options: argparse.Namespace) -> Options:
    from chime_shim.cli._observed import calls_of
    from chime_shim.cli._output import UsageError
    from chime_shim.fix import RULES, Options

    known = {rule.name for rule in RULES}
    unknown = {*_names(options.select), *_names(options.ignore)} - known
    if unknown:
        raise ValueError(f"no rule is called {', '.join(sorted(unknown))}: chime-shim fix --list shows them")
    selected = {*_names(options.select), "clients"} if options.select else known
    observed = None
    if options.from_ledger is not None:
        observed = [each for each in calls_of([options.from_ledger]) if each.line]
        if not observed:
            raise UsageError(f"{options.from_ledger} has no call of which the line is known")
        # All of the program: a client may be made where none of the calls is.
        options.paths = options.paths or ["."]
    return Options(options.unsafe, frozenset(selected - set(_names(options.ignore))), observed)


def _list() -> None:
    from chime_shim.fix import RULES

    for rule in RULES:
        print(f"{rule.name:18} {'unsafe' if rule.unsafe else '':6}  {rule.title}".rstrip())


def _filter(options: argparse.Namespace, wanted: Options) -> int:
    """Read a text, and print what becomes of it; with ``--check``, nothing but the summary."""
    from chime_shim.fix import fix_source
    from chime_shim.scan.formats.kinds import PYTHON
    from chime_shim.scan.project.files import Census

    content = sys.stdin.buffer.read()
    result = fix_source(content, wanted, "<stdin>")
    if not options.check:
        # As it came, if nothing can be done: it may stand in a pipe.
        whole = content if result.problem else result.after.encode(result.encoding)
        sys.stdout.buffer.write(whole)
        sys.stdout.flush()
    return _report([result], options, Census({PYTHON: 1}), done=not options.check)


def _fix(options: argparse.Namespace, wanted: Options) -> int:
    from chime_shim.cli._scan_options import chosen_kinds
    from chime_shim.fix import fix_paths, write_all
    from chime_shim.scan.project.files import Census

    census = Census()
    results = fix_paths(
        options.paths, wanted, exclude=options.exclude, census=census, kinds=chosen_kinds(options)
    )
    if not census.looked_at:
        print(
            "chime-shim: nothing was scanned: there is no file of a kind that is read in "
            f"{', '.join(options.paths)}",
            file=sys.stderr,
        )
        return 2
    failed = write_all(results) if options.write else []
    for result, reason in failed:
        _say(f"{result.path}: not written: {reason}")
    for result in results:
        if result.changed and options.check:
            print(result.path)
        elif result.changed and not options.write:
            sys.stdout.writelines(_diff(result))
    written = [each for each in results if not any(each is result for result, _ in failed)]
    code = _report(written, options, census, done=options.write)
    return 2 if failed else code


def _diff(result: FixResult) -> Iterator[str]:
    colour = has_colours()
    lines = unified_diff(
        result.before.splitlines(keepends=True),
        result.after.splitlines(keepends=True),
        result.path,
        result.path,
    )
    for line in lines:
        text = line.rstrip("\r\n")
        code = next((code for start, code in _COLOURS.items() if text.startswith(start)), None)
        yield (f"\x1b[{code}m{text}\x1b[0m" if colour and code else text) + "\n"


def _report(results: Sequence[FixResult], options: argparse.Namespace, census: Census, *, done: bool) -> int:
    """Say what was done, what was not, and what was looked at."""
    from chime_shim.scan.output.message import inventory

    unreadable = [each.problem for each in results if each.problem is not None]
    for problem in unreadable:
        line = f":{problem.line}" if problem.line else ""
        _say(f"{problem.path}{line} {problem.reason}: could not be determined")
    places: dict[str, list[str]] = {}
    for result in results:
        if result.refused:
            _say(f"{result.path}: left alone: {result.refused}")
        for at, text in result.notes:
            places.setdefault(text, []).append(f"{result.path}:{at}")
    for text, where in places.items():
        more = f" and {len(where) - _MOST_PLACES} more" if len(where) > _MOST_PLACES else ""
        _say(f"{', '.join(where[:_MOST_PLACES])}{more}: {text}")
    code = _summary(results, done=done)
    _say(
        inventory(
            census.kinds(each.path for each in unreadable), len(unreadable), census.others(), census.foreign
        )
    )
    return 2 if unreadable and not options.ignore_unreadable else code


def _summary(results: Sequence[FixResult], *, done: bool) -> int:
    fixed = sum(len(result.fixed) for result in results)
    stay = [finding for result in results for finding in result.left]
    lacking = sorted(result.path for result in results if result.policies)
    unseen = sum(finding.kind == "client" for finding in stay)
    left = len(stay) - unseen
    comments = sum(result.comments for result in results)
    unobserved = sum(len(result.unobserved) for result in results)
    changed = sum(result.changed for result in results)
    notes = sum(len(result.notes) for result in results)
    if lacking:
        more = f" and {_count(len(lacking) - 1, 'more file')}" if len(lacking) > 1 else ""
        _say(f"{lacking[0]}{more}: policies lack names of the successors: chime-shim iam --diff shows them")
    if not (fixed or stay or unobserved or changed):
        _say("nothing to fix: no legacy call was found")
        return 0
    _say(f"{_count(fixed, 'call')} {'moved' if done else 'would move'}, in {_count(changed, 'changed file')}")
    if left:
        why = f"; {_count(comments, 'comment')} {'says' if comments == 1 else 'say'} why" if comments else ""
        _say(f"{_count(left, 'call')} cannot be moved{why}")
    if unseen:
        _say(f"{_count(unseen, 'client')} of chime can be used where it is not seen")
    if notes:
        _say(f"{_count(notes, 'place')} to look at, named above")
    if unobserved:
        _say(f"{_count(unobserved, 'call')} left alone: the ledger has none of that client")
    if changed and not done:
        _say("nothing was written: --write does it")
    return 1 if stay or unobserved or (changed and not done) else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
