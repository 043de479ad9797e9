import uuid
from datetime import timedelta

import pytest

FIRST, SECOND, TOLL_FREE, BRITISH = "+12065550100", "+12065550101", "+18445550100", "+4420355501000"
UNKNOWN = "+12065550199"
DIAL_IN = "SipMediaApplicationDialIn"


@pytest.fixture
def order(voice):
    def new(*numbers, product="VoiceConnector", **options):
        made = voice.create_phone_number_order(ProductType=product, E164PhoneNumbers=list(numbers), **options)
        at = {"PhoneNumberOrderId": made["PhoneNumberOrder"]["PhoneNumberOrderId"]}
        return voice.get_phone_number_order(**at)["PhoneNumberOrder"]

    return new


@pytest.fixture
def numbers(order):
    order(FIRST, SECOND)
    return [FIRST, SECOND]


@pytest.fixture
def group(voice):
    made = voice.create_voice_connector_group(Name="x")["VoiceConnectorGroup"]
    return made["VoiceConnectorGroupId"]


def get(voice, number):
    return voice.get_phone_number(PhoneNumberId=number)["PhoneNumber"]


def associate(voice, connector, *numbers, **options):
    return voice.associate_phone_numbers_with_voice_connector(
        VoiceConnectorId=connector, E164PhoneNumbers=list(numbers), **options
    )["PhoneNumberErrors"]


def associate_group(voice, group, *numbers, **options):
    return voice.associate_phone_numbers_with_voice_connector_group(
        VoiceConnectorGroupId=group, E164PhoneNumbers=list(numbers), **options
    )["PhoneNumberErrors"]


def disassociate(voice, connector, *numbers):
    return voice.disassociate_phone_numbers_from_voice_connector(
        VoiceConnectorId=connector, E164PhoneNumbers=list(numbers)
    )["PhoneNumberErrors"]


def listed(voice, **filters):
    return [number["E164PhoneNumber"] for number in voice.list_phone_numbers(**filters)["PhoneNumbers"]]


def codes(errors):
    return {error["PhoneNumberId"]: error["ErrorCode"] for error in errors}


def test_an_order_is_in_process_and_then_done(voice, clock):
    reply = voice.create_phone_number_order(
        ProductType="VoiceConnector", E164PhoneNumbers=[FIRST, SECOND[1:], FIRST], Name="Front desk"
    )
    order = reply["PhoneNumberOrder"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert uuid.UUID(order["PhoneNumberOrderId"]).version == 4
    assert order == {
        "PhoneNumberOrderId": order["PhoneNumberOrderId"],
        "ProductType": "VoiceConnector",
        "Status": "Processing",
        "OrderType": "New",
        "OrderedPhoneNumbers": [
            {"E164PhoneNumber": each, "Status": "Processing"} for each in (FIRST, SECOND)
        ],
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }
    done = voice.get_phone_number_order(PhoneNumberOrderId=order["PhoneNumberOrderId"])["PhoneNumberOrder"]
    acquired = [{"E164PhoneNumber": each, "Status": "Acquired"} for each in (FIRST, SECOND)]
    assert done == {**order, "Status": "Successful", "OrderedPhoneNumbers": acquired}
    assert get(voice, FIRST) == {
        "PhoneNumberId": "%2B12065550100",
        "E164PhoneNumber": FIRST,
        "PhoneNumberArn": f"arn:aws:chime:us-east-1:123456789012:phone-number/{FIRST}",
        "Country": "US",
        "Type": "Local",
        "ProductType": "VoiceConnector",
        "Status": "Unassigned",
        "Capabilities": {
            "InboundCall": True,
            "OutboundCall": True,
            "InboundSMS": False,
            "OutboundSMS": False,
            "InboundMMS": False,
            "OutboundMMS": False,
        },
        "Associations": [],
        "CallingNameStatus": "Unassigned",
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
        "OrderId": order["PhoneNumberOrderId"],
        "Name": "Front desk",
    }


def test_an_order_of_what_is_there_fails_in_part_or_all(order, numbers):
    assert order(FIRST, TOLL_FREE)["Status"] == "Partial"
    failed = order(FIRST, TOLL_FREE)
    assert failed["Status"] == "Failed"
    assert {each["Status"] for each in failed["OrderedPhoneNumbers"]} == {"Failed"}
    assert order("+99912345", product=DIAL_IN)["Status"] == "Failed"


def test_bad_orders_are_refused(order, refused):
    with refused("BadRequestException", 400, "at least one"):
        order()
    with refused("BadRequestException", 400, "outside the U.S."):
        order(FIRST, BRITISH)
    with refused("BadRequestException", 400, "pattern"):
        order("206-555-0100")
    with refused("BadRequestException", 400, "enum"):
        order(FIRST, product="BusinessCalling")


def test_an_unknown_order_is_not_found(voice, refused):
    with refused("NotFoundException", 404, "PhoneNumberOrder"):
        voice.get_phone_number_order(PhoneNumberOrderId=str(uuid.UUID(int=0)))


def test_orders_have_pages(voice, order):
    made = [order(f"+120655501{number:02}")["PhoneNumberOrderId"] for number in range(3)]
    first = voice.list_phone_number_orders(MaxResults=2)
    last = voice.list_phone_number_orders(MaxResults=2, NextToken=first["NextToken"])
    orders = [*first["PhoneNumberOrders"], *last["PhoneNumberOrders"]]
    assert [each["PhoneNumberOrderId"] for each in orders] == made


@pytest.mark.parametrize("written", [FIRST, FIRST[1:], "%2B12065550100", "%2b12065550100"])
def test_a_number_is_found_however_its_id_is_written(voice, numbers, written):
    assert get(voice, written)["E164PhoneNumber"] == FIRST


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_phone_number", {}),
        ("update_phone_number", {"Name": "x"}),
        ("delete_phone_number", {}),
        ("restore_phone_number", {}),
    ],
)
def test_an_unknown_number_is_not_found(voice, refused, operation, params):
    with refused("NotFoundException", 404, "PhoneNumber"):
        getattr(voice, operation)(PhoneNumberId=UNKNOWN, **params)


def test_a_number_is_associated_and_disassociated(voice, connector, numbers, clock):
    clock.forward(minutes=1)
    assert associate(voice, connector, FIRST) == []
    number = get(voice, FIRST)
    assert (number["Status"], number["UpdatedTimestamp"]) == ("Assigned", clock())
    assert number["Associations"] == [
        {"Name": "VoiceConnectorId", "Value": connector, "AssociatedTimestamp": clock()}
    ]
    clock.forward(minutes=1)
    assert associate(voice, connector, FIRST) == [], "once more is no error, and changes nothing"
    assert get(voice, FIRST) == number
    assert disassociate(voice, connector, FIRST) == []
    assert (get(voice, FIRST)["Status"], get(voice, FIRST)["Associations"]) == ("Unassigned", [])


def test_errors_are_told_number_by_number(voice, connector, new_connector, numbers, order):
    order(TOLL_FREE, product=DIAL_IN)
    associate(voice, new_connector(), SECOND)
    errors = associate(voice, connector, FIRST, SECOND, TOLL_FREE, UNKNOWN)
    assert codes(errors) == {
        SECOND: "PhoneNumberAssociationsExist",
        TOLL_FREE: "BadRequest",
        UNKNOWN: "NotFound",
    }
    assert all(error["ErrorMessage"] for error in errors)
    assert get(voice, FIRST)["Status"] == "Assigned"
    errors = disassociate(voice, connector, FIRST, SECOND, UNKNOWN)
    assert codes(errors) == {SECOND: "BadRequest", UNKNOWN: "NotFound"}


def test_force_takes_a_number_from_whoever_has_it(voice, connector, group, numbers):
    associate(voice, connector, FIRST)
    assert codes(associate_group(voice, group, FIRST)) == {FIRST: "PhoneNumberAssociationsExist"}
    assert associate_group(voice, group, FIRST, ForceAssociate=True) == []
    assert [each["Value"] for each in get(voice, FIRST)["Associations"]] == [group]
    assert codes(disassociate(voice, connector, FIRST)) == {FIRST: "BadRequest"}


def test_owners_of_numbers_are_not_deleted(voice, connector, group, numbers, refused):
    associate(voice, connector, FIRST)
    associate_group(voice, group, SECOND)
    with refused("ConflictException", 409, "phone numbers"):
        voice.delete_voice_connector(VoiceConnectorId=connector)
    with refused("ConflictException", 409, "phone numbers"):
        voice.delete_voice_connector_group(VoiceConnectorGroupId=group)
    disassociate(voice, connector, FIRST)
    errors = voice.disassociate_phone_numbers_from_voice_connector_group(
        VoiceConnectorGroupId=group, E164PhoneNumbers=[SECOND]
    )["PhoneNumberErrors"]
    assert errors == []
    voice.delete_voice_connector(VoiceConnectorId=connector)
    voice.delete_voice_connector_group(VoiceConnectorGroupId=group)


@pytest.mark.parametrize("operation", ["associate_phone_numbers_with", "disassociate_phone_numbers_from"])
def test_an_unknown_connector_takes_no_numbers(voice, refused, operation):
    with refused("NotFoundException", 404, "VoiceConnector"):
        getattr(voice, f"{operation}_voice_connector")(VoiceConnectorId="a" * 22, E164PhoneNumbers=[FIRST])


def test_numbers_are_listed_by_what_they_are(voice, connector, group, numbers, order, refused):
    order(TOLL_FREE, product=DIAL_IN)
    associate(voice, connector, FIRST)
    associate_group(voice, group, SECOND)
    assert listed(voice) == [FIRST, SECOND, TOLL_FREE]
    assert listed(voice, Status="Assigned") == [FIRST, SECOND]
    assert listed(voice, ProductType=DIAL_IN) == [TOLL_FREE]
    assert listed(voice, FilterName="VoiceConnectorId", FilterValue=connector) == [FIRST]
    assert listed(voice, FilterName="VoiceConnectorGroupId", FilterValue=group) == [SECOND]
    assert listed(voice, FilterName="VoiceConnectorId", FilterValue=connector, Status="Unassigned") == []
    with refused("NotFoundException", 404, "VoiceConnector"):
        listed(voice, FilterName="VoiceConnectorId", FilterValue="a" * 22)
    with refused("BadRequestException", 400, "go together"):
        listed(voice, FilterName="VoiceConnectorId")
    page = voice.list_phone_numbers(MaxResults=2)
    assert listed(voice, NextToken=page["NextToken"]) == [TOLL_FREE]
    with refused("BadRequestException", 400, "NextToken"):
        listed(voice, NextToken=page["NextToken"], Status="Assigned")


def test_the_legacy_endpoint_knows_filters_of_its_own(voice, legacy, numbers):
    assert listed(legacy, FilterName="UserId", FilterValue="x") == []
    assert listed(legacy, Status="Unassigned") == [FIRST, SECOND]


def test_one_detail_is_updated_at_a_time(voice, numbers, refused, clock):
    clock.forward(minutes=1)
    changed = voice.update_phone_number(PhoneNumberId=FIRST, Name="Desk")["PhoneNumber"]
    assert (changed["Name"], changed["UpdatedTimestamp"]) == ("Desk", clock())
    voice.update_phone_number(PhoneNumberId=FIRST, ProductType=DIAL_IN)
    assert get(voice, FIRST)["ProductType"] == DIAL_IN
    for wrong in ({}, {"Name": "x", "ProductType": DIAL_IN}):
        with refused("BadRequestException", 400, "at a time"):
            voice.update_phone_number(PhoneNumberId=FIRST, **wrong)


def test_a_calling_name_takes_its_time(voice, numbers, refused, clock):
    changed = voice.update_phone_number(PhoneNumberId=FIRST, CallingName="Acme")["PhoneNumber"]
    assert (changed["CallingName"], changed["CallingNameStatus"]) == ("Acme", "UpdateInProgress")
    with refused("ConflictException", 409, "in progress"):
        voice.update_phone_number(PhoneNumberId=FIRST, CallingName="Other")
    clock.forward(hours=72)
    assert get(voice, FIRST)["CallingNameStatus"] == "UpdateSucceeded"
    voice.update_phone_number(PhoneNumberId=FIRST, CallingName="Other")


def test_the_product_type_has_rules(voice, connector, numbers, order, refused):
    order(BRITISH, product=DIAL_IN)
    with refused("BadRequestException", 400, "outside the U.S."):
        voice.update_phone_number(PhoneNumberId=BRITISH, ProductType="VoiceConnector")
    associate(voice, connector, FIRST)
    voice.update_phone_number(PhoneNumberId=FIRST, ProductType="VoiceConnector")
    with refused("ConflictException", 409, "associated"):
        voice.update_phone_number(PhoneNumberId=FIRST, ProductType=DIAL_IN)


def test_a_batch_updates_what_it_can(voice, numbers, refused):
    items = [
        {"PhoneNumberId": FIRST, "Name": "Desk"},
        {"PhoneNumberId": SECOND, "Name": "x", "CallingName": "xx"},
        {"PhoneNumberId": UNKNOWN, "Name": "x"},
    ]
    errors = voice.batch_update_phone_number(UpdatePhoneNumberRequestItems=items)["PhoneNumberErrors"]
    assert codes(errors) == {SECOND: "BadRequest", UNKNOWN: "NotFound"}
    assert get(voice, FIRST)["Name"] == "Desk"
    with refused("BadRequestException", 400, "once"):
        voice.batch_update_phone_number(
            UpdatePhoneNumberRequestItems=[items[0], {"PhoneNumberId": FIRST[1:], "Name": "x"}]
        )


def test_a_number_waits_for_its_deletion_and_can_come_back(voice, numbers, clock, refused):
    clock.forward(days=1)
    deleted = clock()
    for _ in range(2):
        voice.delete_phone_number(PhoneNumberId=FIRST)
        clock.forward(days=3)
    number = get(voice, FIRST)
    assert (number["Status"], number["DeletionTimestamp"]) == ("ReleaseInProgress", deleted)
    restored = voice.restore_phone_number(PhoneNumberId=FIRST)["PhoneNumber"]
    assert restored["Status"] == "Unassigned"
    assert "DeletionTimestamp" not in restored
    with refused("BadRequestException", 400, "not in the deletion queue"):
        voice.restore_phone_number(PhoneNumberId=FIRST)
    voice.delete_phone_number(PhoneNumberId=FIRST)
    clock.forward(days=7)
    assert listed(voice) == [SECOND]
    with refused("NotFoundException", 404):
        voice.restore_phone_number(PhoneNumberId=FIRST)


def test_a_number_in_the_queue_is_not_associated_nor_ordered(voice, connector, numbers, order):
    voice.delete_phone_number(PhoneNumberId=FIRST)
    assert codes(associate(voice, connector, FIRST)) == {FIRST: "BadRequest"}
    assert order(FIRST)["Status"] == "Failed"


def test_a_number_in_use_is_not_deleted(voice, connector, numbers, refused):
    associate(voice, connector, FIRST)
    with refused("BadRequestException", 400, "disassociated"):
        voice.delete_phone_number(PhoneNumberId=FIRST)
    errors = voice.batch_delete_phone_number(PhoneNumberIds=[FIRST, SECOND, UNKNOWN])["PhoneNumberErrors"]
    assert codes(errors) == {FIRST: "BadRequest", UNKNOWN: "NotFound"}
    assert listed(voice, Status="ReleaseInProgress") == [SECOND]


@pytest.mark.parametrize("client", ["voice", "legacy"])
def test_global_settings_are_kept(request, client):
    client = request.getfixturevalue(client)
    assert "VoiceConnector" not in client.get_global_settings()
    client.update_global_settings(VoiceConnector={"CdrBucket": "records"})
    assert client.get_global_settings()["VoiceConnector"] == {"CdrBucket": "records"}


def test_the_legacy_endpoint_has_settings_of_its_own(voice, legacy):
    voice.update_global_settings(VoiceConnector={"CdrBucket": "records"})
    legacy.update_global_settings(BusinessCalling={"CdrBucket": "calls"})
    settings = legacy.get_global_settings()
    assert settings["BusinessCalling"] == {"CdrBucket": "calls"}
    assert settings["VoiceConnector"] == {"CdrBucket": "records"}
    assert "BusinessCalling" not in voice.get_global_settings()


def test_the_default_calling_name_changes_once_a_week(voice, clock, refused):
    assert "CallingName" not in voice.get_phone_number_settings()
    voice.update_phone_number_settings(CallingName="Acme")
    settings = voice.get_phone_number_settings()
    assert (settings["CallingName"], settings["CallingNameUpdatedTimestamp"]) == ("Acme", clock())
    clock.forward(days=7, seconds=-1)
    with refused("BadRequestException", 400, "seven days"):
        voice.update_phone_number_settings(CallingName="Other")
    clock.forward(seconds=1)
    voice.update_phone_number_settings(CallingName="Other")
    age = clock() - voice.get_phone_number_settings()["CallingNameUpdatedTimestamp"]
    assert age == timedelta(0)
