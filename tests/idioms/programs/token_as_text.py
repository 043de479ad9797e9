"""Tokens that are made into texts where they are given."""

import uuid

import boto3

region = "us-west-2"
chime = boto3.client('chime', region_name=region)


def start(number):
    token = uuid.UUID(int=number)
    made = chime.create_meeting(  # legacy: CreateMeeting
        ClientRequestToken=str(token),
        MediaRegion='eu-west-1',
    )
    again = chime.create_meeting(ClientRequestToken=str(uuid.UUID(int=number + 1)))  # legacy: CreateMeeting
    return made['Meeting']['MediaRegion'], again['Meeting']['MediaRegion']


print(start(7))
