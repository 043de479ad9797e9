"""CallAndBridge and Hangup: AWS's guide, call-and-bridge, hangup and unexpected-action-fail."""

import pytest

from chime_shim.emulator.calls import Phone
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, action, bridge, on, respond

HANGUP = action("Hangup")
PSTN = {"BridgeEndpointType": "PSTN", "Uri": PEER}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"CallerIdNumber": None}, "Caller ID not defined."),
        ({"CallerIdNumber": "2065550100"}, "Invalid caller ID."),
        ({"CallerIdNumber": 12065550100}, "Invalid caller ID."),
        (
            {"CallerIdNumber": "+12065550199"},
            "Number must be owned by this AWS account, or be the From number",
        ),
        ({"Endpoints": None}, "Invalid number of endpoints provided."),
        ({"Endpoints": []}, "Invalid number of endpoints provided."),
        ({"Endpoints": [PSTN, PSTN]}, "Invalid number of endpoints provided."),
        ({"Endpoints": [PEER]}, "Endpoint parameter is invalid."),
        ({"Endpoints": [{**PSTN, "Uri": "5550123"}]}, "Endpoint parameter is invalid."),
        ({"Endpoints": [{**PSTN, "BridgeEndpointType": "SIP"}]}, "Endpoint parameter is invalid."),
        (
            {"Endpoints": [{**PSTN, "Arn": "arn:aws:chime:us-east-1:1:vc/a"}]},
            "Endpoint parameter is invalid.",
        ),
        (
            {
                "Endpoints": [
                    {"BridgeEndpointType": "AWS", "Uri": "5550", "Arn": "arn:aws:chime:us-east-1:1:vc/a"}
                ]
            },
            "Endpoint parameter is invalid.",
        ),
        ({"CallTimeoutSeconds": 0}, "Timeout must be between 0 and 120 seconds."),
        ({"CallTimeoutSeconds": 121}, "Timeout must be between 0 and 120 seconds."),
        ({"CallTimeoutSeconds": True}, "Timeout must be between 0 and 120 seconds."),
        ({"CallTimeoutSeconds": "soon"}, "Timeout must be between 0 and 120 seconds."),
        ({"SipHeaders": {"x-amzn-a": "1"}}, "Invalid SIP header(s) provided: x-amzn-a"),
        ({"SipHeaders": {"from": "1"}}, "Invalid SIP header(s) provided: from"),
        ({"CallId": "nobody"}, "CallId or ParticipantTag parameter for the action is invalid."),
        ({"ParticipantTag": "LEG-B"}, "CallId or ParticipantTag parameter for the action is invalid."),
    ],
)
def test_a_bridge_that_breaks_a_rule_fails(ring, parameters, message):
    call = ring(on(NEW_INBOUND_CALL=[bridge(**parameters)], ACTION_FAILED=[HANGUP]))
    told = call.invocations[1].event
    assert told["InvocationEventType"] == "ACTION_FAILED"
    data = told["ActionData"]
    assert (data["Type"], data["ErrorType"]) == ("CallAndBridge", "InvalidActionParameter")
    assert message in data["ErrorMessage"]
    assert (call.rang, call.over) == ([], True)


def test_a_ringback_tone_is_in_s3(ring):
    call = ring(on(NEW_INBOUND_CALL=[bridge(RingbackTone={"Type": "URL"})], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].error == "InvalidAudioSource: Ringtone parameter value is invalid."


@pytest.mark.parametrize("caller_id", [NUMBER, CALLER])
def test_the_caller_id_is_ones_own_number_or_the_callers(ring, caller_id):
    call = ring(on(NEW_INBOUND_CALL=[bridge(caller_id=caller_id)]))
    assert [(each.number, each.caller_id) for each in call.rang] == [(PEER, caller_id)]


def test_a_bridge_is_told_as_in_the_guide(ring):
    call = ring(on(NEW_INBOUND_CALL=[bridge(CallTimeoutSeconds="30")]))
    told = call.invocations[1].event
    assert told["ActionData"] == {
        "Type": "CallAndBridge",
        "Parameters": {
            "CallTimeoutSeconds": "30",
            "CallerIdNumber": NUMBER,
            "Endpoints": [PSTN],
            "CallId": call.legs[0].call_id,
        },
    }
    shown = [
        (each["ParticipantTag"], each["Direction"], each["Status"])
        for each in told["CallDetails"]["Participants"]
    ]
    assert shown == [("LEG-A", "Inbound", "Connected"), ("LEG-B", "Outbound", "Connected")]


def test_an_unanswered_leg_is_not_a_participant(exchange, ring):
    exchange.phones[PEER] = Phone.busy()
    call = ring(on(NEW_INBOUND_CALL=[bridge()], ACTION_FAILED=[HANGUP]))
    data = call.invocations[1].event
    assert data["ActionData"]["ErrorType"] == "CallNotAnswered"
    assert [each["ParticipantTag"] for each in data["CallDetails"]["Participants"]] == ["LEG-A"]
    assert "Status" not in data["CallDetails"]["Participants"][0]  # nobody has answered it


def test_a_voice_connector_can_be_the_other_end(exchange, voice, connector, ring):
    arn = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]["VoiceConnectorArn"]
    endpoint = {"BridgeEndpointType": "AWS", "Uri": "5550", "Arn": arn}
    exchange.phones["5550"] = Phone.busy()
    call = ring(
        on(
            NEW_INBOUND_CALL=[bridge(Endpoints=[endpoint], SipHeaders={"x-floor": "3"})],
            ACTION_FAILED=[HANGUP],
        )
    )
    assert [(each.number, each.outcome) for each in call.rang] == [("5550", "busy")]


def test_a_call_has_one_bridge_at_a_time(ring):
    call = ring(on(NEW_INBOUND_CALL=[bridge(), bridge("+14155550124")]))
    assert call.actions[1].error == "InvalidActionParameter: Invalid action on the call."
    assert len(call.rang) == 1


def test_after_one_bridge_there_can_be_another(exchange, ring):
    exchange.phones[PEER] = Phone.answers(hangs_up=10)
    other = "+14155550124"
    exchange.phones[other] = Phone.answers(hangs_up=10)

    def handler(event, context):
        if event["InvocationEventType"] == "NEW_INBOUND_CALL":
            return respond(bridge())
        if event["InvocationEventType"] == "HANGUP" and len(exchange.calls[0].rang) == 1:
            return respond(bridge(other))
        return respond()

    call = ring(handler, hangs_up=60)
    assert [(each.number, each.outcome) for each in call.rang] == [(PEER, "answered"), (other, "answered")]
    last = call.invocations[-1].event["CallDetails"]["Participants"]
    assert [(each["To"], each["Status"]) for each in last] == [
        (NUMBER, "Disconnected"),
        (other, "Disconnected"),
    ]
    assert call.over


def test_ringing_takes_as_long_as_it_may(exchange, ring):
    exchange.phones[PEER] = Phone.never_answers()
    before = exchange.timeline.now()
    ring(on(NEW_INBOUND_CALL=[bridge(CallTimeoutSeconds=120)], ACTION_FAILED=[HANGUP]))
    assert (exchange.timeline.now() - before).total_seconds() == 120


@pytest.mark.parametrize("code", [0, "0", 480, "480", 486, "486"])
def test_a_hang_up_has_one_of_three_codes(ring, code):
    assert ring(on(NEW_INBOUND_CALL=[action("Hangup", SipResponseCode=code)])).legs[0].sip_code == int(code)


@pytest.mark.parametrize("code", [200, "603", None, True, "busy", [480]])
def test_another_code_fails(ring, code):
    call = ring(on(NEW_INBOUND_CALL=[action("Hangup", SipResponseCode=code)], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].outcome == "failed"
    assert call.over


def test_a_hang_up_is_for_its_call_id_whatever_the_tag(ring):
    def handler(event, context):
        if event["InvocationEventType"] == "NEW_INBOUND_CALL":
            return respond(bridge())
        if event["InvocationEventType"] == "ACTION_SUCCESSFUL":
            b = event["CallDetails"]["Participants"][1]["CallId"]
            return respond(action("Hangup", CallId=b, ParticipantTag="LEG-A"))
        return respond()

    call = ring(handler)
    assert [leg.tag for leg in call.connected] == ["LEG-A"]


def test_a_hang_up_without_a_leg_is_for_that_of_the_event(exchange, ring):
    exchange.phones[PEER] = Phone.answers(hangs_up=10)
    call = ring(on(NEW_INBOUND_CALL=[bridge()], HANGUP=[HANGUP]))
    # Leg B has hung up, so that it is leg B which cannot be hung up: a leak that only a CallId prevents.
    assert "CallId or ParticipantTag" in call.actions[1].error
    assert [leg.tag for leg in call.connected] == ["LEG-A"]


def test_both_legs_can_be_hung_up_in_one_answer(ring):
    both = [action("Hangup", ParticipantTag=tag) for tag in ("LEG-B", "LEG-A")]
    call = ring(on(NEW_INBOUND_CALL=[bridge()], ACTION_SUCCESSFUL=both))
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP", "HANGUP"]
    assert call.over


def test_the_quota_counts_both_legs_of_a_bridge(exchange, ring):
    exchange.max_calls = 3
    assert len(ring(on(NEW_INBOUND_CALL=[bridge()])).connected) == 2
    second = exchange.place(CALLER, NUMBER, seconds=1)
    assert second.actions[0].error == "SystemException: System error while executing the action."
    third = exchange.place(CALLER, NUMBER)
    assert third.ending == "the quota of calls is reached"
    assert third.invocations == []
