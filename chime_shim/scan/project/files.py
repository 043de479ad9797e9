"""Finding the files to scan, and reading them."""

from __future__ import annotations

import os
from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["EXCLUDED", "KINDS", "LARGEST_READ", "PYTHON", "Census", "load", "walk"]

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

LARGEST_READ = 512 * 1024 * 1024

PYTHON = "Python file"

KINDS = {
    ".py": PYTHON,
    ".pyw": PYTHON,
    ".ipynb": "notebook",
    ".pyi": "type stub",
    ".pyx": "Cython file",
}
"""What may have Python in it, by the end of its name; all but ``PYTHON`` is only counted."""


class Census(Counter[str]):
    """How many files there are of each kind, by the names of ``KINDS``."""

    @property
    def looked_at(self) -> int:
        """How many were looked at."""
        return self[PYTHON]

    def others(self) -> dict[str, int]:
        """Return how many of each kind were not."""
        return {kind: count for kind, count in sorted(self.items()) if kind != PYTHON and count}


def walk(
    paths: Iterable[str],
    exclude: Iterable[str],
    problem: Callable[[Problem], object],
    census: Census | None = None,
) -> Iterator[str]:
    """Give the Python files of a tree, each once.

    Args:
        paths: Files and directories; these are taken even if they would be excluded.
        exclude: Patterns of names or of paths, beside ``EXCLUDED``.
        problem: Is called with what cannot be read.
        census: Counts the files by their kinds.

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
            kind = KINDS.get(os.path.splitext(path)[1], PYTHON)  # what is named is taken for Python
            found_here: Iterable[tuple[str, str]] = [(path, kind)]
        else:
            found_here = _below(path, names, globs, problem)
        for found, kind in found_here:
            if found not in seen:
                seen.add(found)
                census[kind] += 1
                if kind == PYTHON:
                    yield found


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
            kind = KINDS.get(os.path.splitext(name)[1])
            if kind is not None and not name.startswith(".#") and _is_file(entry, problem):
                yield path, kind
            elif _is_directory(entry, path, visited, problem):
                todo.append(path)


def _matches(path: str, name: str, top: str, globs: tuple[str, ...]) -> bool:
    relative = os.path.relpath(path, top).replace(os.sep, "/") if top != "." else path.replace(os.sep, "/")
    here = path.replace(os.sep, "/").removeprefix("./")
    return any(fnmatchcase(each, pattern) for pattern in globs for each in (name, relative, here))


def _is_file(entry: os.DirEntry[str], problem: Callable[[Problem], object]) -> bool:
    try:
        if entry.is_file():
            return True
        if entry.is_symlink() and not os.path.exists(entry.path):
            problem(Problem(entry.path, "is a symbolic link that leads nowhere"))
    except OSError as error:
        problem(Problem(entry.path, f"cannot be read: {error.strerror}"))
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
        if entry.is_symlink():
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
        size = os.fstat(descriptor).st_size
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
