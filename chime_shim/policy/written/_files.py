"""Files that may have policies in them: which, how they are read, and what was found in each."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.policy._needs import PRINCIPALS

from ._located import Fields, Source, TooDeepError
from ._search import Found, Loose, Unclear, Written, search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "FORMATS",
    "File",
    "format_of",
    "lines_of_statements",
    "look_at",
    "look_into",
    "names_chime",
    "paths_below",
    "read",
]

FORMATS = {
    ".json": "json",
    ".template": "yaml",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".tf": "hcl",
    ".tfvars": "hcl",
    ".tofu": "hcl",
    ".hcl": "hcl",
    ".py": "python",
}
"""Format by suffix; a YAML file may have JSON in it, which is read as such."""

_PARSERS = {"yaml": ("yaml", "PyYAML"), "hcl": ("hcl2", "python-hcl2")}
_EXTRA = 'pip install "chime-shim[policies]"'
_PASSED_OVER = {"__pycache__", "node_modules", "site-packages", "venv", "cdk.out"}
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class File:
    """What was found in a file.

    Args:
        path: The file, as it was named.
        text: What is in it, or an empty text if that is not known.
        format: ``"json"``, ``"yaml"``, ``"hcl"`` or ``"python"``.
        found: The policies and names in it.
        problem: Why it was not looked at, or None.
        is_document: Whether it is one policy, and nothing else.
    """

    path: str
    text: str
    format: str
    found: list[Found] = field(default_factory=list)
    problem: str | None = None
    is_document: bool = False

    @property
    def written(self) -> list[Written]:
        """The policies."""
        return [each for each in self.found if isinstance(each, Written)]

    @property
    def loose(self) -> list[Loose]:
        """The names that are in no policy."""
        return [each for each in self.found if isinstance(each, Loose)]

    @property
    def unclear(self) -> list[Unclear]:
        """What is not understood."""
        return [each for each in self.found if isinstance(each, Unclear)]


def look_at(path: str | os.PathLike[str], services: Collection[str] = tuple(PRINCIPALS)) -> File:
    """Look for policies in a file.

    Args:
        path: The file.
        services: Those whose principals a resource should know, such as ``"chime-sdk-meetings"``.
    """
    name = os.fspath(path)
    try:
        if _would_wait(name):
            return File(name, "", "", problem="it cannot be read: it is a pipe")
        if Path(path).stat().st_size > _LARGEST:
            return File(name, "", "", problem=f"it has more than {_LARGEST:,} bytes")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return File(name, "", "", problem="it is not UTF-8")
    except OSError as error:
        return File(name, "", "", problem=f"it cannot be read: {error.strerror or type(error).__name__}")
    return look_into(name, text, services)


def look_into(name: str, text: str, services: Collection[str] = tuple(PRINCIPALS)) -> File:
    """Look for policies in the text of a file.

    Args:
        name: The file, which tells the format.
        text: What is in it.
        services: As ``look_at`` takes them.
    """
    form = format_of(name, text)
    if form in _PARSERS and find_spec(_PARSERS[form][0]) is None:
        return File(name, text, form, problem=f"it takes {_PARSERS[form][1]} to read: {_EXTRA}")
    try:
        root = read(text, form)
        is_document = form == "json" and isinstance(root, Fields) and "Statement" in root
        return File(name, text, form, search(root, services), is_document=is_document)
    except TooDeepError:
        problem = "it is nested too deeply"
    except Exception as error:  # noqa: BLE001 - each parser has errors of its own, and bad input costs itself alone
        problem = _reason(error, form)
    return File(name, text, form, problem=problem)


def format_of(path: str, text: str) -> str:
    """Tell the format of a file by its name, and of one without a suffix that says it by what is in it."""
    form = FORMATS.get(os.path.splitext(path)[1].lower())  # noqa: PTH122 - paths are strings here
    if form in {None, "yaml"}:
        return "json" if text.lstrip()[:1] in {"{", "["} else "yaml"
    return str(form)


def read(text: str, form: str) -> Any:
    """Read a text in one of the formats; each parser is imported when it is needed."""
    source = Source(text)
    if form == "json":
        from ._json import read as reader
    elif form == "yaml":
        from ._yaml import read as reader
    elif form == "hcl":
        from ._hcl import read as reader
    else:
        from ._python import read as reader
    return reader(source)


def lines_of_statements(document: str) -> list[int]:
    """Return the line of each statement of a policy, which is JSON."""
    statements = read(document.removeprefix("\ufeff"), "json")["Statement"]
    return [each.span.line for each in ([statements] if isinstance(statements, Fields) else statements)]


def paths_below(directory: str) -> Iterator[str]:
    """Name the files below a directory that may have policies in them, by their names."""
    for place, directories, names in os.walk(directory):
        directories[:] = sorted(
            each for each in directories if each not in _PASSED_OVER and not each.startswith(".")
        )
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118 - paths are strings here
            if os.path.splitext(name)[1].lower() in FORMATS:  # noqa: PTH122
                yield path


def _would_wait(path: str) -> bool:
    """Tell whether nobody may ever write what is read there; ``/dev`` has what a shell gives as a file."""
    return Path(path).is_fifo() and not path.startswith("/dev/")


def names_chime(path: str) -> bool:
    """Tell whether the word is in a file, so that it is worth reading."""
    if _would_wait(path):
        return True  # so that it is said
    try:
        with Path(path).open("rb") as file:
            return b"chime" in file.read(_LARGEST).lower()
    except OSError:
        return True  # so that it is said


def _reason(error: Exception, form: str) -> str:
    """Say why a text cannot be read, and where; nothing of it is quoted."""
    line = getattr(error, "lineno", None) or getattr(error, "line", None)
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        line = mark.line + 1
    where = f", in line {line}" if isinstance(line, int) and line > 0 else ""
    known = {"json": "JSON", "yaml": "YAML", "hcl": "Terraform", "python": "Python"}
    if type(error) is ValueError:
        return str(error)
    return f"it is not {known[form]}{where}"
