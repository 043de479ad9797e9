"""Messaging as it was before there were bearers."""

import boto3

chime = boto3.client("chime")
instance = chime.create_app_instance(Name="chat")["AppInstanceArn"]  # legacy: CreateAppInstance
try:
    chime.list_channels(AppInstanceArn=instance)  # legacy: ListChannels
except chime.exceptions.UnauthorizedClientException as error:
    print(error.response["Error"]["Code"])
