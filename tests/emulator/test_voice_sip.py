import uuid
from dataclasses import replace

import pytest

from chime_shim.emulator import calls, configure, current

UNKNOWN = str(uuid.UUID(int=0))
NUMBER, OTHER = "+12065550100", "+12065550101"


def function(region="us-east-1"):
    return f"arn:aws:lambda:{region}:123456789012:function:answer"


@pytest.fixture
def new_application(voice):
    def new(region="us-east-1", **options):
        made = voice.create_sip_media_application(
            AwsRegion=region, Name="Menu", Endpoints=[{"LambdaArn": function(region)}], **options
        )
        return made["SipMediaApplication"]

    return new


@pytest.fixture
def application(new_application):
    return new_application()["SipMediaApplicationId"]


@pytest.fixture
def number(voice):
    voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=[NUMBER])
    return NUMBER


@pytest.fixture
def new_rule(voice, application):
    def new(trigger=NUMBER, *targets, **options):
        kind = "ToPhoneNumber" if trigger[0] == "+" else "RequestUriHostname"
        targets = targets or ({"SipMediaApplicationId": application, "Priority": 1},)
        options = {"Name": "Inbound", "TriggerType": kind, "TriggerValue": trigger, **options}
        return voice.create_sip_rule(TargetApplications=list(targets), **options)["SipRule"]

    return new


def test_a_new_application_looks_like_one_of_aws(voice, new_application, clock):
    made = new_application()
    id_ = made["SipMediaApplicationId"]
    assert uuid.UUID(id_).version == 4
    assert made == {
        "SipMediaApplicationId": id_,
        "SipMediaApplicationArn": f"arn:aws:chime:us-east-1:123456789012:sma/{id_}",
        "AwsRegion": "us-east-1",
        "Name": "Menu",
        "Endpoints": [{"LambdaArn": function()}],
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }
    assert voice.get_sip_media_application(SipMediaApplicationId=id_)["SipMediaApplication"] == made


def test_an_application_is_updated(voice, application, clock):
    at = {"SipMediaApplicationId": application}
    before = voice.get_sip_media_application(**at)["SipMediaApplication"]
    clock.forward(minutes=1)
    changed = voice.update_sip_media_application(**at, Name="Other")["SipMediaApplication"]
    assert changed == {**before, "Name": "Other", "UpdatedTimestamp": clock()}
    endpoints = [{"LambdaArn": function() + ":live"}]
    changed = voice.update_sip_media_application(**at, Endpoints=endpoints)["SipMediaApplication"]
    assert (changed["Name"], changed["Endpoints"]) == ("Other", endpoints)


def test_the_function_is_in_the_region_of_the_application(voice, application, refused):
    west = [{"LambdaArn": function("us-west-2")}]
    with refused("BadRequestException", 400, "AwsRegion"):
        voice.create_sip_media_application(AwsRegion="us-east-1", Name="x", Endpoints=west)
    with refused("BadRequestException", 400, "AwsRegion"):
        voice.update_sip_media_application(SipMediaApplicationId=application, Endpoints=west)


def test_logging_of_an_application_is_off_until_it_is_put(voice, application):
    at = {"SipMediaApplicationId": application}
    name = "SipMediaApplicationLoggingConfiguration"
    off, on = ({"EnableSipMediaApplicationMessageLogs": each} for each in (False, True))
    assert voice.get_sip_media_application_logging_configuration(**at)[name] == off
    assert voice.put_sip_media_application_logging_configuration(**at, **{name: on})[name] == on
    assert voice.get_sip_media_application_logging_configuration(**at)[name] == on
    assert voice.put_sip_media_application_logging_configuration(**at)[name] == off


@pytest.mark.parametrize(
    ("operation", "params", "error"),
    [
        ("get_sip_media_application", {}, ("NotFoundException", 404)),
        ("update_sip_media_application", {}, ("NotFoundException", 404)),
        ("delete_sip_media_application", {}, ("NotFoundException", 404)),
        ("get_sip_media_application_logging_configuration", {}, ("NotFoundException", 404)),
        ("put_sip_media_application_logging_configuration", {}, ("NotFoundException", 404)),
        ("list_sip_rules", {}, ("NotFoundException", 404)),
        (
            "update_sip_media_application_call",
            {"TransactionId": UNKNOWN, "Arguments": {}},
            ("NotFoundException", 404),
        ),
        # The one operation that does not declare NotFoundException.
        (
            "create_sip_media_application_call",
            {"FromPhoneNumber": NUMBER, "ToPhoneNumber": OTHER},
            ("BadRequestException", 400),
        ),
    ],
)
def test_an_unknown_application_is_not_found(voice, refused, operation, params, error):
    with refused(*error, f"SipMediaApplication {UNKNOWN} not found"):
        getattr(voice, operation)(SipMediaApplicationId=UNKNOWN, **params)


def test_a_rule_takes_a_number(voice, application, number, new_rule, clock):
    rule = new_rule()
    assert uuid.UUID(rule["SipRuleId"]).version == 4
    assert rule == {
        "SipRuleId": rule["SipRuleId"],
        "Name": "Inbound",
        "Disabled": False,
        "TriggerType": "ToPhoneNumber",
        "TriggerValue": NUMBER,
        "TargetApplications": [
            {"SipMediaApplicationId": application, "Priority": 1, "AwsRegion": "us-east-1"}
        ],
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }
    assert voice.get_sip_rule(SipRuleId=rule["SipRuleId"])["SipRule"] == rule
    taken = voice.list_phone_numbers(FilterName="SipRuleId", FilterValue=rule["SipRuleId"])["PhoneNumbers"]
    assert [(each["E164PhoneNumber"], each["Status"]) for each in taken] == [(NUMBER, "Assigned")]


def test_a_rule_takes_the_host_of_a_connector(voice, connector, new_rule, refused):
    host = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]["OutboundHostName"]
    assert new_rule(host)["TriggerValue"] == host
    with refused("ConflictException", 409, "trigger"):
        new_rule(host)
    with refused("BadRequestException", 400, "OutboundHostName"):
        new_rule("sip.example.com")


def test_the_number_of_a_rule_is_ones_own_and_free(voice, number, new_rule, refused):
    voice.create_phone_number_order(ProductType="VoiceConnector", E164PhoneNumbers=[OTHER])
    for wrong in (OTHER, "+12065550199"):
        with refused("BadRequestException", 400, "unassigned number"):
            new_rule(wrong)
    new_rule()
    with refused("ConflictException", 409, "trigger"):
        new_rule()
    with refused("BadRequestException", 400, "disassociated"):
        voice.delete_phone_number(PhoneNumberId=NUMBER)


def test_targets_of_a_rule_are_there_one_for_a_region(
    application, number, new_application, new_rule, refused
):
    here = {"SipMediaApplicationId": application, "Priority": 1}
    twin = {"SipMediaApplicationId": new_application()["SipMediaApplicationId"], "Priority": 2}
    west = {"SipMediaApplicationId": new_application("us-west-2")["SipMediaApplicationId"], "Priority": 2}
    for message, *targets in (
        ("existing", {"SipMediaApplicationId": UNKNOWN}),
        ("existing", {"Priority": 1}),
        ("is in us-east-1", {**here, "AwsRegion": "us-west-2"}),
        ("one SIP media application per AwsRegion", here, twin),
    ):
        with refused("BadRequestException", 400, message):
            new_rule(NUMBER, *targets)
    targets = new_rule(NUMBER, here, west)["TargetApplications"]
    assert [target["AwsRegion"] for target in targets] == ["us-east-1", "us-west-2"]


def test_a_rule_is_updated(voice, new_application, number, new_rule, refused, clock):
    rule = new_rule()
    at = {"SipRuleId": rule["SipRuleId"]}
    clock.forward(minutes=1)
    reply = voice.update_sip_rule(**at, Name="Other")
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert reply["SipRule"] == {**rule, "Name": "Other", "UpdatedTimestamp": clock()}
    other = new_application()["SipMediaApplicationId"]
    targets = [{"SipMediaApplicationId": other, "Priority": 1, "AwsRegion": "us-east-1"}]
    changed = voice.update_sip_rule(**at, Name="Other", Disabled=True, TargetApplications=targets)["SipRule"]
    assert (changed["Disabled"], changed["TargetApplications"]) == (True, targets)
    with refused("BadRequestException", 400, "existing"):
        voice.update_sip_rule(**at, Name="x", TargetApplications=[{"SipMediaApplicationId": UNKNOWN}])
    assert voice.get_sip_rule(**at)["SipRule"] == changed


def test_a_rule_is_disabled_before_it_is_deleted_if_the_settings_follow_awss_page(
    voice, number, new_rule, refused
):
    at = {"SipRuleId": new_rule()["SipRuleId"]}
    settings = replace(current(), sip_rules_must_be_disabled=True)
    with configure(settings), refused("ConflictException", 409, "disabled"):
        voice.delete_sip_rule(**at)
    voice.delete_sip_rule(**at)


def test_a_rule_goes_before_its_application(voice, application, number, new_rule, refused):
    at = {"SipRuleId": new_rule()["SipRuleId"]}
    with refused("ConflictException", 409, "target of a SipRule"):
        voice.delete_sip_media_application(SipMediaApplicationId=application)
    voice.delete_sip_rule(**at)
    assert voice.get_phone_number(PhoneNumberId=NUMBER)["PhoneNumber"]["Status"] == "Unassigned"
    voice.delete_sip_media_application(SipMediaApplicationId=application)
    assert voice.list_sip_media_applications()["SipMediaApplications"] == []


@pytest.mark.parametrize(
    ("operation", "params"),
    [("get_sip_rule", {}), ("update_sip_rule", {"Name": "x"}), ("delete_sip_rule", {})],
)
def test_an_unknown_rule_is_not_found(voice, refused, operation, params):
    with refused("NotFoundException", 404, f"SipRule {UNKNOWN} not found"):
        getattr(voice, operation)(SipRuleId=UNKNOWN, **params)


def test_rules_are_listed_by_application_and_in_pages(voice, application, new_application, new_rule, refused):
    numbers = [f"+120655501{line:02}" for line in range(4)]
    voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=numbers)
    mine = [new_rule(number)["SipRuleId"] for number in numbers[:3]]
    other = new_application()["SipMediaApplicationId"]
    new_rule(numbers[3], {"SipMediaApplicationId": other})

    def listed(**params):
        reply = voice.list_sip_rules(**params)
        return [rule["SipRuleId"] for rule in reply["SipRules"]], reply.get("NextToken")

    assert len(listed()[0]) == 4
    first, token = listed(SipMediaApplicationId=application, MaxResults=2)
    assert [*first, *listed(SipMediaApplicationId=application, NextToken=token)[0]] == mine
    with refused("BadRequestException", 400, "NextToken"):
        listed(SipMediaApplicationId=other, NextToken=token)


def test_applications_have_pages(voice, new_application):
    made = [new_application()["SipMediaApplicationId"] for _ in range(3)]
    first = voice.list_sip_media_applications(MaxResults=2)
    last = voice.list_sip_media_applications(MaxResults=2, NextToken=first["NextToken"])
    shown = [*first["SipMediaApplications"], *last["SipMediaApplications"]]
    assert [each["SipMediaApplicationId"] for each in shown] == made


def test_a_call_comes_from_ones_own_number(voice, application, new_application, number, refused):
    at = {"SipMediaApplicationId": application}
    calls.exchange().functions["answer"] = lambda *_: {"SchemaVersion": "1.0", "Actions": []}

    def call(**changes):
        params = {**at, "FromPhoneNumber": NUMBER, "ToPhoneNumber": OTHER, **changes}
        return voice.create_sip_media_application_call(**params)

    reply = call(SipHeaders={"X-Case": "1"}, ArgumentsMap={"step": "greet"})
    status, made = reply["ResponseMetadata"]["HTTPStatusCode"], reply["SipMediaApplicationCall"]
    assert (status, uuid.UUID(made["TransactionId"]).version) == (201, 4)
    updated = voice.update_sip_media_application_call(**at, **made, Arguments={"step": "end"})
    assert updated["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert updated["SipMediaApplicationCall"] == made
    other = new_application()["SipMediaApplicationId"]
    with refused("NotFoundException", 404, "SipMediaApplicationCall"):
        voice.update_sip_media_application_call(SipMediaApplicationId=other, **made, Arguments={})
    with refused("BadRequestException", 400, "PhoneNumber"):
        call(FromPhoneNumber=OTHER)
    voice.delete_phone_number(PhoneNumberId=NUMBER)
    with refused("BadRequestException", 400, "deletion queue"):
        call()


ADDRESS = {
    "AwsAccountId": "123456789012",
    "StreetNumber": "2121",
    "StreetInfo": "8TH AVENUE",
    "City": "SEATTLE",
    "State": "WA",
    "Country": "US",
    "PostalCode": "98121-0001",
}


@pytest.mark.parametrize(("written", "result"), [({}, 0), ({"City": " Seattle "}, 1)])
def test_an_address_is_validated(voice, written, result):
    reply = voice.validate_e911_address(**{**ADDRESS, **written})
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert reply["ValidationResult"] == result
    assert uuid.UUID(reply["AddressExternalId"])
    assert reply["Address"] == {
        "streetNumber": "2121",
        "streetName": "8TH",
        "streetSuffix": "AVENUE",
        "city": "SEATTLE",
        "state": "WA",
        "postalCode": "98121",
        "postalCodePlus4": "0001",
        "country": "US",
    }


def test_a_street_of_one_word_has_no_suffix(voice):
    address = voice.validate_e911_address(**{**ADDRESS, "StreetInfo": "BROADWAY", "PostalCode": "98121"})[
        "Address"
    ]
    assert address["streetName"] == "BROADWAY"
    assert not {"streetSuffix", "postalCodePlus4"} & address.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"PostalCode": "9812"},
        {"State": "Washington"},
        {"Country": "GB"},
        {"StreetNumber": "Two"},
        {"City": "1"},
    ],
)
def test_what_is_no_address_fails(voice, wrong):
    reply = voice.validate_e911_address(**{**ADDRESS, **wrong})
    assert (reply["ValidationResult"], reply["CandidateAddressList"]) == (2, [])
    assert "Address" not in reply


def test_an_address_is_validated_for_ones_own_account(voice, refused):
    with refused("ForbiddenException", 403, "AwsAccountId"):
        voice.validate_e911_address(**{**ADDRESS, "AwsAccountId": "111122223333"})
