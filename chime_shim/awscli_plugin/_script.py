"""Who calls the CLI: the script that is above it among the processes, as far as the system tells.

Only the script's path is taken from a process's command line: what else is in it may be anything.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.events import CallSite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["calling_script"]

_PROCESSES = Path("/proc")
_HIGHEST = 8

_SHELL = re.compile(r"(ba|da|a|fi|z|k|mk|pdk)?sh")
_INTERPRETER = re.compile(r"(python|pypy|node|ruby|perl|php)[\d.]*")
_MAKE = re.compile(r"g?make")
_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
# They run what they are told to: who told them is above.
_GO_BETWEENS = re.compile(r"doas|env|flock|nice|nohup|setsid|stdbuf|sudo|time|timeout|watch|xargs")
# After these there is code, or the name of a module, and no script.
_CODE_FOR_SHELL = re.compile(r"-[a-zA-Z]*c[a-zA-Z]*")
_CODE = re.compile(r"-([cemp]|-eval|-print)")

_MOST_BYTES = 1_000_000
_NAME = "aws"
_UNKNOWN = CallSite("<aws>", 0, _NAME)


@cache
def calling_script() -> CallSite:
    """Find the script that has called the CLI.

    Returns:
        It, with the line if the command stands in it once, else with line 0; ``<aws>`` if there is no script,
        as in a terminal, or if the system does not tell, as macOS and Windows do not.
    """
    for process in _ancestors():
        script, further = _look_at(process)
        if script is not None:
            return CallSite.at(str(script), _line(script, sys.argv[1:]), _NAME)
        if not further:
            break
    return _UNKNOWN


def _ancestors() -> Iterator[Path]:
    process = _PROCESSES / "self"
    for _ in range(_HIGHEST):
        try:
            # The second field, the program's name, is in brackets, and may have brackets and spaces in it.
            fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
            process = _PROCESSES / str(int(fields[1]))
        except (OSError, ValueError, IndexError):
            return
        yield process


def _look_at(process: Path) -> tuple[Path | None, bool]:
    """Return a process's script, or None and whether to look at the process above it."""
    try:
        words = (process / "cmdline").read_bytes().decode(errors="surrogateescape").split("\0")[:-1]
        directory = (process / "cwd").readlink()
    except OSError:  # it has ended, or is another user's
        return None, False
    program = words[0].rpartition("/")[2].lstrip("-") if words else ""
    arguments = words[1:]
    if _MAKE.fullmatch(program):
        return _first_file(directory, [*_named_makefiles(arguments), *_MAKEFILES]), True
    for kind, code in ((_SHELL, _CODE_FOR_SHELL), (_INTERPRETER, _CODE)):
        if kind.fullmatch(program):
            names = _before(code, arguments)
            given = [word for word in names if not word.startswith("-")]
            script = _first_file(directory, given) or _open_file(process, given)
            # A shell without a script is a terminal's, unless it was given code to run.
            return script, len(names) < len(arguments)
    return None, _GO_BETWEENS.fullmatch(program) is not None


def _before(code: re.Pattern[str], arguments: Sequence[str]) -> list[str]:
    return list(takewhile(lambda word: not code.fullmatch(word), arguments))


def _named_makefiles(arguments: Sequence[str]) -> Iterator[str]:
    for option, word in pairwise(arguments):
        if option in {"-f", "--file", "--makefile"}:
            yield word


def _open_file(process: Path, names: Sequence[str]) -> Path | None:
    """Return the script that a shell reads, which may have gone to another directory since it opened it."""
    try:
        links = [link.readlink() for link in (process / "fd").iterdir()]
    except OSError:
        return None
    wanted = {name.rpartition("/")[2] for name in names}
    return next((path for path in links if path.name in wanted and path.is_file()), None)


def _first_file(directory: Path, names: Sequence[str]) -> Path | None:
    paths = [directory / name for name in names]
    # A descriptor of that process is another one, or none, here.
    return next((path for path in paths if path.is_file() and path.parts[1] not in {"dev", "proc"}), None)


def _line(script: Path, arguments: Sequence[str]) -> int:
    """Return the line of a script that has the command, if one alone has it, else 0."""
    operation = next((word for at, word in enumerate(arguments) if arguments[at - 1 : at] == ["chime"]), None)
    if operation is None:
        return 0
    try:
        with script.open("rb") as file:
            text = file.read(_MOST_BYTES).decode(errors="replace")
    except OSError:
        return 0
    command = re.compile(rf"(?<![\w-])chime(?:\s|\\\n|[\"',])+{re.escape(operation)}(?![\w-])")
    lines = {text.count("\n", 0, found.start()) + 1 for found in command.finditer(text)}
    return lines.pop() if len(lines) == 1 else 0
