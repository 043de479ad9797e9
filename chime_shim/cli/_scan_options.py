"""What the commands that read source take from ``[tool.chime_shim.scan]`` of pyproject.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.scan import CONFIDENCES
from chime_shim.scan.formats.kinds import KINDS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

__all__ = ["UsageError", "add_kinds", "chosen_kinds", "codes", "project_options"]

_LISTS = ("exclude", "select", "ignore", "kinds", "without_kinds")


class UsageError(Exception):
    """The user's own mistake; the text says what is wrong."""


def project_options() -> dict[str, Any]:
    """Return what the command line could say as well, as far as the project says.

    Raises:
        UsageError: If the file or the table is wrong.
    """
    from chime_shim.settings.sources import pyproject

    source = pyproject()
    if source.problem is not None:
        raise UsageError(f"{source.title}: {source.problem}")
    table = source.values.get("scan", {})
    title = f"[tool.chime_shim.scan] of {source.title}"
    if not isinstance(table, dict):
        raise UsageError(f"{title} is not a table")
    options = {name.replace("-", "_"): value for name, value in table.items()}
    _check(options, title)
    for name in ("select", "ignore"):
        if name in options:
            options[name] = list(codes(options[name], f"{title}: {name}"))
    for name in ("kinds", "without_kinds"):
        if name in options:
            options[name] = _kinds(options[name], f"{title}: {name.replace('_', '-')}")
    return options


def _check(options: dict[str, Any], title: str) -> None:
    for name, value in options.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise UsageError(f"{title}: {name} is not a list of strings")
        elif name != "min_confidence":
            raise UsageError(
                f"{title}: there is no {name}; there are "
                f"{', '.join(_LISTS).replace('_', '-')}, min-confidence"
            )
        elif value not in CONFIDENCES:
            raise UsageError(f"{title}: min-confidence is one of {', '.join(CONFIDENCES)}")


def add_kinds(parser: argparse.ArgumentParser) -> None:
    """Declare the options that choose kinds of files."""
    parser.add_argument(
        "--kinds", metavar="KINDS", help="look at these kinds of files only, such as python,notebooks"
    )
    parser.add_argument(
        "--without-kinds", metavar="KINDS", help="look at all kinds but these, such as markdown,templates"
    )


def chosen_kinds(options: argparse.Namespace) -> list[str]:
    """Return the kinds of files that are to be looked at: the command line goes before the project.

    Raises:
        UsageError: If there is no such kind.
    """
    project = project_options()
    given = {
        name: _kinds(text.split(","), f"--{name.replace('_', '-')}")
        for name in ("kinds", "without_kinds")
        if (text := getattr(options, name)) is not None
    }
    wanted = given or project
    left_out = wanted.get("without_kinds", ())
    return [kind for kind in wanted.get("kinds", KINDS) if kind not in left_out]


def _kinds(given: Iterable[str], title: str) -> list[str]:
    kinds = [each.strip() for each in given if each.strip()]
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"{title}: there is no kind {kind!r}; there are {', '.join(KINDS)}")
    return kinds


def codes(given: Iterable[str], title: str) -> tuple[str, ...]:
    """Return rules, or beginnings of rules, that may be given with commas between them.

    Raises:
        UsageError: If there is no such rule.
    """
    from chime_shim.scan import RULES

    wanted = [code.strip().upper() for each in given for code in each.split(",") if code.strip()]
    for code in wanted:
        if not any(rule.startswith(code) for rule in RULES):
            raise UsageError(f"{title}: there is no rule {code!r}; there are {', '.join(RULES)}")
    return tuple(wanted)
