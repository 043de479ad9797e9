"""Make the folder with the plugin that brings the lost commands back to the AWS CLI, version 2.

Version 2 brings a Python of its own, and looks for plugins in one folder, which its configuration names. The
folder gets chime_shim and what it needs, from here and without compiled parts, so that one folder fits every
Python since 3.10. Version 1 needs no folder: install chime_shim beside it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

__all__ = ["EXAMPLES", "ROOMS", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim awscli --output ~/.aws/chime-shim": "make it, and say what to write into ~/.aws/config",
}

ROOMS = ("awscli_plugin",)
"""What the folder has of chime_shim beside what every program needs."""

_LIST = "chime-shim-files.txt"
"""What was written, so that a later release replaces that and nothing else."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim awscli``."""
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder: a new one, one that this command made, or one with other plugins in it",
    )


def main(options: argparse.Namespace) -> int:
    """Make it.

    Returns:
        0, or 2 if it cannot be made.
    """
    from chime_shim.cli._distributions import BESIDE, installed, ours

    folder = options.output.expanduser().absolute()
    try:
        files = dict(ours(*ROOMS))
        for name in BESIDE:
            files |= installed(name)
        problem = _lay_out(folder, files)
    except OSError as error:
        problem = (
            f"{error.filename or folder}: it cannot be written: {error.strerror or type(error).__name__}"
        )
    except ValueError as error:
        problem = str(error)
    if problem is not None:
        print(f"chime-shim: {problem}", file=sys.stderr)
        return 2
    _announce(folder, files)
    return 0


def _lay_out(folder: Path, files: Mapping[str, bytes]) -> str | None:
    """Write the files in place of those of an earlier release, or say what is in the way."""
    record = folder / _LIST
    earlier = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    tops = sorted({PurePosixPath(name).parts[0] for name in files})
    before = {PurePosixPath(name).parts[0] for name in earlier}
    foreign = [name for name in tops if name not in before and (folder / name).exists()]
    if foreign:
        there = folder / foreign[0]
        return f"{there}: it is there, and is not of this command: remove it, or name another folder"
    for name in before:
        # Only what is below the folder: the list is a text that anybody may have edited.
        if name not in {"..", "/", "."} and (folder / name).is_dir() and not (folder / name).is_symlink():
            shutil.rmtree(folder / name)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    record.write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8")
    return None


def _announce(folder: Path, files: Mapping[str, bytes]) -> None:
    from chime_shim._version import __version__
    from chime_shim.cli._distributions import BESIDE, version
    from chime_shim.doctor import FOLDER, configured_plugins

    versions = {"chime_shim": __version__, **{name: version(name) for name in BESIDE}}
    config, plugins = configured_plugins()
    other = plugins.get(FOLDER, str(folder))
    if Path(other).expanduser() != folder:
        print(
            f"{config} names another folder already, and the CLI takes one: {other}\n"
            "If there are plugins in it, give it as --output.\n"
        )
    print(
        f"""\
{folder}: {", ".join(f"{name} {each}" for name, each in versions.items())}; {len(files)} files

Write these two lines into the section [plugins] of {config}:

[plugins]
cli_legacy_plugin_path = {folder}
chime_shim = chime_shim.awscli_plugin

To take it away, remove the lines first, and the folder after them: a line that names
a plugin that is not there stops every aws command."""
    )
