"""The AWS CLI: where its configuration names the plugin, no command works unless the plugin can be loaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.configloader import raw_config_parse
from botocore.exceptions import ConfigNotFound, ConfigParseError

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FOLDER", "check_awscli", "configured_plugins"]

_PLUGIN = "chime_shim.awscli_plugin"
FOLDER = "cli_legacy_plugin_path"
_NEEDED = ("chime_shim/awscli_plugin/__init__.py", "structlog/__init__.py", "wrapt/__init__.py")
_SECONDS = 30
_MAKE_IT = "chime-shim awscli --output DIR makes the folder, and prints what to configure"
_TAKE_IT_AWAY = "or remove the plugin's lines from the configuration"


def check_awscli(*, quick: bool = False) -> Iterator[Check]:
    """Say whether the AWS CLI starts with the plugin; nothing if its configuration does not name the plugin.

    Args:
        quick: Whether to leave out starting the CLI, which takes a second.
    """
    config, plugins = configured_plugins()
    if _PLUGIN not in plugins.values():
        return
    folder = plugins.get(FOLDER)
    missing = [] if folder is None else [name for name in _NEEDED if not Path(folder, name).is_file()]
    if missing:
        text = f"{config} names {folder}, which lacks {missing[0]}: every command of version 2 fails"
        yield Check("aws cli", "fail", text, (_MAKE_IT, _TAKE_IT_AWAY))
    program = shutil.which("aws")
    if program is None:
        yield Check("aws cli", "note", f"{config} names the plugin, and there is no aws on PATH")
    elif not quick:
        yield from _started(program, config, folder)


def configured_plugins() -> tuple[Path, Mapping[str, str]]:
    """Return the configuration file of the AWS CLI, and its section ``[plugins]``."""
    config = Path(os.environ.get("AWS_CONFIG_FILE") or "~/.aws/config").expanduser()
    return config, _plugins(config)


def _plugins(config: Path) -> Mapping[str, str]:
    try:
        plugins = raw_config_parse(str(config), parse_subsections=False).get("plugins", {})
    except (ConfigNotFound, ConfigParseError):  # which is said where clients are made
        return {}
    return plugins if isinstance(plugins, dict) else {}


def _started(program: str, config: Path, folder: str | None) -> Iterator[Check]:
    try:
        # Plugins are loaded before anything else.
        done = subprocess.run(  # noqa: S603 - what a shell would find by that name
            [program, "--version"], capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Check("aws cli", "warn", f"{program} cannot be tried: {type(error).__name__}")
        return
    version = re.search(r"aws-cli/((\d+)\.[\w.]+)", done.stdout + done.stderr)
    if done.returncode or version is None:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        text = f"every aws command fails, as the plugins that {config} names cannot be loaded"
        if folder is not None and f"'{folder}'" in done.stderr:
            reason = f"version 1 takes {FOLDER} for a plugin: give it a file of its own, by AWS_CONFIG_FILE"
        else:
            reason = f"install chime_shim where {program} finds it, {_TAKE_IT_AWAY}"
        yield Check("aws cli", "fail", text, (*lines[-1:], reason))
    elif version[2] == "1":
        text = f"version {version[1]} starts with the plugin"
        yield Check(
            "aws cli", "ok", text, ("AWS ends version 1 on 2027-07-15: version 2 takes the same plugin",)
        )
    elif folder is None:
        text = f"version {version[1]} passes over the plugin, as {config} does not say {FOLDER}"
        yield Check("aws cli", "warn", text, (_MAKE_IT,))
    else:
        yield Check("aws cli", "ok", f"version {version[1]} starts with the plugin")
