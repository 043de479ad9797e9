import pytest

TAGS = [{"Key": "team", "Value": "desk"}]


@pytest.fixture(params=["VoiceConnector", "VoiceConnectorGroup", "SipMediaApplication"])
def arn(request, voice):
    if request.param == "VoiceConnector":
        made = voice.create_voice_connector(Name="x", RequireEncryption=True, Tags=TAGS)
    elif request.param == "SipMediaApplication":
        function = "arn:aws:lambda:us-east-1:123456789012:function:answer"
        made = voice.create_sip_media_application(
            AwsRegion="us-east-1", Name="x", Endpoints=[{"LambdaArn": function}], Tags=TAGS
        )
    else:
        made = voice.create_voice_connector_group(Name="x")
        voice.tag_resource(ResourceARN=made["VoiceConnectorGroup"]["VoiceConnectorGroupArn"], Tags=TAGS)
    return made[request.param][f"{request.param}Arn"]


def tags(voice, arn):
    return voice.list_tags_for_resource(ResourceARN=arn)["Tags"]


def test_tags_are_kept_by_arn(voice, arn):
    assert tags(voice, arn) == TAGS
    more = [{"Key": "team", "Value": "night"}, {"Key": "cost", "Value": "42"}]
    assert voice.tag_resource(ResourceARN=arn, Tags=more)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert tags(voice, arn) == more
    voice.untag_resource(ResourceARN=arn, TagKeys=["team", "none"])
    assert tags(voice, arn) == more[1:]


def test_a_resource_has_up_to_fifty_tags(voice, arn, refused):
    many = [{"Key": str(number), "Value": ""} for number in range(50)]
    with refused("ResourceLimitExceededException", 400, "50"):
        voice.tag_resource(ResourceARN=arn, Tags=many)
    assert tags(voice, arn) == TAGS


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("tag_resource", {"Tags": TAGS}),
        ("untag_resource", {"TagKeys": ["x"]}),
        ("list_tags_for_resource", {}),
    ],
)
def test_an_unknown_resource_has_none(voice, refused, operation, params):
    with refused("NotFoundException", 404, "not found"):
        getattr(voice, operation)(ResourceARN="arn:aws:chime:us-east-1:123456789012:vc/none", **params)


def test_tags_go_with_the_resource(voice, connector, refused):
    arn = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]["VoiceConnectorArn"]
    voice.delete_voice_connector(VoiceConnectorId=connector)
    with refused("NotFoundException", 404):
        tags(voice, arn)
