"""The lost commands, made by the CLI itself from a model that has their operations."""

from __future__ import annotations

import gzip
import json
from html import escape
from pathlib import Path
from typing import Any

from awscli.clidriver import ServiceCommand

from chime_shim.events import speak_for
from chime_shim.legacy_api import DATA_PATH, EXTRAS_FILE
from chime_shim.legacy_api.restored import LEGACY_SERVICE, with_chime

from ._script import calling_script

__all__ = ["restore"]


def restore(command_table: dict[str, Any], session: Any) -> None:
    """Give the CLI the lost commands.

    Args:
        command_table: From name to command; ``chime`` is added if it is missing.
        session: The CLI's session; it gets another data loader.
    """
    loader = session.get_component("data_loader")
    loader.file_loader = _UnpackingLoader(loader.file_loader)
    # The CLI makes its commands from the model, so botocore itself has to merge the restored operations.
    loader = with_chime(loader)
    loader.search_paths.append(str(DATA_PATH))
    session.register_component("data_loader", loader)
    command_table.setdefault(LEGACY_SERVICE, ServiceCommand(LEGACY_SERVICE, session))
    speak_for("awscli", calling_script)


class _UnpackingLoader:
    """botocore's loader of JSON files, for gzipped ones too: version 2 of the CLI reads only plain ones."""

    def __init__(self, plain: Any) -> None:
        self._plain = plain

    def exists(self, file_path: str) -> bool:
        """Tell whether there is a file, given its path without a suffix."""
        return self._plain.exists(file_path) or _packed(file_path).is_file()

    def load_file(self, file_path: str) -> Any:
        """Return what is in a file, given its path without a suffix, or None."""
        found = self._plain.load_file(file_path)
        if found is None and (path := _packed(file_path)).is_file():
            with gzip.open(path) as file:
                found = json.load(file)
        if _packed(file_path) == EXTRAS_FILE:
            _document(found["merge"]["operations"])
        return found


def _document(operations: dict[str, Any]) -> None:
    """Say in the help of each lost command what became of it: AWS's own text is not there any more."""
    from chime_shim.routes._commands import advice

    for name, definition in operations.items():
        definition["documentation"] = f"<p>{escape(advice(name))}</p>"


def _packed(file_path: str) -> Path:
    return Path(f"{file_path}.json.gz")
