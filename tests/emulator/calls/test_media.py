"""Parameters of the other actions: AWS's guide, speak, pause, record-audio, unexpected-action-fail."""

import pytest

from tests.emulator.calls.conftest import action, on

HANGUP = action("Hangup")
DESTINATION = {"Type": "S3", "BucketName": "b"}
RECORD = {"DurationInSeconds": 10, "RecordingDestination": DESTINATION}
HERE = {"CallId": "here"}


def with_its_call_id(one):
    """A function that does an action on leg A, wherever its parameters say ``here``."""

    def handler(event, context):
        call_id = event["CallDetails"]["Participants"][0]["CallId"]
        parameters = {k: call_id if v == "here" else v for k, v in one["Parameters"].items()}
        return on(NEW_INBOUND_CALL=[{**one, "Parameters": parameters}], ACTION_FAILED=[HANGUP])(
            event, context
        )

    return handler


@pytest.mark.parametrize(
    ("one", "error"),
    [
        (action("Pause", DurationInMilliseconds=99), "InvalidActionParameter: The Duration"),
        (action("Pause", DurationInMilliseconds=30_001), "InvalidActionParameter: The Duration"),
        (action("Pause", DurationInMilliseconds=1.5), "InvalidActionParameter: The Duration"),
        (action("PlayAudio"), "InvalidAudioSource: Audio Source"),
        (action("PlayAudio", AudioSource=7), "InvalidAudioSource: Audio Source"),
        (action("Speak", **HERE), "MissingRequiredActionParameter: Text is a required"),
        (
            action("Speak", Text="x" * 1001, **HERE),
            "MissingRequiredActionParameter: Text is limited to 1,000",
        ),
        (action("Speak", Text="hello"), "MissingRequiredActionParameter: CallId is a required"),
        (action("Speak", Text="hello", Engine="steam", **HERE), "InvalidActionParameter: Engine"),
        (action("Speak", Text="hello", TextType="html", **HERE), "InvalidActionParameter: TextType"),
        (action("Speak", Text="hello", CallId="there"), "InvalidActionParameter: CallId or ParticipantTag"),
        (action("SendDigits", **HERE), "InvalidActionParameter: Digits"),
        (action("SendDigits", Digits="1", CallId=None), "MissingRequiredActionParameter: CallId"),
        (action("SendDigits", Digits="E", **HERE), "InvalidActionParameter: Digits"),
        (action("SendDigits", Digits="1" * 51, **HERE), "InvalidActionParameter: Digits"),
        (
            action("SendDigits", Digits="1", ToneDurationInMilliseconds=20_000_000, **HERE),
            "InvalidActionParameter: ToneDuration parameter value is invalid.",
        ),
        (action("RecordAudio", DurationInSeconds=10), "InvalidActionParameter: The RecordingDestination"),
        (
            action("RecordAudio", RecordingDestination=DESTINATION),
            "InvalidActionParameter: The DurationInSec",
        ),
        (
            action("RecordAudio", **RECORD, SilenceThreshold=1001),
            "InvalidActionParameter: The SilenceThreshold",
        ),
        (
            action("RecordAudio", **RECORD, SilenceDurationInSeconds=0),
            "InvalidActionParameter: The SilenceDur",
        ),
        (
            action(
                "RecordAudio", DurationInSeconds=1, RecordingDestination={**DESTINATION, "Prefix": "x" * 980}
            ),
            "InvalidActionParameter: The RecordingDestination",
        ),
        (action("ModifyChimeMeetingAttendees", Operation="Mute"), "InvalidActionParameter: CallId or Part"),
    ],
)
def test_an_action_that_breaks_a_rule_fails(ring, one, error):
    call = ring(with_its_call_id(one))
    assert call.actions[0].error.startswith(error)
    assert call.events[:2] == ["NEW_INBOUND_CALL", "ACTION_FAILED"]


def test_what_is_spoken_is_noted(ring):
    call = ring(with_its_call_id(action("Speak", Text="Hello, World!", Engine="neural", **HERE)))
    assert call.legs[0].heard == ["Hello, World!"]
    assert call.connected
