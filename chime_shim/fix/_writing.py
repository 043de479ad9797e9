"""Writing files without losing anything: not their owner, not their links, not what others wrote meanwhile.

The directory may be hostile: the temporary file has a name that nobody can guess, and is made exclusively, so
that no link in its place is followed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chime_shim.fix._result import FixResult

__all__ = ["ChangedError", "write", "write_all"]

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_UPDATE = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class ChangedError(OSError):
    """Raised if a file is not what it was when it was read."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EBUSY, "it has changed since it was read", path)


def write(result: FixResult) -> None:
    """Write one file, in its own encoding and with its own newlines.

    Args:
        result: What becomes of it.

    Raises:
        ChangedError: If it is not what it was when it was read.
        OSError: If it cannot be written; it is as it was.
    """
    _put(result.path, result.before.encode(result.encoding), result.after.encode(result.encoding))


def write_all(results: Sequence[FixResult]) -> list[tuple[FixResult, str]]:
    """Write the files that change. Those that share a client are written together, or not at all.

    Args:
        results: What becomes of the files.

    Returns:
        Those that were not written, each with the reason.
    """
    failed: dict[str, str] = {}
    for together in _sets_of(results):
        written: list[FixResult] = []
        at_fault = ""
        try:
            for work in (_check, write):
                for result in together:
                    at_fault = result.path
                    work(result)
                    if work is write:
                        written.append(result)
        except OSError as error:
            reason = error.strerror or str(error)
            failed[at_fault] = reason
            for result in together:
                failed.setdefault(result.path, f"it shares a client with {at_fault}, and {reason}")
            for result in reversed(written):
                if trouble := _taken_back(result):
                    failed[result.path] = f"it is written and {at_fault} is not: {trouble}"
    return [(each, failed[each.path]) for each in results if each.path in failed]


def _sets_of(results: Sequence[FixResult]) -> Iterator[list[FixResult]]:
    """Give the files that change, those that share a client together."""
    todo = {each.path: each for each in results if each.changed and each.problem is None}
    while todo:
        first = next(iter(todo.values()))
        together = [each for each in todo.values() if each is first or each.path in first.together]
        for each in together:
            del todo[each.path]
        yield together


def _check(result: FixResult) -> None:
    """See that a file is what it was."""
    target = os.path.realpath(result.path)
    with _opened(target, _READ) as descriptor:
        now = _content(descriptor)
    if now not in {text.encode(result.encoding) for text in (result.before, result.after)}:
        raise ChangedError(result.path)


def _taken_back(result: FixResult) -> str:
    try:
        _put(result.path, result.after.encode(result.encoding), result.before.encode(result.encoding))
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _put(path: str, before: bytes, after: bytes) -> None:
    target = os.path.realpath(path)  # a link stays a link
    with _opened(target, _READ) as old:
        now = _content(old)
        if now == after:
            return  # it has a second name, by which it was written already
        if now != before:
            raise ChangedError(path)
        if os.fstat(old).st_nlink > 1 or not _replaced(target, after, old):
            _overwrite(path, target, before, after)
            return
        # Whoever had it open may have written to it while another one was put in its place.
        now = _content(old)
        if now != before:
            _replaced(target, now, old)
            raise ChangedError(path)


def _replaced(target: str, content: bytes, old: int) -> bool:
    """Put a new file in the place of an old one; False if that, or the same owner, cannot be."""
    descriptor, beside = tempfile.mkstemp(prefix=".chime-shim-", dir=Path(target).parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if not _made_alike(descriptor, old):
                return False
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
    return True


def _made_alike(new: int, old: int) -> bool:
    """Give a file the owner, the mode and the attributes of another one; False if its owner cannot be."""
    if not hasattr(os, "fchown"):
        return False  # Windows, where nothing takes the place of a file that is open
    status, mine = os.fstat(old), os.fstat(new)
    if (status.st_uid, status.st_gid) != (mine.st_uid, mine.st_gid):
        try:
            os.fchown(new, status.st_uid, status.st_gid)
        except OSError:
            return False
    os.fchmod(new, stat.S_IMODE(status.st_mode))  # after the owner, for a change of owner takes bits away
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                os.setxattr(new, name, os.getxattr(old, name))
    return True


def _overwrite(path: str, target: str, before: bytes, after: bytes) -> None:
    """Write into a file that has several names, or an owner who cannot be given another one."""
    with _opened(target, _UPDATE) as file:
        descriptor, copy = tempfile.mkstemp(prefix=".chime-shim-", dir=Path(target).parent)
        try:
            _fill(descriptor, before)
        finally:
            os.close(descriptor)
        try:
            if _content(file) != before:
                raise ChangedError(path)
            _fill(file, after)
        except OSError as error:
            try:
                if not isinstance(error, ChangedError):
                    _fill(file, before)
            except OSError:
                raise OSError(error.errno, f"{error.strerror}; what it was is in {copy}", path) from error
            Path(copy).unlink()
            raise
        Path(copy).unlink()


def _fill(descriptor: int, content: bytes) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.ftruncate(descriptor, len(content))
    os.fsync(descriptor)


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(descriptor, 1 << 20), b""))


@contextlib.contextmanager
def _opened(path: str, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", path)
        yield descriptor
    finally:
        os.close(descriptor)
