import uuid

import pytest

UNKNOWN = str(uuid.UUID(int=0))


@pytest.fixture
def new_group(voice):
    def new(*connectors, **options):
        items = [{"VoiceConnectorId": each, "Priority": 1} for each in connectors]
        return voice.create_voice_connector_group(
            **{"Name": "Both coasts", "VoiceConnectorItems": items, **options}
        )["VoiceConnectorGroup"]

    return new


def test_a_new_group_looks_like_one_of_aws(voice, new_group, new_connector, clock):
    connectors = [new_connector(), new_connector()]
    group = new_group(*connectors)
    id_ = group["VoiceConnectorGroupId"]
    assert uuid.UUID(id_).version == 4
    assert group == {
        "VoiceConnectorGroupId": id_,
        "VoiceConnectorGroupArn": f"arn:aws:chime:us-east-1:123456789012:vcg/{id_}",
        "Name": "Both coasts",
        "CallDistributionType": "PriorityWeightedDistribution",
        "VoiceConnectorItems": [{"VoiceConnectorId": each, "Priority": 1} for each in connectors],
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }
    assert voice.get_voice_connector_group(VoiceConnectorGroupId=id_)["VoiceConnectorGroup"] == group


def test_an_update_replaces_the_connectors(voice, new_group, connector, new_connector, clock):
    group = new_group(connector)
    clock.forward(minutes=1)
    other = new_connector()
    reply = voice.update_voice_connector_group(
        VoiceConnectorGroupId=group["VoiceConnectorGroupId"],
        Name="One coast",
        VoiceConnectorItems=[{"VoiceConnectorId": other}],
        CallDistributionType="LoadBalancedDistribution",
    )
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert reply["VoiceConnectorGroup"] == {
        **group,
        "Name": "One coast",
        "CallDistributionType": "LoadBalancedDistribution",
        "VoiceConnectorItems": [{"VoiceConnectorId": other}],
        "UpdatedTimestamp": clock(),
    }
    voice.delete_voice_connector(VoiceConnectorId=connector)


def test_groups_have_pages(voice, new_group):
    made = [new_group()["VoiceConnectorGroupId"] for _ in range(3)]
    first = voice.list_voice_connector_groups(MaxResults=2)
    last = voice.list_voice_connector_groups(MaxResults=2, NextToken=first["NextToken"])
    listed = [*first["VoiceConnectorGroups"], *last["VoiceConnectorGroups"]]
    assert [group["VoiceConnectorGroupId"] for group in listed] == made
    assert "NextToken" not in last


def test_a_connector_of_a_group_must_exist(new_group, refused):
    with refused("NotFoundException", 404, "VoiceConnector a+ not found"):
        new_group("a" * 22)


def test_a_group_has_three_connectors_each_once_and_ranked(new_group, new_connector, refused):
    connectors = [new_connector() for _ in range(4)]
    with refused("BadRequestException", 400, "up to 3"):
        new_group(*connectors)
    with refused("BadRequestException", 400, "once"):
        new_group(connectors[0], connectors[0])
    with refused("BadRequestException", 400, "Priority"):
        new_group(VoiceConnectorItems=[{"VoiceConnectorId": connectors[0]}])
    with refused("BadRequestException", 400, "less than or equal to 99"):
        new_group(VoiceConnectorItems=[{"VoiceConnectorId": connectors[0], "Priority": 100}])


def test_neither_a_group_nor_its_connectors_go_while_they_are_together(voice, new_group, connector, refused):
    at = {"VoiceConnectorGroupId": new_group(connector)["VoiceConnectorGroupId"]}
    with refused("ConflictException", 409, "VoiceConnectorItems"):
        voice.delete_voice_connector_group(**at)
    with refused("ConflictException", 409, "VoiceConnectorGroup"):
        voice.delete_voice_connector(VoiceConnectorId=connector)
    voice.update_voice_connector_group(**at, Name="Empty", VoiceConnectorItems=[])
    voice.delete_voice_connector(VoiceConnectorId=connector)
    assert voice.delete_voice_connector_group(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("NotFoundException", 404):
        voice.get_voice_connector_group(**at)


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_voice_connector_group", {}),
        ("update_voice_connector_group", {"Name": "x", "VoiceConnectorItems": []}),
        ("delete_voice_connector_group", {}),
        ("associate_phone_numbers_with_voice_connector_group", {"E164PhoneNumbers": ["+12065550100"]}),
        ("disassociate_phone_numbers_from_voice_connector_group", {"E164PhoneNumbers": ["+12065550100"]}),
    ],
)
def test_an_unknown_group_is_not_found(voice, refused, operation, params):
    with refused("NotFoundException", 404, f"VoiceConnectorGroup {UNKNOWN} not found"):
        getattr(voice, operation)(VoiceConnectorGroupId=UNKNOWN, **params)
