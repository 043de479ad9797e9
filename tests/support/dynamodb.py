"""A table of DynamoDB's in memory, as far as proxy sessions use one: whole requests, one after the other.

It is quick, so that thousands of histories can be played. ``tests/proxy_sessions/test_dynamodb.py`` compares
its answers with moto's, request by request.
"""

from __future__ import annotations

# ruff: noqa: N803 - the names are those of DynamoDB's parameters
import copy
import re
from functools import cache

from botocore.exceptions import ClientError


class Table:
    """Items in DynamoDB's notation, by pk and sk."""

    def __init__(self):
        self.items = {}
        self.tokens = {}

    def send(self, method, params):
        """Answer a request, or raise botocore's ClientError. A refused request changes nothing."""
        return copy.deepcopy(getattr(self, method)(**params))

    def get_item(self, Key, **_):
        item = self.items.get(_name(Key))
        return {"Item": item} if item else {}

    def batch_get_item(self, Keys, **_):
        assert len(Keys) <= 100
        assert len(set(map(_name, Keys))) == len(Keys)
        return {"Responses": {"table": [self.items[_name(key)] for key in Keys if _name(key) in self.items]}}

    def put_item(self, **part):
        self._write([{"Put": part}])
        return {}

    def update_item(self, **part):
        self._write([{"Update": part}])
        return {}

    def delete_item(self, **part):
        self._write([{"Delete": part}])
        return {}

    def transact_write_items(self, TransactItems, ClientRequestToken):
        if ClientRequestToken not in self.tokens:
            self._write(TransactItems, transaction=True)
            self.tokens[ClientRequestToken] = copy.deepcopy(TransactItems)
        assert self.tokens[ClientRequestToken] == TransactItems, "IdempotentParameterMismatchException"
        return {}

    def query(self, KeyConditionExpression, **params):
        return self._read(KeyConditionExpression, **params)

    def scan(self, FilterExpression, ProjectionExpression, **params):
        names = [params["ExpressionAttributeNames"][name] for name in ProjectionExpression.split(", ")]
        found = self._read(FilterExpression, **params)["Items"]
        return {"Items": [{name: item[name] for name in names if name in item} for item in found]}

    def _read(
        self, expression, IndexName=None, Limit=None, ExclusiveStartKey=None, ConsistentRead=False, **names
    ):
        key = IndexName or "sk"
        there = [item for item in self.items.values() if key in item]
        found = sorted(filter(_holds(expression, names), there), key=lambda item: _place(item, key))
        if ExclusiveStartKey:
            start = _place(ExclusiveStartKey, key)
            found = [item for item in found if _place(item, key) > start]
        page = found[:Limit]
        # As DynamoDB does, which does not look whether there is more.
        if not Limit or len(page) < Limit:
            return {"Items": page}
        return {"Items": page, "LastEvaluatedKey": {name: page[-1][name] for name in {"pk", "sk", key}}}

    def _write(self, parts, *, transaction=False):
        changed, reasons = {}, []
        for part in parts:
            ((kind, given),) = part.items()
            name = _name(given.get("Key") or given["Item"])
            assert name not in changed, "a transaction may name an item once"
            old = self.items.get(name)
            condition = given.get("ConditionExpression")
            if condition and not _holds(condition, given)(old or {}):
                shown = {"Item": old} if old and "ReturnValuesOnConditionCheckFailure" in given else {}
                reasons.append({"Code": "ConditionalCheckFailed", **shown})
                continue
            reasons.append({"Code": "None"})
            changed[name] = _changed(kind, old, given)
        if any(reason["Code"] != "None" for reason in reasons):
            raise refusal(reasons) if transaction else refusal(code="ConditionalCheckFailedException")
        for name, item in copy.deepcopy(changed).items():
            self.items.pop(name, None)
            if item is not None:
                self.items[name] = item


def refusal(reasons=(), code="TransactionCanceledException"):
    error = {"Error": {"Code": code, "Message": "no"}}
    more = {"CancellationReasons": copy.deepcopy(list(reasons))} if reasons else {}
    return ClientError({**error, **more}, "TransactWriteItems")


def _name(key):
    return key["pk"]["S"], key["sk"]["S"]


def _place(item, key):
    value = item[key]
    return item["pk"]["S"], int(value["N"]) if "N" in value else value["S"], item["sk"]["S"]


def _changed(kind, old, given):
    if kind == "Update":
        return _updated({**(old or {}), **given["Key"]}, given)
    return {"ConditionCheck": old, "Delete": None}.get(kind, given.get("Item"))


def _updated(item, given):
    values, names = given["ExpressionAttributeValues"], given["ExpressionAttributeNames"]
    item = dict(item)
    for clause, text in re.findall(
        r"(SET|REMOVE|ADD|DELETE) ((?:(?! (?:SET|REMOVE|ADD|DELETE) ).)*)", given["UpdateExpression"]
    ):
        for each in text.split(", "):
            name, _, value = each.strip().partition(" = " if clause == "SET" else " ")
            name, value = names[name], values.get(value)
            if clause == "SET":
                item[name] = value
            elif clause == "REMOVE":
                item.pop(name, None)
            else:
                there = set(item.get(name, {"SS": []})["SS"])
                there = there | set(value["SS"]) if clause == "ADD" else there - set(value["SS"])
                item.pop(name, None)
                if there:
                    item[name] = {"SS": sorted(there)}
    return item


def _holds(expression, given):
    names, values = given.get("ExpressionAttributeNames", {}), given.get("ExpressionAttributeValues", {})
    code = _compiled(expression)

    def holds(item):
        def get(name):
            return _plain(values[name]) if name[0] == ":" else _plain(item.get(names[name]))

        def compare(one, sign, other):
            one, other = get(one), get(other)
            if one is None or other is None or type(one) is not type(other):
                return False
            return {"=": one == other, "<=": one <= other, ">": one > other}[sign]

        return eval(
            code,
            {
                "attribute_exists": lambda name: names[name] in item,
                "attribute_not_exists": lambda name: names[name] not in item,
                "begins_with": lambda name, value: str(get(name)).startswith(get(value)),
                "compare": compare,
            },
        )

    return holds


@cache
def _compiled(expression):
    text = re.sub(r"([#:]\w+) (=|<=|>) ([#:]\w+)", r"compare(\1, '\2', \3)", expression)
    text = re.sub(r"([#:]\w+)", r"'\1'", text)
    return compile(text.replace("AND", "and").replace("OR", "or"), expression, "eval")


def _plain(value):
    if value is None:
        return None
    ((kind, content),) = value.items()
    return int(content) if kind == "N" else content
