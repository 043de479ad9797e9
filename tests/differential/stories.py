"""Calls that belong together: a small world to begin with, and further calls that make sense in it."""

from __future__ import annotations

from collections import defaultdict

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:calls"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-audit"
ACCOUNT = "arn:aws:chime:us-east-1:123456789012:"

# Names in braces stand for what the last reply had under them.
WORLD = [
    ("CreateVoiceConnector", {"Name": "one", "RequireEncryption": True}),
    ("CreateVoiceConnector", {"Name": "two", "RequireEncryption": False}),
    (
        "PutVoiceConnectorProxy",
        {
            "VoiceConnectorId": "{VoiceConnectorId}",
            "DefaultSessionExpiryMinutes": 60,
            "PhoneNumberPoolCountries": ["US"],
        },
    ),
    (
        "CreateProxySession",
        {
            "VoiceConnectorId": "{VoiceConnectorId}",
            "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
            "Capabilities": ["Voice", "SMS"],
        },
    ),
    (
        "CreateVoiceConnectorGroup",
        {
            "Name": "group",
            "VoiceConnectorItems": [{"VoiceConnectorId": "{VoiceConnectorId}", "Priority": 1}],
        },
    ),
    (
        "CreateSipMediaApplication",
        {"AwsRegion": "us-east-1", "Name": "sma", "Endpoints": [{"LambdaArn": LAMBDA}]},
    ),
    ("CreateMeeting", {"ExternalMeetingId": "daily"}),
    ("CreateAttendee", {"MeetingId": "{MeetingId}", "ExternalUserId": "ann-the-first"}),
    ("CreateMeeting", {}),
    (
        "CreateMediaCapturePipeline",
        {
            "SourceType": "ChimeSdkMeeting",
            "SourceArn": ACCOUNT + "meeting/{MeetingId}",
            "SinkType": "S3Bucket",
            "SinkArn": "arn:aws:s3:::recordings",
        },
    ),
    ("CreateAppInstance", {"Name": "Chat"}),
    (
        "CreateAppInstanceUser",
        {"AppInstanceArn": "{AppInstanceArn}", "AppInstanceUserId": "ann", "Name": "Ann"},
    ),
    (
        "CreateAppInstanceAdmin",
        {"AppInstanceArn": "{AppInstanceArn}", "AppInstanceAdminArn": "{AppInstanceUserArn}"},
    ),
    (
        "CreateAppInstanceUser",
        {"AppInstanceArn": "{AppInstanceArn}", "AppInstanceUserId": "bob", "Name": "Bob"},
    ),
    (
        "CreateChannel",
        {"AppInstanceArn": "{AppInstanceArn}", "Name": "Lobby", "ChimeBearer": "{AppInstanceUserArn}"},
    ),
    (
        "SendChannelMessage",
        {
            "ChannelArn": "{ChannelArn}",
            "Content": "hello",
            "Type": "STANDARD",
            "Persistence": "PERSISTENT",
            "ChimeBearer": "{AppInstanceUserArn}",
        },
    ),
]

_USER = "AppInstanceUserArn"
_SAME = {
    "AppInstanceAdminArn": _USER,
    "ChannelModeratorArn": _USER,
    "ChimeBearer": _USER,
    "MemberArn": _USER,
}
_TEXTS = {
    "AppInstanceUserId": ["ann", "cy"],
    "AreaCode": ["206"],
    "Content": ["hello", "how are you?"],
    "Country": ["US"],
    "E164PhoneNumber": ["+12065550100"],
    "ExternalMeetingId": ["weekly", "daily"],
    "ExternalUserId": ["ann-the-first", "bob-the-second"],
    "FromPhoneNumber": ["+12065550100"],
    "Host": ["10.0.0.1", "sip.example.com"],
    "Key": ["team", "stage"],
    "LambdaArn": [LAMBDA],
    "MediaRegion": ["us-east-1", "eu-central-1"],
    "Metadata": ["{}"],
    "Name": ["Lobby", "two words"],
    "ParticipantPhoneNumber": ["+14015550101", "+12065550100", "+13035550102"],
    "PhoneNumberPoolCountrie": ["US", "CA"],
    "ResourceArn": [STREAM],
    "SinkArn": ["arn:aws:s3:::recordings"],
    "ToPhoneNumber": ["+14015550101"],
    "Value": ["red", "blue"],
}


class Known:
    """The ids, ARNs and tokens that replies had, by their names, in the order in which they came."""

    def __init__(self):
        self._values = defaultdict(dict)

    def learn(self, reply):
        if isinstance(reply, list):
            for item in reply:
                self.learn(item)
        elif isinstance(reply, dict):
            for name, value in reply.items():
                if isinstance(value, str) and name.endswith(("Id", "Arn", "Token", "PhoneNumber")):
                    self._values[name].pop(value, None)
                    self._values[name][value] = True
                elif name != "ResponseMetadata":
                    self.learn(value)

    def of(self, name):
        """Return what a parameter of this name may be."""
        if name == "ResourceARN":
            return [*self._arns(), *self.of("SourceArn")]
        if name == "SourceArn":
            return [f"{ACCOUNT}meeting/{each}" for each in self._values["MeetingId"]]
        return list(self._values[_SAME.get(name, name)])

    def fill(self, value):
        """Put what is known in the place of names in braces."""
        if isinstance(value, dict):
            return {name: self.fill(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, str):
            return value.format(**{name: list(values)[-1] for name, values in self._values.items() if values})
        return value

    def _arns(self):
        return [arn for name in ("AppInstanceArn", "ChannelArn", _USER) for arn in self._values[name]]


class Imagination:
    """Makes up parameters of which the service makes something, more often than not.

    Args:
        random: Where chance comes from.
        known: What there is to speak of.
    """

    def __init__(self, random, known):
        self._random = random
        self._known = known

    def __call__(self, shape, name=""):
        low = shape.metadata.get("min", 0)
        if shape.type_name == "structure":
            return {
                each: self(member, each) for each, member in shape.members.items() if self._has(shape, each)
            }
        if shape.type_name == "list":
            return [
                self(shape.member, name.removesuffix("s"))
                for _ in range(self._random.randint(max(low, 1), 2))
            ]
        if shape.type_name == "map":
            return {"x-one": "1"}
        if shape.type_name == "string":
            return self._text(shape, name)
        if shape.type_name == "timestamp":
            return "2026-04-01T12:00:00Z"
        return self._chance(2) if shape.type_name == "boolean" else self._random.randint(low, low + 3)

    def choose(self, operations):
        return self._random.choice(operations)

    def _has(self, shape, member):
        # A user of the chat nearly always says who it is.
        return member in shape.required_members or (
            not self._chance(20) if member == "ChimeBearer" else self._chance(3)
        )

    def _text(self, shape, name):
        values = self._known.of(name) or shape.enum or _TEXTS.get(name, []) or ["something"]
        return "no such thing" if self._chance(20) else self._random.choice(values)

    def _chance(self, one_in):
        return self._random.randrange(one_in) == 0
