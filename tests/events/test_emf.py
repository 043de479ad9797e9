"""The hook for CloudWatch, checked with the schema that AWS publishes for its Embedded Metric Format."""

from __future__ import annotations

import io
import json
import re
import sys
import threading

import pytest

import chime_shim
from chime_shim.events import EmfHook, emit, set_hooks

jsonschema = pytest.importorskip("jsonschema")

UNITS = (
    "^(Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits"
    "|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second"
    "|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second"
    "|Count/Second|None)$"
)
# "Embedded metric format JSON schema" in the CloudWatch User Guide, without titles and examples.
SCHEMA = {
    "type": "object",
    "required": ["_aws"],
    "properties": {
        "_aws": {
            "type": "object",
            "required": ["Timestamp", "CloudWatchMetrics"],
            "properties": {
                "Timestamp": {"type": "integer"},
                "CloudWatchMetrics": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["Namespace", "Dimensions", "Metrics"],
                        "properties": {
                            "Namespace": {
                                "type": "string",
                                "pattern": "^(.*)$",
                                "minLength": 1,
                                "maxLength": 1024,
                            },
                            "Dimensions": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "array",
                                    "minItems": 0,
                                    "maxItems": 30,
                                    "items": {
                                        "type": "string",
                                        "pattern": "^(.*)$",
                                        "minLength": 1,
                                        "maxLength": 250,
                                    },
                                },
                            },
                            "Metrics": {
                                "type": "array",
                                "maxItems": 100,
                                "items": {
                                    "type": "object",
                                    "required": ["Name"],
                                    "properties": {
                                        "Name": {"type": "string", "minLength": 1, "maxLength": 1024},
                                        "Unit": {"type": "string", "pattern": UNITS},
                                        "StorageResolution": {"enum": [1, 60]},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        }
    },
}

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def check(line):
    """Check what the schema says, and what the specification says beside it."""
    document = json.loads(line)
    VALIDATOR.validate(document)
    for directive in document["_aws"]["CloudWatchMetrics"]:
        for name in {name for dimensions in directive["Dimensions"] for name in dimensions}:
            assert isinstance(document[name], str)
            assert re.fullmatch(r"[\x20-\x7e]{1,1024}", document[name])
        for metric in directive["Metrics"]:
            assert isinstance(document[metric["Name"]], (int, float))
    return document


@pytest.fixture
def line_of(make_call, capsys):
    def write(**changes):
        EmfHook(clock=lambda: 1_700_000_000.5)(make_call(**changes))
        captured = capsys.readouterr()
        assert captured.err == ""
        assert captured.out.count("\n") == 1
        return captured.out

    return write


CALLS = {
    "ok": {},
    "an error": {"outcome": "NotFoundException", "status_code": 404},
    "retired": {"successor": None, "outcome": "OperationRetired", "status_code": 410},
    "the least": {"request_id": None, "status_code": None, "retries": None, "notice": None, "parameters": ()},
    "no name": {"outcome": "no name\n\x00 größe"},
    "endless": {"outcome": "E" * 5000},
    "empty": {"outcome": ""},
}


@pytest.mark.parametrize("changes", CALLS.values(), ids=CALLS)
def test_every_line_is_of_the_format(changes, line_of):
    check(line_of(**changes))


def test_the_line_makes_two_metrics_by_operation_and_outcome(line_of):
    document = check(line_of(outcome="NotFoundException"))

    assert document["_aws"] == {
        "Timestamp": 1_700_000_000_500,
        "CloudWatchMetrics": [
            {
                "Namespace": "chime_shim",
                "Dimensions": [["operation", "outcome"], ["operation"]],
                "Metrics": [
                    {"Name": "legacy_calls", "Unit": "Count"},
                    {"Name": "duration_ms", "Unit": "Milliseconds"},
                ],
            }
        ],
    }
    assert (document["operation"], document["outcome"]) == ("CreateProxySession", "NotFoundException")
    assert (document["legacy_calls"], document["duration_ms"]) == (1, 12.346)


def test_the_rest_of_the_event_is_there_to_be_searched(line_of):
    document = check(line_of())

    assert document["call_site"] == "app.py:12"
    assert document["successor"] == "chime-sdk-voice:CreateProxySession"
    assert document["parameters"] == ["VoiceConnectorId", "Capabilities"]


def test_dimensions_have_few_values_whatever_a_service_answers(make_call, capsys):
    hook = EmfHook()
    for number in range(150):
        hook(make_call(outcome=f"Error{number}"))

    outcomes = [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()]
    assert len(set(outcomes)) == 101
    assert outcomes[100:] == ["_OTHER"] * 50


def test_it_may_go_to_stderr_and_to_another_namespace(make_call, capsys):
    EmfHook("My/App", to="stderr")(make_call())

    captured = capsys.readouterr()
    assert captured.out == ""
    assert check(captured.err)["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "My/App"
    with pytest.raises(ValueError, match="expected 'stdout' or 'stderr', got 'file'"):
        EmfHook(to="file")


def test_a_process_without_a_console_goes_on(make_call, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    EmfHook()(make_call())


def test_a_pipe_that_nobody_reads_does_not_break_the_call(make_call, monkeypatch, caplog):
    class Broken(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Broken())
    with set_hooks([EmfHook()]):
        emit(make_call())

    assert caplog.messages == ["chime_shim hook EmfHook failed with BrokenPipeError"]


def test_lines_of_threads_do_not_get_into_each_other(make_call, monkeypatch):
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    hook = EmfHook()
    threads = [threading.Thread(target=lambda: [hook(make_call()) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    lines = output.getvalue().splitlines()
    assert len(lines) == 40
    for line in lines:
        check(line)


def test_nothing_is_on_stdout_unless_the_setting_asks_for_it(make_call, capsys):
    with set_hooks([]):
        emit(make_call())
        assert capsys.readouterr().out == ""
        with chime_shim.install(telemetry="emf"):
            emit(make_call())
        check(capsys.readouterr().out)
        with chime_shim.install(telemetry="emf-stderr"):
            emit(make_call())
        captured = capsys.readouterr()
    assert captured.out == ""
    check(captured.err)
