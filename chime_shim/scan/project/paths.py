"""Which file of the tree an import leads to."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Paths"]

_KNOWN_BY_NAME = {
    "aioboto3": "session.py",
    "aiobotocore": "session.py",
    "boto3": "session.py",
    "botocore": "session.py",
    "chime_shim": "routes/__init__.py",
    "hypothesis": "strategies/__init__.py",
    "moto": "core/__init__.py",
    "pytest": "__init__.py",
}
"""Libraries whose functions the reader knows: each with a file that shows that a package is the real one."""


class Paths:
    """The files of a tree.

    Args:
        files: Their paths.
    """

    def __init__(self, files: Collection[str]) -> None:
        self.files = frozenset(files)
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._conftests_of: dict[str, list[str]] = {}
        self._tops = {part.removesuffix(".py") for path in files for part in path.split(os.sep)}

    def resolve(self, name: str, importer: str) -> str | None:
        """Return the file of a module, as imported from ``importer``; None if the tree has none."""
        directory = os.path.dirname(importer)
        key = (name, directory)
        if key not in self._resolved:
            self._resolved[key] = self._find(name, directory)
        return self._resolved[key]

    def _find(self, name: str, directory: str) -> str | None:
        stripped = name.lstrip(".")
        level = len(name) - len(stripped)
        parts = stripped.split(".") if stripped else []
        if level:
            for _ in range(level - 1):
                directory = os.path.dirname(directory)
            return self._file(directory, parts)
        if not parts or parts[0] not in self._tops:
            return None
        mark = _KNOWN_BY_NAME.get(parts[0])
        for base in self._bases(directory):
            if mark is not None and os.path.join(base, parts[0], mark) in self.files:
                return None
            found = self._file(base, parts)
            if found is not None:
                return found
        return None

    def _bases(self, directory: str) -> Iterator[str]:
        """Give the directories that a module may be imported from, the nearest first."""
        yield directory
        while True:
            above = os.path.dirname(directory)
            if above == directory:
                return
            directory = above
            yield directory
            source = os.path.join(directory, "src") if directory else "src"
            yield source
            if not directory:
                return

    def _file(self, base: str, parts: list[str]) -> str | None:
        path = os.path.join(base, *parts) if parts else base
        for candidate in (os.path.join(path, "__init__.py"), f"{path}.py"):
            if candidate in self.files:
                return candidate
        return None

    def submodule(self, path: str, name: str) -> str | None:
        """Return the file of a module in a package."""
        if os.path.basename(path) != "__init__.py":
            return None
        return self._file(os.path.dirname(path), [name])

    def imported(self, text: str, path: str) -> Iterator[str]:
        """Give the modules of the tree that a text imports, and those that it takes from packages."""
        for match in _IMPORT.finditer(text):
            module, names = match["module"], match["names"]
            for name in [module] if module else _names(match["modules"]):
                found = self.resolve(name, path)
                if found is None:
                    continue
                yield found
                if names is not None and found.endswith("__init__.py"):
                    below = (self.submodule(found, each) for each in _names(names))
                    yield from (each for each in below if each is not None)
        if any(each in text for each in _BY_NAME):
            for match in _QUOTED.finditer(text):
                found = self.resolve(match[1], path)
                if found is not None:
                    yield found
        if "patch" in text or "setattr" in text:
            yield from self._patched(text, path)

    def _patched(self, text: str, path: str) -> Iterator[str]:
        """Give the modules that a text names in quotes, as ``patch`` takes them."""
        for match in _DOTTED.finditer(text):
            name = match[1]
            while "." in name:
                name = name.rpartition(".")[0]
                found = self.resolve(name, path)
                if found is not None:
                    yield found
                    break

    def conftest_paths(self, directory: str) -> list[str]:
        if directory not in self._conftests_of:
            above = os.path.dirname(directory)
            further = [] if above == directory else self.conftest_paths(above)
            path = os.path.join(directory, "conftest.py")
            self._conftests_of[directory] = [path, *further] if path in self.files else further
        return self._conftests_of[directory]


_DOTTED = re.compile(r"""["']([A-Za-z_]\w*(?:\.\w+)+)["']""")
_QUOTED = re.compile(r"""["']([.\w]+)["']""")
_BY_NAME = ("import_module", "__import__", "sys.modules")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)"
    r"|import[ \t]+(?P<modules>[^\n]*))",
    re.MULTILINE,
)


def _names(listed: str) -> list[str]:
    text = re.sub(r"#.*", "", listed).strip("() \t")
    return [each.split()[0] for each in text.replace("\\", " ").split(",") if each.split()]
