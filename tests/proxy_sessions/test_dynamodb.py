"""The table in memory answers as moto's: all requests of histories are sent to both."""

import random

import pytest
from botocore.exceptions import ClientError

from chime_shim.cli import _proxy_pool
from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._backend import with_table
from chime_shim.proxy_sessions._requests import Refused, Request
from tests.proxy_sessions.conftest import TABLE
from tests.proxy_sessions.histories import CONNECTOR, History
from tests.support.dynamodb import Table


class Both(Table):
    """A table that compares each of its answers with moto's."""

    def __init__(self, client):
        super().__init__()
        self.client = client
        self.compared = []

    def send(self, method, params):
        if params.get("ClientRequestToken") in self.tokens:
            return super().send(method, params)  # moto does not know a request that is sent again
        mine, mine_refused = outcome(lambda: super(Both, self).send(method, params))
        request = with_table(Request(method, params), TABLE)
        theirs, theirs_refused = outcome(lambda: getattr(self.client, method)(**request))
        assert mine_refused == theirs_refused
        if mine_refused is None:
            assert seen(mine) == seen(theirs)
            self.compared.append((method, "ok"))
            return mine
        self.compared.append((method, "refused"))
        return super().send(method, params)  # raises, as it did


def outcome(send):
    try:
        return send(), None
    except ClientError as error:
        refused = Refused.of(error)
        return None, (refused.code, refused.reasons)


def seen(reply):
    """What operations look at. BatchGetItem gives its items in any order."""
    found = [items.plain(item) for item in reply.get("Items", ())]
    batch = [items.plain(item) for table in reply.get("Responses", {}).values() for item in table]
    batch.sort(key=lambda item: (item["pk"], item["sk"]))
    return found, batch, items.plain(reply.get("Item", {})), bool(reply.get("LastEvaluatedKey"))


def test_histories_are_the_same_on_both(db):
    compared = set()
    for seed in range(8):
        table = Both(db)
        for item in db.scan(TableName=TABLE)["Items"]:
            db.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})
        History(random.Random(seed).randrange, table=table, most=8).play()
        compared |= set(table.compared)
    assert compared >= {
        ("get_item", "ok"),
        ("put_item", "ok"),
        ("query", "ok"),
        ("batch_get_item", "ok"),
        ("transact_write_items", "ok"),
        ("transact_write_items", "refused"),
        ("update_item", "ok"),
        ("scan", "ok"),
    }


@pytest.mark.parametrize("status", [None, "Open", "Closed", "InProgress"])
def test_so_are_lists_and_what_is_done_to_the_pool(db, status):
    history = History(random.Random(1).randrange, table=Both(db))
    service = history.prepared(["+12065550120", "+12065550121"])
    wishes = {"VoiceConnectorId": CONNECTOR, "Capabilities": ["Voice"]}
    for line in range(5):
        people = [f"+140155501{line}0", f"+140155501{line}1"]
        history.finish(service.create_proxy_session({**wishes, "ParticipantPhoneNumbers": people}))
        history.now += 30_000
    asked = {"VoiceConnectorId": CONNECTOR, "MaxResults": 1, **({"Status": status} if status else {})}
    listed = []
    while "NextToken" in (page := history.finish(service.list_proxy_sessions(asked))):
        listed += page["ProxySessions"]
        asked["NextToken"] = page["NextToken"]
    listed += page["ProxySessions"]
    assert len(listed) == {None: 5, "Open": 3, "Closed": 2, "InProgress": 0}[status]
    used = history.finish(_proxy_pool.open_sessions(history.now))
    assert sum(used.values()) == 3
    for number in ("+12065550120", "+12065550121"):
        assert history.finish(_proxy_pool.withdraw(number, history.now)) == used[number]
