"""Nothing that a caller sends, or a service answers, gets into a ledger, or out of one into a report."""

from __future__ import annotations

import re

import botocore.session
import pytest

import chime_shim
from chime_shim.events import set_hooks
from chime_shim.events._ledger import LedgerHook
from chime_shim.ledger import OTHER, START, Snapshot, read
from chime_shim.report import Report
from chime_shim.report._html import html
from chime_shim.report._json import as_json
from chime_shim.report._markdown import markdown
from chime_shim.report._sarif import sarif
from chime_shim.report._text import text
from tests.redaction.marks import MARK, Sinks, mark, mistaken
from tests.redaction.test_redaction import (
    CASES,
    REFUSALS,
    Service,
    good_answers,
    make,
    params_for,
    refusal,
)
from tests.support.model_params import ARN_PREFIX, legacy_input

REPORTS = {"text": text, "json": as_json, "sarif": sarif, "html": html, "markdown": markdown}


@pytest.fixture(scope="module")
def sinks():
    return Sinks()


@pytest.fixture(scope="module")
def places(sinks, tmp_path_factory):
    """What all operations with marked values left behind: the bytes of the file, and lines on stderr."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.sleep", lambda _: None)
        patch.setenv("CHIME_SHIM_CHIME_BEARER", f"{ARN_PREFIX}app-instance/{mark()}/user/{mark()}")
        client = chime_shim.client(
            session=botocore.session.Session(), aws_access_key_id="AKID", aws_secret_access_key="secret"
        )
        service = Service(client)
        with sinks.open("logging"):
            hooks = [LedgerHook(str(path)), LedgerHook("stderr")]
            with set_hooks(hooks):
                for case in CASES:
                    drive(client, service, sinks, *case)
            files = {each.name: each.read_bytes() for each in path.parent.iterdir()}
            for hook in hooks:
                hook.close()
    (lines,) = sinks.of("standard streams")
    assert any(MARK.search(request) for request in service.sent), "what is not sent cannot be kept"
    return {**files, path.name: path.read_bytes(), "stderr": lines.encode()}, path


def drive(client, service, sinks, operation, resource, to):
    """Make a call of every kind of outcome."""
    params = params_for(operation, resource)
    service.answer(*good_answers(operation, params, to))
    make(client, operation, params, sinks)
    for name, status in REFUSALS.values():
        service.answer(*refusal(name, status))
        make(client, operation, params_for(operation, resource), sinks)
    service.answer((502, f"<html>{mark()}</html>".encode(), {"Content-Type": "text/html"}))
    make(client, operation, params_for(operation, resource), sinks)
    make(client, operation, {**params_for(operation, resource), mark(): mark()}, sinks)
    make(client, operation, mistaken(legacy_input(operation)), sinks)


def test_no_value_gets_into_a_ledger(places):
    contents, path = places

    assert set(contents) == {path.name, "stderr"}
    for name, content in contents.items():
        assert b"CreateMeeting" in content, name
        assert not MARK.search(content.decode("latin-1")), name


def test_everything_was_counted(places):
    entries = [each for each in read(str(places[1])).entries if each.mode != START]

    assert {each.operation for each in entries} == {operation for operation, *_ in CASES}
    assert sum(each.calls for each in entries) == len(CASES) * 2 * (len(REFUSALS) + 4)
    assert OTHER not in {each.outcome for each in entries}


@pytest.mark.parametrize("form", REPORTS)
def test_no_value_gets_into_a_report(form, places):
    report = Report.of(read(str(places[1])).snapshots, today="2026-11-25")
    shown = REPORTS[form](report)

    assert "CreateMeeting" in re.sub("<wbr>|\n *", "", shown)
    assert not MARK.search(shown)


@pytest.mark.parametrize("form", REPORTS)
def test_a_value_in_a_ledger_would_be_seen(form, places):
    (entry, *_) = [each for each in read(str(places[1])).entries if each.mode != START]
    leaking = entry._replace(function=mark(), file=mark())
    report = Report.of([Snapshot("a", "a", [leaking])], today="2026-11-25")

    assert MARK.search(REPORTS[form](report))
