import uuid

import pytest

PEOPLE = ["+12065550192", "+14015550101"]


def get(voice, session):
    return voice.get_proxy_session(
        VoiceConnectorId=session["VoiceConnectorId"], ProxySessionId=session["ProxySessionId"]
    )["ProxySession"]


def test_a_new_session_looks_like_one_of_aws(voice, proxied, clock):
    reply = voice.create_proxy_session(
        VoiceConnectorId=proxied, ParticipantPhoneNumbers=PEOPLE, Capabilities=["Voice", "SMS", "Voice"]
    )
    session = reply["ProxySession"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert uuid.UUID(session["ProxySessionId"]).version == 4
    number = session["Participants"][0]["ProxyPhoneNumber"]
    assert session == {
        "VoiceConnectorId": proxied,
        "ProxySessionId": session["ProxySessionId"],
        "Status": "Open",
        "ExpiryMinutes": 60,
        "Capabilities": ["SMS", "Voice"],
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
        "Participants": [{"PhoneNumber": person, "ProxyPhoneNumber": number} for person in PEOPLE],
    }
    assert get(voice, session) == session


def test_a_session_keeps_what_it_is_given(new_session):
    given = {
        "Name": "Ride 42",
        "ExpiryMinutes": 5,
        "NumberSelectionBehavior": "PreferSticky",
        "GeoMatchLevel": "AreaCode",
        "GeoMatchParams": {"Country": "US", "AreaCode": "206"},
    }
    assert given.items() <= new_session(**given).items()


def test_a_session_needs_a_proxy_configuration(voice, connector, refused):
    with refused("BadRequestException", 400, "no proxy configuration"):
        voice.create_proxy_session(
            VoiceConnectorId=connector, ParticipantPhoneNumbers=PEOPLE, Capabilities=["SMS"]
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"ParticipantPhoneNumbers": [*PEOPLE, "+12065550193"]},
        {"ParticipantPhoneNumbers": ["+12065550192", "+0206"]},
        {"ParticipantPhoneNumbers": ["+12065550192", "206-555-0100"]},
        {"ParticipantPhoneNumbers": ["+12065550192", "+1234567890123456"]},
        {"ParticipantPhoneNumbers": ["+12065550192", "+14015550101\n"]},
        {"Capabilities": []},
        {"Capabilities": ["Fax"]},
        {"Capabilities": ["Voice", "voice"]},
        {"Name": "with-dash"},
        {"Name": "a" * 31},
        {"NumberSelectionBehavior": "Sticky"},
        {"GeoMatchLevel": "Planet"},
        {"GeoMatchParams": {"Country": "usa", "AreaCode": "206"}},
        {"GeoMatchParams": {"Country": "US", "AreaCode": "20"}},
        {"VoiceConnectorId": "A" * 129},
    ],
)
def test_bad_input_is_refused(voice, proxied, refused, wrong):
    right = {"VoiceConnectorId": proxied, "ParticipantPhoneNumbers": PEOPLE, "Capabilities": ["SMS"]}
    with refused("BadRequestException", 400):
        voice.create_proxy_session(**{**right, **wrong})
    assert voice.list_proxy_sessions(VoiceConnectorId=proxied)["ProxySessions"] == []


def test_a_refusal_does_not_repeat_phone_numbers(voice, proxied):
    with pytest.raises(voice.exceptions.BadRequestException) as caught:
        voice.create_proxy_session(
            VoiceConnectorId=proxied,
            ParticipantPhoneNumbers=["+12065550192", "0-secret"],
            Capabilities=["SMS"],
        )
    assert "ParticipantPhoneNumbers.2" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_update_changes_capabilities_and_expiry(voice, new_session, clock):
    session = new_session()
    clock.forward(minutes=1)
    reply = voice.update_proxy_session(
        VoiceConnectorId=session["VoiceConnectorId"],
        ProxySessionId=session["ProxySessionId"],
        Capabilities=["SMS"],
        ExpiryMinutes=90,
    )
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    changed = {"Capabilities": ["SMS"], "ExpiryMinutes": 90, "UpdatedTimestamp": clock()}
    assert reply["ProxySession"] == {**session, **changed} == get(voice, session)


def test_an_update_without_expiry_leaves_it(voice, new_session):
    session = new_session(ExpiryMinutes=7)
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    changed = voice.update_proxy_session(**ids, Capabilities=["Voice"])["ProxySession"]
    assert changed["ExpiryMinutes"] == 7


@pytest.mark.parametrize("wrong", [{"Capabilities": []}, {"Capabilities": ["Fax"]}])
def test_an_update_with_bad_input_changes_nothing(voice, new_session, refused, wrong):
    session = new_session()
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    with refused("BadRequestException", 400):
        voice.update_proxy_session(**ids, ExpiryMinutes=90, **wrong)
    assert get(voice, session) == session


def test_a_session_ends_when_its_time_is_over(voice, new_session, clock):
    session = new_session()
    clock.forward(minutes=59, seconds=59)
    assert get(voice, session)["Status"] == "Open"
    clock.forward(seconds=1)
    end = clock()
    clock.forward(days=1)
    assert get(voice, session) == {
        **session,
        "Status": "Closed",
        "UpdatedTimestamp": end,
        "EndedTimestamp": end,
    }


def test_a_longer_expiry_keeps_a_session_open(voice, new_session, clock):
    session = new_session()
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    voice.update_proxy_session(**ids, Capabilities=["SMS"], ExpiryMinutes=120)
    clock.forward(minutes=119)
    assert get(voice, session)["Status"] == "Open"
    clock.forward(minutes=1)
    assert get(voice, session)["Status"] == "Closed"


def test_a_deleted_session_is_closed_and_stays_readable(voice, new_session, clock):
    session = new_session()
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    clock.forward(minutes=2)
    end = clock()
    assert voice.delete_proxy_session(**ids)["ResponseMetadata"]["HTTPStatusCode"] == 204
    clock.forward(minutes=2)
    voice.delete_proxy_session(**ids)
    closed = get(voice, session)
    assert (closed["Status"], closed["EndedTimestamp"]) == ("Closed", end)


def test_a_closed_session_is_not_updated(voice, new_session, refused):
    session = new_session()
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    voice.delete_proxy_session(**ids)
    with refused("BadRequestException", 400, "closed"):
        voice.update_proxy_session(**ids, Capabilities=["SMS"])


@pytest.mark.parametrize("operation", ["get_proxy_session", "update_proxy_session", "delete_proxy_session"])
def test_a_session_is_found_on_its_own_connector_only(voice, new_session, new_connector, refused, operation):
    session = new_session()["ProxySessionId"]
    more = {"Capabilities": ["SMS"]} if operation.startswith("update") else {}
    with refused("NotFoundException", 404, f"ProxySession {session} not found"):
        getattr(voice, operation)(VoiceConnectorId=new_connector(), ProxySessionId=session, **more)


def test_sessions_are_listed_by_status(voice, proxied, new_session, clock):
    short = new_session(ExpiryMinutes=1)["ProxySessionId"]
    long = new_session(ExpiryMinutes=99)["ProxySessionId"]
    clock.forward(minutes=1)

    def listed(**filters):
        sessions = voice.list_proxy_sessions(VoiceConnectorId=proxied, **filters)["ProxySessions"]
        return [session["ProxySessionId"] for session in sessions]

    assert listed() == [short, long]
    assert listed(Status="Open") == [long]
    assert listed(Status="Closed") == [short]
    assert listed(Status="InProgress") == []


def test_an_unknown_status_is_refused(voice, proxied, refused):
    with refused("BadRequestException", 400, "enum value set"):
        voice.list_proxy_sessions(VoiceConnectorId=proxied, Status="Ended")
