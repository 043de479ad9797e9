"""The eight proxy-session operations, each with a call of every member, and AWS's sample reply."""

from __future__ import annotations

VOICE_CONNECTOR_ID = "abcdef1ghij2klmno3pqr4"
PROXY_SESSION_ID = "123a4bc5-67d8-901e-2f3g-h4ghjk56789l"

_IDS = {"VoiceConnectorId": VOICE_CONNECTOR_ID, "ProxySessionId": PROXY_SESSION_ID}

PROXY_SESSION = {
    "VoiceConnectorId": VOICE_CONNECTOR_ID,
    "ProxySessionId": PROXY_SESSION_ID,
    "Name": "Support",
    "Status": "Open",
    "ExpiryMinutes": 60,
    "Capabilities": ["SMS", "Voice"],
    "CreatedTimestamp": "2020-04-15T16:10:10.288Z",
    "UpdatedTimestamp": "2020-04-15T16:10:10.288Z",
    "Participants": [
        {"PhoneNumber": "+12065550100", "ProxyPhoneNumber": "+19135550199"},
        {"PhoneNumber": "+14015550101", "ProxyPhoneNumber": "+19135550199"},
    ],
}
PROXY = {
    "DefaultSessionExpiryMinutes": 60,
    "Disabled": False,
    "FallBackPhoneNumber": "+12065550188",
    "PhoneNumberCountries": ["US", "CA"],
}

# method, parameters, what the service answers: status and body
PROXY_CALLS = [
    (
        "create_proxy_session",
        {
            "VoiceConnectorId": VOICE_CONNECTOR_ID,
            "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
            "Name": "Support",
            "ExpiryMinutes": 60,
            "Capabilities": ["Voice", "SMS"],
            "NumberSelectionBehavior": "PreferSticky",
            "GeoMatchLevel": "AreaCode",
            "GeoMatchParams": {"Country": "US", "AreaCode": "206"},
        },
        201,
        {"ProxySession": PROXY_SESSION},
    ),
    ("get_proxy_session", _IDS, 200, {"ProxySession": PROXY_SESSION}),
    (
        "list_proxy_sessions",
        {"VoiceConnectorId": VOICE_CONNECTOR_ID, "Status": "Open", "NextToken": "a=/+ b", "MaxResults": 2},
        200,
        {"ProxySessions": [PROXY_SESSION], "NextToken": "more"},
    ),
    (
        "update_proxy_session",
        {**_IDS, "Capabilities": ["Voice"], "ExpiryMinutes": 30},
        201,
        {"ProxySession": PROXY_SESSION},
    ),
    ("delete_proxy_session", _IDS, 204, {}),
    (
        "put_voice_connector_proxy",
        {
            "VoiceConnectorId": VOICE_CONNECTOR_ID,
            "DefaultSessionExpiryMinutes": 60,
            "PhoneNumberPoolCountries": ["US", "CA"],
            "FallBackPhoneNumber": "+12065550188",
            "Disabled": False,
        },
        200,
        {"Proxy": PROXY},
    ),
    ("get_voice_connector_proxy", {"VoiceConnectorId": VOICE_CONNECTOR_ID}, 200, {"Proxy": PROXY}),
    ("delete_voice_connector_proxy", {"VoiceConnectorId": VOICE_CONNECTOR_ID}, 204, {}),
]
PROXY_CALL_IDS = [method for method, *_ in PROXY_CALLS]
