"""The function's state table, event by event; and that it is one quick file which tells nothing."""

import ast
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions import function as deployed
from tests.proxy_sessions.calls import FALLBACK, HOUR, A, B, event

NUMBER = "+12065550120"
SOURCE = Path(deployed.__file__)
BUSY = {"Type": "CallAndBridge", "ErrorType": "CallNotAnswered"}
WRONG = {"Type": "CallAndBridge", "ErrorType": "InvalidActionParameter"}
GONE, HERE = "Disconnected", "Connected"


def hung_up(tag):
    return {"Type": "Hangup", "Parameters": {"CallId": f"call-{tag}", "ParticipantTag": f"LEG-{tag}"}}


def answered(event):
    """What is hung up with which code, or whom the call is bridged to."""
    reply = deployed.handler(event, None)
    assert reply.keys() == {"SchemaVersion", "Actions"}
    assert reply["SchemaVersion"] == "1.0"
    assert len(reply["Actions"]) <= 10
    return [
        (action["Parameters"]["CallId"].removeprefix("call-"), action["Parameters"]["SipResponseCode"])
        if action["Type"] == "Hangup"
        else action["Parameters"]["Endpoints"][0]["Uri"]
        for action in reply["Actions"]
    ]


@pytest.fixture
def put(db, function):
    """Puts a binding of A's."""

    def put(**changes):
        now = time.time_ns() // 1_000_000
        binding = {
            **items.binding_key(A, NUMBER),
            "peer": B,
            "session": "s-1",
            "connector": "c-1",
            "capabilities": ["Voice"],
            "exp": now + HOUR,
            **{name: value for name, value in changes.items() if value is not None},
        }
        db.put_item(TableName="proxy-sessions", Item=items.wired(binding))

    return put


BINDINGS = {
    "live": ({}, [B]),
    "live, with a fallback": ({"fallback": FALLBACK}, [B]),
    "expired": ({"exp": 1}, [("A", "480")]),
    "expired, with a fallback": ({"exp": 1, "fallback": FALLBACK}, [FALLBACK]),
    "ended": ({"ended": 1}, [("A", "480")]),
    "ended, with a fallback": ({"ended": 1, "fallback": FALLBACK}, [FALLBACK]),
    "without voice": ({"capabilities": []}, [("A", "480")]),
    "without voice, with a fallback": ({"capabilities": [], "fallback": FALLBACK}, [("A", "480")]),
    "with oneself": ({"peer": A}, [("A", "480")]),
    "with the number itself": ({"peer": NUMBER}, [("A", "480")]),
    "a fallback that calls": ({"exp": 1, "fallback": A}, [("A", "480")]),
}


@pytest.mark.parametrize(("binding", "actions"), BINDINGS.values(), ids=BINDINGS)
def test_a_new_call_is_answered_by_its_binding(put, binding, actions):
    put(**binding)
    assert answered(event()) == answered(event()) == actions


@pytest.mark.parametrize("which", ["peer", "fallback"])
def test_a_call_that_would_come_back_to_the_pool_is_refused(put, pool, which):
    pool("+12065550121")
    put(**({"peer": "+12065550121"} if which == "peer" else {"exp": 1, "fallback": "+12065550121"}))
    assert answered(event()) == [("A", "480")]


CALLERS = ["anonymous", "", None, "Restricted", "14015550101", "+1401555010x", "+0401", "sip:a@b", "+1٤"]


@pytest.mark.parametrize("caller", CALLERS)
def test_a_caller_without_a_number_reaches_nobody(function, caller):
    new = event()
    new["CallDetails"]["Participants"][0]["From"] = caller
    assert answered(new) == [("A", "480")]


def test_the_phone_shows_the_called_number_and_rings_for_half_a_minute(put):
    put()
    (action,) = deployed.handler(event(), None)["Actions"]
    assert action == {
        "Type": "CallAndBridge",
        "Parameters": {
            "CallTimeoutSeconds": 30,
            "CallerIdNumber": NUMBER,
            "Endpoints": [{"BridgeEndpointType": "PSTN", "Uri": B}],
        },
    }


EVENTS = {
    "not answered": (event("ACTION_FAILED", HERE, action=BUSY), [("A", "486")]),
    "not answered, without status": (event("ACTION_FAILED", None, action=BUSY), [("A", "486")]),
    "bridging failed": (event("ACTION_FAILED", HERE, action=WRONG), [("A", "480")]),
    "bridging failed, with both there": (
        event("ACTION_FAILED", HERE, HERE, action=WRONG),
        [("A", "480"), ("B", "480")],
    ),
    "nobody is left to be told": (event("ACTION_FAILED", GONE, action=BUSY), []),
    "A hung up": (event("HANGUP", GONE, HERE, action=hung_up("A")), [("B", "0")]),
    "B hung up": (event("HANGUP", HERE, GONE, action=hung_up("B")), [("A", "0")]),
    "A hung up, without status": (event("HANGUP", None, None, action=hung_up("A")), [("B", "0")]),
    "A hung up, and still looks connected": (event("HANGUP", HERE, HERE, action=hung_up("A")), [("B", "0")]),
    "both hung up": (event("HANGUP", GONE, GONE, action=hung_up("B")), []),
    "the answer was wrong": (event("INVALID_LAMBDA_RESPONSE", HERE), [("A", "480")]),
    "the answer was wrong, as a type at the top": (
        event("INVALID_LAMBDA_RESPONSE", HERE, ErrorType="X"),
        [("A", "480")],
    ),
    "bridged": (event("ACTION_SUCCESSFUL", HERE, HERE, action={"Type": "CallAndBridge"}), []),
    "bridged after A gave up": (
        event("ACTION_SUCCESSFUL", GONE, HERE, action={"Type": "CallAndBridge"}),
        [("B", "0")],
    ),
    "ringing": (event("RINGING", HERE), []),
    "digits": (event("DIGITS_RECEIVED", HERE, HERE), []),
    "interrupted": (event("ACTION_INTERRUPTED", HERE, HERE), []),
    "an update": (event("CALL_UPDATE_REQUESTED", HERE, HERE), []),
    "outbound": (event("NEW_OUTBOUND_CALL", None), []),
    "unheard of": (event("SOMETHING_NEW", HERE, HERE), []),
    "nothing at all": ({}, []),
}


@pytest.mark.parametrize(("told", "actions"), EVENTS.values(), ids=EVENTS)
def test_any_other_event_is_answered_by_its_row(function, told, actions):
    assert answered(told) == answered(told) == actions


def test_an_outbound_call_is_none_of_ours(function):
    told = event("CALL_ANSWERED", HERE)
    told["CallDetails"]["Participants"][0]["Direction"] = "Outbound"
    assert answered(told) == [("A", "0")]


KINDS = sorted({told.get("InvocationEventType", "?") for told, _ in EVENTS.values()})
broken = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just(A),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=50, deadline=None)
@given(
    kind=st.sampled_from(sorted({told.get("InvocationEventType", "?") for told, _ in EVENTS.values()})),
    data=broken,
)
def test_an_event_of_any_form_gets_an_answer(kind, data):
    for told in (
        {"InvocationEventType": kind, "ActionData": data, "CallDetails": data},
        event(kind, HERE, GONE) | {"ActionData": data},
    ):
        assert deployed.handler(told, None)["SchemaVersion"] == "1.0"


def test_log_and_metrics_have_no_numbers(put, capsys, monkeypatch):
    put(fallback=FALLBACK)
    for told, _ in [(event(), None), *EVENTS.values()]:
        deployed.handler(told, None)
    monkeypatch.setenv("TABLE", "gone-table")
    deployed.handler(event(), None)
    written = capsys.readouterr()
    assert written.err == ""
    assert "5550" not in written.out
    lines = [json.loads(line) for line in written.out.splitlines()]
    for line in lines:
        (metrics,) = line["_aws"]["CloudWatchMetrics"]
        assert all(line[each["Name"]] == 1 for each in metrics["Metrics"])
    assert {"Bridged", "NotAnswered", "ActionFailed", "HungUp", "InvalidResponse", "TableFailed"} <= {
        name for line in lines for name in line
    }


def test_it_is_one_small_file_of_the_standard_library_and_boto3():
    source = SOURCE.read_text(encoding="utf-8")
    assert len(source.encode()) < 10_000
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {*sys.stdlib_module_names, "boto3", "botocore"}


def test_its_client_gives_up_in_time(function):
    config = function._table().meta.config
    assert (config.connect_timeout, config.read_timeout) == (1, 1)
    assert config.retries["total_max_attempts"] == 2


def test_when_time_is_short_only_the_binding_is_read(put, monkeypatch):
    put()
    asked = []
    client = deployed._table()
    client.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))
    monkeypatch.setattr(deployed, "HURRY", 0)
    assert answered(event()) == [B]
    assert asked == ["GetItem"]
