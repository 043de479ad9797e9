"""Streaming configurations that come from one function and are read in another."""

import boto3

chime = boto3.client("chime")


def configuration(kind):
    return [{"AppInstanceDataType": kind, "ResourceArn": "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-x"}]


def show(reply):
    for each in reply["AppInstanceStreamingConfigurations"]:
        print(each["AppInstanceDataType"])


instance = chime.create_app_instance(Name="stream")["AppInstanceArn"]  # legacy: CreateAppInstance
show(
    chime.put_app_instance_streaming_configurations(  # legacy: PutAppInstanceStreamingConfigurations
        AppInstanceArn=instance, AppInstanceStreamingConfigurations=configuration("ChannelMessage")
    )
)
