"""The parts of our Markdown pages that are made from the code.

Each has markers before and after it, of which the first names the command that makes it. A test of the room
compares the two.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["REFERENCE", "ROOT", "Part"]

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "operations.md"


class Part(NamedTuple):
    """A part of a page, and the command that makes it.

    Attributes:
        module: The name of the module that is run to make it.
        make: Gives it, in Markdown.
        description: What the command does.
        page: The page that it is in.
        end: What the marker after it says.
        kind: What the page is called.
        pronoun: What the part is called.
    """

    module: str
    make: Callable[[], str]
    description: str
    page: Path = REFERENCE
    end: str = "end of generated"
    kind: str = "guide"
    pronoun: str = "it"

    @property
    def command(self) -> str:
        """The command that brings the page up to date."""
        return f"python -m {self.module} --write"

    def updated(self, text: str) -> str:
        """Return the text of a page with the part in its place.

        Args:
            text: What the page is now.

        Raises:
            ValueError: If the page has no place for it.
        """
        first, last = f"<!-- generated: {self.command} -->", f"<!-- {self.end} -->"
        before, begin, rest = text.partition(f"{first}\n")
        _, end, after = rest.partition(last)
        if not end:
            raise ValueError(f"the {self.kind} lacks the line {first}, or {last} after it")
        return f"{before}{begin}\n{self.make()}\n{end}{after}"

    def main(self, argv: Sequence[str] | None = None) -> None:
        """Print the part, or write it into the page.

        Args:
            argv: The command line, without the name of the program.
        """
        import argparse

        parser = argparse.ArgumentParser(description=self.description)
        parser.add_argument("--write", action="store_true", help=f"write {self.pronoun} into the {self.kind}")
        if parser.parse_args(argv).write:
            self.page.write_text(self.updated(self.page.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            sys.stdout.write(self.make())
