"""A handler for call forwarding, written only from AWS's guide: call-and-bridge, hangup and timeouts."""

import pytest

from chime_shim.emulator.calls import Phone, slow
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, bridge, respond, tell_tale


def forward(event, context):
    participants = event["CallDetails"]["Participants"]
    kind = event["InvocationEventType"]
    if kind == "NEW_INBOUND_CALL":
        return respond(bridge(caller_id=participants[0]["To"], CallTimeoutSeconds=30))
    if kind == "ACTION_FAILED":
        busy = event["ActionData"]["ErrorType"] == "CallNotAnswered"
        return respond({"Type": "Hangup", "Parameters": {"SipResponseCode": "486" if busy else "480"}})
    if kind == "HANGUP":
        left = [each["CallId"] for each in participants if each.get("Status") == "Connected"]
        return respond(*({"Type": "Hangup", "Parameters": {"CallId": each}} for each in left))
    return respond()


ANSWERED = ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP", "HANGUP"]
UNANSWERED = ["NEW_INBOUND_CALL", "ACTION_FAILED", "HANGUP"]


@pytest.mark.parametrize(
    ("phone", "hangs_up", "events", "outcome", "ends"),
    [
        pytest.param(Phone.answers(), 60, ANSWERED, "answered", ["phone", "function"], id="caller hangs up"),
        pytest.param(
            Phone.answers(hangs_up=60),
            None,
            ANSWERED,
            "answered",
            ["function", "phone"],
            id="callee hangs up",
        ),
        pytest.param(
            Phone.answers(hangs_up=50),
            60,
            ANSWERED,
            "answered",
            ["function", "phone"],
            id="both hang up, the callee first",
        ),
        pytest.param(
            Phone.answers(hangs_up=55),
            60,
            ANSWERED,
            "answered",
            ["phone", "phone"],
            id="both hang up at the same moment",
        ),
        pytest.param(Phone.voicemail(), 60, ANSWERED, "answered", ["phone", "function"], id="voicemail"),
        pytest.param(Phone.busy(), None, UNANSWERED, "busy", ["function", "phone"], id="busy"),
        pytest.param(
            Phone.unreachable(), None, UNANSWERED, "unreachable", ["function", "phone"], id="switched off"
        ),
        pytest.param(
            Phone.never_answers(), None, UNANSWERED, "not answered", ["function", "phone"], id="no answer"
        ),
        pytest.param(
            Phone.answers(after=31), None, UNANSWERED, "not answered", ["function", "phone"], id="too late"
        ),
        pytest.param(
            Phone.never_answers(),
            10,
            ["NEW_INBOUND_CALL", "HANGUP"],
            "cancelled",
            ["phone", "service"],
            id="the caller gives up",
        ),
    ],
)
def test_no_leg_is_left(exchange, ring, phone, hangs_up, events, outcome, ends):
    exchange.phones[PEER] = phone
    call = ring(forward, hangs_up=hangs_up)
    assert call.events == events
    assert [(each.number, each.caller_id, each.outcome) for each in call.rang] == [(PEER, NUMBER, outcome)]
    assert [leg.ended_by for leg in call.legs] == ends
    assert call.over
    assert call.ending is None


@pytest.mark.parametrize("who", ["caller", "callee", "both"])
@pytest.mark.parametrize("seconds", [0, 0.1, 7])
def test_whenever_they_hang_up_no_leg_is_left(exchange, who, seconds):
    """Every half second of the first minute, with functions that take their time, too."""
    exchange.application(slow(forward, seconds), NUMBER)
    for half in range(120):
        moment = half / 2
        exchange.phones[PEER] = Phone.answers(hangs_up=None if who == "caller" else moment)
        call = exchange.place(CALLER, NUMBER, hangs_up=None if who == "callee" else moment)
        assert call.over, f"hung up at {moment}: {[leg.tag for leg in call.connected]}"
        assert call.events[-1] == "HANGUP"


def test_the_caller_hears_that_the_callee_is_busy(exchange, ring):
    exchange.phones[PEER] = Phone.busy()
    assert ring(forward).legs[0].sip_code == 486


def test_without_hang_ups_both_are_left_talking(ring):
    call = ring(forward)
    assert [leg.tag for leg in call.connected] == ["LEG-A", "LEG-B"]
    call.hang_up("LEG-B")
    assert call.over


@pytest.mark.parametrize("seconds", [4.9, 5.1, 12, 19.9])
def test_a_function_that_is_slow_is_invoked_again_and_nothing_is_done_twice(exchange, ring, seconds):
    exchange.phones[PEER] = Phone.answers(hangs_up=60)
    handler, told = tell_tale(slow(forward, seconds, 0.1))
    call = ring(handler)
    first = call.invocations[0]
    # The retry after 5 seconds is answered at once.
    assert (first.attempts, first.seconds) == ((1, 4.9) if seconds < 5 else (2, 5.1))
    assert told[: first.attempts] == [first.event] * first.attempts
    assert len(call.rang) == 1
    assert call.over
    assert call.events == ANSWERED


def test_a_function_that_leaves_the_other_leg_alone_leaks_it(exchange, ring):
    def careless(event, context):
        return forward(event, context) if event["InvocationEventType"] != "HANGUP" else respond()

    exchange.phones[PEER] = Phone.voicemail()
    call = ring(careless, hangs_up=60)
    assert [(leg.tag, leg.to) for leg in call.connected] == [("LEG-B", PEER)]
    assert not call.over
    assert [
        (each["From"], each["Status"]) for each in call.invocations[-1].event["CallDetails"]["Participants"]
    ] == [
        (CALLER, "Disconnected"),
        (NUMBER, "Connected"),
    ]
