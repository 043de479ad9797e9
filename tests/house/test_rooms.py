"""Who may import whom: rooms stand on floors, and imports only go down. Between files there are no circles.

Every import counts, wherever it stands: at the top, late in a function, or for type checkers only.
"""

from __future__ import annotations

import sys

import pytest

from tests.house._graph import circles
from tests.house._tree import PACKAGE, imported, imports, modules, room_of, rooms

# From the ground up. A room imports rooms of lower floors only.
FLOORS = (
    # What needs nothing of ours: facts, formats, names.
    "_links _patches _version errors ledger legacy_api types",
    # The heart: where each operation went.
    "routes",
    # What is set, and what follows from botocore's models.
    "_models settings",
    # What is told of a call, which side answers it, and what AWS accounts need; the AWS CLI's names.
    "events places policy rollout witness",
    # The call.
    "_graft",
    # Calls that are answered from a table.
    "proxy_sessions",
    # The ways in.
    "_activation _clients",
    # What everybody imports.
    "__init__",
    # What uses the package as anybody does, and what looks at a program from outside.
    "awscli_plugin emulator scan startup",
    "fix pytest_plugin report",
    "doctor",
    "cli",
    "__main__",
)
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor.split()}

# Third parties have a door each. botocore may come in anywhere but where nothing of it is needed.
MAY_BE_IMPORTED_BY = {
    "PyInstaller": "startup",
    "aiobotocore": "_graft",
    "awscli": "awscli_plugin",
    "boto3": "_clients proxy_sessions",
    "hcl2": "policy",
    "lark": "policy",
    "moto": "cli emulator pytest_plugin",
    "opentelemetry": "events",
    "pytest": "pytest_plugin",
    "sitecustomize": "startup",  # the one that Python would have found next
    "structlog": "cli events",
    "tomli": "settings",
    "typing_extensions": "_activation settings",  # for type checkers only
    "werkzeug": "emulator",
    "wrapt": "_models _patches cli",
    "yaml": "policy",
}
WITHOUT_BOTOCORE = {"__init__", "_links", "_version", "events", "ledger", "pytest_plugin", "settings"}

MODULES = [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in modules()]


def test_every_room_has_a_floor_and_every_floor_its_rooms():
    assert set(FLOOR) == set(rooms())
    assert len(FLOOR) == sum(len(floor.split()) for floor in FLOORS), "a room stands on two floors"


def test_no_import_goes_up():
    upward = [
        f"{each.file} imports {each.target}, from floor {FLOOR[each.room]} up to {FLOOR[each.target_room]}"
        for each in imports()
        if each.room != each.target_room and FLOOR[each.room] <= FLOOR[each.target_room]
    ]
    assert not upward, "an import goes up, or stays on its floor:\n" + "\n".join(upward)


def test_no_files_import_each_other_in_a_circle():
    edges = {(each.file, each.target) for each in imports()}
    found = [" -> ".join(circle) for circle in circles(edges)]
    assert not found, "files import each other in a circle:\n" + "\n".join(found)


def test_the_root_has_few_files():
    assert len(list(PACKAGE.glob("*.py"))) <= 10


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
