"""What users get: the wheel ships what runs at their place, the Lambda layer what a function needs."""

from __future__ import annotations

import ast
import subprocess

import pytest

from chime_shim.cli import awscli
from chime_shim.cli._distributions import ours
from chime_shim.cli._layer import Layer
from tests.house._tree import PACKAGE, ROOT, file_of, imported, modules, parse, room_of, shown

STARTUP = "startup/__init__.py"


@pytest.fixture(scope="module")
def wheel():
    """The files of the wheel, by the names that they have in it."""
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="the wheel is built with hatchling")
    builder = wheel.WheelBuilder(str(ROOT))
    return {each.distribution_path for each in builder.recurse_included_files()}


def test_the_wheel_has_the_package_and_the_demos_script_and_nothing_else(wheel):
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "chime_shim"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    expected = {name for name in tracked.stdout.splitlines() if (ROOT / name).exists()}
    assert wheel == expected | {"chime_shim/examples/proxy_session.py"}


def test_the_package_has_no_generator():
    scripts = [shown(path) for path in modules() if is_script(path)]
    assert scripts == ["__main__.py"]
    assert not [shown(path) for path in modules() if any(is_tool(name) for name in imported(path))]


def is_script(path):
    tests = [node.test for node in parse(path).body if isinstance(node, ast.If)]
    return path.name == "__main__.py" or any("__main__" in ast.unparse(test) for test in tests)


def is_tool(name):
    return name.partition(".")[0] in {"tools", "tests", "benchmarks"}


def test_the_layer_has_the_rooms_that_a_function_needs_and_no_others():
    names = [name.split("/") for name in Layer("3.12", "x86_64", pure=True).files() if "/chime_shim/" in name]
    carried = {parts[2].removesuffix(".py") for parts in names if parts[2] != "__pycache__"}
    needed = {room_of(path) for path in reached(PACKAGE / "__init__.py", PACKAGE / STARTUP)}
    assert carried - {"py.typed"} == needed - {"types"}, "types are for type checkers only"


def test_the_cli_folder_has_the_rooms_that_the_plugin_needs_and_no_others():
    carried = {name.split("/")[1].removesuffix(".py") for name, _ in ours(*awscli.ROOMS) if is_ours(name)}
    needed = {
        room_of(path) for path in reached(PACKAGE / "__init__.py", PACKAGE / "awscli_plugin/__init__.py")
    }
    # What starts programs is not needed, but small.
    assert carried - {"py.typed", "startup"} == needed - {"types"}


def is_ours(name):
    return name.startswith("chime_shim/")


def reached(*roots):
    """The files that running code may import, from these on."""
    found, waiting = set(), list(roots)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += filter(None, map(file_of, imported(path)))
    return found
