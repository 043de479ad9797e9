"""What the commands that read source take from ``[tool.chime_shim.scan]`` of pyproject.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.cli._output import UsageError
from chime_shim.scan import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UsageError", "codes", "project_options"]

_LISTS = ("exclude", "select", "ignore")


def project_options() -> dict[str, Any]:
    """Return ``exclude``, ``select``, ``ignore`` and ``min_confidence`` as far as the project says.

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
    for name, value in options.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise UsageError(f"{title}: {name} is not a list of strings")
        elif name != "min_confidence":
            raise UsageError(f"{title}: there is no {name}; there are {', '.join(_LISTS)}, min-confidence")
        elif value not in CONFIDENCES:
            raise UsageError(f"{title}: min-confidence is one of {', '.join(CONFIDENCES)}")
    for name in ("select", "ignore"):
        if name in options:
            options[name] = list(codes(options[name], f"{title}: {name}"))
    return options


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
