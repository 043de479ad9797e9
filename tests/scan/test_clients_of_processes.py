"""What becomes of clients is told whoever read the file: this process, or one of several."""

from __future__ import annotations

from pathlib import Path

import pytest

from chime_shim.scan import scan_paths
from chime_shim.scan.project import batches

PROGRAMS = {
    "used.py": 'import boto3\nc = boto3.client("chime")\nc.create_meeting()\nc.get_meeting(MeetingId="m")\n',
    "gone.py": 'import boto3, elsewhere\nelsewhere.keep(boto3.client("chime"))\n',
    "two.py": 'import boto3\nboto3.client("chime").list_rooms()\nboto3.client("chime").get_meeting()\n',
}


def told(place, jobs):
    return sorted(
        (
            Path(result.path).name,
            client.origin.line,
            [(use.operation, use.span.line) for use in client.uses],
            [(escape.span.line, escape.reason) for escape in client.escapes],
        )
        for result in scan_paths([place], jobs=jobs, clients=True)
        for client in result.reading.clients
    )


@pytest.mark.parametrize("jobs", [2, 3])
def test_clients_and_where_they_go_are_the_same(jobs, tmp_path, monkeypatch):
    for name, text in PROGRAMS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    alone = told(tmp_path, 1)
    monkeypatch.setattr(batches, "_SIZE", 1)

    assert told(tmp_path, jobs) == alone
    assert len(alone) == 4
