"""Lines are voice connectors of Amazon Chime."""

import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime", region_name="us-east-1")


def set_up(name):
    connector = chime.create_voice_connector(Name=name, RequireEncryption=True)["VoiceConnector"]
    return {"line": connector["VoiceConnectorId"], "name": connector["Name"]}


def everything():
    found = []
    request = {"MaxResults": 2}
    while True:
        response = chime.list_voice_connectors(**request)
        found += [connector["Name"] for connector in response["VoiceConnectors"]]
        if "NextToken" not in response:
            return {"lines": sorted(found)}
        request["NextToken"] = response["NextToken"]


def give_up(line):
    try:
        chime.delete_voice_connector(VoiceConnectorId=line)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NotFoundException":
            return None
        raise
    return {"given up": line}
