"""The promises hold after every request, whoever else writes, whatever is lost, and however clocks differ."""

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chime_shim.proxy_sessions import _allocation as allocation
from chime_shim.proxy_sessions import _creation as creation
from chime_shim.proxy_sessions import _writes as writes
from chime_shim.proxy_sessions._problems import ServiceProblem
from tests.proxy_sessions.histories import CONNECTOR, NUMBERS, PEOPLE, Broken, History


def drawn(data):
    return lambda bound: data.draw(st.integers(0, bound - 1))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_promises_hold_in_every_history(data):
    History(drawn(data), most=6).play()


@pytest.mark.long
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_promises_hold_in_a_thousand_histories(data):
    History(drawn(data), most=14).play()


def played(seed, most=14):
    history = History(random.Random(seed).randrange, most=most)
    history.play()
    return history


def test_histories_have_all_that_can_happen():
    """So that the tests above are about something."""
    ended = Counter()
    for seed in range(150):
        ended.update(played(seed).ended)
    for name in ("create", "update", "delete", "put", "pool"):
        assert ended[name, "ok"] > 20
        assert ended[name, "ConnectionClosedError"] > 3
    assert ended["create", "BadRequestException"] > 20
    assert ended["create", "ForbiddenException"] > 5


EXISTS = "attribute_exists(#pk)"
MUTANTS = {
    "a binding is put over a live one": {"FREE": f"{EXISTS} OR attribute_not_exists(#pk)"},
    "a number is taken as soon as its session expired": {"GRACE": 0},
    "a session is opened though they are disabled": {"ENABLED": EXISTS},
    "a number that is being withdrawn is given": {"ACTIVE": EXISTS},
    "the binding of another session is changed": {"OWN": EXISTS},
    "the binding of another session is ended": {"OWN": "attribute_not_exists(#ended)"},
}


def broken_by(seeds):
    return any(breaks(seed) for seed in range(seeds))


def breaks(seed):
    try:
        played(seed)
    except Broken:
        return True
    return False


@pytest.mark.parametrize("changes", MUTANTS.values(), ids=MUTANTS)
def test_without_one_of_the_conditions_a_promise_is_broken(changes, monkeypatch):
    for name, value in changes.items():
        for module in (writes, allocation):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, value)
    assert broken_by(600)


def test_a_refusal_after_one_look_at_the_bindings_would_be_noticed(monkeypatch):
    monkeypatch.setattr(creation, "stayed", lambda number, _, found: number in found)
    assert broken_by(1500)


def gives_its_number_back_when_deleted():
    """With one number, the two can open a session again at once."""
    history = History(lambda bound: bound - 1)
    service = history.prepared(NUMBERS[:1])
    ids = {"VoiceConnectorId": CONNECTOR}
    wishes = {**ids, "ParticipantPhoneNumbers": PEOPLE[:2], "Capabilities": ["Voice"]}
    first = history.finish(service.create_proxy_session(wishes))["ProxySession"]
    history.finish(service.delete_proxy_session({**ids, "ProxySessionId": first["ProxySessionId"]}))
    try:
        history.finish(service.create_proxy_session(wishes))
    except ServiceProblem:
        return False
    return True


def stays_closed_once_shortened():
    """An update that read the session before another one shortened it does not revive it."""
    history = History(lambda bound: bound - 1)
    service = history.prepared(NUMBERS)
    ids = {"VoiceConnectorId": CONNECTOR}
    wishes = {**ids, "ParticipantPhoneNumbers": PEOPLE[:2], "Capabilities": ["Voice"]}
    ids["ProxySessionId"] = history.finish(service.create_proxy_session(wishes))["ProxySession"][
        "ProxySessionId"
    ]
    history.now += 90_000
    slow = service.update_proxy_session({**ids, "Capabilities": ["Voice"], "ExpiryMinutes": 5})
    request = slow.send(None)
    read = history.table.send(request.method, request.params)
    history.finish(service.update_proxy_session({**ids, "Capabilities": ["Voice"], "ExpiryMinutes": 1}))
    try:
        history.finish(slow, read)
    except ServiceProblem:
        return True
    return False


STORIES = {
    gives_its_number_back_when_deleted: {"FREE": "attribute_not_exists(#pk) OR #exp <= :free"},
    stays_closed_once_shortened: {"LIVE": writes.NOT_ENDED},
}


@pytest.mark.parametrize(("story", "changes"), STORIES.items(), ids=[each.__name__ for each in STORIES])
def test_a_session(story, changes, monkeypatch):
    assert story()
    for name, value in changes.items():
        monkeypatch.setattr(writes, name, value)
    assert not story(), "the condition is not what does it"


def test_with_all_conditions_none_is():
    assert not broken_by(100)
