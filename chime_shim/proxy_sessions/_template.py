"""The CloudFormation template: table, function, role and permission; and the policies of who uses them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from chime_shim.proxy_sessions._items import OPEN_INDEX

__all__ = ["FUNCTION", "POLICIES", "policy", "table", "template"]

FUNCTION = files("chime_shim.proxy_sessions") / "function.py"
"""The source of the function; it may be in a zip."""

_DESCRIPTION = (
    "Experimental, never run on AWS: what answers proxy sessions after AWS ended its own. Made by chime-shim."
)

# Of each policy: the actions on items, and the partition keys of these; an index is a resource of its own.
_APPLICATION = (
    ("BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem", "VC#*", ""),
    ("BatchGetItem PutItem UpdateItem", "CALLER#*", ""),
    ("BatchGetItem PutItem", "PAIR#*", ""),
    ("ConditionCheckItem Query", "POOL", ""),
    ("Query", "VC#*", f"/index/{OPEN_INDEX}"),
)
_FUNCTION = (
    ("GetItem", "CALLER#* POOL", ""),
    ("UpdateItem", "VC#*", ""),
)
_NUMBERS = (
    ("DeleteItem PutItem Query UpdateItem", "POOL", ""),
    ("Query", "CALLER#*", ""),
    ("Scan", "", f"/index/{OPEN_INDEX}"),
    ("DescribeTable DescribeTimeToLive", "", ""),
)
# By service; "chime" is what chime-sdk-voice is called in IAM.
_DEPLOYMENT = {
    "chime": "CreateSipMediaApplication CreateSipRule GetPhoneNumber ListSipRules UpdatePhoneNumber",
    "cloudformation": "CreateChangeSet DescribeChangeSet DescribeStacks ExecuteChangeSet GetTemplateSummary",
    "dynamodb": "CreateTable DescribeContinuousBackups UpdateTimeToLive",
    "iam": "CreateRole GetRole GetRolePolicy PutRolePolicy",
    "lambda": "AddPermission CreateFunction GetFunction",
    "logs": "CreateLogGroup DescribeLogGroups PutRetentionPolicy",
}

POLICIES = ("application", "function", "deployer")
"""Who uses it: the program with the old calls, the function, and who sets it up and cares for the numbers."""


def table(name: Any) -> dict[str, Any]:
    """Return the properties of the table, as CloudFormation and boto3 take them, but for the TTL."""
    keys = {"pk": "S", "sk": "S", "open": "N"}
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": key, "AttributeType": type_} for key, type_ in keys.items()
        ],
        "KeySchema": _keys("pk", "sk"),
        "LocalSecondaryIndexes": [
            {
                "IndexName": OPEN_INDEX,
                "KeySchema": _keys("pk", "open"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    }


def policy(who: str, arn: Any) -> dict[str, Any]:
    """Return an IAM policy.

    Args:
        who: One of ``POLICIES``.
        arn: The table's ARN, as a text or as CloudFormation has it.
    """
    rows = {"application": _APPLICATION, "function": _FUNCTION, "deployer": _NUMBERS}[who]
    statements = [_statement(*row, arn) for row in rows]
    if who == "deployer":
        actions = [f"{service}:{each}" for service, names in _DEPLOYMENT.items() for each in names.split()]
        passed = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
        statements += [
            {"Effect": "Allow", "Action": actions, "Resource": "*"},
            {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*", "Condition": passed},
        ]
    return {"Version": "2012-10-17", "Statement": statements}


def template(name: str) -> dict[str, Any]:
    """Return the template.

    Args:
        name: What the table is called unless the stack's parameter says otherwise.
    """
    log_group = {"Fn::Sub": "/aws/lambda/${AWS::StackName}"}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": _DESCRIPTION,
        "Parameters": {"TableName": {"Type": "String", "Default": name}},
        "Resources": {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                # It has the sessions: a stack that is deleted leaves it.
                "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Retain",
                "Properties": {
                    **table({"Ref": "TableName"}),
                    "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
                },
            },
            "Logs": {
                "Type": "AWS::Logs::LogGroup",
                "DeletionPolicy": "Delete",
                "UpdateReplacePolicy": "Delete",
                "Properties": {"LogGroupName": log_group, "RetentionInDays": 30},
            },
            "Role": {"Type": "AWS::IAM::Role", "Properties": _role()},
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "FunctionName": {"Ref": "AWS::StackName"},
                    "Runtime": "python3.13",
                    "Handler": "index.handler",
                    "Code": {"ZipFile": FUNCTION.read_text(encoding="utf-8")},
                    "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                    "MemorySize": 512,  # quicker than 128 to start
                    "Timeout": 6,
                    "LoggingConfig": {"LogGroup": {"Ref": "Logs"}},
                    "Environment": {"Variables": {"TABLE": {"Ref": "Table"}}},
                },
            },
            "Permission": {
                "Type": "AWS::Lambda::Permission",
                "Properties": {
                    "Action": "lambda:InvokeFunction",
                    "FunctionName": {"Ref": "Function"},
                    "Principal": "voiceconnector.chime.amazonaws.com",
                    "SourceAccount": {"Ref": "AWS::AccountId"},
                },
            },
        },
        "Outputs": {
            "Table": {"Value": {"Ref": "Table"}},
            "Function": {"Value": {"Fn::GetAtt": ["Function", "Arn"]}},
        },
    }


def _keys(*names: str) -> list[dict[str, str]]:
    kinds = zip(names, ("HASH", "RANGE"), strict=True)
    return [{"AttributeName": name, "KeyType": kind} for name, kind in kinds]


def _statement(actions: str, keys: str, index: str, arn: Any) -> dict[str, Any]:
    leading = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys.split()}}
    resource = (
        arn
        if not index
        else f"{arn}{index}"
        if isinstance(arn, str)
        else {"Fn::Sub": f"${{Table.Arn}}{index}"}
    )
    return {
        "Effect": "Allow",
        "Action": [f"dynamodb:{action}" for action in actions.split()],
        "Resource": resource,
        **({"Condition": leading} if keys else {}),
    }


def _role() -> dict[str, Any]:
    logs = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": {"Fn::GetAtt": ["Logs", "Arn"]},
    }
    allowed = policy("function", {"Fn::GetAtt": ["Table", "Arn"]})
    return {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        },
        "Policies": [
            {
                "PolicyName": "proxy-sessions",
                "PolicyDocument": {**allowed, "Statement": [*allowed["Statement"], logs]},
            }
        ],
    }
