"""Who may import whom. A room knows only rooms above it in this table, so there is no circle and no way up.

A new room gets a row, below all that it imports.
"""

from __future__ import annotations

import sys

import pytest

from tests.house._tree import PACKAGE, imported, modules, room_of, rooms, rooms_imported

MAY_IMPORT = {
    # The ground: nobody's guests.
    "_background": "",
    "_checks": "",
    "_endpoint": "",
    "_mismatches": "",
    "_pages": "",
    "_parsers": "",
    "_sources": "",
    "_timestamps": "",
    "_version": "",
    "_versions": "_version",
    "errors": "",
    "ledger": "",
    "legacy_api": "",
    "settings": "_parsers _sources errors",
    # botocore's clients and models, as they have to be for the graft.
    "_restored": "legacy_api",
    "_successors": "errors settings",
    "_standalone": "_restored _successors legacy_api settings",
    "_serializer": "_checks _restored _successors",
    # The heart; it rehearses its rows with the restored model.
    "routes": "_pages errors legacy_api _standalone",
    "types": "legacy_api routes",
    "rollout": "errors routes settings",
    "events": "_version ledger settings",
    # A call, from the inside out.
    "_replacements": "errors legacy_api _standalone",
    "_observation": "_replacements events rollout routes",
    "_composed": "_observation routes",
    "_forwarding": "_composed _endpoint _observation errors routes",
    "_trial": "_background _mismatches _observation errors events rollout routes",
    "_switchboard": "_forwarding _observation _replacements _successors _trial errors rollout routes "
    "settings",
    "_graft_aio": "_forwarding _observation _replacements _successors _trial routes",
    "_user_agent": "_forwarding _version",
    "_graft": "_forwarding _graft_aio _observation _replacements _restored _serializer _successors "
    "_switchboard _timestamps _trial _user_agent errors events routes settings",
    "_clients": "_graft _graft_aio _restored _standalone _successors settings types",
    "_activation": "_graft _standalone _successors events settings",
    "__init__": "_activation _clients _replacements _version errors events rollout settings",
    # What uses the package as anybody does, and a few of its data.
    "_selfcheck": "__init__ _user_agent events routes settings",
    "startup": "__init__",
    "awscli_plugin": "_activation _restored _standalone legacy_api",
    "emulator": "_pages legacy_api routes",
    "pytest_plugin": "__init__ _activation emulator events",
    # What looks on a program from outside.
    "scan": "_pages _version routes",
    "fix": "_pages _successors events ledger routes scan",
    "report": "_version events ledger routes scan",
    "policy": "routes",
    "doctor": "__init__ _activation _graft _replacements _selfcheck _successors _versions events ledger "
    "legacy_api routes scan settings",
    "cli": "__init__ _selfcheck _sources _version _versions doctor emulator fix ledger legacy_api policy "
    "report routes scan settings startup",
    "__main__": "cli",
}

# What a room knows below it all the same, each with the reason. It is to stay as short as it is.
BACKWARD = {
    "_graft_aio": "_graft",  # two halves of one room, of which one cannot be imported without aiobotocore
    "_observation": "_trial",  # by name, for type checkers only: a trial makes observations
    "settings": "rollout",  # by name, for type checkers only: a rollout is a setting
    "_parsers": "rollout routes",  # late: what a mode may be said of is known there
}

# Third parties have a door each. botocore may come in anywhere but where nothing of it is needed.
MAY_BE_IMPORTED_BY = {
    "aiobotocore": "_graft _graft_aio",
    "awscli": "awscli_plugin",
    "boto3": "_clients",
    "moto": "cli emulator pytest_plugin",
    "opentelemetry": "events",
    "pytest": "pytest_plugin",
    "sitecustomize": "startup",  # the one that Python would have found next
    "structlog": "cli events",
    "tomli": "_sources",
    "werkzeug": "emulator",
    "wrapt": "_activation _versions cli",
}
WITHOUT_BOTOCORE = ["__init__", "_version", "events", "legacy_api", "pytest_plugin", "settings"]

MODULES = [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in modules()]


def test_every_room_has_a_row_and_every_row_a_room():
    unknown, gone = set(rooms()) - set(MAY_IMPORT), set(MAY_IMPORT) - set(rooms())
    assert not unknown, f"MAY_IMPORT in {__name__} lacks, each below all it imports:\n" + rows(unknown)
    assert not gone, f"rows of MAY_IMPORT in {__name__} without a room: {', '.join(sorted(gone))}"


def rows(names):
    """What the table would have to say of rooms, as they are now."""
    known = {
        name: {room for path in modules() if room_of(path) == name for room in rooms_imported(path)}
        for name in names
    }
    return "\n".join(
        f'    "{name}": "{" ".join(sorted(found - {name}))}",' for name, found in sorted(known.items())
    )


def test_what_is_known_backward_is_needed():
    for room, names in BACKWARD.items():
        found = {name for path in modules() if room_of(path) == room for name in rooms_imported(path)}
        assert set(names.split()) <= found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_row_names_only_rooms_above_it(room):
    above = list(MAY_IMPORT)[: list(MAY_IMPORT).index(room)]
    assert set(MAY_IMPORT[room].split()) <= set(above), f"{room} imports upward"


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_only_what_its_room_may(path):
    room = room_of(path)
    may = {room, *MAY_IMPORT.get(room, "").split(), *BACKWARD.get(room, "").split()}
    forbidden = set(rooms_imported(path)) - may
    assert not forbidden, (
        f"{room} may not import {', '.join(sorted(forbidden))}: see MAY_IMPORT in {__name__}"
    )


@pytest.mark.parametrize("path", MODULES)
def test_third_parties_come_in_by_their_own_door(path):
    room = room_of(path)
    for name in (
        {name.partition(".")[0] for name in imported(path)} - sys.stdlib_module_names - {"chime_shim"}
    ):
        if name == "botocore":
            assert room not in WITHOUT_BOTOCORE
        else:
            assert room in MAY_BE_IMPORTED_BY.get(name, "").split(), f"{room} may not import {name}"
