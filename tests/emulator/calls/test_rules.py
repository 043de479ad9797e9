"""Which function takes a call: SIP rules. AWS's guide, using-lambda and understand-sip-data-models."""

import pytest

from chime_shim.emulator.calls import Phone, slow
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, action, bridge, on, respond

HANGUP = action("Hangup", SipResponseCode=486)
OTHER = "+12065550101"


@pytest.fixture
def two_regions(exchange, voice):
    """A rule for a number, with targets in two regions: the second has priority."""

    def set_up(east, west):
        applications = {
            "us-east-1": exchange.application(east),
            "us-west-2": exchange.application(west, region="us-west-2"),
        }
        voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=[NUMBER])
        targets = [
            {"SipMediaApplicationId": each, "Priority": 2 - place, "AwsRegion": region}
            for place, (region, each) in enumerate(applications.items())
        ]
        voice.create_sip_rule(
            Name="two", TriggerType="ToPhoneNumber", TriggerValue=NUMBER, TargetApplications=targets
        )
        return applications

    return set_up


def fails(event, context):
    raise RuntimeError("this region is down")


def test_the_lowest_priority_takes_the_call(exchange, two_regions):
    applications = two_regions(on(), on(NEW_INBOUND_CALL=[HANGUP]))
    call = exchange.place(CALLER, NUMBER)
    assert (call.region, call.application_id) == ("us-west-2", applications["us-west-2"])
    assert call.invocations[0].event["CallDetails"]["AwsRegion"] == "us-west-2"


@pytest.mark.parametrize("down", [fails, slow(on(), 30)])
def test_the_next_takes_it_if_the_first_cannot(exchange, two_regions, down):
    two_regions(on(NEW_INBOUND_CALL=[HANGUP]), down)
    call = exchange.place(CALLER, NUMBER)
    told = [
        (each.event["CallDetails"]["AwsRegion"], each.type, each.event["Sequence"])
        for each in call.invocations
    ]
    assert told == [
        ("us-west-2", "NEW_INBOUND_CALL", 1),
        ("us-east-1", "NEW_INBOUND_CALL", 1),
        ("us-east-1", "HANGUP", 2),
    ]
    assert call.invocations[0].failure
    assert (call.region, call.ending) == ("us-east-1", None)


def test_the_api_knows_a_call_where_it_went(exchange, two_regions, voice, refused):
    applications = two_regions(on(NEW_INBOUND_CALL=[bridge()], CALL_UPDATE_REQUESTED=[HANGUP]), fails)
    call = exchange.place(CALLER, NUMBER)
    west = {"SipMediaApplicationId": applications["us-west-2"], "TransactionId": call.transaction_id}
    with refused("NotFoundException", 404):
        voice.update_sip_media_application_call(**west, Arguments={})
    east = {**west, "SipMediaApplicationId": applications["us-east-1"]}
    voice.update_sip_media_application_call(**east, Arguments={})
    assert [leg.tag for leg in call.connected] == ["LEG-B"]
    call.hang_up("LEG-B")
    with refused("NotFoundException", 404, "SipMediaApplicationCall"):
        voice.update_sip_media_application_call(**east, Arguments={})


def test_an_answer_that_is_wrong_is_no_reason_for_the_next(exchange, two_regions):
    two_regions(on(), on(INVALID_LAMBDA_RESPONSE=[HANGUP]))
    call = exchange.place(CALLER, NUMBER)
    assert {each.event["CallDetails"]["AwsRegion"] for each in call.invocations} == {"us-west-2"}


def test_when_all_fail_the_call_is_refused(exchange, two_regions):
    two_regions(fails, fails)
    call = exchange.place(CALLER, NUMBER)
    assert call.events == ["NEW_INBOUND_CALL", "NEW_INBOUND_CALL", "HANGUP"]
    assert (call.legs[0].sip_code, call.over) == (480, True)
    assert "this region is down" in call.ending


def test_who_gives_up_meanwhile_is_not_taken_to_the_next(exchange, two_regions):
    two_regions(on(), slow(on(), 30))
    call = exchange.place(CALLER, NUMBER, hangs_up=3)
    assert call.events == ["NEW_INBOUND_CALL", "HANGUP"]
    assert {each.event["CallDetails"]["AwsRegion"] for each in call.invocations} == {"us-west-2"}


def test_a_rule_that_is_disabled_takes_no_call(exchange, voice):
    exchange.application(on(), NUMBER)
    (rule,) = voice.list_sip_rules()["SipRules"]
    voice.update_sip_rule(SipRuleId=rule["SipRuleId"], Name="x", Disabled=True)
    call = exchange.place(CALLER, NUMBER)
    assert (call.invocations, call.over, call.legs[0].sip_code) == ([], True, 480)
    assert call.ending == "no SIP rule that is enabled takes the call"


def test_a_number_without_a_rule_takes_no_call(exchange):
    assert exchange.place(CALLER, NUMBER).ending == "no SIP rule that is enabled takes the call"


def test_a_call_from_a_voice_connector_triggers_the_rule_on_its_host(exchange, voice, connector):
    host = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]["OutboundHostName"]
    application = exchange.application(on(NEW_INBOUND_CALL=[HANGUP]))
    target = {"SipMediaApplicationId": application, "Priority": 1, "AwsRegion": "us-east-1"}
    voice.create_sip_rule(
        Name="host", TriggerType="RequestUriHostname", TriggerValue=host, TargetApplications=[target]
    )
    assert exchange.place(CALLER, PEER, host=host).application_id == application
    assert exchange.place(CALLER, PEER, host="elsewhere.example").ending


@pytest.mark.parametrize("to", ["12065550100", "2065550100", "+1 206 555 0100", ""])
def test_a_number_is_called_in_e164_form(exchange, to):
    with pytest.raises(ValueError, match=r"starts with \+"):
        exchange.place(CALLER, to)


def test_a_caller_may_hide_their_number(exchange):
    exchange.application(on(NEW_INBOUND_CALL=[HANGUP]), NUMBER)
    call = exchange.place("anonymous", NUMBER)
    assert call.invocations[0].event["CallDetails"]["Participants"][0]["From"] == "anonymous"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"NEW_INBOUND_CALL": [HANGUP]}, "busy"),
        ({"NEW_INBOUND_CALL": [action("Hangup", SipResponseCode=480)]}, "unreachable"),
        ({"INVALID_LAMBDA_RESPONSE": []}, "not answered"),
    ],
)
def test_a_number_of_ones_own_is_called_like_any_other(exchange, answer, outcome):
    exchange.application(
        on(NEW_INBOUND_CALL=[bridge(OTHER, CallTimeoutSeconds=20)], ACTION_FAILED=[HANGUP]), NUMBER
    )
    exchange.application(on(**answer), OTHER)
    call = exchange.place(CALLER, NUMBER)
    assert [(each.number, each.outcome) for each in call.rang] == [(OTHER, outcome)]
    there = exchange.calls[1]
    assert there.legs[0].from_ == NUMBER  # the caller id
    assert call.over
    assert there.over


@pytest.mark.parametrize("here", [True, False])
def test_two_calls_that_are_one_end_together(exchange, here):
    audio = action("PlayAudio", AudioSource={"Type": "S3", "BucketName": "b", "Key": "k"})
    exchange.application(on(NEW_INBOUND_CALL=[bridge(OTHER)]), NUMBER)
    exchange.application(on(NEW_INBOUND_CALL=[audio]), OTHER)
    call = exchange.place(CALLER, NUMBER)
    there = exchange.calls[1]
    assert [len(each.connected) for each in (call, there)] == [2, 1]
    if here:
        call.hang_up("LEG-B")
    else:
        there.hang_up()
    assert there.over
    assert [leg.tag for leg in call.connected] == ["LEG-A"]


def test_a_loop_ends_at_the_quota(exchange):
    def to_itself(event, context):
        kind = event["InvocationEventType"]
        if kind == "NEW_INBOUND_CALL":
            return respond(bridge(NUMBER))
        if kind == "ACTION_FAILED":
            return respond(HANGUP)
        left = [
            each["CallId"]
            for each in event["CallDetails"]["Participants"]
            if each.get("Status") == "Connected"
        ]
        return respond(*(action("Hangup", CallId=each) for each in left)) if kind == "HANGUP" else respond()

    exchange.application(to_itself, NUMBER)
    exchange.phones[PEER] = Phone.busy()
    exchange.place(CALLER, NUMBER)
    assert 1 < len(exchange.calls) <= 10
    assert all(call.over for call in exchange.calls)
