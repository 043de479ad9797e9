"""Digits: AWS's guide, play-audio-get-digits, listen-to-digits, case-4, send-digits and record-audio."""

import pytest

from tests.emulator.calls.conftest import action, on

HANGUP = action("Hangup")
S3 = {"Type": "S3", "BucketName": "audio"}
QUESTION, SORRY = ({**S3, "Key": f"{key}.wav"} for key in ("question", "sorry"))


def ask(**parameters):
    defaults = {"AudioSource": QUESTION, "FailureAudioSource": SORRY, "RepeatDurationInMilliseconds": 10_000}
    return action("PlayAudioAndGetDigits", **{**defaults, **parameters})


def listen(**parameters):
    defaults = {
        "InputDigitsRegex": r"^\d{2}#$",
        "InBetweenDigitsDurationInMilliseconds": 1000,
        "FlushDigitsDurationInMilliseconds": 10_000,
    }
    return action("ReceiveDigits", **{**defaults, **parameters})


@pytest.mark.parametrize(
    ("presses", "parameters", "received", "heard"),
    [
        pytest.param(["1"], {"MaxNumberOfDigits": 1}, "1", 1, id="the most"),
        pytest.param(["12#34"], {}, "12", 1, id="a terminator"),
        pytest.param(["12*"], {"TerminatorDigits": ["*"]}, "12", 1, id="another terminator"),
        pytest.param(["12"], {}, "12", 1, id="a silence"),
        pytest.param(["12#"], {"InputDigitsRegex": r"^\d{2}#$"}, "12", 1, id="a pattern with the terminator"),
        pytest.param(["1#", "123#"], {"MinNumberOfDigits": 3, "Repeat": 2}, "123", 2, id="too few at first"),
        pytest.param(["9#", "1#"], {"InputDigitsRegex": "^[1-3]$", "Repeat": 3}, "1", 2, id="wrong at first"),
        pytest.param(["", "", "7#"], {"Repeat": "3"}, "7", 3, id="silence at first"),
    ],
)
def test_digits_are_gathered(ring, presses, parameters, received, heard):
    call = ring(on(NEW_INBOUND_CALL=[ask(**parameters)], ACTION_SUCCESSFUL=[HANGUP]), presses=presses)
    told = call.invocations[1].event
    assert told["InvocationEventType"] == "ACTION_SUCCESSFUL"
    assert told["ActionData"]["ReceivedDigits"] == received
    assert call.legs[0].heard == [QUESTION] + [SORRY, QUESTION] * (heard - 1)


@pytest.mark.parametrize("presses", [[], ["1#"], ["1#", "2#", "3#", "123#"]])
def test_after_the_last_attempt_the_action_fails(ring, presses):
    call = ring(
        on(NEW_INBOUND_CALL=[ask(MinNumberOfDigits=3, Repeat=3)], ACTION_FAILED=[HANGUP]), presses=presses
    )
    assert call.actions[0].outcome == "failed"
    assert call.legs[0].heard == [QUESTION, SORRY, QUESTION, SORRY, QUESTION]
    assert call.over


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"AudioSource": None}, "InvalidAudioSource: Audio Source"),
        ({"AudioSource": {**S3, "Key": ""}}, "InvalidAudioSource: Audio Source"),
        ({"FailureAudioSource": {"Type": "URL"}}, "InvalidAudioSource: Audio Source"),
        ({"RepeatDurationInMilliseconds": None}, "InvalidActionParameter: The RepeatDurationInMilliseconds"),
        ({"RepeatDurationInMilliseconds": 0}, "InvalidActionParameter: The RepeatDurationInMilliseconds"),
        ({"MaxNumberOfDigits": 129}, "InvalidActionParameter: The MaxNumberOfDigits"),
        ({"MinNumberOfDigits": 5, "MaxNumberOfDigits": 4}, "InvalidActionParameter: The MaxNumberOfDigits"),
        ({"InputDigitsRegex": "("}, "InvalidActionParameter: The InputDigitsRegex"),
        ({"TerminatorDigits": 7}, "InvalidActionParameter: The TerminatorDigits"),
        ({"Repeat": 0}, "InvalidActionParameter: The Repeat"),
    ],
)
def test_a_question_that_breaks_a_rule_fails(ring, parameters, error):
    call = ring(on(NEW_INBOUND_CALL=[ask(**parameters)], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].error.startswith(error)


def test_a_question_is_reported_even_if_more_follows(ring):
    call = ring(on(NEW_INBOUND_CALL=[ask(), HANGUP]), presses=["1#"])
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP"]


def test_what_is_typed_later_is_told_later(ring):
    call = ring(on(NEW_INBOUND_CALL=[listen()]), presses=["11#"])
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "DIGITS_RECEIVED"]
    data = call.invocations[2].event["ActionData"]
    assert (data["Type"], data["ReceivedDigits"]) == ("ReceiveDigits", "11#")
    call.press("22#")
    assert call.invocations[3].event["ActionData"]["ReceivedDigits"] == "22#"


def test_digits_that_do_not_fit_are_flushed(exchange, ring):
    call = ring(on(NEW_INBOUND_CALL=[listen()]))
    before = exchange.timeline.now()
    call.press("7")
    assert call.invocations[-1].event["ActionData"]["ReceivedDigits"] == "7"
    assert (exchange.timeline.now() - before).total_seconds() == 10


def test_digits_that_arrive_meanwhile_do_not_hurry_what_waits(ring):
    pause = action("Pause", DurationInMilliseconds=10_000)
    call = ring(on(NEW_INBOUND_CALL=[listen(), pause, pause]), presses=["11#"])
    assert call.events == ["NEW_INBOUND_CALL", "DIGITS_RECEIVED", "ACTION_SUCCESSFUL"]
    _, first, second = (each.started for each in call.actions)
    assert (second - first).total_seconds() == 10


def test_nobody_hears_digits_that_were_not_asked_for(ring):
    call = ring(on(NEW_INBOUND_CALL=[action("PlayAudio", AudioSource=QUESTION)]))
    call.press("1#")
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"InputDigitsRegex": None},
        {"InputDigitsRegex": ""},
        {"InputDigitsRegex": "("},
        {"InBetweenDigitsDurationInMilliseconds": 0},
        {"FlushDigitsDurationInMilliseconds": 1000},
    ],
)
def test_a_request_for_digits_that_breaks_a_rule_fails(ring, parameters):
    call = ring(on(NEW_INBOUND_CALL=[listen(**parameters)], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].error.startswith(f"InvalidActionParameter: The {next(iter(parameters))} parameter")


def test_a_key_ends_what_is_played(exchange, ring):
    play = action("PlayAudio", AudioSource=QUESTION, PlaybackTerminators=["#"], Repeat="5")
    call = ring(on(NEW_INBOUND_CALL=[play]), seconds=2)
    call.press("1#")
    assert call.actions[0].outcome == "successful"
    assert (exchange.timeline.now() - call.actions[0].started).total_seconds() == 2.5


@pytest.mark.parametrize(("presses", "seconds"), [([], 10), (["5#"], 1.5)])
def test_a_recording_ends_by_time_or_key(exchange, ring, presses, seconds):
    record = action(
        "RecordAudio",
        DurationInSeconds="10",
        SilenceDurationInSeconds=3,
        SilenceThreshold=100,
        RecordingTerminators=["#"],
        RecordingDestination={"Type": "S3", "BucketName": "voicemail", "Prefix": "inbox/"},
    )
    call = ring(on(NEW_INBOUND_CALL=[record]), presses=presses)
    data = call.invocations[1].event["ActionData"]
    key = data["RecordingDestination"].pop("Key")
    assert data["RecordingDestination"] == {"Type": "S3", "BucketName": "voicemail", "Prefix": "inbox/"}
    assert key == f"inbox/{call.legs[0].call_id}-1.wav"
    assert (exchange.timeline.now() - call.actions[0].started).total_seconds() == seconds


def test_digits_are_sent_to_the_leg_that_is_named(ring):
    def handler(event, context):
        call_id = event["CallDetails"]["Participants"][0]["CallId"]
        sent = action("SendDigits", CallId=call_id, Digits=",,*1234,56A#", ToneDurationInMilliseconds=100)
        return on(NEW_INBOUND_CALL=[sent], ACTION_SUCCESSFUL=[HANGUP])(event, context)

    call = ring(handler)
    assert call.legs[0].dtmf == "*123456A#"
    assert call.over
