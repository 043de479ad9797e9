"""A program, run as ``python`` itself runs it, but in this process.

The interpreter has the last word on everything that the program raises, ``SystemExit`` and
``KeyboardInterrupt`` included: exit codes, signals and ``sys.excepthook`` are as they always were. Nothing
is put back afterwards, for a program's threads and ``atexit`` functions outlive its last line.
"""

from __future__ import annotations

import builtins
import os
import runpy
import sys
from dataclasses import dataclass
from importlib.machinery import BuiltinImporter, SourceFileLoader
from pkgutil import get_importer
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

__all__ = ["Kind", "Program"]

Kind = Literal["script", "module", "code"]

# With -I, -P or PYTHONSAFEPATH nothing stands before the library's directories.
_HAS_PATH_0 = not (sys.flags.isolated or getattr(sys.flags, "safe_path", False))


@dataclass(frozen=True)
class Program:
    """A program and its arguments.

    Args:
        kind: What ``name`` is. A ``"script"`` is all that ``python name`` takes: a file, a directory or zip
            file with a ``__main__.py``, or ``-`` for standard input.
        name: The path, the dotted name, or the code itself.
        arguments: What comes after it.
    """

    kind: Kind
    name: str
    arguments: Sequence[str]

    def run(self) -> None:
        """Run the program, for good: it is this process's ``__main__`` from now on.

        Raises:
            BaseException: Whatever the program raises. Should the interpreter get to report it, then without
                the frames of this package.
        """
        try:
            if self.kind == "module":
                self._run_module()
            elif self.kind == "code":
                self._run_text(self.name, "<string>", argv0="-c")
            elif self.name == "-":
                self._run_text(sys.stdin.buffer.read(), "<stdin>", argv0="-")
            elif get_importer(os.path.normpath(_absolute(self.name))):
                self._run_container()
            else:
                self._run_file()
        except BaseException as error:
            _hide_our_frames(error)
            raise

    def _run_module(self) -> None:
        self._become_main("-m", path_0=_working_directory())
        # What the interpreter itself calls, here and for a container.
        runpy._run_module_as_main(self.name)  # type: ignore[attr-defined]

    def _run_container(self) -> None:
        self._become_main(self.name)
        sys.path.insert(0, _absolute(self.name))
        runpy._run_module_as_main("__main__", alter_argv=False)  # type: ignore[attr-defined]

    def _run_file(self) -> None:
        path = _absolute(self.name)
        loader = SourceFileLoader("__main__", path)
        try:
            source = loader.get_data(path)
        except OSError as error:
            # In Python's own words: whoever runs a program here expects what Python says of it.
            reason = f"[Errno {error.errno}] {error.strerror}"
            print(f"chime-shim: can't open file {path!r}: {reason}", file=sys.stderr)
            sys.exit(2)
        names = self._become_main(
            self.name,
            path_0=os.path.dirname(os.path.realpath(path)),  # noqa: PTH120 - a string, as in sys.path
            __file__=path,
            __cached__=None,
            __loader__=loader,
        )
        _execute(source, path, names)

    def _run_text(self, source: str | bytes, title: str, argv0: str) -> None:
        names = self._become_main(argv0, path_0="", __loader__=BuiltinImporter)
        if self.kind == "script":
            names.update(__file__=title, __cached__=None)
        _execute(source, title, names)

    def _become_main(self, argv0: str, path_0: str | None = None, **names: Any) -> dict[str, Any]:
        """Take the place of this command, and return the names that the program starts with."""
        # A module of its own: the command's, if it were emptied, could not even exit any more.
        main = sys.modules["__main__"] = ModuleType("__main__")
        if "__mp_main__" in sys.modules:
            # multiprocessing was imported before, and set it: what its children send back is looked up there.
            sys.modules["__mp_main__"] = main
        vars(main).update(names, __builtins__=builtins)
        sys.argv[:] = [argv0, *self.arguments]
        if _HAS_PATH_0:
            sys.path[:1] = [] if path_0 is None else [path_0]
        return vars(main)


def _execute(source: str | bytes, title: str, names: dict[str, Any]) -> None:
    # Without dont_inherit, this file's own __future__ import would be the program's.
    exec(compile(source, title, "exec", dont_inherit=True), names)  # noqa: S102 - what it is for


def _absolute(path: str) -> str:
    # As the interpreter does it: nothing is normalised.
    return os.path.join(_working_directory(), path)  # noqa: PTH118 - pathlib normalises


def _working_directory() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - a string, as in sys.path
    except FileNotFoundError:
        return ""  # it was deleted meanwhile, which does not matter to a program with an absolute path


def _hide_our_frames(error: BaseException) -> None:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_frame.f_globals is globals():
        traceback = traceback.tb_next
    # On its way up the error picks up more of our frames, so this has to wait until it is reported.
    report = sys.excepthook

    def report_without_our_frames(
        kind: type[BaseException], error: BaseException, _: TracebackType | None
    ) -> None:
        report(kind, error.with_traceback(traceback), traceback)

    sys.excepthook = report_without_our_frames
