from __future__ import annotations

import logging
import sys
import threading

import boto3
import pytest

import chime_shim
from chime_shim import events
from chime_shim._graft.attach import WATCHERS
from chime_shim.doctor import Operations, Run


@pytest.fixture(autouse=True)
def installed():
    with chime_shim.install():
        yield
    events.dismiss()


@pytest.fixture
def watch():
    def watched(program):
        operations, run = Operations(), Run()
        run.watch(program, operations)
        return {check.name: check for check in run.check()}, operations

    return watched


def leave(code):
    raise SystemExit(code)


@pytest.mark.parametrize(
    ("code", "level", "text", "printed"),
    [
        (None, "ok", "it came to its end", ""),
        (0, "ok", "it came to its end", ""),
        (3, "fail", "it exited with code 3", ""),
        ("gone", "fail", "it exited with code 1", "gone\n"),
    ],
)
def test_the_exit_of_a_program_is_told(code, level, text, printed, watch, capsys):
    checks, _ = watch(lambda: leave(code))
    assert (checks["program"].level, checks["program"].text) == (level, text)
    assert capsys.readouterr().err == printed


@pytest.mark.parametrize("kind", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_is_reported_as_ever_and_told_by_its_class(kind, watch, monkeypatch):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: reported.append(error[0]))

    def fail():
        raise kind("+12065550100")

    checks, _ = watch(fail)
    assert checks["program"].text == f"it ended with {kind.__name__}"
    assert reported == [kind]


def test_clients_are_told_by_the_line_that_made_them(watch, loopback):
    def program():
        for _ in range(2):
            boto3.client("chime", endpoint_url=loopback.url)
        boto3.client("chime")

    checks, _ = watch(program)
    check = checks["clients"]
    assert (check.level, check.text) == ("ok", "3 chime clients seen")
    assert "calls go to 127.0.0.1 (2 times)" in check.details[0]
    assert "calls go to AWS, us-east-1" in check.details[1]
    assert "test_run.py:" in check.details[0]


def test_no_client_is_a_warning(watch):
    checks, _ = watch(lambda: None)
    assert checks["clients"].level == "warn"


def test_calls_of_threads_and_beside_hooks_of_the_programs_own_are_counted(watch, loopback):
    def program():
        client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
        chime_shim.set_hooks([])
        threading.Thread(target=lambda: client.get_meeting(MeetingId="m-1")).start()

    with chime_shim.set_hooks([]):
        _, operations = watch(program)
    assert operations.calls == {"GetMeeting": 1}


def test_complaints_of_the_shim_are_told_once_and_calls_are_none(watch, loopback):
    logger = logging.getLogger("chime_shim")

    def program():
        logger.warning("chime_shim does not use %s", "this")
        logger.warning("chime_shim does not use %s", "this")
        boto3.client("chime", "us-east-1", endpoint_url=loopback.url).get_meeting(MeetingId="m-1")

    checks, _ = watch(program)
    assert checks["log"].details == ("chime_shim does not use this",)


def test_afterwards_nobody_watches_any_more(watch):
    before = list(logging.getLogger("chime_shim").handlers)
    watch(lambda: None)
    assert WATCHERS == []
    assert logging.getLogger("chime_shim").handlers == before
