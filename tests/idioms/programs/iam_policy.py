"""The policy is written beside the calls."""

import json

import boto3

POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "chime:CreateAppInstance",
                "chime:PutAppInstanceStreamingConfigurations",
                "chime:GetAppInstanceStreamingConfigurations",
            ],
            "Resource": "*",
        }
    ],
}

chime = boto3.client("chime")
instance = chime.create_app_instance(Name="policy")["AppInstanceArn"]  # legacy: CreateAppInstance
try:
    chime.get_app_instance_streaming_configurations(AppInstanceArn=instance)  # legacy: GetAppInstanceStreamingConfigurations
except chime.exceptions.NotFoundException:
    print("none yet", len(json.dumps(POLICY)) > 0)
