"""From bytes to a syntax tree, or to the reason why there is none."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
import warnings

from chime_shim.scan._finding import Problem

__all__ = ["LARGEST", "parse"]

LARGEST = 10 * 1024 * 1024
"""Files that mention Chime are read up to this size, in bytes."""

# What only Python 2 takes.
_PYTHON_2 = re.compile(
    r"""^[ \t]*(?:
        print[ \t]+[^\s(=.,:\[]
      | print[ \t]*>>
      | exec[ \t]+['"\w]
      | except[ \t]+[\w.()]+[ \t]*,[ \t]*\w+[ \t]*:
      | raise[ \t]+[\w.]+[ \t]*,
    )
    | (?<![\w.])0[0-7]+[lL]?\b
    | <>""",
    re.MULTILINE | re.VERBOSE,
)


def parse(source: str | bytes, path: str) -> tuple[str, ast.Module] | Problem:
    """Parse a module.

    Args:
        source: Its text; bytes are decoded as Python does it, by their coding cookie.
        path: What to call it in a problem.
    """
    if len(source) > LARGEST:
        size = f"{len(source) / 1024**2:.0f} MB"
        return Problem(path, f"too large: {size}; files that mention Chime are read up to 10 MB")
    text = source if isinstance(source, str) else _decoded(source, path)
    if isinstance(text, Problem):
        return text
    if "\0" in text:
        return Problem(path, "has a null byte in it", text.count("\n", 0, text.index("\0")) + 1)
    try:
        with warnings.catch_warnings():
            # What the parser has to say of the style of others.
            warnings.simplefilter("ignore")
            return text, _parsed(text)
    except SyntaxError as error:
        if "too many nested parentheses" in str(error.msg):
            return Problem(path, "is nested too deeply for Python's parser", error.lineno or 0)
        if _PYTHON_2.search(text):
            return Problem(path, "is Python 2: convert it first, with 2to3 or by hand", error.lineno or 0)
        return Problem(path, f"has a syntax error: {error.msg}", error.lineno or 0)
    except (RecursionError, MemoryError):
        return Problem(path, "is nested too deeply for Python's parser")
    except ValueError as error:
        return Problem(path, f"cannot be parsed: {error}")


def _parsed(text: str) -> ast.Module:
    if "# type:" in text:
        with contextlib.suppress(SyntaxError):  # a comment that is no type must not cost the file
            return ast.parse(text, type_comments=True)
    return ast.parse(text)


def _decoded(source: bytes, path: str) -> str | Problem:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except SyntaxError as error:
        if "unknown encoding" in str(error.msg):
            return Problem(path, f"names an encoding that Python does not know: {error.msg}")
        return Problem(path, "is not UTF-8, and no coding line says what it is")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return Problem(path, f"is not {error.encoding}, although that is what it should be", line)
    except Exception as error:  # noqa: BLE001 - costs the module or file that it is about, and no other
        return Problem(path, f"names an encoding that is none of a text: {error}")
    return text.replace("\r\n", "\n").replace("\r", "\n")
