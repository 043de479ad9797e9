"""Identity and messaging, with a bearer."""

import boto3

client = boto3.client("chime")
instance = client.create_app_instance(Name="chat")["AppInstanceArn"]  # legacy: CreateAppInstance
user = client.create_app_instance_user(AppInstanceArn=instance, AppInstanceUserId="ann", Name="Ann")["AppInstanceUserArn"]  # legacy: CreateAppInstanceUser
channel = client.create_channel(AppInstanceArn=instance, Name="lobby", ClientRequestToken="lobby", ChimeBearer=user)["ChannelArn"]  # legacy: CreateChannel
client.send_channel_message(  # legacy: SendChannelMessage
    ChannelArn=channel,
    Content="hello",
    Type="STANDARD",
    Persistence="PERSISTENT",
    ClientRequestToken="hello-1",
    ChimeBearer=user,
)
messages = client.list_channel_messages(ChannelArn=channel, ChimeBearer=user)["ChannelMessages"]  # legacy: ListChannelMessages
print([each["Content"] for each in messages])
