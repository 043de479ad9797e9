from __future__ import annotations

import json

import pytest

import chime_shim
from chime_shim.doctor import Operations
from chime_shim.ledger import LedgerError

SOURCE = """
import boto3
chime = boto3.client("chime")
chime.create_meeting()
chime.create_meeting()
chime.list_accounts()
anything.get_attendee(x)
"""


def test_source_is_read(tmp_path):
    (tmp_path / "app.py").write_text(SOURCE)
    operations = Operations()
    operations.add_source([tmp_path])

    assert dict(operations.places) == {"CreateMeeting": 2}
    (check,) = operations.check()
    assert check.text == "1 legacy operation in source"
    assert check.details == ("CreateMeeting: 2 places in the source",)


def test_source_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "app.py").write_text('boto3.client("chime").create_meeting(')
    operations = Operations()
    operations.add_source([tmp_path])

    _, check = operations.check()
    assert check.level == "warn"
    assert check.text == "1 file could not be looked at"
    assert "app.py" in check.details[0]


def test_a_ledger_is_read(tmp_path, loopback):
    ledger = tmp_path / "ledger.db"
    with chime_shim.install(ledger=str(ledger)):
        client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
        client.get_meeting(MeetingId="m-1")
        client.get_meeting(MeetingId="m-1")
        with pytest.raises(chime_shim.OperationRetiredError):
            client.list_meetings()
    operations = Operations()
    operations.add_ledger(str(ledger))

    (check,) = operations.check()
    assert check.text == "2 legacy operations in a ledger"
    assert check.details == ("GetMeeting: 2 calls", "ListMeetings: 1 call, 1 of them OperationRetired")


def test_what_is_no_ledger_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="no such file"):
        Operations().add_ledger(str(tmp_path / "absent"))


def test_an_operation_that_nobody_knows_is_passed_over(using):
    operations = using("GetMeeting", "LaunchRocket")
    assert [route.operation for route in operations.routes] == ["GetMeeting"]
    assert json.dumps(list(operations.calls)) == '["GetMeeting"]'


def test_nothing_is_said_if_nothing_was_looked_at(unknown):
    assert list(unknown.check()) == []


def test_lines_of_a_ledger_that_cannot_be_read_are_named(tmp_path):
    line = '{"chime_shim_ledger": 1, "day": "2026-11-25"'
    good = {
        "day": "2026-11-25",
        "host": "web-1",
        "operation": "GetMeeting",
        "mode": "forward",
        "outcome": "ok",
    }
    good |= {"successor": "chime-sdk-meetings:GetMeeting", "file": "app.py", "line": 1, "function": "view"}
    good |= {"calls": 1, "first": 1_764_000_000, "last": 1_764_000_000}
    log = tmp_path / "app.log"
    log.write_text(json.dumps({"chime_shim_ledger": 1, **good}) + f"\n{line}\n")
    operations = Operations()
    operations.add_ledger(str(log))

    found = {check.name: check for check in operations.check()}
    assert found["ledger"].level == "warn"
    assert found["ledger"].details == (f"{log}:2: cut off",)
