"""The JSON schema of ``[tool.chime_shim]`` in pyproject.toml, for editors and checks.

``python -m tools.settings_schema`` writes docs/settings.schema.json; a test compares the two.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chime_shim._links import REPOSITORY_URL
from chime_shim.settings import FIELDS
from tools.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["schema", "schema_text"]

_STRINGS = {"type": "array", "items": {"type": "string"}}
_SCAN = {
    "type": "object",
    "description": "What chime-shim scan and fix look at.",
    "properties": {
        "exclude": {**_STRINGS, "description": "Files and directories that are left out."},
        "select": {**_STRINGS, "description": "Only these rules, such as CS02 or CS012."},
        "ignore": {**_STRINGS, "description": "All rules but these."},
        "min-confidence": {
            "enum": ["certain", "likely", "possible"],
            "description": "The least that counts.",
        },
    },
    "additionalProperties": False,
}
# Beside a string, what else a setting may be in TOML.
_ALSO: Mapping[str, list[dict[str, Any]]] = {
    "rollout": [{"type": "object", "additionalProperties": {"type": "string"}}]
}


def schema() -> dict[str, Any]:
    """Return the schema."""
    properties: dict[str, Any] = {}
    for name, field in FIELDS.items():
        kinds = [{"type": "boolean"}] if isinstance(field.default, bool) else [{"type": "string"}]
        kinds += _ALSO.get(name, [])
        properties[name] = {"description": field.metadata["help"], "anyOf": kinds}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{REPOSITORY_URL}/raw/main/docs/settings.schema.json",
        "title": "[tool.chime_shim] of pyproject.toml",
        "type": "object",
        "properties": {**properties, "scan": _SCAN},
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "settings.schema.json").write_text(schema_text(), encoding="utf-8")
