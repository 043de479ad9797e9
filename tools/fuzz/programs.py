"""Programs out of bytes: few bytes are a program, but each can choose a statement that somebody wrote."""

from __future__ import annotations

import ast
import textwrap
import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["program_of"]

_LONGEST = 600
_MOST = 40
_IMPORTS = "import os, boto3, botocore\nfrom botocore.stub import Stubber\nfrom unittest.mock import patch\n"


def program_of(data: bytes, sources: Iterable[bytes]) -> str:
    """Return the program that ``data`` stands for, of the statements of ``sources``.

    Each pair of bytes is a statement. 255 opens a function, which the statements that follow are in.
    """
    pool = _pool(tuple(sources))
    parts: list[str] = [_IMPORTS]
    depth = 0
    for first, second in list(zip(data[::2], data[1::2], strict=False))[:_MOST]:
        if first == 255:  # noqa: PLR2004
            depth = second % 3
            parts.append(
                textwrap.indent(f"def f{len(parts)}(self, client, event=None):\n    pass", "    " * depth)
            )
            depth += 1
            continue
        chosen = pool[(first * 255 + second) % len(pool)]
        parts.append(textwrap.indent(chosen, "    " * depth))
    return "\n".join(parts) + "\n"


@cache
def _pool(sources: tuple[bytes, ...]) -> list[str]:
    found = {text for source in sources for text in _statements(source) if len(text) < _LONGEST}
    return sorted(found)


def _statements(source: bytes) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if (isinstance(node, ast.stmt) and not isinstance(node, ast.ImportFrom | ast.Expr)) or (
            isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
        ):
            yield ast.unparse(node)
