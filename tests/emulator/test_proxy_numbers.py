import pytest

A, B, C, D = "+12065550192", "+14015550101", "+442079460000", "+16045550123"


def number(session):
    shared = {participant["ProxyPhoneNumber"] for participant in session["Participants"]}
    assert len(shared) == 1
    return shared.pop()


def test_a_number_serves_sessions_of_different_people(new_session):
    assert number(new_session(A, B)) == number(new_session(C, D))


def test_nobody_has_the_same_number_in_two_open_sessions(new_session):
    numbers = [number(new_session(A, other)) for other in (B, B, C, D)]
    assert len(set(numbers)) == 4


def test_that_holds_across_connectors(voice, new_session, new_connector):
    first = number(new_session(A, B))
    other = new_connector()
    voice.put_voice_connector_proxy(
        VoiceConnectorId=other, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"]
    )
    assert number(new_session(A, B, VoiceConnectorId=other)) != first


@pytest.mark.parametrize("plus", ["+", ""])
def test_nobody_is_given_their_own_number(voice, proxied, new_session, plus):
    first = number(new_session(C, D)).lstrip("+")
    assert number(new_session(plus + first, B)).lstrip("+") != first


def test_a_number_that_the_account_owns_is_not_given(voice, new_session):
    first = number(new_session(A, B))
    [free] = voice.search_available_phone_numbers(AreaCode="206", MaxResults=1)["E164PhoneNumbers"]
    assert free != first, "a proxy number is not for sale"
    voice.create_phone_number_order(ProductType="VoiceConnector", E164PhoneNumbers=[free])
    assert number(new_session(A, B)) not in {first, free}


def test_an_ended_session_gives_its_number_back(new_session, clock):
    first = number(new_session(A, B))
    clock.forward(hours=1)
    assert number(new_session(A, C)) == first


def test_sticky_people_get_their_last_number_again(new_session, clock):
    number(new_session(A, C))
    second = number(new_session(A, B))
    clock.forward(hours=1)
    assert number(new_session(B, A, NumberSelectionBehavior="PreferSticky")) == second
    assert number(new_session(A, B, NumberSelectionBehavior="PreferSticky")) != second, "it is in use"


def test_people_who_avoid_it_get_another(new_session, clock):
    first = number(new_session(A, B))
    clock.forward(hours=1)
    assert number(new_session(A, B)) == first
    clock.forward(hours=1)
    assert number(new_session(A, B, NumberSelectionBehavior="AvoidSticky")) != first


@pytest.mark.parametrize(
    ("preference", "people", "prefix"),
    [
        ({}, (A, B), "+1206"),
        ({"GeoMatchLevel": "AreaCode"}, (B, A), "+1401"),
        ({"GeoMatchLevel": "Country"}, (B, A), "+1206"),
        ({"GeoMatchLevel": "Country"}, (C, A), "+44"),
        ({"GeoMatchLevel": "Country"}, ("+8190123456", A), "+1206"),
        ({"GeoMatchParams": {"Country": "CA", "AreaCode": "416"}}, (A, B), "+1416"),
        ({"GeoMatchParams": {"Country": "CA", "AreaCode": ""}}, (A, B), "+1604"),
        ({"GeoMatchParams": {"Country": "", "AreaCode": ""}}, (A, B), "+1206"),
        ({"GeoMatchParams": {"Country": "FR", "AreaCode": "187"}}, (A, B), "+1206"),
        (
            {"GeoMatchLevel": "Country", "GeoMatchParams": {"Country": "CA", "AreaCode": "416"}},
            (A, B),
            "+1604",
        ),
    ],
)
def test_a_number_is_near_where_it_is_wanted(voice, proxied, new_session, preference, people, prefix):
    voice.put_voice_connector_proxy(
        VoiceConnectorId=proxied, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US", "CA", "GB"]
    )
    assert number(new_session(*people, **preference)).startswith(prefix)


def test_a_person_can_use_up_the_pool(new_session, refused):
    used = {number(new_session(A, B)) for _ in range(199)}  # all but A's own
    assert {each[:5] for each in used} == {"+1206", "+1604"}
    with refused("BadRequestException", 400, "pool"):
        new_session(A, C)
    assert number(new_session(C, D)) in used
