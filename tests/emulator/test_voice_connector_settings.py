import pytest

UNKNOWN = "a" * 22

# What it is called, what is put, what is got.
SETTINGS = [
    (
        "Origination",
        {"Routes": [{"Host": "sip.example.com", "Protocol": "UDP", "Priority": 1, "Weight": 5}]},
        {
            "Routes": [
                {"Host": "sip.example.com", "Port": 5060, "Protocol": "UDP", "Priority": 1, "Weight": 5}
            ],
            "Disabled": False,
        },
    ),
    (
        "Termination",
        {"CallingRegions": ["US"], "CidrAllowedList": ["10.24.34.0/23"]},
        {"CallingRegions": ["US"], "CidrAllowedList": ["10.24.34.0/23"], "CpsLimit": 1, "Disabled": False},
    ),
    (
        "StreamingConfiguration",
        {
            "DataRetentionInHours": 24,
            "Disabled": False,
            "StreamingNotificationTargets": [{"NotificationTarget": "SQS"}],
        },
        {
            "DataRetentionInHours": 24,
            "Disabled": False,
            "StreamingNotificationTargets": [{"NotificationTarget": "SQS"}],
        },
    ),
    (
        "EmergencyCallingConfiguration",
        {"DNIS": [{"EmergencyPhoneNumber": "+12065550911", "CallingCountry": "US"}]},
        {"DNIS": [{"EmergencyPhoneNumber": "+12065550911", "CallingCountry": "US"}]},
    ),
    (
        "LoggingConfiguration",
        {"EnableSIPLogs": True},
        {"EnableSIPLogs": True, "EnableMediaMetricLogs": False},
    ),
]
NAMES = {
    "Origination": "voice_connector_origination",
    "Termination": "voice_connector_termination",
    "StreamingConfiguration": "voice_connector_streaming_configuration",
    "EmergencyCallingConfiguration": "voice_connector_emergency_calling_configuration",
    "LoggingConfiguration": "voice_connector_logging_configuration",
}
PERMANENT = "LoggingConfiguration"


def call(client, verb, name, connector, **params):
    return getattr(client, f"{verb}_{NAMES[name]}")(VoiceConnectorId=connector, **params)


@pytest.mark.parametrize("client", ["voice", "legacy"])
@pytest.mark.parametrize(("name", "given", "got"), SETTINGS)
def test_a_setting_is_put_got_and_deleted(request, refused, connector, client, name, given, got):
    client = request.getfixturevalue(client)
    if client.meta.service_model.service_name == "chime":
        got = {key: value for key, value in got.items() if key != "EnableMediaMetricLogs"}
    legacy_logging = call(client, "put", name, connector, **{name: given})[name]
    got = {**got, **legacy_logging} if name == PERMANENT else got
    assert legacy_logging == got
    assert call(client, "get", name, connector)[name] == got
    if name != PERMANENT:
        call(client, "delete", name, connector)
        with refused("NotFoundException", 404, f"has no {name}"):
            call(client, "get", name, connector)


@pytest.mark.parametrize("name", NAMES)
def test_a_new_connector_has_none_but_logging(voice, connector, refused, name):
    if name == PERMANENT:
        off = {"EnableSIPLogs": False, "EnableMediaMetricLogs": False}
        assert call(voice, "get", name, connector)[name] == off
        return
    for verb in ("get", "delete"):
        with refused("NotFoundException", 404, f"has no {name}"):
            call(voice, verb, name, connector)


@pytest.mark.parametrize(("name", "given", "_"), SETTINGS)
def test_an_unknown_connector_has_no_settings(voice, refused, name, given, _):
    for verb, params in (("put", {name: given}), ("get", {}), ("delete", {})):
        if (verb, name) != ("delete", PERMANENT):
            with refused("NotFoundException", 404, f"VoiceConnector {UNKNOWN} not found"):
                call(voice, verb, name, UNKNOWN, **params)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Origination", {}),
        ("Origination", {"Routes": []}),
        ("Origination", {"Routes": [{"Host": "a"}] * 21}),
        ("Origination", {"Routes": [{"Host": "a", "Priority": 101}]}),
        ("Origination", {"Routes": [{"Host": "a", "Protocol": "TLS"}]}),
        ("Termination", {"CpsLimit": 1}),
        ("Termination", {"CallingRegions": []}),
        ("Termination", {"CallingRegions": ["US"], "DefaultPhoneNumber": "911-1"}),
        (
            "EmergencyCallingConfiguration",
            {"DNIS": [{"EmergencyPhoneNumber": "1-1", "CallingCountry": "US"}]},
        ),
        (
            "EmergencyCallingConfiguration",
            {"DNIS": [{"EmergencyPhoneNumber": "911", "CallingCountry": "us"}]},
        ),
    ],
)
def test_bad_settings_are_refused(voice, connector, refused, name, wrong):
    with refused("BadRequestException", 400):
        call(voice, "put", name, connector, **{name: wrong})
    with refused("NotFoundException", 404):
        call(voice, "get", name, connector)


def test_origination_can_be_disabled_without_routes(voice, connector):
    put = call(voice, "put", "Origination", connector, Origination={"Disabled": True})
    assert put["Origination"] == {"Disabled": True}


def test_emergency_calling_goes_before_origination_and_termination(voice, connector, refused):
    given = {name: given for name, given, _ in SETTINGS}
    for name in ("Origination", "Termination", "EmergencyCallingConfiguration"):
        call(voice, "put", name, connector, **{name: given[name]})
    for name in ("Origination", "Termination"):
        with refused("BadRequestException", 400, "needed by EmergencyCallingConfiguration"):
            call(voice, "delete", name, connector)
    for name in ("EmergencyCallingConfiguration", "Origination", "Termination"):
        call(voice, "delete", name, connector)


@pytest.fixture
def terminated(voice, connector):
    call(voice, "put", "Termination", connector, Termination={"CallingRegions": ["US"]})
    return connector


def usernames(voice, connector):
    return voice.list_voice_connector_termination_credentials(VoiceConnectorId=connector)["Usernames"]


def test_credentials_are_added_and_deleted_by_username(voice, terminated):
    assert usernames(voice, terminated) == []
    for batch in (["ann", "bob"], ["bob", "cid"]):
        voice.put_voice_connector_termination_credentials(
            VoiceConnectorId=terminated,
            Credentials=[{"Username": name, "Password": "secret"} for name in batch],
        )
    assert usernames(voice, terminated) == ["ann", "bob", "cid"]
    voice.delete_voice_connector_termination_credentials(
        VoiceConnectorId=terminated, Usernames=["ann", "cid", "nobody"]
    )
    assert usernames(voice, terminated) == ["bob"]


def test_credentials_go_with_the_termination(voice, terminated, refused):
    voice.put_voice_connector_termination_credentials(
        VoiceConnectorId=terminated, Credentials=[{"Username": "ann", "Password": "secret"}]
    )
    call(voice, "delete", "Termination", terminated)
    with refused("NotFoundException", 404, "has no Termination"):
        usernames(voice, terminated)
    call(voice, "put", "Termination", terminated, Termination={"CallingRegions": ["US"]})
    assert usernames(voice, terminated) == []


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_voice_connector_termination_health", {}),
        ("list_voice_connector_termination_credentials", {}),
        ("put_voice_connector_termination_credentials", {"Credentials": [{"Username": "x"}]}),
        ("delete_voice_connector_termination_credentials", {"Usernames": ["x"]}),
    ],
)
def test_what_belongs_to_termination_needs_it(voice, connector, refused, operation, params):
    with refused("NotFoundException", 404, "has no Termination"):
        getattr(voice, operation)(VoiceConnectorId=connector, **params)
    with refused("NotFoundException", 404, f"VoiceConnector {UNKNOWN} not found"):
        getattr(voice, operation)(VoiceConnectorId=UNKNOWN, **params)


def test_no_options_message_has_ever_come(voice, terminated):
    health = voice.get_voice_connector_termination_health(VoiceConnectorId=terminated)
    assert health["TerminationHealth"] == {}
