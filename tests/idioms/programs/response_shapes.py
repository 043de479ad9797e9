"""Reads what only the old reply has."""

import boto3

chime = boto3.client("chime")
response = chime.create_meeting(ClientRequestToken="shape-1", MediaRegion="us-east-1")  # legacy: CreateMeeting
if response["ResponseMetadata"]["HTTPStatusCode"] == 201:
    print("created")
print(sorted(response["Meeting"]))
