"""Make the stub of the legacy client from botocore 1.37.1's model, or check that it is still what that gives.

Run it as ``python -m tools.make_types [--check] [--wheel-dir DIR]``. It exits with 0 when the stub was
made or is the same, 1 when it differs, 2 when that cannot be told.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim import types
from chime_shim.cli._download import DownloadError
from chime_shim.legacy_api import removed_operations
from chime_shim.routes import ROUTES
from tools.botocore_wheels import LAST_WITH, WheelError, fetch, read_model
from tools.shape_types import Shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["STUB", "main", "stub"]

STUB = Path(types.__file__).with_name("__init__.pyi")

_WIDTH = 110

_HEAD = '''\
"""The types of the legacy client. Generated: python -m tools.make_types"""
# pyright: reportUnnecessaryTypeIgnoreComment=false

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Literal

from botocore.client import ClientMeta
from botocore.exceptions import ClientError as BotocoreClientError
from typing_extensions import NotRequired, Self, TypeAlias, TypedDict, deprecated

class ResponseMetadataTypeDef(TypedDict):
    RequestId: str
    HTTPStatusCode: int
    HTTPHeaders: dict[str, str]
    RetryAttempts: int

class EmptyResponseMetadataTypeDef(TypedDict):
    ResponseMetadata: ResponseMetadataTypeDef

class ErrorTypeDef(TypedDict):
    Code: str
    Message: str

class ErrorResponseTypeDef(TypedDict):
    Error: ErrorTypeDef
    ResponseMetadata: ResponseMetadataTypeDef
    Code: str
    Message: str

class Exceptions:
    class ClientError(BotocoreClientError):  # type: ignore[misc]
        response: ErrorResponseTypeDef
        operation_name: str
'''

_CLIENT = '''\
class {name}:
    """A ``chime`` client with all its operations; those that were removed are marked as deprecated."""

    meta: ClientMeta
    @property
    def exceptions(self) -> Exceptions: ...
    @property
    def waiter_names(self) -> list[str]: ...
    def can_paginate(self, operation_name: str) -> bool: ...
    def get_paginator(self, operation_name: str) -> Any: ...
    def get_waiter(self, waiter_name: str) -> Any: ...
    {function} generate_presigned_url(
        self,
        ClientMethod: str,
        Params: Mapping[str, Any] | None = ...,
        ExpiresIn: int = ...,
        HttpMethod: str | None = ...,
    ) -> str: ...
    {function} close(self) -> None: ...
'''

_OPEN = """\
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
"""


def stub(model: Mapping[str, Any]) -> str:
    """Write the stub.

    Args:
        model: The service description of ``chime`` that has all operations.

    Returns:
        The text of the file, always the same for the same model and the same routes.
    """
    shapes = Shapes(model)
    methods = model["operations"].values()
    parts = [
        _HEAD,
        "".join(f"    class {name}(ClientError): ...\n" for name in shapes.errors()),
        "".join(f"{line}\n" for line in shapes.literals()),
        *(f"{text}\n" for text in shapes.structures()),
        _CLIENT.format(name="ChimeClient", function="def") + "".join(_methods(methods, shapes, "def")),
        _CLIENT.format(name="AsyncChimeClient", function="async def")
        + _OPEN
        + "".join(_methods(methods, shapes, "async def")),
    ]
    return "\n".join(parts)


def _methods(operations: Iterable[Mapping[str, Any]], shapes: Shapes, function: str) -> Iterator[str]:
    from chime_shim.routes._names import method_name

    for operation in operations:
        name = operation["name"]
        if name in removed_operations():
            yield f'    @deprecated("{_message(name)}")\n'
        parameters = [
            f"{member}: {kind}" + ("" if required else " = ...")
            for member, kind, required in (
                shapes.parameters(operation["input"]["shape"]) if "input" in operation else ()
            )
        ]
        reply = (
            shapes.returned(operation["output"]["shape"])
            if "output" in operation
            else "EmptyResponseMetadataTypeDef"
        )
        yield _signature(f"    {function} {method_name(name)}", parameters, reply)


def _signature(start: str, parameters: list[str], reply: str) -> str:
    arguments = ["self", "*", *parameters] if parameters else ["self"]
    line = f"{start}({', '.join(arguments)}) -> {reply}: ..."
    if len(line) <= _WIDTH:
        return f"{line}\n"
    lines = "".join(f"        {argument},\n" for argument in arguments)
    return f"{start}(\n{lines}    ) -> {reply}: ...\n"


def _message(operation: str) -> str:
    return f"chime:{operation} {ROUTES[operation].fate}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the stub.

    Args:
        arguments: The command line, without the name of the program.

    Returns:
        The exit code: 0 made or same, 1 different, 2 no answer.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.make_types", description="Make the stub.")
    parser.add_argument("--check", action="store_true", help="compare with the file; change nothing")
    parser.add_argument(
        "--wheel-dir", type=Path, default=Path(".cache", "wheels"), help="where wheels are kept (%(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        text = stub(read_model(fetch(LAST_WITH, options.wheel_dir)))
    except (DownloadError, WheelError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not options.check:
        STUB.write_text(text, encoding="utf-8")
        return 0
    same = STUB.exists() and STUB.read_text(encoding="utf-8") == text
    sys.stdout.write(f"{STUB.name} {'is' if same else 'is not'} what botocore {LAST_WITH.version} gives\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
