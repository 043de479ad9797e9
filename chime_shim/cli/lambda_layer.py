"""Build a layer that gives an AWS Lambda function the removed operations, without a change of its code.

The layer has chime_shim and what it needs, but no boto3: that of the runtime, or of the function, is used. A
function that has the layer is switched on by AWS_LAMBDA_EXEC_WRAPPER=/opt/chime-shim-exec in its environment.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim._version import __version__
from chime_shim.cli._output import reason_of
from chime_shim.cli._terminal import filled
from chime_shim.startup import ARCHITECTURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.cli._layer import Layer

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim lambda-layer --python 3.12 --output layer.zip": "with wheels from the index",
    "chime-shim lambda-layer --python 3.12 --pure --output layer.zip": "without an index",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim lambda-layer``."""
    parser.add_argument(
        "--python",
        metavar="VERSION",
        type=_python,
        required=True,
        help="the version of the function's runtime, such as 3.12",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, required=True, help="the zip file to write")
    parser.add_argument("--force", action="store_true", help="overwrite the file if it exists")
    parser.add_argument(
        "--architecture", choices=ARCHITECTURES, default="x86_64", help="of the function (%(default)s)"
    )
    parser.add_argument(
        "--pure",
        action="store_true",
        help="take the packages installed here, without compiled parts: needs neither pip nor an index",
    )


def main(options: argparse.Namespace) -> int:
    """Build it.

    Returns:
        0, or 2 if it cannot be built.
    """
    from chime_shim.cli._download import DownloadError
    from chime_shim.cli._layer import Layer, write

    if options.output.is_file() and not options.force:
        return _refuse(f"{options.output}: already exists: name a new file, or give --force")
    layer = Layer(options.python, options.architecture, options.pure)
    try:
        files = layer.files()
        write(files, options.output)
    except DownloadError as error:
        remedy = (
            "Install pip where chime-shim is, and let it reach an index, or give --pure, which needs neither."
        )
        return _refuse(f"{error}\n{remedy}")
    except OSError as error:
        return _refuse(f"{options.output}: cannot be written: {reason_of(error)}")
    except ValueError as error:
        return _refuse(str(error))
    _announce(options, layer, files)
    return 0


def _python(text: str) -> str:
    if not re.fullmatch(r"3\.[1-9][0-9]", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a Python that chime_shim runs on: 3.10 or later, as in 3.12"
        )
    return text


def _announce(options: argparse.Namespace, layer: Layer, files: Mapping[str, bytes]) -> None:
    versions = {"chime_shim": __version__, **layer.distributions}
    contents = ", ".join(f"{name} {version}".rstrip() for name, version in versions.items())
    digest = hashlib.sha256(options.output.read_bytes()).hexdigest()
    size = options.output.stat().st_size
    contained = sum(map(len, files.values()))
    print(filled(f"{options.output}: {size:,} bytes, {contained:,} unzipped, in {len(files)} files"))
    print(filled(f"with {contents}", "  "))
    print(filled(f"sha256 {digest}", "  "))
    if not layer.is_compiled:
        print(
            filled(
                "Its modules are not compiled, because this Python is another one. "
                f"Built with Python {layer.python}, it starts faster."
            )
        )
    print(
        f"""
To publish it, and to switch it on for a function:

  aws lambda publish-layer-version --layer-name chime-shim --zip-file fileb://{options.output} \\
    --compatible-runtimes python{options.python} --compatible-architectures {options.architecture}

  aws lambda update-function-configuration --function-name FUNCTION --layers LAYER_VERSION_ARN \\
    --environment 'Variables={{AWS_LAMBDA_EXEC_WRAPPER=/opt/chime-shim-exec}}'

LAYER_VERSION_ARN is what the first command prints. --layers and --environment replace what the function
has: name its other layers and variables as well."""
    )


def _refuse(message: str) -> int:
    print(f"chime-shim: {message}", file=sys.stderr)
    return 2
