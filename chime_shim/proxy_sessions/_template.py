"""The CloudFormation template: table, function, role and permission; and the policies of who uses them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chime_shim.proxy_sessions._items import OPEN_INDEX

__all__ = ["FUNCTION", "table"]

FUNCTION = Path(__file__).with_name("function.py")
"""The source of the function."""

_SOURCE_ACCOUNT = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def table(name: Any) -> dict[str, Any]:
    """Return the properties of the table, as CloudFormation and boto3 take them, but for the TTL."""
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "open", "AttributeType": "N"},
        ],
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        "LocalSecondaryIndexes": [
            {
                "IndexName": OPEN_INDEX,
                "KeySchema": [
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "open", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    }
