"""Tests that expect a client of "chime" to be made are named: they go red once the client moves."""

from __future__ import annotations

import ast

import pytest

from chime_shim.fix import fix_paths
from chime_shim.fix._mocks import may_expect, places

MOCK = "from unittest.mock import call, patch\n"


def lines(text):
    return [node.lineno for node, _ in places(ast.parse(text))] if may_expect(text.encode()) else []


@pytest.mark.parametrize(
    "expectation",
    [
        'assert client.call_args.args[0] == "chime"',
        'assert "chime" in client.call_args.args',
        "client.assert_called_once_with('chime')",
        'client.assert_called_with(service_name="chime", region_name="us-east-1")',
        'client.assert_has_calls([call("chime"), call("s3")])',
        'self.assertEqual(client.call_args, (("chime",), {}))',
        'client.side_effect = {"chime": fake}.get',
        "client.side_effect = lambda name: fake if name == 'chime' else None",
        'match name:\n    case "chime":\n        fake',
        'NAME = "chime"',
        'assert_that(client.call_args.args[0], equal_to("chime"))',
        'assert client.call_args.args[0].startswith("chime")',
        'pytest.mark.parametrize("name", ["chime", "s3"])',
        'client.side_effect = lambda name: CLIENTS["chime"]',
        'patch.dict("app.CLIENTS", chime=fake)',
        'flexmock(boto3).should_receive("client").with_args("chime")',
    ],
)
def test_an_expectation_is_found(expectation):
    assert len(lines(f"{MOCK}{expectation}\n")) == 1


def test_two_are_two():
    assert lines(f'{MOCK}client.assert_called_with("chime")\nassert a == "chime"\n') == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        f'{MOCK}boto3.client("chime")\n',
        f'{MOCK}print("chime")\n',
        f'{MOCK}logging.getLogger("chime").info("chime")\n',
        f'{MOCK}session.create_client(service_name="chime")\n',
        f'{MOCK}assert name == "chime-sdk-voice"\n',
        f"{MOCK}make(chime=client)\n",
        'def test(a):\n    assert a == "chime"\n',  # nothing of a mock in it
        'if service == "chime":\n    pass\n',
    ],
)
def test_what_is_none_is_not(text):
    assert lines(text) == []


@pytest.mark.parametrize("name", ["test_app.py", "app_test.py", "conftest.py"])
def test_a_file_of_tests_is_known_by_its_name(name):
    assert may_expect(b'def test(made):\n    assert made == "chime"\n', name)
    assert may_expect(b'def check(client):\n    assert client.call_args == (("chime",), {})\n', "checks.py")
    assert not may_expect(b'assert made == "chime"\n', "app.py")


MOVES = 'import boto3\n\nboto3.client("chime").list_sip_rules()\n'
STAYS = 'import boto3\n\nboto3.client("chime").list_meetings()\n'
TEST = f"""{MOCK}import app


@patch("boto3.client")
def test_it(client):
    client.assert_called_with("chime")
"""


@pytest.mark.parametrize(("app", "named"), [(MOVES, True), (STAYS, False)])
def test_they_are_named_if_a_client_moves(tmp_path, app, named):
    for name, text in (("app.py", app), ("test_app.py", TEST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    notes = {result.path: result.notes for result in fix_paths([tmp_path]) if result.notes}
    assert [line for line, _ in notes.get(str(tmp_path / "test_app.py"), ())] == [7] * named


def test_one_in_a_file_that_changes_has_its_new_line(tmp_path):
    path = tmp_path / "test_app.py"
    own = TEST.replace("import app\n", f"import boto3\n\nboto3.client('chime').list_meetings()\n{MOVES[14:]}")
    path.write_text(own, encoding="utf-8")
    (result,) = fix_paths([path])
    ((line, _),) = result.notes
    assert result.after.splitlines()[line - 1].strip() == 'client.assert_called_with("chime")'
