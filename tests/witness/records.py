"""Records as CloudTrail writes them."""

from __future__ import annotations

import itertools

ACCOUNT = "111122223333"
NUMBERS = itertools.count(1)

PYTHON = "Boto3/1.26.100 Python/3.9.16 Linux/5.10 Botocore/1.29.100"
SHIM = "Boto3/1.44.8 md/Botocore#1.44.8 lang/python#3.12.1 chime-shim/0.1.0"
JAVASCRIPT = "aws-sdk-js/3.300.0 ua/2.0 os/linux#5.10 lang/js md/nodejs#18.1.0 api/chime#3.300.0"
JAVA = "aws-sdk-java/2.20.1 Linux/5.10 OpenJDK_64-Bit_Server_VM/17 Java/17"


def role(name="web", session="somebody@example.com"):
    return {
        "type": "AssumedRole",
        "principalId": f"AROAEXAMPLE:{session}",
        "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/{session}",
        "accountId": ACCOUNT,
        "accessKeyId": "ASIAEXAMPLE",
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": "AROAEXAMPLE",
                "arn": f"arn:aws:iam::{ACCOUNT}:role/path/{name}",
                "accountId": ACCOUNT,
                "userName": name,
            },
            "attributes": {"mfaAuthenticated": "false", "creationDate": "2026-11-20T19:34:55Z"},
        },
    }


def record(name, agent=PYTHON, host=None, identity=None, day="2026-11-20", **more):
    return {
        "eventVersion": "1.11",
        "userIdentity": identity or role(),
        "eventTime": f"{day}T20:28:41Z",
        "eventSource": "chime.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1",
        "sourceIPAddress": "203.0.113.7",
        "userAgent": agent,
        "requestParameters": {"participantPhoneNumbers": ["+12065550100"]},
        "responseElements": None,
        "requestID": "ignored",
        "eventID": f"00000000-0000-0000-0000-{next(NUMBERS):012}",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "recipientAccountId": ACCOUNT,
        **({"tlsDetails": {"tlsVersion": "TLSv1.3", "clientProvidedHostHeader": host}} if host else {}),
        **more,
    }
