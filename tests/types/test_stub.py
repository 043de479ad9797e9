"""The stub of the legacy client: what it says is what the model and the routes say."""

from __future__ import annotations

import ast
import re
import sys

import pytest
from botocore import xform_name

import chime_shim.types
from chime_shim.legacy_api import removed_operations
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES
from tests.legacy_api.conftest import before, wheel_dir  # noqa: F401 - fixtures
from tests.support.command import run
from tools import make_types

TREE = ast.parse(make_types.STUB.read_text(encoding="utf-8"))
CLASSES = {node.name: node for node in TREE.body if isinstance(node, ast.ClassDef)}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
METHODS = {
    name: {node.name: node for node in CLASSES[name].body if isinstance(node, FUNCTIONS)}
    for name in ("ChimeClient", "AsyncChimeClient")
}


def deprecation(method):
    decorators = [each for each in method.decorator_list if isinstance(each, ast.Call)]
    return decorators[0].args[0].value if decorators else None


def test_the_stub_is_what_the_wheel_gives(wheel_dir, capsys):  # noqa: F811
    assert make_types.main(["--check", "--wheel-dir", str(wheel_dir)]) == 0, "run: make types"
    assert capsys.readouterr().out == "__init__.pyi is what botocore 1.37.1 gives\n"


def test_a_check_tells_a_difference_and_changes_nothing(wheel_dir, tmp_path, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setattr(make_types, "STUB", tmp_path / "__init__.pyi")
    options = ["--wheel-dir", str(wheel_dir)]
    assert make_types.main(["--check", *options]) == 1
    assert not make_types.STUB.exists()
    assert make_types.main(options) == 0
    make_types.STUB.write_text(make_types.STUB.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert make_types.main(["--check", *options]) == 1
    assert capsys.readouterr().out == "__init__.pyi is not what botocore 1.37.1 gives\n" * 2


def test_without_the_wheel_there_is_no_answer(tmp_path, capsys):
    (tmp_path / "botocore-1.37.1-py3-none-any.whl").write_bytes(b"another wheel")
    assert make_types.main(["--check", "--wheel-dir", str(tmp_path)]) == 2
    assert "is not the wheel that was published" in capsys.readouterr().err


def test_every_operation_of_the_old_client_has_a_method(before):  # noqa: F811
    names = {xform_name(name) for name in before["operations"]}
    assert len(names) == 191
    for methods in METHODS.values():
        assert names <= methods.keys()


@pytest.mark.parametrize("client", METHODS)
def test_the_removed_operations_and_no_others_are_deprecated(client):
    marked = {name for name, method in METHODS[client].items() if deprecation(method)}
    assert marked == {xform_name(name) for name in removed_operations()}


@pytest.mark.parametrize("operation", sorted(removed_operations()))
def test_a_removed_operation_has_its_parameters_and_names_its_successor(operation):
    shape = legacy_model().operation_model(operation).input_shape
    members = shape.members if shape else {}
    tokens = {name for name, member in members.items() if member.metadata.get("idempotencyToken")}
    required = set(shape.required_members) - tokens if shape else set()
    route = ROUTES[operation]
    for methods in METHODS.values():
        method = methods[xform_name(operation)]
        names = [each.arg for each in method.args.kwonlyargs]
        has_default = [each is not None for each in method.args.kw_defaults]
        assert sorted(names) == sorted(members)
        assert {name for name, has in zip(names, has_default, strict=True) if not has} == required
        assert deprecation(method) == f"chime:{operation} {route.fate}"


def test_the_async_client_is_the_same_but_awaited():
    for name, method in METHODS["ChimeClient"].items():
        twin = METHODS["AsyncChimeClient"][name]
        assert ast.unparse(twin).replace("async def", "def") == ast.unparse(method)
        awaited = name in {"close", "generate_presigned_url"} or "TypeDef" in ast.unparse(method.returns)
        assert isinstance(twin, ast.AsyncFunctionDef) == awaited
    assert set(METHODS["AsyncChimeClient"]) - set(METHODS["ChimeClient"]) == {"__aenter__", "__aexit__"}


def test_every_name_that_the_stub_uses_is_there():
    defined = {*CLASSES, *(node.target.id for node in TREE.body if isinstance(node, ast.AnnAssign))}
    assert set(re.findall(r"\w+TypeDef\b", ast.unparse(TREE))) <= defined


@pytest.mark.parametrize("name", ["AsyncChimeClient", "ChimeClient", "MeetingTypeDef"])
def test_at_run_time_a_type_is_any(name):
    code = f"from chime_shim.types import {name}; import sys; print({name}, 'botocore' in sys.modules)"
    assert run(sys.executable, "-c", code).stdout == "typing.Any False\n"


def test_at_run_time_there_is_nothing_private():
    with pytest.raises(AttributeError, match="_Nothing"):
        chime_shim.types._Nothing  # noqa: B018
