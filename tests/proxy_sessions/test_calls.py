"""Calls from end to end: the function on the emulator's call machine, and its table."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chime_shim.emulator.calls import Phone, slow
from chime_shim.proxy_sessions import function as deployed
from tests.proxy_sessions.calls import FALLBACK, HOUR, STRANGER, A, B, C, number_of, rang


def test_both_participants_reach_each_other_and_see_the_proxy_number(desk):
    session = desk.session()
    number = number_of(session)
    for caller, peer in ((A, B), (B, A)):
        call = desk.call(caller, session, hangs_up=60)
        assert rang(call) == [(peer, number)]
        assert call.over


def test_a_stranger_reaches_nobody(desk):
    call = desk.call(STRANGER, desk.session())
    assert rang(call) == []
    assert (call.over, call.legs[0].sip_code) == (True, 480)


@pytest.mark.parametrize("end", ["expired", "deleted"])
@pytest.mark.parametrize("fallback", [None, FALLBACK])
def test_after_its_end_calls_go_to_the_fallback_or_nowhere(desk, end, fallback):
    if fallback:
        desk.configure(FallBackPhoneNumber=fallback)
    session = desk.session(ago=2 * HOUR if end == "expired" else 0)
    if end == "deleted":
        desk.change("delete_proxy_session", session)
    call = desk.call(A, session, hangs_up=60)
    assert rang(call) == ([(fallback, number_of(session))] if fallback else [])
    assert call.over


def test_a_session_without_voice_connects_nobody(desk):
    session = desk.session()
    desk.change("update_proxy_session", session, Capabilities=[])
    assert rang(desk.call(A, session)) == []


PHONES = {
    "busy": (Phone.busy(), None, 486),
    "switched off": (Phone.unreachable(), None, 486),
    "no answer": (Phone.never_answers(), None, 486),
    "voicemail": (Phone.voicemail(), 60, 0),
    "voicemail that hangs up": (Phone.voicemail(hangs_up=20), None, 0),
    "the callee hangs up": (Phone.answers(hangs_up=20), None, 0),
    "the caller hangs up": (Phone.answers(), 60, 0),
    "the caller gives up at once": (Phone.answers(10), 0.1, 0),
    "the caller gives up while it rings": (Phone.answers(10), 5, 0),
    "both at the same moment": (Phone.answers(5, hangs_up=20), 25, 0),
}


@pytest.mark.parametrize(("phone", "hangs_up", "code"), PHONES.values(), ids=PHONES)
def test_no_leg_stays_connected(desk, phone, hangs_up, code):
    session = desk.session()
    desk.exchange.phones[B] = phone
    call = desk.call(A, session, hangs_up=hangs_up)
    assert call.over
    assert call.ending is None
    assert call.legs[0].sip_code == code
    assert desk.status(session) == "Open"


@pytest.mark.parametrize("moment", [each / 4 for each in range(0, 44, 3)])
def test_a_hang_up_at_any_moment_leaves_no_leg(desk, moment):
    session = desk.session()
    desk.exchange.phones[B] = Phone.answers(5, hangs_up=4)
    assert desk.call(A, session, hangs_up=moment).over


def test_a_session_is_in_progress_while_its_call_lasts(desk):
    session = desk.session()
    call = desk.call(A, session)
    assert len(call.connected) == 2
    assert desk.status(session) == "InProgress"
    call.hang_up("LEG-B")
    assert call.over
    assert desk.status(session) == "Open"


def test_a_session_that_ends_does_not_end_its_call(desk):
    session = desk.session()
    call = desk.call(A, session)
    desk.change("delete_proxy_session", session)
    assert len(call.connected) == 2
    assert call.hang_up("LEG-A").over


@pytest.mark.parametrize("seconds", [1, 5.5, 12])
def test_a_function_that_is_invoked_again_rings_once(desk, seconds):
    session = desk.session()
    desk.handler = slow(desk.handler, seconds, 0.1)
    call = desk.call(A, session, hangs_up=60)
    assert len(call.rang) == 1
    assert call.over


def twice(handler):
    def repeated(event, context):
        first = handler(event, context)
        assert handler(event, context) == first
        return first

    return repeated


@pytest.mark.parametrize(("phone", "hangs_up", "code"), PHONES.values(), ids=PHONES)
def test_every_event_may_come_twice(desk, phone, hangs_up, code):
    session = desk.session()
    desk.handler = twice(desk.handler)
    desk.exchange.phones[B] = phone
    call = desk.call(A, session, hangs_up=hangs_up)
    assert call.over
    assert call.legs[0].sip_code == code


def test_without_dynamodb_a_call_is_refused_and_counted(desk, function, capsys, monkeypatch):
    session = desk.session()
    monkeypatch.setenv("TABLE", "gone-table")
    call = desk.call(A, session)
    assert (call.over, rang(call), call.legs[0].sip_code) == (True, [], 480)
    assert '"TableFailed": 1' in capsys.readouterr().out


def test_at_the_quota_of_calls_the_caller_is_let_go(desk):
    session = desk.session()
    desk.exchange.max_calls = 1
    call = desk.call(A, session)
    assert rang(call) == []
    assert call.over


def test_people_in_several_sessions_reach_whom_the_number_stands_for(desk):
    first, second = desk.session(A, B), desk.session(A, C)
    assert number_of(first) != number_of(second)
    assert rang(desk.call(A, first, hangs_up=60)) == [(B, number_of(first))]
    assert rang(desk.call(A, second, hangs_up=60)) == [(C, number_of(second))]
    assert rang(desk.call(B, second)) == []


def unlucky(handler, lots):
    """A function some of whose invocations fail at first, take long, or come twice."""
    left, failed = list(lots), set()

    def invoked(event, context):
        number = event["Sequence"]
        lot = left[number % len(left)]
        if lot == "fails" and number not in failed:
            failed.add(number)
            raise RuntimeError
        if lot == "is slow" and number not in failed:
            failed.add(number)
            context.spend(6)
        if lot == "comes twice":
            handler(event, context)
        return handler(event, context)

    return invoked


LOTS = st.lists(st.sampled_from(["is well", "fails", "is slow", "comes twice"]), min_size=4, max_size=4)
SECONDS = st.integers(0, 40) | st.floats(0, 40)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lots=LOTS, after=SECONDS, callee=SECONDS | st.none(), caller=SECONDS)
def test_whatever_befalls_the_function_no_leg_stays_connected(desk, lots, after, callee, caller):
    session = desk.session()
    desk.exchange.phones[B] = Phone.answers(after, hangs_up=callee)
    desk.handler = unlucky(deployed.handler, lots)
    call = desk.call(A, session, hangs_up=caller)
    assert call.connected == []
    assert call.over
    desk.change("delete_proxy_session", session)
