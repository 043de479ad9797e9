"""Type annotations of ``mypy_boto3_chime``: each service has a package and a class of its own."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._source import Source

__all__ = ["RULE", "annotated"]

_PACKAGE = re.compile(r"\b(mypy_boto3|types_boto3|types_aiobotocore)_chime\b")
_CLASS = "ChimeClient"


def annotated(source: Source, service: str) -> Iterator[Edit]:
    """Make the annotations of a file those of ``service``."""
    suffix = service.replace("-", "_").removeprefix("chime_")
    name = "ChimeSDK" + "".join(map(str.title, service.removeprefix("chime-sdk-").split("-"))) + "Client"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            start = source.start(node)
            for found in _PACKAGE.finditer(source.segment(node)):
                yield Edit(start + found.end(), start + found.end(), f"_{suffix}")
            for found in re.finditer(rf"\b{_CLASS}\b", source.segment(node)):
                yield Edit(start + found.start(), start + found.end(), name)
        elif isinstance(node, ast.Name) and node.id == _CLASS:
            yield source.replace(node, name)
        elif isinstance(node, ast.Name) and _PACKAGE.fullmatch(node.id):
            yield source.replace(node, f"{node.id}_{suffix}")
        elif isinstance(node, ast.Attribute) and node.attr == _CLASS:
            end = source.end(node)
            yield Edit(end - len(_CLASS), end, name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _CLASS in node.value:
            start = source.start(node)
            for found in re.finditer(rf"\b{_CLASS}\b", source.segment(node)):
                yield Edit(start + found.start(), start + found.end(), name)


RULE = Rule(
    "annotations",
    "annotates clients as those of the successor",
    "client",
    None,
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
