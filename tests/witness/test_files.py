from __future__ import annotations

import gzip
import json

import pytest

from chime_shim.witness import Witness, WitnessError, paths_below, read_advice, read_records
from tests.witness.records import ACCOUNT, record

LEGACY = "chime.us-east-1.amazonaws.com"


@pytest.fixture
def log(tmp_path):
    def write(*records, name="log.json", packed=False):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps({"Records": list(records)}).encode()
        path.write_bytes(gzip.compress(data) if packed else data)
        return str(path)

    return write


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_powershell_wrote_is_read(encoding, tmp_path):
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"Events": [record("CreateMeeting")]}), encoding=encoding)
    assert [each.operation for each in read_records(str(path))] == ["CreateMeeting"]


@pytest.mark.parametrize("packed", [False, True])
def test_log_files_are_read_as_they_are_delivered(packed, log):
    path = log(record("CreateMeeting"), record("GetObject", eventSource="s3.amazonaws.com"), packed=packed)
    assert [each.operation for each in read_records(path)] == ["CreateMeeting"]


def test_what_lookup_events_prints_is_read(tmp_path):
    inner = record("CreateMeeting")
    event = {"EventId": inner["eventID"], "EventName": "CreateMeeting", "CloudTrailEvent": json.dumps(inner)}
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"Events": [event, {"CloudTrailEvent": "{"}]}))
    assert [each.operation for each in read_records(str(path))] == ["CreateMeeting"]


def test_a_directory_is_that_of_a_bucket(log, tmp_path):
    log(record("CreateMeeting"), name="AWSLogs/1/CloudTrail/us-east-1/2026/11/20/a.json.gz", packed=True)
    log(name="AWSLogs/1/CloudTrail-Digest/us-east-1/2026/11/20/b.json.gz", packed=True)
    log(name="AWSLogs/1/notes.txt")
    assert [path.rpartition("/")[2] for path in paths_below(str(tmp_path))] == ["a.json.gz"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"chime": 1}', "it has no Records"),
        (b"chime {", "it is not JSON"),
        (b"\xff\xfechime", "it is not JSON"),
        (gzip.compress(b'{"Records": ["chime"]}')[:-9], "it cannot be read: it is cut off, or damaged"),
        (b"[" * 100_000 + b'"chime"', "it is not JSON"),
    ],
    ids=["no records", "no JSON", "no text", "cut off", "deep"],
)
def test_a_bad_file_is_named_and_costs_itself_alone(data, reason, log, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_bytes(data)
    with pytest.raises(WitnessError, match=reason):
        read_records(str(bad))

    witness = Witness()
    witness.read([str(bad), str(tmp_path / "absent"), log(record("CreateMeeting"))])
    assert witness.files == 1
    assert [each.operation for each in witness.lines] == ["CreateMeeting"]
    assert len(witness.problems) == 2


def test_copies_count_once_and_earlier_days_not(log):
    one, old = record("CreateMeeting", host=LEGACY), record("CreateMeeting", day="2026-01-01")
    witness = Witness()
    witness.read(
        [log(one, old, one, name="a.json"), log(one, name="b.json.gz", packed=True)], since="2026-11-01"
    )
    (line,) = witness.lines
    assert (line.calls, line.first, line.last) == (1, "2026-11-20", "2026-11-20")


def test_a_call_without_a_time_is_not_left_out(log):
    witness = Witness()
    witness.read([log(record("CreateMeeting", eventTime=None))], since="2026-11-01")
    assert [each.calls for each in witness.lines] == [1]


def test_what_ledger_and_source_do_not_know_comes_from_elsewhere(log):
    witness = Witness(known={"CreateMeeting"}, known_from=["the ledger"])
    witness.read([log(record("CreateMeeting", host=LEGACY), record("DeleteMeeting", host=LEGACY))])
    assert [each.operation for each in witness.elsewhere] == ["DeleteMeeting"]


# Access Advisor

ROLE = f"arn:aws:iam::{ACCOUNT}:role/web"


def details(**changes):
    service = {
        "ServiceName": "Amazon Chime",
        "ServiceNamespace": "chime",
        "LastAuthenticated": "2026-11-20T10:00:00+00:00",
        "LastAuthenticatedEntity": ROLE,
        "LastAuthenticatedRegion": "us-east-1",
        "TotalAuthenticatedEntities": 1,
        **changes,
    }
    other = {"ServiceNamespace": "s3", "LastAuthenticated": "2026-11-20T10:00:00+00:00"}
    return {"JobStatus": "COMPLETED", "ServicesLastAccessed": [service, other]}


def advice(tmp_path, content):
    path = tmp_path / "advice.json"
    path.write_text(json.dumps(content))
    return [(each.operation, str(each.principal), each.day, each.verdict) for each in read_advice(str(path))]


def test_last_uses_of_actions(tmp_path):
    tracked = [
        {"ActionName": "TagMeeting", "LastAccessedEntity": ROLE, "LastAccessedTime": "2026-11-19T10:00:00Z"},
        {
            "ActionName": "CreateMeeting",
            "LastAccessedEntity": ROLE,
            "LastAccessedTime": "2026-11-18T10:00:00Z",
        },
        {"ActionName": "DeleteMeeting"},
        {
            "ActionName": "ListAccounts",
            "LastAccessedEntity": ROLE,
            "LastAccessedTime": "2026-11-18T10:00:00Z",
        },
    ]
    assert advice(tmp_path, details(TrackedActionsLastAccessed=tracked)) == [
        ("TagMeeting", "role/web in ...3333", "2026-11-19", "legacy"),
        ("CreateMeeting", "role/web in ...3333", "2026-11-18", "unclear"),
    ]


def test_the_last_use_of_the_service(tmp_path):
    assert advice(tmp_path, details()) == [("", "role/web in ...3333", "2026-11-20", "unclear")]
    entity = {
        "EntityInfo": {"Arn": ROLE, "Name": "web", "Type": "ROLE"},
        "LastAuthenticated": "2026-11-20T10:00:00Z",
    }
    assert advice(tmp_path, {"EntityDetailsList": [entity, {"EntityInfo": {"Arn": ROLE}}]}) == [
        ("", "role/web in ...3333", "2026-11-20", "unclear")
    ]


@pytest.mark.parametrize(
    "content", [[], {}, {"Records": []}, {"JobStatus": "IN_PROGRESS", "ServicesLastAccessed": []}]
)
def test_what_is_something_else_is_refused(content, tmp_path):
    with pytest.raises(WitnessError):
        advice(tmp_path, content)
