"""What holds for every file: its size, its public names, that tests test, that the library does not print."""

from __future__ import annotations

import ast

import pytest

from tests.house._tree import FUNCTIONS, PACKAGE, ROOT, defined, modules, parse, passed_on, room_of, rooms

MAX_LINES = 310  # about 300
LONGER = {
    "chime_shim/_activation.py": 320,
    "noxfile.py": 330,
    "tests/emulator/test_voice_phone_numbers.py": 360,
    "tests/emulator/test_voice_sip.py": 330,
}

# pytest's own names, by which it finds its hooks.
HOOKS = {"pytest_plugin": "pytest_"}

TREES = ("benchmarks", "chime_shim", "docs", "examples", "tests", "tools")


def names(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


FILES = sorted([path for tree in TREES for path in (ROOT / tree).rglob("*.py")] + [ROOT / "noxfile.py"])
TESTS = [path for path in FILES if path.name.startswith("test_")]
PUBLIC = [
    next(path for path in (PACKAGE / f"{room}.py", PACKAGE / room / "__init__.py") if path.exists())
    for room in rooms()
    if not room.startswith("_") or room == "__init__"
]


@pytest.mark.parametrize("path", names(FILES))
def test_a_file_is_short(path):
    limit = LONGER.get(path.relative_to(ROOT).as_posix(), MAX_LINES)
    assert lines_of(path) <= limit


def test_a_longer_file_is_still_there_and_still_longer():
    for name, limit in LONGER.items():
        assert MAX_LINES < lines_of(ROOT / name) <= limit


def lines_of(path):
    # Of a test's data, which may not be text in UTF-8, too.
    return len(path.read_bytes().splitlines())


@pytest.mark.parametrize("path", names(PUBLIC))
def test_the_public_names_are_those_of_all(path):
    declared = [node for node in parse(path).body if isinstance(node, ast.Assign) and is_all(node)]
    assert len(declared) == 1, "a public module says what is public"
    listed = ast.literal_eval(declared[0].value)
    assert len(set(listed)) == len(listed)
    if room_of(path) == "types":
        return  # its names are in the stub: test_stub
    hooks = HOOKS.get(room_of(path), " ")
    there = {name for name in defined(path) if not name.startswith(("_", hooks))}
    assert there <= set(listed) <= there | set(passed_on(path))


def is_all(node):
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)


@pytest.mark.parametrize("path", names(TESTS))
def test_a_test_module_has_a_test(path):
    classes = [node for node in ast.walk(parse(path)) if isinstance(node, ast.ClassDef)]
    places = [parse(path), *(each for each in classes if each.name.startswith("Test"))]
    found = [node for place in places for node in place.body if is_test(node)]
    assert found


def is_test(node):
    if isinstance(node, FUNCTIONS):
        return node.name.startswith("test_")
    # Of a state machine, hypothesis makes a test case.
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("Test")


@pytest.mark.parametrize("path", names(path for path in modules() if room_of(path) != "cli"))
def test_the_library_does_not_print(path):
    calls = [node.func for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "breakpoint"}]
