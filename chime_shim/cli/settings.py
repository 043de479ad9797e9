"""Show what is set, and where each value came from.

In order of precedence: --set on the command line, CHIME_SHIM_* in the environment, install(...) in the
program, [tool.chime_shim] in the nearest pyproject.toml, and the default. What a program says to install(...)
only the program knows; everything else is looked up here as it would be in a program that is started here.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from chime_shim.cli._flags import add_set
from chime_shim.cli._output import add_format, add_output, emit
from chime_shim.cli._terminal import BOLD, filled, paint
from chime_shim.settings.sources import variable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from chime_shim.settings import Resolved

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim settings": "as they are here",
    "chime-shim settings --set region=us-west-2 --json": "as they would be, as JSON",
}

JSON_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim settings``."""
    add_set(parser)
    add_format(parser)
    add_output(parser)


def main(options: argparse.Namespace) -> int:
    """Show the settings.

    Returns:
        0, or 1 if a setting is unknown or its value wrong.
    """
    from chime_shim import settings

    settings.set_flags(dict(options.flags))
    resolved = settings.resolve()
    disabled = settings.disabled()
    if options.format == "json":
        document = {
            "version": JSON_VERSION,
            "disabled": disabled,
            "settings": list(_rows(resolved)),
            "problems": list(resolved.problems),
        }
        emit(f"{json.dumps(document, indent=2)}\n", options.output)
    else:
        lines = _lines(_rows(resolved), disabled=disabled)
        emit("\n".join(lines) + "\n", options.output)
        for problem in resolved.problems:
            print(f"chime-shim: {problem}", file=sys.stderr)
    return 1 if resolved.problems else 0


def _rows(resolved: Resolved) -> Iterable[dict[str, Any]]:
    from chime_shim.settings import FIELDS, shown

    for name, field in FIELDS.items():
        yield {
            "name": name,
            "value": shown(name, getattr(resolved.settings, name)),
            "source": resolved.origins[name],
            "default": shown(name, field.default),
            "variable": variable(name),
            "help": field.metadata["help"],
        }


def _lines(rows: Iterable[Mapping[str, Any]], *, disabled: bool) -> Iterator[str]:
    for row in rows:
        line = filled(f"{row['name']} = {_text(row['value'])}  (from: {row['source']})", "", "    ")
        yield paint(row["name"], BOLD) + line[len(row["name"]) :]
        yield filled(row["help"], "    ")
        yield filled(f"{row['variable']}; default: {_text(row['default'])}", "    ") + "\n"
    state = (
        "is set: the shim is switched off" if disabled else "is not set: the shim is on where it is installed"
    )
    yield filled(f"CHIME_SHIM_DISABLED {state}.")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
