import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.emulator._errors import BadRequestException
from chime_shim.emulator._paging import page
from chime_shim.emulator._store import SERIAL, Ordered


def test_a_paginator_sees_every_session_once(voice, proxied, new_session):
    made = [new_session()["ProxySessionId"] for _ in range(7)]
    pages = [
        [session["ProxySessionId"] for session in page["ProxySessions"]]
        for page in _pages(voice.list_proxy_sessions, VoiceConnectorId=proxied, MaxResults=3)
    ]
    assert pages == [made[:3], made[3:6], made[6:]]


def test_a_full_last_page_has_no_token(voice, proxied, new_session):
    for _ in range(4):
        new_session()
    pages = list(_pages(voice.list_proxy_sessions, VoiceConnectorId=proxied, MaxResults=2))
    assert [len(page["ProxySessions"]) for page in pages] == [2, 2]


def test_connectors_have_pages_too(voice, new_connector):
    made = [new_connector() for _ in range(3)]
    pages = list(_pages(voice.list_voice_connectors, MaxResults=1))
    assert [page["VoiceConnectors"][0]["VoiceConnectorId"] for page in pages] == made


@pytest.mark.parametrize("token", ["nonsense", "MA==", "é", "====", "MC4="])
def test_a_token_that_was_never_given_is_refused(voice, proxied, refused, token):
    with refused("BadRequestException", 400, "NextToken"):
        voice.list_proxy_sessions(VoiceConnectorId=proxied, NextToken=token)


def test_a_token_is_good_for_its_own_list_only(voice, proxied, new_session, refused):
    new_session()
    new_session()
    token = voice.list_proxy_sessions(VoiceConnectorId=proxied, MaxResults=1)["NextToken"]
    with refused("BadRequestException", 400, "NextToken"):
        voice.list_proxy_sessions(VoiceConnectorId=proxied, Status="Open", NextToken=token)
    with refused("BadRequestException", 400, "NextToken"):
        voice.list_voice_connectors(NextToken=token)


@pytest.mark.parametrize("size", [0, 101])
def test_a_page_has_1_to_100(voice, proxied, size):
    with pytest.raises(Exception, match="MaxResults") as caught:
        voice.list_proxy_sessions(VoiceConnectorId=proxied, MaxResults=size)
    assert type(caught.value).__name__ in {"ParamValidationError", "BadRequestException"}


@settings(deadline=None)
@given(
    made=st.integers(0, 30),
    size=st.integers(1, 10),
    deleted=st.sets(st.integers(0, 29)),
    after=st.integers(0, 5),
)
def test_deletions_between_pages_move_nothing(made, size, deleted, after):
    items = Ordered()
    for number in range(made):
        items.add({SERIAL: number})
    seen, token = [], None
    for turn in range(made + 1):
        if turn == after:
            for item in items:
                if item[SERIAL] in deleted:
                    items.discard(item)
        shown, token = page(items.after, size=size, token=token, scope="things")
        seen += [item[SERIAL] for item in shown]
        if not token:
            break
    assert seen == sorted(set(seen))
    assert set(range(made)) - deleted <= set(seen)


@given(st.text(min_size=1))
def test_no_text_but_a_token_is_taken_for_one(text):
    with pytest.raises(BadRequestException):
        page(Ordered().after, size=1, token=text, scope="things")


def _pages(operation, **params):
    while True:
        reply = operation(**params)
        yield reply
        if "NextToken" not in reply:
            return
        params["NextToken"] = reply["NextToken"]
