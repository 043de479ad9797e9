"""What a service that masks numbers has to get right, one test a row."""

import pytest

from chime_shim.cli import _proxy_pool
from chime_shim.emulator.calls import Phone, slow
from chime_shim.proxy_sessions._operations import ProxySessions
from chime_shim.proxy_sessions._problems import ServiceProblem
from tests.proxy_sessions.calls import FALLBACK, HOUR, STRANGER, A, B, C, number_of, rang

MINUTE = 60_000


def stranger(desk):
    assert rang(desk.call(STRANGER, desk.session())) == []


def expired(desk):
    assert rang(desk.call(A, desk.session(ago=HOUR + MINUTE))) == []


def closed_and_redialled(desk):
    session = desk.session()
    desk.change("delete_proxy_session", session)
    assert rang(desk.call(A, session)) == []
    assert rang(desk.call(B, session)) == []


def one_person_in_several_sessions(desk):
    first, second = desk.session(A, B), desk.session(A, C)
    assert [rang(desk.call(A, each, hangs_up=9))[0][0] for each in (first, second)] == [B, C]


def both_participants_equal(desk):
    with pytest.raises(ServiceProblem, match="two different numbers"):
        desk.session(A, A.lstrip("+"))


def a_participant_is_a_pool_number(desk):
    with pytest.raises(ServiceProblem, match="would loop"):
        desk.session(A, desk.numbers[0])


def the_fallback_is_a_pool_number(desk):
    with pytest.raises(ServiceProblem, match="would loop"):
        desk.configure(FallBackPhoneNumber=desk.numbers[0])


def a_participant_comes_into_the_pool_later(desk):
    session = desk.session()
    with pytest.raises(ServiceProblem, match="would loop"):
        desk.run(_proxy_pool.add(B, "US"))
    desk.put_number(B)  # by whatever way
    assert rang(desk.call(A, session)) == []


def the_caller_id_is_withheld(desk):
    assert rang(desk.exchange.place("anonymous", number_of(desk.session()))) == []


def the_caller_id_is_oddly_formatted(desk):
    assert rang(desk.exchange.place(A.lstrip("+"), number_of(desk.session()))) == []


def busy(desk):
    desk.exchange.phones[B] = Phone.busy()
    call = desk.call(A, desk.session())
    assert (call.over, call.legs[0].sip_code) == (True, 486)


def no_answer(desk):
    desk.exchange.phones[B] = Phone.never_answers()
    call = desk.call(A, desk.session())
    assert (call.over, call.legs[0].sip_code) == (True, 486)


def voicemail(desk):
    desk.exchange.phones[B] = Phone.voicemail()
    assert desk.call(A, desk.session(), hangs_up=60).over


def the_caller_gives_up_while_the_other_rings(desk):
    desk.exchange.phones[B] = Phone.answers(10)
    assert desk.call(A, desk.session(), hangs_up=5).over


def a_leg_is_left_connected(desk):
    call = desk.call(A, desk.session())
    assert len(call.connected) == 2
    assert call.hang_up("LEG-B").over


def the_invocation_is_retried(desk):
    desk.handler = slow(desk.handler, 6, 0.1)
    call = desk.call(A, desk.session(), hangs_up=60)
    assert (len(call.rang), call.over) == (1, True)


def two_allocate_at_once(desk):
    """Both have read that the same number is free; the second one is refused it, and takes another."""
    service = ProxySessions(random=lambda: 0.5)
    wishes = {"VoiceConnectorId": "abcdef1ghij2klmno3pqr4", "Capabilities": ["Voice"]}
    first = service.create_proxy_session({**wishes, "ParticipantPhoneNumbers": [A, B]})
    second = ProxySessions().create_proxy_session({**wishes, "ParticipantPhoneNumbers": [A, C]})
    request = first.send(None)
    for _ in range(2):  # the pool, and what is taken
        request = first.send(desk.send(request))
    taken = desk.run(second)["ProxySession"]
    try:
        while True:
            request = desk.answered(first, request)
    except StopIteration as done:
        made = done.value["ProxySession"]
    assert number_of(made) != number_of(taken)


def exhaustion(desk):
    for _ in desk.numbers:
        desk.session()
    with pytest.raises(ServiceProblem, match="Every number of the pool"):
        desk.session(A, C)


def stale_redial(desk):
    before = desk.session()
    desk.change("delete_proxy_session", before)
    after = desk.session(A, C)
    assert number_of(after) != number_of(before)
    assert rang(desk.call(A, before)) == []


def clocks_differ_at_expiry(desk):
    """By a clock that is 50 s ahead the number is not free yet, when the session has just expired by ours."""
    for _ in desk.numbers:
        desk.session(ago=HOUR + 5_000)
    with pytest.raises(ServiceProblem, match="Every number of the pool"):
        desk.session(ago=-50_000)


def a_number_is_withdrawn_while_in_use(desk):
    session = desk.session()
    assert desk.run(_proxy_pool.withdraw(number_of(session), 0)) == 1
    assert rang(desk.call(A, session, hangs_up=60)) == [(B, number_of(session))]
    assert number_of(desk.session(A, C)) != number_of(session)


def the_quota_of_calls_is_reached(desk):
    desk.exchange.max_calls = 1
    call = desk.call(A, desk.session())
    assert (call.over, rang(call)) == (True, [])


def logs_reveal_numbers(desk):
    desk.configure(FallBackPhoneNumber=FALLBACK)
    session = desk.session()
    for caller in (A, B, STRANGER):
        desk.call(caller, session, hangs_up=60)
    desk.change("delete_proxy_session", session)
    desk.call(A, session, hangs_up=60)
    written = desk.capsys.readouterr()
    assert "Bridged" in written.out
    assert "5550" not in written.out + written.err


def one_caller_hammers(desk):
    """A stranger who calls again and again costs reads; nothing is written, and nobody's phone rings."""
    session = desk.session()
    before = desk.run_scan()
    for _ in range(30):
        call = desk.call(STRANGER, session)
        assert (call.over, rang(call), call.legs[0].sip_code) == (True, [], 480)
    assert desk.run_scan() == before


ROWS = [
    stranger,
    expired,
    closed_and_redialled,
    one_person_in_several_sessions,
    both_participants_equal,
    a_participant_is_a_pool_number,
    the_fallback_is_a_pool_number,
    a_participant_comes_into_the_pool_later,
    the_caller_id_is_withheld,
    the_caller_id_is_oddly_formatted,
    busy,
    no_answer,
    voicemail,
    the_caller_gives_up_while_the_other_rings,
    a_leg_is_left_connected,
    the_invocation_is_retried,
    two_allocate_at_once,
    exhaustion,
    stale_redial,
    clocks_differ_at_expiry,
    a_number_is_withdrawn_while_in_use,
    the_quota_of_calls_is_reached,
    logs_reveal_numbers,
    one_caller_hammers,
]


@pytest.mark.parametrize("row", ROWS, ids=[row.__name__ for row in ROWS])
def test_it_is_got_right_when(row, desk, capsys):
    desk.capsys = capsys
    row(desk)
