"""Whether all that proxy sessions need is there, and fits together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from chime_shim.cli._proxy_table import Table

OK, WARNING, FAIL = "ok", "warning", "FAIL"
_PRODUCT = "SipMediaApplicationDialIn"


class Finding(NamedTuple):
    """What was looked at, and what was found."""

    verdict: str
    text: str


def main(options: argparse.Namespace) -> int:
    """Look at everything, and print what was found.

    Returns:
        0 if nothing is wrong, or 1. What could not be looked at is wrong.
    """
    from chime_shim.cli._proxy_table import Table

    table = Table.of(options)
    print(f"proxy sessions in table {table.setting.table}, {table.setting.region} (experimental)\n")
    failed = False
    for finding in _findings(table, options):
        failed |= finding.verdict == FAIL
        print(f"{finding.verdict:<8} {finding.text}")
    print("\nNobody has run this against AWS: a call with two phones tells more than all checks.")
    return int(failed)


def _findings(table: Table, options: argparse.Namespace) -> Iterator[Finding]:
    from chime_shim.cli._proxy_pool import open_sessions
    from chime_shim.proxy_sessions import _items as items
    from chime_shim.proxy_sessions._lists import pool
    from chime_shim.proxy_sessions._requests import milliseconds

    problem = yield from _table(table)
    if problem:
        return
    numbers = table.run(pool())
    used = table.run(open_sessions(milliseconds()))
    active = [items.id_of(number) for number in numbers if number["state"] == "active"]
    yield Finding(OK if active else FAIL, f"active numbers in the pool: {len(active)}")
    yield from _rules(table, [items.id_of(number) for number in numbers])
    yield from _quotas(len(numbers), sum(used.values()), options)


def _table(table: Table) -> Any:
    from botocore.exceptions import ClientError

    from chime_shim.proxy_sessions._template import table as wanted

    client, name = table.client("dynamodb"), table.setting.table
    try:
        found = client.describe_table(TableName=name)["Table"]
    except ClientError as error:
        yield Finding(FAIL, f"the table cannot be described: {error.response['Error']['Code']}")
        return True
    keys, there = wanted(name), found["KeySchema"]
    yield _expected(there == keys["KeySchema"], "the table has the keys pk and sk")
    (index,) = keys["LocalSecondaryIndexes"]
    known = {each["IndexName"]: each["KeySchema"] for each in found.get("LocalSecondaryIndexes", ())}
    indexed = known.get(index["IndexName"]) == index["KeySchema"]
    yield _expected(indexed, f"the table has the index {index['IndexName']}")
    live = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    ttl = live.get("AttributeName") == "ttl" and live["TimeToLiveStatus"] in {"ENABLED", "ENABLING"}
    yield _expected(ttl, "TTL is on, by the attribute ttl: old sessions are removed")
    return there != keys["KeySchema"] or not indexed


def _rules(table: Table, numbers: list[str]) -> Iterator[Finding]:
    from botocore.exceptions import ClientError

    voice = table.client("chime-sdk-voice")
    rules, page = [], {"NextToken": None}
    while "NextToken" in page:
        token: Any = {"NextToken": page["NextToken"]} if page["NextToken"] else {}
        page = voice.list_sip_rules(**token)
        rules += page["SipRules"]
    by_number = {rule["TriggerValue"]: rule for rule in rules if rule["TriggerType"] == "ToPhoneNumber"}
    for number in numbers:
        rule = by_number.get(number)
        if rule is None or rule.get("Disabled") or not rule.get("TargetApplications"):
            what = "no SIP rule" if rule is None else "a SIP rule that is disabled, or without a target"
            yield Finding(FAIL, f"{number} has {what}: calls to it go nowhere")
            continue
        try:
            product = voice.get_phone_number(PhoneNumberId=number)["PhoneNumber"].get("ProductType")
        except ClientError as error:
            yield Finding(FAIL, f"{number} cannot be looked up: {error.response['Error']['Code']}")
            continue
        yield _expected(product == _PRODUCT, f"{number} has a SIP rule, and the product type {_PRODUCT}")


def _quotas(numbers: int, sessions: int, options: argparse.Namespace) -> Iterator[Finding]:
    talks = options.max_calls // 2
    yield _expected(
        numbers <= options.max_numbers, f"numbers: {numbers}, of a quota of {options.max_numbers}", WARNING
    )
    yield _expected(
        sessions <= talks,
        f"open sessions: {sessions}; a quota of {options.max_calls} calls is {talks} conversations at a time",
        WARNING,
    )


def _expected(fits: bool, text: str, otherwise: str = FAIL) -> Finding:
    return Finding(OK if fits else otherwise, text if fits or otherwise == WARNING else f"not so: {text}")
