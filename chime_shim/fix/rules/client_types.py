"""Type annotations of ``mypy_boto3_chime``: each service has a package and a class of its own.

Only what was imported from there is looked at: a class of the user's own may be called ``ChimeClient``.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from chime_shim.fix._scopes import scopes
from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.fix._successor_facts import class_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._sites import FileSite
    from chime_shim.fix._source import Source
    from chime_shim.scan.reader import Import, Reading

__all__ = ["RULE", "imported"]

_PACKAGE = re.compile(r"(?:mypy_boto3|types_boto3|types_aiobotocore)_chime(?=\.|$)")
_CLASS = "ChimeClient"


def _apply(site: FileSite) -> None:
    found = imported(site.reading)
    if not site.services:
        return
    if not found:
        _name_others(site)
        return
    if site.stays or len(site.services) != 1:
        # A class is that of one service: which one is meant where is not known.
        if site.annotated:
            text = f"clients of {' and '.join(sorted(site.services))} go by annotations of chime here"
            site.doubts.append((found[0].statement, text))
        return
    (service,) = site.services
    for each in found:
        edits = list(_renamed(site.source, each, service))
        why = _kept_for(site, each) if edits else ""
        if why:
            text = f"{each.bound} {why}, and stays, though it is for a client of {service} here"
            site.doubts.append((each.statement, text))
        elif edits:
            site.edits += edits
        else:
            package = each.name.partition(".")[0]
            site.doubts.append(
                (each.statement, f"types of {package} are imported here for a client of {service}")
            )


def _name_others(site: FileSite) -> None:
    """Name a class that may be that of the old client: where it comes from is not followed."""
    own = {node.name for node in ast.walk(site.source.tree) if isinstance(node, ast.ClassDef)}
    if site.annotated and _CLASS not in own:
        for node in ast.walk(site.source.tree):
            if isinstance(node, ast.Name) and node.id == _CLASS:
                site.notes.append((node, f"a client that moved is annotated as {_CLASS} in this file"))
                return


def _kept_for(site: FileSite, alias: Import) -> str:
    """Return why an imported name has to stay; empty if nothing speaks for that."""
    if alias.alias.asname is not None:
        return ""
    name = alias.bound
    if sum(scope.bound[name.partition(".")[0]] for scope in scopes(site.source.tree)) > 1:
        return "is bound once more"
    for text in site.source.texts:
        around = site.source.around(text, ast.Assign) if text.value == name else None
        if isinstance(around, ast.Assign) and getattr(around.targets[0], "id", "") == "__all__":
            return "is in __all__"
    return "is imported from here by others" if site.is_shared(name) else ""


def imported(reading: Reading) -> list[Import]:
    """Return what a file imports of packages of type stubs for ``chime``."""
    return [each for each in reading.imports if _PACKAGE.match(each.name)]


def _renamed(source: Source, alias: Import, service: str) -> Iterator[Edit]:
    """Make an import, and what reads it, that of another service, if it is of the client's class."""
    suffix = service.replace("-", "_").removeprefix("chime")
    name = class_name(service)
    statement, start = alias.statement, source.start(alias.statement)
    package = re.search(r"\b(?:mypy_boto3|types_boto3|types_aiobotocore)_chime\b", source.segment(statement))
    is_class = alias.name.rpartition(".")[2] == _CLASS
    if package is None or (is_class and len(statement.names) > 1):
        return
    if not is_class and not (alias.uses and all(_is_class_of(source, each, alias) for each in alias.uses)):
        return
    yield Edit(start + package.end(), start + package.end(), suffix)
    if is_class:
        at = source.start(alias.alias)
        yield Edit(at, at + len(_CLASS), name)
    for use in alias.uses:
        yield from _used(source, use, alias, name, suffix)


def _is_class_of(source: Source, use: ast.expr, alias: Import) -> bool:
    """Tell whether a package is read for its client's class only."""
    text = source.segment(use)
    if text != alias.bound:
        # The annotation is a text, or in one.
        return re.search(rf"\b{re.escape(alias.bound)}(?:\.client)?\.{_CLASS}\b", text) is not None
    around = source.parent(use)
    while isinstance(around, ast.Attribute) and around.attr == "client":
        around = source.parent(around)
    return isinstance(around, ast.Attribute) and around.attr == _CLASS


def _used(source: Source, use: ast.expr, alias: Import, name: str, suffix: str) -> Iterator[Edit]:
    start, end = source.start(use), source.end(use)
    package = _PACKAGE.fullmatch(alias.bound)
    if source.segment(use) != alias.bound:
        # The annotation is a text, or in one.
        for found in re.finditer(rf"\b{_CLASS}\b", source.segment(use)):
            yield Edit(start + found.start(), start + found.end(), name)
        for found in re.finditer(rf"\b{alias.bound}\b", source.segment(use)) if package else ():
            yield Edit(start + found.end(), start + found.end(), suffix)
    elif alias.bound == _CLASS:
        yield Edit(start, end, name)
    elif not alias.name.endswith(f".{_CLASS}"):
        if package:
            yield Edit(end, end, suffix)
        around = source.parent(use)
        while isinstance(around, ast.Attribute) and around.attr != _CLASS:
            around = source.parent(around)
        if isinstance(around, ast.Attribute):
            yield source.last_name(around, _CLASS, name)


RULE = Rule(
    "annotations",
    "annotates clients as those of the successor",
    "file",
    _apply,
    (
        Example(
            """\
from mypy_boto3_chime import ChimeClient


def accounts(client: ChimeClient):
    return client.list_accounts()["Accounts"]
""",
            """\
from mypy_boto3_chime import ChimeClient


def accounts(client: ChimeClient):
    return client.list_accounts()["Accounts"]
""",
        ),
        Example(
            """\
import boto3
from mypy_boto3_chime import ChimeClient


def names(client: ChimeClient):
    return [each["Name"] for each in client.list_voice_connectors()["VoiceConnectors"]]


print(names(boto3.client("chime")))
""",
            """\
import boto3
from mypy_boto3_chime_sdk_voice import ChimeSDKVoiceClient


def names(client: ChimeSDKVoiceClient):
    return [each["Name"] for each in client.list_voice_connectors()["VoiceConnectors"]]


print(names(boto3.client("chime-sdk-voice", region_name="us-east-1")))
""",
        ),
    ),
)
