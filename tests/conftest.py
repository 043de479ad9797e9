"""What every test starts from: no AWS configuration of the machine's, and boto3 as it was."""

from __future__ import annotations

import functools
import gc
import os
from pathlib import Path

import boto3
import botocore
import pytest
from botocore.loaders import JSONFileLoader, Loader

from chime_shim._graft import replacements
from chime_shim._graft.compare import candidate
from chime_shim.proxy_sessions import _installation
from chime_shim.settings import store
from tests.support.loopback import Loopback

BOTOCORE_DATA = Path(botocore.__file__).parent / "data"
STOCK = frozenset({str(BOTOCORE_DATA), str(Path(boto3.__file__).parent / "data")})


def pytest_collection_finish():
    """Put aside what is there by now: ten thousand tests are no garbage, and no clients to be found."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _botocores_data_is_read_once():
    """Spare new sessions the parsing of megabytes. Not of ``chime``: botocore changes it as it merges."""
    read, known = JSONFileLoader._load_file, {}

    def load(self, path, open_method):
        if BOTOCORE_DATA not in Path(path).parents or f"{os.sep}chime{os.sep}" in path:
            return read(self, path, open_method)
        if path not in known:
            known[path] = read(self, path, open_method)
        return known[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSONFileLoader, "_load_file", load)
        yield


@pytest.fixture(scope="session", autouse=True)
def _botocores_directories_are_listed_once():
    """Of loaders that have the stock directories alone; a loader itself remembers what it listed."""
    listed, known = Loader.list_available_services, {}

    @functools.wraps(listed)  # the drift guard looks at the source of the one within
    def list_available_services(self, type_name):
        key = (tuple(self._potential_locations()), type_name)
        if not STOCK.issuperset(key[0]):
            return listed(self, type_name)
        if key not in known:
            known[key] = listed(self, type_name)
        return list(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Loader, "list_available_services", list_available_services)
        yield


@pytest.fixture(autouse=True)
def aws_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("AWS_", "CHIME_SHIM_", "BOTO_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    """Whatever a test sets is forgotten after it."""
    for name in ("flags", "installed", "configured"):
        monkeypatch.setattr(store._State, name, {})
    for name in ("file", "resolved"):
        monkeypatch.setattr(store._State, name, None)


@pytest.fixture(autouse=True)
def no_replacements(monkeypatch):
    """Whatever a test registers is forgotten after it, proxy sessions of one's own too."""
    monkeypatch.setattr(replacements, "_replacements", {})
    for name, value in (("installed", None), ("registered", ())):
        monkeypatch.setattr(_installation._State, name, value)


@pytest.fixture(autouse=True)
def everything_is_compared(monkeypatch):
    """However little of the processor a test leaves for it."""
    monkeypatch.setattr(candidate.BUDGET, "share", float("inf"))


@pytest.fixture
def loopback():
    with Loopback() as server:
        yield server
