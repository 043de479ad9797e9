"""The one guard: what is about to be written is read once more, and what is wrong with it is not written.

It takes nothing for granted that planning found out: it compares the texts before and after, and asks a
second scan, and a second fix, what they make of the result.
"""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from chime_shim.fix._scopes import scopes
from chime_shim.fix._successor_facts import client_members, has_member, required, requirements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chime_shim.fix._scopes import Scope
    from chime_shim.scan import Finding, ScanResult
    from chime_shim.scan.reader import CallRef

__all__ = ["Rewritten", "faults", "faults_of_scan", "parsed", "required"]

_SUCCESSORS = "chime-sdk-"


@dataclass(frozen=True)
class Rewritten:
    """A file before and after.

    Args:
        path: The file.
        old: Its tree as it is.
        after: The text that it should have.
        encoding: How it is to be written.
        changed: Whether the two differ.
    """

    path: str
    old: ast.Module
    after: str
    encoding: str
    changed: bool

    @cached_property
    def new(self) -> ast.Module:
        """The tree of the new text."""
        if not self.changed:
            return self.old
        return parsed(self.after)

    @cached_property
    def scopes(self) -> tuple[list[Scope], list[Scope]]:
        """The scopes of both trees."""
        return scopes(self.old), scopes(self.new)

    @property
    def module(self) -> str:
        """The last part of its name as a module."""
        path = PurePath(self.path)
        return path.parent.name if path.stem == "__init__" else path.stem

    @cached_property
    def gone(self) -> set[str]:
        """The names that the module bound, and binds no more."""
        old, new = self.scopes
        return {name for name in old[0].bound if old[0].bound[name] and not new[0].bound[name]}


def parsed(text: str | bytes) -> ast.Module:
    """Parse a text, without the warnings that are about the user's code.

    Raises:
        SyntaxError: If it does not parse.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def faults(files: Sequence[Rewritten]) -> dict[str, str]:
    """Compare files with what they were.

    Args:
        files: All files of the plan, those that do not change as well.

    Returns:
        What is wrong with the new text of a file, by its path; nothing, if nothing is.
    """
    changed = [each for each in files if each.changed]
    found = {each.path: fault for each in changed for fault in [next(_faults(each), "")] if fault}
    if not found:
        found |= _imports(files, changed) | _attributes(files, changed)
    return found


def _faults(file: Rewritten) -> Iterator[str]:
    try:
        file.after.encode(file.encoding)
        old, new = file.scopes
    except (SyntaxError, ValueError) as error:
        yield f"what it would become does not parse: {error}"
        return
    except RecursionError:
        yield "it is nested too deeply to be checked"
        return
    if [type(each.node) for each in old] != [type(each.node) for each in new]:
        yield "its functions and classes would be others"
        return
    if _long_texts(file.old) != _long_texts(file.new):
        yield "a text of several lines would be another one"
    unbound = set().union(*(each.unbound() for each in new)) - set().union(*(each.unbound() for each in old))
    if unbound:
        yield f"{_listed(unbound)} would be read and bound nowhere"
    for before, after in zip(old, new, strict=True):
        for name in sorted(before.bound - after.bound):
            meant = (index for index, each in enumerate(old) if each.binder(name) is before)
            if any(name in new[index].read for index in meant):
                yield f"{name} would be read where it is bound no more"


def _long_texts(tree: ast.Module) -> Counter[str]:
    """Return the texts of several lines: no rule has anything to do with them."""
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return Counter(each for each in values if isinstance(each, str) and "\n" in each)


def _imports(files: Sequence[Rewritten], changed: Sequence[Rewritten]) -> dict[str, str]:
    """See that what modules import from one another is there."""
    found: dict[str, str] = {}
    modules: dict[str, list[Rewritten]] = {}
    for file in files:
        modules.setdefault(file.module, []).append(file)
    losing = {file.module: file for file in changed if file.gone}
    for file in files:
        known = set(_imported(file.old))
        for module, name in _imported(file.new):
            if module in losing and name in losing[module].gone:
                found[losing[module].path] = (
                    f"{name}, which {PurePath(file.path).name} imports, would be gone"
                )
            origins = modules.get(module, [])
            is_there = any(each.scopes[1][0].bound[name] for each in origins)
            if origins and (module, name) not in known and not is_there:
                found[file.path] = f"{name} would be imported from {module}, which does not have it"
        for owner, name in _dotted(file.new):
            if owner in losing and name in losing[owner].gone:
                found[losing[owner].path] = f"{name}, which {PurePath(file.path).name} reads, would be gone"
    return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the names that are imported from modules, each with the last name of its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (((node.module or "").rpartition(".")[2], each.name) for each in node.names)


def _dotted(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the attributes that are read of names, or of attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            owner = getattr(node.value, "id", None) or getattr(node.value, "attr", None)
            if owner is not None:
                yield owner, node.attr


def _attributes(files: Sequence[Rewritten], changed: Sequence[Rewritten]) -> dict[str, str]:
    """See that attributes that are read are set somewhere, as far as they were."""
    found: dict[str, str] = {}
    there = set(client_members())
    for file in files:
        there |= {name for scope in file.scopes[1] for name in scope.bound if _is_namespace(scope)}
        there |= set(_sets([file], 1))
    for file in changed:
        before, after = _read(file.old), _read(file.new)
        unset = {name for name in after.keys() - before.keys() if name not in there}
        if unset:
            found[file.path] = f"{_listed(unset)} would be read and set nowhere"
    old, new = (Counter(_sets(files, which)) for which in (0, 1))
    for name in old.keys() - new.keys():
        readers = [file for file in files if name in _read(file.new)]
        losers = [file for file in changed if any(_is_set(each, name) for each in ast.walk(file.old))]
        if readers and losers:
            found[losers[0].path] = (
                f"{name} would be read in {PurePath(readers[0].path).name} and set nowhere"
            )
    return found


def _is_namespace(scope: Scope) -> bool:
    return isinstance(scope.node, ast.Module | ast.ClassDef)


def _is_set(node: ast.AST, name: str | None = None) -> bool:
    is_store = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    return is_store and name in {None, node.attr}  # type: ignore[attr-defined]


def _sets(files: Sequence[Rewritten], which: int) -> Iterator[str]:
    for file in files:
        tree = (file.old, file.new)[which]
        yield from (node.attr for node in ast.walk(tree) if _is_set(node))  # type: ignore[attr-defined]


def _read(tree: ast.Module) -> Counter[str]:
    nodes = ast.walk(tree)
    return Counter(
        each.attr for each in nodes if isinstance(each, ast.Attribute) and not isinstance(each.ctx, ast.Store)
    )


def faults_of_scan(
    first: Sequence[ScanResult], fixed: Sequence[Finding], second: Sequence[ScanResult]
) -> dict[str, str]:
    """Compare a scan of the result with the one before.

    Args:
        first: What was found.
        fixed: What of it moves.
        second: What is found in the result.

    Returns:
        What is wrong, by path.
    """
    found: dict[str, str] = {}
    expected, actual = (
        Counter(
            (each.path, each.operation) for result in results for each in result.findings if each.operation
        )
        for results in (first, second)
    )
    expected -= Counter((each.path, each.operation) for each in fixed)
    for path, operation in actual - expected:
        found.setdefault(path, f"{operation} would be a legacy call still")
    lacked = _lacked(fixed)
    known = {(each.path, fault) for result in first for each, fault in _wrong_calls(result, lacked)}
    for result in second:
        for call, fault in _wrong_calls(result, lacked):
            if (call.path, fault) not in known:
                found.setdefault(call.path, fault)
    return found


def _lacked(findings: Sequence[Finding]) -> dict[tuple[str, str], set[str]]:
    """Return what calls lacked before, by their file and method: a mistake that was there is not ours."""
    from chime_shim.legacy_api.restored import legacy_model
    from chime_shim.routes._names import method_name
    from chime_shim.routes.messaging import SUCCESSOR_NAMES

    found: dict[tuple[str, str], set[str]] = {}
    for each in findings:
        shape = legacy_model().operation_model(each.operation).input_shape
        if each.call is None or shape is None:
            continue
        lacking = set(required(shape)) - {given.arg for given in each.call.keywords}
        lacking |= {SUCCESSOR_NAMES[name] for name in lacking & SUCCESSOR_NAMES.keys()}
        for operation in (each.operation, each.route.successor_operation):
            found.setdefault((each.path, method_name(operation)), set()).update(lacking)
    return found


def _wrong_calls(
    result: ScanResult, lacked: Mapping[tuple[str, str], set[str]]
) -> Iterator[tuple[CallRef, str]]:
    """Give the calls that clients of the successors do not have, or that lack what they did not before."""
    reading = result.reading
    for call in reading.calls if reading is not None else ():
        if not call.service.startswith(_SUCCESSORS):
            continue
        parameters = requirements(call.service).get(call.method)
        if parameters is None:
            if not has_member(call.service, call.method):
                yield call, f"{call.method} would be called on a client of {call.service}, which has none"
            continue
        given = {each.arg for each in call.node.keywords}
        lacking = parameters - given - lacked.get((call.path, call.method), set())
        # A call by another name, as of a partial, may have been given some before.
        if lacking and None not in given and getattr(call.node.func, "attr", "") == call.method:
            yield call, f"{call.method} would lack {_listed(lacking)}, which {call.service} requires"


def _listed(names: set[str] | frozenset[str]) -> str:
    return " and ".join(sorted(names))
