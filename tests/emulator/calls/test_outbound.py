"""Calls that the API makes and updates: AWS's guide, use-create-call-api and update-sip-call."""

import pytest

from chime_shim.emulator.calls import Phone
from tests.emulator.calls.conftest import CALLER, NUMBER, action, bridge, on, respond

HANGUP = action("Hangup")
AUDIO = action("PlayAudio", AudioSource={"Type": "S3", "BucketName": "b", "Key": "hold.wav"}, Repeat=60)


@pytest.fixture
def dial(exchange, voice):
    """Has an application call somebody, by the API."""

    def dial(handler, **options):
        application = exchange.application(handler, NUMBER)
        numbers = {"FromPhoneNumber": NUMBER, "ToPhoneNumber": CALLER}
        made = voice.create_sip_media_application_call(
            SipMediaApplicationId=application, **numbers, **options
        )
        call = exchange.calls[-1]
        assert made["SipMediaApplicationCall"]["TransactionId"] == call.transaction_id
        return call

    return dial


@pytest.fixture
def update(voice):
    def update(call, **arguments):
        return voice.update_sip_media_application_call(
            SipMediaApplicationId=call.application_id,
            TransactionId=call.transaction_id,
            Arguments=arguments,
        )

    return update


def test_a_call_that_is_answered(exchange, dial):
    exchange.phones[CALLER] = Phone.answers(hangs_up=30)
    call = dial(on(CALL_ANSWERED=[AUDIO]), ArgumentsMap={"step": "greet"})
    assert call.events == ["NEW_OUTBOUND_CALL", "RINGING", "CALL_ANSWERED", "HANGUP"]
    new, ringing, answered, _ = (each.event for each in call.invocations)
    assert new["ActionData"]["Parameters"]["Arguments"] == {"step": "greet"}
    assert "SipRuleId" not in new["CallDetails"]
    leg = new["CallDetails"]["Participants"][0]
    assert (leg["From"], leg["To"], leg["Direction"]) == (NUMBER, CALLER, "Outbound")
    assert "Status" not in ringing["CallDetails"]["Participants"][0]
    assert answered["CallDetails"]["Participants"][0]["Status"] == "Connected"
    assert [each.outcome for each in call.actions] == ["abandoned"]
    assert [(each.number, each.caller_id, each.outcome) for each in call.rang] == [
        (CALLER, NUMBER, "answered")
    ]
    assert call.over


@pytest.mark.parametrize(
    ("phone", "events", "code"),
    [
        (Phone.busy(), ["NEW_OUTBOUND_CALL", "HANGUP"], 486),
        (Phone.unreachable(), ["NEW_OUTBOUND_CALL", "HANGUP"], 480),
        (Phone.never_answers(), ["NEW_OUTBOUND_CALL", "RINGING", "HANGUP"], 480),
    ],
)
def test_a_call_that_is_not(exchange, dial, phone, events, code):
    exchange.phones[CALLER] = phone
    call = dial(on())
    assert call.events == events
    assert call.invocations[-1].event["ActionData"]["Parameters"]["SipResponseCode"] == code
    assert call.over


def test_a_phone_that_rings_can_decline(exchange, dial):
    exchange.phones[CALLER] = Phone.never_answers()
    exchange.application(on(NEW_INBOUND_CALL=[bridge(CALLER)], ACTION_FAILED=[HANGUP]), NUMBER)
    call = exchange.place("+12025550109", NUMBER, seconds=3)
    call.hang_up("LEG-B")
    assert [each.outcome for each in call.rang] == ["busy"]
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_FAILED", "HANGUP"]


def test_a_call_whose_function_fails_rings_no_longer(exchange, voice):
    def broken(event, context):
        raise RuntimeError("no")

    application = exchange.application(broken, NUMBER)
    voice.create_sip_media_application_call(
        SipMediaApplicationId=application, FromPhoneNumber=NUMBER, ToPhoneNumber=CALLER
    )
    (call,) = exchange.calls
    assert call.events == ["NEW_OUTBOUND_CALL", "HANGUP"]
    assert [each.outcome for each in call.rang] == ["cancelled"]
    assert call.ending == "the function raised RuntimeError: no"


def test_answers_to_what_comes_before_are_ignored(dial):
    call = dial(on(NEW_OUTBOUND_CALL=[HANGUP], RINGING=[HANGUP]))
    assert [leg.tag for leg in call.connected] == ["LEG-A"]
    assert [each.ignored for each in call.invocations] == [True, True, False]
    assert call.actions == []


def test_an_outbound_call_can_be_bridged(dial):
    call = dial(on(CALL_ANSWERED=[bridge()]))
    assert [leg.tag for leg in call.connected] == ["LEG-A", "LEG-B"]
    assert [each.caller_id for each in call.rang] == [NUMBER, NUMBER]


def test_an_update_interrupts_what_plays_and_drops_what_waits(exchange, voice, update):
    def handler(event, context):
        kind = event["InvocationEventType"]
        if kind == "NEW_INBOUND_CALL":
            return respond(AUDIO, AUDIO)
        return respond(HANGUP) if kind == "CALL_UPDATE_REQUESTED" else respond()

    exchange.application(handler, NUMBER)
    call = exchange.place(CALLER, NUMBER, seconds=10)
    assert call.events == ["NEW_INBOUND_CALL"]
    assert update(call)["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert call.events == ["NEW_INBOUND_CALL", "CALL_UPDATE_REQUESTED", "ACTION_INTERRUPTED", "HANGUP"]
    assert [each.outcome for each in call.actions] == ["interrupted", "dropped", "successful"]
    assert call.invocations[2].event["ActionData"]["Type"] == "PlayAudio"
    assert call.invocations[2].ignored


def test_a_bridge_that_rings_is_not_interrupted(exchange, update):
    def handler(event, context):
        kind = event["InvocationEventType"]
        if kind == "NEW_INBOUND_CALL":
            return respond(bridge(), AUDIO)
        return (
            respond(action("Hangup", ParticipantTag="LEG-B"))
            if kind == "CALL_UPDATE_REQUESTED"
            else respond()
        )

    exchange.application(handler, NUMBER)
    call = exchange.place(CALLER, NUMBER, seconds=2)
    update(call)
    assert call.events == ["NEW_INBOUND_CALL", "CALL_UPDATE_REQUESTED", "HANGUP"]
    assert [each.outcome for each in call.actions] == ["successful", "dropped", "successful"]
    assert [leg.tag for leg in call.connected] == ["LEG-A"]


def test_a_call_that_is_over_cannot_be_updated(exchange, dial, update, refused):
    exchange.phones[CALLER] = Phone.busy()
    call = dial(on())
    with refused("NotFoundException", 404, "SipMediaApplicationCall"):
        update(call)


def test_an_inbound_call_can_be_updated_too(ring, update):
    call = ring(on(NEW_INBOUND_CALL=[bridge()], CALL_UPDATE_REQUESTED=[HANGUP]))
    update(call, why="closing time")
    told = call.invocations[2].event
    assert told["ActionData"] == {
        "Type": "CallUpdateRequest",
        "Parameters": {"Arguments": {"why": "closing time"}},
    }
    assert [leg.tag for leg in call.connected] == ["LEG-B"]


def test_the_legacy_endpoint_calls_too(exchange, legacy):
    application = exchange.application(on(CALL_ANSWERED=[HANGUP]), NUMBER)
    legacy.create_sip_media_application_call(
        FromPhoneNumber=NUMBER, ToPhoneNumber=CALLER, SipMediaApplicationId=application
    )
    assert exchange.calls[0].events[-1] == "HANGUP"


def test_a_function_may_call_back_while_it_is_invoked(exchange, voice):
    """With the API's own client, for the call that it is invoked for."""
    said = []

    def handler(event, context):
        kind = event["InvocationEventType"]
        if kind == "NEW_INBOUND_CALL":
            details = event["CallDetails"]
            made = voice.update_sip_media_application_call(
                SipMediaApplicationId=details["SipMediaApplicationId"],
                TransactionId=details["TransactionId"],
                Arguments={"to": "itself"},
            )
            said.append(made["SipMediaApplicationCall"]["TransactionId"])
            return respond(AUDIO)
        return respond(HANGUP) if kind == "CALL_UPDATE_REQUESTED" else respond()

    exchange.application(handler, NUMBER)
    call = exchange.place(CALLER, NUMBER)
    assert said == [call.transaction_id]
    assert call.events == ["NEW_INBOUND_CALL", "CALL_UPDATE_REQUESTED", "HANGUP"]
    assert [each.outcome for each in call.actions] == ["dropped", "successful"]


def test_the_quota_refuses_a_call(exchange, voice, refused):
    application = exchange.application(on(), NUMBER)
    exchange.max_calls = 1
    numbers = {"FromPhoneNumber": NUMBER, "ToPhoneNumber": CALLER, "SipMediaApplicationId": application}
    voice.create_sip_media_application_call(**numbers)
    with refused("ResourceLimitExceededException", 400, "calls"):
        voice.create_sip_media_application_call(**numbers)
    exchange.calls[0].hang_up()
    voice.create_sip_media_application_call(**numbers)
