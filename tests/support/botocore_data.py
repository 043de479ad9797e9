"""botocore's data as a later or an earlier release may have it: without a service, or without operations."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

from botocore.loaders import JSONFileLoader, Loader

PROXY_OPERATIONS = (
    "CreateProxySession",
    "DeleteProxySession",
    "DeleteVoiceConnectorProxy",
    "GetProxySession",
    "GetVoiceConnectorProxy",
    "ListProxySessions",
    "PutVoiceConnectorProxy",
    "UpdateProxySession",
)


def botocore_without(monkeypatch, directory, service, operations=None):
    """Give every new loader a copy of botocore's data without a service, or without operations of it."""
    data_without(directory, service, operations)
    monkeypatch.setattr(Loader, "BUILTIN_DATA_PATH", str(directory))


def data_without(directory, service, operations=None):
    """Make that copy."""
    data = Path(Loader.BUILTIN_DATA_PATH)
    for entry in data.iterdir():
        if entry.name not in {service, "endpoints.json"}:
            (directory / entry.name).symlink_to(entry)
    endpoints = deepcopy(JSONFileLoader().load_file(str(data / "endpoints")))
    if operations is None:
        for partition in endpoints["partitions"]:
            partition["services"].pop(service, None)
    else:
        _copy(data / service, directory / service, operations)
    (directory / "endpoints.json").write_text(json.dumps(endpoints))


def _copy(original, copy, without):
    (version,) = original.iterdir()
    place = copy / version.name
    place.mkdir(parents=True)
    for entry in version.iterdir():
        if not entry.name.startswith("service-2"):
            (place / entry.name).symlink_to(entry)
    model = deepcopy(JSONFileLoader().load_file(str(version / "service-2")))
    for operation in without:
        del model["operations"][operation]
    (place / "service-2.json").write_text(json.dumps(model))
