"""The places that settings come from, and how each of them spells a name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from dataclasses import Field

__all__ = [
    "COMMAND_TABLES",
    "ENVIRONMENT",
    "FILE",
    "PREFIX",
    "Source",
    "checked",
    "environment",
    "pyproject",
    "variable",
]

PREFIX = "CHIME_SHIM_"
ENVIRONMENT = "the environment"
FILE = "pyproject.toml"

COMMAND_TABLES = frozenset({"scan"})
"""What in ``[tool.chime_shim]`` is no setting of the shim's, but a table for a command."""

# How much of a file is read, and how many dots one line may have: a parser takes time with the square of the
# parts of a dotted key. Of people's files both are a hundredth of that.
_MOST_BYTES = 1_000_000
_MOST_DOTS = 500

# What starts with the prefix and is no setting.
_OTHER_VARIABLES = frozenset({"CHIME_SHIM_DISABLED"})
# What Kubernetes puts into every pod for a service that is called chime-shim, or chime-shim-anything. Source:
# https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
_OF_A_SERVICE = re.compile(
    r"CHIME_SHIM_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)"
)
_TABLE = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?chime_shim\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A place that settings come from.

    Args:
        title: What people call it, such as ``"the environment"``.
        values: What is said there, by the name of the setting: of whatever type, and unchecked.
        spelling: How the name of a setting is spelt there.
        problem: Why nothing could be read there, or None.
    """

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    spelling: Callable[[str], str] = str
    problem: str | None = None


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def environment() -> Source:
    """Read the environment. A variable that is empty counts as one that is not set."""
    # By the names only: to decode all values would take long, and this is asked for each client.
    values = {
        name.removeprefix(PREFIX).lower(): value
        for name in os.environ
        if name.startswith(PREFIX)
        and name not in _OTHER_VARIABLES
        and not _OF_A_SERVICE.fullmatch(name)
        and (value := os.environ.get(name))
    }
    return Source(ENVIRONMENT, values, variable)


def pyproject() -> Source:
    """Read ``[tool.chime_shim]`` of the nearest pyproject.toml, from the working directory upward.

    A file without that table is not looked at any further: whatever is wrong with it is not our affair.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was deleted meanwhile
        return Source(FILE)
    try:
        path = next((each / FILE for each in (here, *here.parents) if (each / FILE).is_file()), None)
        content = b"" if path is None else path.read_bytes()
    except OSError as error:
        return Source(FILE, problem=f"it cannot be read: {error.strerror}")
    if path is None or not _TABLE.search(content):
        return Source(FILE)
    return _table_of(str(path), content)


def checked(
    source: Source, settings: Mapping[str, Field[Any]], problems: list[str]
) -> Iterator[tuple[str, Any]]:
    """Yield names and values that make sense, and take down what does not among the problems.

    Args:
        source: Where they are said.
        settings: All settings by name; of each the metadata have its parser.
        problems: The list to add to.
    """
    for name, raw in source.values.items():
        spelt = f"{source.spelling(name)} ({source.title})"
        if name in COMMAND_TABLES and source.title != ENVIRONMENT:
            continue
        if name not in settings:
            problems.append(f"{spelt} is not a setting: {_suggestion(name, source, settings)}")
            continue
        try:
            yield name, settings[name].metadata["parse"](raw)
        except ValueError as error:
            got = "" if settings[name].metadata["private"] else f"; got {raw!r}"
            problems.append(f"{spelt} is wrong: {error}{got}")


def _suggestion(name: str, source: Source, settings: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, settings)
    if close:
        return f"did you mean {' or '.join(map(source.spelling, close))}?"
    return f"there are {', '.join(map(source.spelling, settings))}"


def _table_of(title: str, content: bytes) -> Source:
    loads = _toml()
    if loads is None:
        # Not a dependency for one file on one old Python; and not passed over in silence either.
        return Source(title, problem="[tool.chime_shim] needs Python 3.11 or later, or the package tomli")
    if _takes_long(content):
        return Source(title, problem="it is too long, or has a key of too many parts")
    try:
        table = loads(content.decode())["tool"]["chime_shim"]
    except (ValueError, KeyError, TypeError) as error:
        return Source(title, problem=f"it is not valid TOML: {error}")
    except RecursionError:
        return Source(title, problem="it is nested too deeply")
    if not isinstance(table, dict):
        return Source(title, problem="[tool.chime_shim] is not a table")
    return Source(title, {name.replace("-", "_"): value for name, value in table.items()})


def _takes_long(content: bytes) -> bool:
    dots = sum(line.count(b".") ** 2 for line in content.splitlines())
    return len(content) > _MOST_BYTES or dots > _MOST_DOTS**2


def _toml() -> Callable[[str], dict[str, Any]] | None:
    try:
        from tomllib import loads  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from tomli import loads  # type: ignore[import-not-found,unused-ignore]
        except ImportError:
            return None
    return loads  # type: ignore[no-any-return,unused-ignore]
