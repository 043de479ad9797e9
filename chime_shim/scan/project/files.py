"""Finding the files to scan, and reading them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem
from chime_shim.scan.formats.kinds import KINDS, NOUNS, OTHER_LANGUAGES, PYTHON, kind_of, of_shebang

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

__all__ = ["EXCLUDED", "LARGEST_READ", "Census", "load", "walk"]

_MODULES = frozenset({PYTHON, "stubs", "scripts"})
"""The kinds that are Python from their first to their last line."""

EXCLUDED = frozenset(
    {
        ".bzr",
        ".direnv",
        ".eggs",
        ".git",
        ".hg",
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".nox",
        ".pants.d",
        ".pytest_cache",
        ".pytype",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        "__pycache__",
        "__pypackages__",
        "_build",
        "buck-out",
        "node_modules",
        "site-packages",
        "venv",
    }
)
"""Directories that are left out unless they are named."""

_IRREGULAR = "is no regular file, such as a pipe or a device: not read"

LARGEST_READ = 512 * 1024 * 1024


class Census(Counter[str]):
    """How many files were looked at, by their kinds.

    Args:
        counts: What was counted already.
    """

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        super().__init__(counts or {})
        self.left_out: Counter[str] = Counter()
        self.foreign: Counter[str] = Counter()

    @property
    def looked_at(self) -> int:
        """How many were looked at."""
        return sum(self.values())

    def kinds(self, missed: Iterable[str] = ()) -> dict[str, int]:
        """Return how many of each kind were, by what such a file is called.

        Args:
            missed: The paths of those that could not be read.
        """
        less = Counter(_kind(path, os.path.basename(path)) or PYTHON for path in missed)
        return {NOUNS[kind]: max(self[kind] - less[kind], 0) for kind in KINDS if self[kind]}

    def others(self) -> dict[str, int]:
        """Return how many of each kind were not."""
        return {NOUNS[kind]: self.left_out[kind] for kind in KINDS if self.left_out[kind]}


def walk(
    paths: Iterable[str],
    exclude: Iterable[str],
    problem: Callable[[Problem], object],
    census: Census | None = None,
    *,
    kinds: Collection[str] = (PYTHON,),
    elsewhere: dict[str, str] | None = None,
) -> Iterator[str]:
    """Give the files of a tree that are Python, each once.

    Args:
        paths: Files and directories; these are taken even if they would be excluded.
        exclude: Patterns of names or of paths, beside ``EXCLUDED``.
        problem: Is called with what cannot be read.
        census: Counts the files by their kinds.
        kinds: The kinds that are wanted.
        elsewhere: Takes the files of other kinds, and of other languages, with their kind.

    Yields:
        Paths, in their normal form, that begin as the given ones do.
    """
    patterns = tuple(exclude)
    census = Census() if census is None else census
    names = {*EXCLUDED, *(each for each in patterns if not set("*?[/") & set(each))}
    globs = tuple(each.removeprefix("./").rstrip("/") for each in patterns if set("*?[/") & set(each))
    seen: set[str] = set()
    for path in map(os.path.normpath, paths):
        if not os.path.isdir(path):
            # What is named is taken for Python, if nothing says otherwise.
            found_here: Iterable[tuple[str, str]] = [(path, _kind(path, os.path.basename(path)) or PYTHON)]
        else:
            found_here = _below(path, names, globs, problem)
        for found, kind in found_here:
            if found in seen:
                continue
            seen.add(found)
            if kind not in NOUNS:
                if elsewhere is not None:
                    elsewhere[found] = kind
                continue
            if kind not in kinds:
                census.left_out[kind] += 1
                continue
            census[kind] += 1
            if kind in _MODULES:
                yield found
            elif elsewhere is not None:
                elsewhere[found] = kind


def _below(
    top: str, names: set[str], globs: tuple[str, ...], problem: Callable[[Problem], object]
) -> Iterator[tuple[str, str]]:
    todo = [top]
    visited: set[tuple[int, int]] = set()
    while todo:
        directory = todo.pop()
        try:
            with os.scandir(directory) as entries:
                listed = list(entries)
        except OSError as error:
            problem(Problem(directory, f"cannot be listed: {error.strerror}"))
            continue
        prefix = "" if directory == "." else os.path.join(directory, "")
        for entry in listed:
            name = entry.name
            path = prefix + name
            if name in names or (globs and _matches(path, name, top, globs)):
                continue
            kind = None if name.startswith(".#") else kind_of(path.replace(os.sep, "/"), name)
            if kind and _is_file(entry, path, problem):
                yield path, kind
            elif _is_directory(entry, path, visited, problem):
                todo.append(path)
            elif not kind and (other := _by_content(entry, kind)):
                yield path, other


def _by_content(entry: os.DirEntry[str], kind: str | None) -> str | None:
    """Tell the kind of a file whose name does not; or its language, if that is one that is not read."""
    if kind is None:
        return OTHER_LANGUAGES.get(os.path.splitext(entry.name)[1])
    return _by_first_line(entry.path) if entry.is_file() else None


def _kind(path: str, name: str) -> str | None:
    kind = kind_of(path.replace(os.sep, "/"), name)
    return _by_first_line(path) if kind == "" else kind or OTHER_LANGUAGES.get(os.path.splitext(name)[1])


def _by_first_line(path: str) -> str | None:
    """Tell the kind of a file by its first line, if that names an interpreter."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        return of_shebang(os.read(descriptor, 128).split(b"\n", 1)[0])
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _matches(path: str, name: str, top: str, globs: tuple[str, ...]) -> bool:
    relative = os.path.relpath(path, top).replace(os.sep, "/") if top != "." else path.replace(os.sep, "/")
    here = path.replace(os.sep, "/").removeprefix("./")
    return any(fnmatchcase(each, pattern) for pattern in globs for each in (name, relative, here))


def _is_file(entry: os.DirEntry[str], path: str, problem: Callable[[Problem], object]) -> bool:
    try:
        if entry.is_file():
            return True
        if entry.is_symlink() and not os.path.exists(entry.path):
            problem(Problem(path, "is a symbolic link that leads nowhere"))
        elif not entry.is_dir():
            problem(Problem(path, _IRREGULAR))
    except OSError as error:
        problem(Problem(path, f"cannot be read: {error.strerror}"))
    return False


def _is_directory(
    entry: os.DirEntry[str],
    path: str,
    visited: set[tuple[int, int]],
    problem: Callable[[Problem], object],
) -> bool:
    try:
        if not entry.is_dir():
            return False
        # Python 3.12 and later tell a junction, which Windows has in place of links.
        if entry.is_symlink() or getattr(entry, "is_junction", bool)():
            # Only links can lead round in a circle.
            real = os.path.realpath(path)
            here = os.path.realpath(os.path.dirname(path) or ".")
            if (here + os.sep).startswith(real.rstrip(os.sep) + os.sep):
                problem(
                    Problem(
                        path, "is a symbolic link to a directory that it is in: not followed", missed=False
                    )
                )
                return False
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in visited:
                return False
            visited.add((status.st_dev, status.st_ino))
    except OSError as error:
        problem(Problem(path, f"cannot be read: {error.strerror}"))
        return False
    return True


def load(path: str) -> bytes | Problem:
    """Read a file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror}")
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Problem(path, _IRREGULAR)
        size = status.st_size
        if size > LARGEST_READ:
            return Problem(path, f"too large: {size / 1024**2:.0f} MB")
        data = os.read(descriptor, size + 1)
        while len(data) < size:
            more = os.read(descriptor, size - len(data) + 1)
            if not more:
                break
            data += more
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror}")
    finally:
        os.close(descriptor)
    return data
