"""What AWS makes of a function's answers, and of functions that give none. Pages of AWS's guide are named."""

import math
import sys

import pytest

from chime_shim.emulator import calls
from chime_shim.emulator.calls import ActionNotEmulatedError, Phone, slow
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, action, bridge, on, respond, tell_tale

PAUSE = action("Pause", DurationInMilliseconds=1000)
HANGUP = action("Hangup", SipResponseCode=480)


def test_the_first_event_is_that_of_the_guide(exchange, ring, clock):
    call = ring(on(NEW_INBOUND_CALL=[HANGUP]))
    (rule,) = exchange.account.voice().list_sip_rules({})["SipRules"]
    assert call.invocations[0].event == {
        "SchemaVersion": "1.0",
        "Sequence": 1,
        "InvocationEventType": "NEW_INBOUND_CALL",
        "CallDetails": {
            "TransactionId": call.transaction_id,
            "AwsAccountId": "123456789012",
            "AwsRegion": "us-east-1",
            "SipRuleId": rule["SipRuleId"],
            "SipMediaApplicationId": call.application_id,
            "SipApplicationId": call.application_id,
            "Participants": [
                {
                    "CallId": call.legs[0].call_id,
                    "ParticipantTag": "LEG-A",
                    "To": NUMBER,
                    "From": CALLER,
                    "Direction": "Inbound",
                    "StartTimeInMilliseconds": str(int(clock().timestamp() * 1000)),
                }
            ],
        },
    }


def test_a_hang_up_is_told_as_in_the_guide(ring):
    call = ring(on(NEW_INBOUND_CALL=[HANGUP]))
    told = call.invocations[-1].event
    assert (told["InvocationEventType"], told["Sequence"]) == ("HANGUP", 2)
    leg = {"CallId": call.legs[0].call_id, "ParticipantTag": "LEG-A"}
    assert told["ActionData"] == {"Type": "Hangup", "Parameters": {"SipResponseCode": 480, **leg}}
    assert told["CallDetails"]["Participants"][0]["Status"] == "Disconnected"
    assert call.invocations[-1].ignored  # for there is no leg left to do anything with


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        pytest.param(None, "InvalidResponse", "", id="nothing"),
        pytest.param([PAUSE], "InvalidResponse", "", id="a list"),
        pytest.param({"Actions": [PAUSE]}, "InvalidSchemaVersion", "schema version", id="no schema version"),
        pytest.param(
            {"SchemaVersion": 1.0, "Actions": [PAUSE]},
            "InvalidSchemaVersion",
            "",
            id="a number for a version",
        ),
        pytest.param({"SchemaVersion": "2.0", "Actions": [PAUSE]}, "InvalidSchemaVersion", "", id="another"),
        pytest.param(respond(), "EmptyActions", "", id="no actions"),
        pytest.param({"SchemaVersion": "1.0"}, "EmptyActions", "", id="actions left out"),
        pytest.param({"SchemaVersion": "1.0", "Actions": PAUSE}, "InvalidActions", "", id="not a list"),
        pytest.param(respond("Pause"), "InvalidActions", "reading actions list", id="a text for an action"),
        pytest.param(respond({"Parameters": {}}), "InvalidActions", "", id="no type"),
        pytest.param(respond({"Type": "Pause", "Parameters": []}), "InvalidActions", "", id="no parameters"),
        pytest.param(respond(*[PAUSE] * 11), "TooManyActions", "10", id="eleven actions"),
        pytest.param(respond(action("Dance")), "UnsupportedAction", "Unsupported action name", id="unknown"),
        pytest.param(
            respond(PAUSE, TransactionAttributes={str(each): "" for each in range(101)}),
            "TransactionAttributesInvalidMapSize",
            "too many mappings",
            id="many attributes",
        ),
        pytest.param(
            respond(PAUSE, TransactionAttributes={"a": "x" * 20_480}),
            "TransactionAttributesInvalidSize",
            "",
            id="large attributes",
        ),
        pytest.param(
            respond(PAUSE, TransactionAttributes=[]), "TransactionAttributesInvalid", "", id="no attributes"
        ),
    ],
)
def test_an_answer_that_cannot_be_followed_is_told_to_the_function(ring, answer, error, message):
    def handler(event, context):
        return respond(HANGUP) if event["InvocationEventType"] == "INVALID_LAMBDA_RESPONSE" else answer

    call = ring(handler)
    assert call.events == ["NEW_INBOUND_CALL", "INVALID_LAMBDA_RESPONSE", "HANGUP"]
    told = call.invocations[1].event
    assert told["ErrorType"] == told["ActionData"]["ErrorType"] == error
    assert message in told["ErrorMessage"]
    assert call.invocations[0].refused.startswith(error)
    assert (call.legs[0].sip_code, call.legs[0].ended_by) == (480, "function")


def test_ten_actions_are_allowed(ring):
    call = ring(on(NEW_INBOUND_CALL=[PAUSE] * 9 + [HANGUP]))
    assert [each.outcome for each in call.actions] == ["successful"] * 10
    assert call.over


def test_a_second_answer_that_cannot_be_followed_ends_the_call(ring):
    call = ring(lambda *_: {"SchemaVersion": "0"})
    assert call.events == ["NEW_INBOUND_CALL", "INVALID_LAMBDA_RESPONSE", "HANGUP"]
    assert "INVALID_LAMBDA_RESPONSE" in call.ending
    assert call.legs[0].ended_by == "service"


def test_doing_nothing_ends_the_attempt_after_30_seconds(exchange, ring):
    """case-1."""
    before = exchange.timeline.now()
    call = ring(on(INVALID_LAMBDA_RESPONSE=[]))
    assert (exchange.timeline.now() - before).total_seconds() == 30
    assert "30 seconds" in call.ending
    assert call.legs[0].sip_code == 480


def test_a_pause_does_not_answer_the_call(ring):
    call = ring(on(NEW_INBOUND_CALL=[PAUSE]))
    assert not call.legs[0].answered


def test_success_is_told_after_the_last_action_only(ring):
    """use-case-2."""
    speak = [action("PlayAudio", AudioSource={"Type": "S3", "BucketName": "b", "Key": key}) for key in "xy"]
    call = ring(on(NEW_INBOUND_CALL=speak, ACTION_SUCCESSFUL=[HANGUP]))
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP"]
    assert call.invocations[1].event["ActionData"]["Parameters"]["AudioSource"]["Key"] == "y"
    assert [each["Key"] for each in call.legs[0].heard] == ["x", "y"]


def test_a_failure_drops_the_actions_that_follow(ring):
    """use-case-2."""
    call = ring(on(NEW_INBOUND_CALL=[PAUSE, action("Pause"), PAUSE], ACTION_FAILED=[HANGUP]))
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_FAILED", "HANGUP"]
    assert [each.outcome for each in call.actions] == ["successful", "failed", "dropped", "successful"]
    assert call.actions[1].error == "InvalidActionParameter: The Duration parameter is invalid."


def test_no_actions_leave_those_that_wait_as_they_are(exchange, ring):
    """invoke-on-call-leg."""
    exchange.phones[PEER] = Phone.answers(hangs_up=1)
    call = ring(on(NEW_INBOUND_CALL=[bridge(), action("Pause", DurationInMilliseconds=5000), HANGUP]))
    assert call.events == ["NEW_INBOUND_CALL", "HANGUP", "HANGUP"]
    assert [leg.ended_by for leg in call.legs] == ["function", "phone"]


def test_attributes_come_back_with_every_event_until_they_are_taken_away(ring):
    """transaction-attributes."""
    changes = iter([{"a": "1"}, None, {"b": "2"}, {}])

    def handler(event, context):
        given = next(changes, None)
        more = {} if given is None else {"TransactionAttributes": given}
        last = event["Sequence"] == 5
        return respond(HANGUP if last else PAUSE, **more)

    call = ring(handler)
    seen = [each.event["CallDetails"].get("TransactionAttributes") for each in call.invocations]
    assert seen == [None, {"a": "1"}, {"a": "1"}, {"b": "2"}, None, None]


@pytest.mark.parametrize("name", ["SpeakAndGetDigits", "StartBotConversation", "StartCallRecording"])
def test_an_action_that_is_not_emulated_is_said_aloud(exchange, ring, name):
    with pytest.raises(ActionNotEmulatedError, match=f"{name} is not emulated"):
        ring(on(NEW_INBOUND_CALL=[action(name)]))
    (call,) = exchange.calls
    assert call.over
    assert call.ending == call.invocations[0].refused == f"the action {name} is not emulated"


def test_a_function_that_never_answers_is_given_20_seconds(exchange, ring):
    """timeouts."""
    before = exchange.timeline.now()
    handler, told = tell_tale(slow(on(), 60))
    call = ring(handler)
    assert call.invocations[0].attempts == 4  # at 0, 5, 10 and 15 seconds
    assert (
        exchange.timeline.now() - before
    ).total_seconds() == 40  # with the hang-up, of which it is told, too
    assert call.ending == "the function did not answer within 20 seconds"
    assert (call.legs[0].sip_code, call.legs[0].ended_by) == (480, "service")
    assert {each["Sequence"] for each in told} == {1, 2}


@pytest.mark.parametrize(
    ("broken", "failure"),
    [
        pytest.param(lambda *_: 1 / 0, "ZeroDivisionError: division by zero", id="raises"),
        pytest.param(lambda *_: sys.exit(1), "SystemExit: 1", id="exits"),
        pytest.param(lambda *_: {"Actions": {1, 2}}, "TypeError", id="a set"),
        pytest.param(lambda *_: {"Actions": math.nan}, "ValueError", id="not a number"),
        pytest.param(lambda: None, "TypeError", id="takes no event"),
        pytest.param("no_such_module:handler", "ModuleNotFoundError", id="no module"),
        pytest.param("json:handler", "AttributeError", id="no handler"),
    ],
)
def test_a_function_that_fails_is_invoked_once_more(ring, broken, failure):
    """timeouts."""
    call = ring(broken)
    first = call.invocations[0]
    assert (first.attempts, first.response) == (2, None)
    assert first.failure.startswith(f"the function raised {failure}")
    assert first.error is not None
    assert call.ending == first.failure
    assert call.legs[0].sip_code == 480


def test_the_second_attempt_may_be_the_good_one(ring):
    attempts = []

    def flaky(event, context):
        attempts.append(context.aws_request_id)
        if len(attempts) == 1:
            raise RuntimeError("cold")
        return respond(HANGUP)

    call = ring(flaky)
    assert call.invocations[0].attempts == 2
    assert call.invocations[0].failure is None
    assert len(set(attempts)) == len(attempts)
    assert call.ending is None


def test_a_function_cannot_place_calls_by_the_exchange(exchange, ring):
    call = ring(lambda *_: exchange.place(CALLER, NUMBER))
    assert "RuntimeError: a function cannot place or steer calls" in call.ending
    assert exchange.calls == [call]


def test_an_endless_talk_ends_after_1000_invocations(ring):
    """invoke-on-call-leg."""
    call = ring(lambda *_: respond(action("Hangup", CallId="nobody")))
    assert len(call.invocations) == 1000
    assert call.ending == "the function was invoked 1,000 times"
    assert call.over


def test_what_a_function_does_to_its_event_stays_there(ring):
    def meddling(event, context):
        event["CallDetails"]["Participants"].clear()
        return respond(HANGUP)

    call = ring(meddling)
    assert len(call.invocations[0].event["CallDetails"]["Participants"]) == 1


def test_the_clock_of_the_emulator_is_that_of_the_call(ring, clock):
    from chime_shim.emulator import current

    seen = []

    def handler(event, context):
        context.spend(2)
        seen.append((current().clock() - clock()).total_seconds())
        return respond(HANGUP if event["InvocationEventType"] == "ACTION_SUCCESSFUL" else PAUSE)

    ring(handler)
    assert seen == [2, 5, 7]  # 2 of its own, then 1 of pause and 2 more, and 2 more
    assert current().clock() == clock()


def test_the_context_is_that_of_lambda(ring):
    seen = {}

    def handler(event, context):
        context.spend(3)
        seen.update(vars(context), left=context.get_remaining_time_in_millis())
        return respond(HANGUP)

    ring(handler)
    assert seen["invoked_function_arn"].endswith(f":function:{seen['function_name']}")
    assert seen["left"] == 17_000
    with pytest.raises(ValueError, match="less than 0"):
        calls.Context("arn", "id").spend(-1)
