"""What is in the files that are no Python modules."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem, ScanResult
from chime_shim.scan.formats.code import Code, in_file
from chime_shim.scan.formats.kinds import OTHER_LANGUAGES
from chime_shim.scan.formats.policies import NAMED, may_be_policy, policies
from chime_shim.scan.formats.stubs import with_declared
from chime_shim.scan.project.prefilter import mentions
from chime_shim.scan.project.source import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.scan._finding import Finding
    from chime_shim.scan.formats.notebooks import Notebook

__all__ = ["Elsewhere", "read_elsewhere"]

_CHUNK = 1 << 20
# The legacy namespace, as SDKs of other languages and templates name it.
_NAMED = re.compile(
    rb"client-chime[\"'`/]|clients/chime[\"'`]|new (?:AWS\.)?Chime\("
    rb"|\bChime(?:Async)?Client\b|\bAmazonChime(?:Async|Client)?\b"
    rb"|services\.chime[.;]|service/chime\"|\bAws::Chime\b|\bAWS::Chime::|Aws\\+Chime\\|\bAmazon\.Chime[;.]"
    rb"|\baws_sdk_chime::|\baws/chime/|\bAWSChime\b|\baws_chime_|aws-sdk-go[\w/-]*/chime\""
    rb"|" + NAMED
)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass
class Elsewhere:
    """What was read of such files.

    Args:
        codes: The Python in them that may have to do with Chime, by the name that it has as a module.
        notebooks: The notebooks, by their paths.
        found: What else was found.
        foreign: How many files there are of languages that are not read, and name the legacy namespace.
        texts: The kind and the content of the files that have commands in them.
        policies: What was found in policies, in modules too.
    """

    codes: dict[str, Code] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    found: list[ScanResult] = field(default_factory=list)
    foreign: dict[str, int] = field(default_factory=dict)
    texts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    policies: list[ScanResult] = field(default_factory=list)

    def modules(self) -> dict[str, bytes]:
        """Return the code as modules."""
        return {name: code.text.encode("utf-8", "surrogatepass") for name, code in self.codes.items()}

    def look_for_policies(self, path: str, data: bytes) -> None:
        """Look for policies in a file."""
        if data[:2] in _MARKS:
            data = _decoded(data).encode("utf-8", "surrogatepass")
        if may_be_policy(path, data):
            self.policies.append(policies(path, _decoded(data)))

    def placed(self, results: Iterable[ScanResult]) -> list[ScanResult]:
        """Put results of modules where they stand, and join what was found in the same files."""
        found: dict[str, ScanResult] = {}
        for result in [*(in_file(each, self.codes) for each in results), *self.found, *self.policies]:
            before = found.get(result.path)
            found[result.path] = result if before is None else _both(before, result)
        return list(map(with_declared, found.values()))


def _both(first: ScanResult, second: ScanResult) -> ScanResult:
    reading = first.reading or second.reading
    if first.reading and second.reading:
        reading = replace(first.reading, clients=(*first.reading.clients, *second.reading.clients))
    return ScanResult(
        first.path,
        _ordered(first.findings, second.findings),
        (*first.kept, *second.kept),
        (*first.references, *second.references),
        _ordered(first.suppressed, second.suppressed),
        first.problem or second.problem,
        reading,
        first.tree or second.tree,
        _ordered(first.policies, second.policies),
    )


def _ordered(first: tuple[Finding, ...], second: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted((*first, *second), key=lambda each: each.span))


def read_elsewhere(files: Mapping[str, str], held: Elsewhere) -> None:
    """Read files that are no Python modules.

    Args:
        files: The kind of each, or its language, by its path.
        held: Takes what is in them.
    """
    for path, kind in files.items():
        data = _content(path)
        if isinstance(data, Problem):
            if kind not in OTHER_LANGUAGES.values():
                held.found.append(ScanResult(path, problem=data))
        elif kind in OTHER_LANGUAGES.values():
            _foreign(held, kind, data)
        elif b"hime" in data or data[:2] in _MARKS or (kind == "notebooks" and mentions(data)):
            held.look_for_policies(path, data)
            _read(held, path, kind, data)


def _foreign(held: Elsewhere, language: str, data: bytes) -> None:
    if b"hime" in data and (mentions(data) if language == "Cython" else _NAMED.search(data) is not None):
        held.foreign[language] = held.foreign.get(language, 0) + 1


def _content(path: str) -> bytes | Problem:
    """Read a file; of a large one only the beginning."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror}")
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(_CHUNK)
            if len(data) < _CHUNK:
                return data
            data += file.read(LARGEST + 1 - _CHUNK)
        except OSError as error:
            return Problem(path, f"cannot be read: {error.strerror}")
    if len(data) > LARGEST:
        return Problem(
            path, "too large: over 10 MB; nothing but Python is read further", missed=b"aws" in data
        )
    return data


def _read(held: Elsewhere, path: str, kind: str, data: bytes) -> None:
    from chime_shim.scan.formats.commands import MAY_HAVE
    from chime_shim.scan.formats.embedded import codes

    if kind == "notebooks":
        _read_notebook(held, path, data)
        return
    text = _decoded(data)
    if kind == "templates" and re.search(r"\bAWS::Chime::|\baws_chime_", text):
        held.foreign["template"] = held.foreign.get("template", 0) + 1
    content = text.encode("utf-8", "surrogatepass")
    if mentions(content.replace(b'\\"', b'"')):
        for code in codes(path, kind, text):
            if mentions(code.text.encode("utf-8", "surrogatepass")):
                held.codes[code.name] = code
    if MAY_HAVE.search(content) is not None:
        held.texts[path] = kind, data
        _add(held, path, kind, text)


def _decoded(data: bytes) -> str:
    try:
        return data.decode(_MARKS.get(data[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _read_notebook(held: Elsewhere, path: str, data: bytes) -> None:
    from chime_shim.scan.formats.notebooks import notebook

    read_ = notebook(path, data)
    if isinstance(read_, Problem):
        held.found.append(ScanResult(path, problem=read_))
        return
    held.notebooks[path] = read_
    python, shell = read_.python(), read_.shell()
    if python is not None and mentions(python.text.encode("utf-8", "surrogatepass")):
        held.codes[path] = python
    problem = read_.problem()
    if problem is not None:
        held.found.append(ScanResult(path, problem=problem))
    if shell is not None:
        _add(held, path, "shell", shell.text, shell)


def _add(held: Elsewhere, path: str, kind: str, text: str, code: Code | None = None) -> None:
    from chime_shim.scan.formats.commands import findings
    from chime_shim.scan.project.noqa import split

    standing, silenced = split(findings(path, kind, text), text.split("\n"))
    if standing or silenced:
        result = ScanResult(path, tuple(standing), suppressed=tuple(silenced))
        held.found.append(in_file(result, {path: code}) if code is not None else result)
