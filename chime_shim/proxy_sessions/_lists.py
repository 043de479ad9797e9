"""Lists: the pool as a whole; sessions page by page, with tokens that lead from one to the next."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._problems import ServiceProblem
from chime_shim.proxy_sessions._requests import Request, condition

_MOST = 99


def pool() -> items.Steps:
    """Return all numbers, those that are being withdrawn too."""
    key = condition({"pk": items.POOL}, KeyCondition="#pk = :pk")
    return (yield from every("query", {"ConsistentRead": True, **key}))


def every(method: str, params: dict[str, Any]) -> items.Steps:
    """Return the items of all pages."""
    found: list[items.Item] = []
    start: dict[str, Any] = {}
    while True:
        reply = yield Request(method, {**params, **start})
        found += map(items.plain, reply["Items"])
        if not reply.get("LastEvaluatedKey"):
            return found
        start = {"ExclusiveStartKey": reply["LastEvaluatedKey"]}


@dataclass(frozen=True)
class Pages:
    """One call of ``ListProxySessions``, at a time."""

    params: items.Item
    now: int

    def steps(self) -> items.Steps:
        """Read one page."""
        size, wanted = self.params.get("MaxResults", _MOST), self.params.get("Status")
        query = self._query()
        shown: list[items.Item] = []
        if self.params.get("NextToken"):
            query["ExclusiveStartKey"] = items.wired(self._start(self.params["NextToken"]))
        while True:
            reply = yield Request("query", query)
            for session in map(items.plain, reply["Items"]):
                if wanted in {None, items.status(session, self.now)}:
                    if len(shown) == size:
                        return {"ProxySessions": self._shown(shown), "NextToken": self._token(shown[-1])}
                    shown.append(session)
            if not reply.get("LastEvaluatedKey"):
                return {"ProxySessions": self._shown(shown)}
            query = {**query, "ExclusiveStartKey": reply["LastEvaluatedKey"]}

    @property
    def _pk(self) -> str:
        return items.connector_key(self.params["VoiceConnectorId"])

    @property
    def _by_end(self) -> bool:
        return self.params.get("Status") in {"Open", "InProgress"}

    def _query(self) -> dict[str, Any]:
        values = {"pk": self._pk, "session": "SESSION#", "now": self.now}
        range_ = "#open > :now" if self._by_end else "begins_with(#sk, :session)"
        index = {"IndexName": items.OPEN_INDEX} if self._by_end else {}
        key = condition(values, KeyCondition=f"#pk = :pk AND {range_}")
        return {**index, **key, "ConsistentRead": True, "Limit": _MOST + 1}

    def _shown(self, sessions: list[items.Item]) -> list[items.Item]:
        return [items.session_reply(session, self.now) for session in sessions]

    def _token(self, session: items.Item) -> str:
        # It names the last session that was shown, so that what is made or ended meanwhile moves nothing.
        place = f"{session['open'] if self._by_end else ''}~{items.id_of(session)}"
        return base64.urlsafe_b64encode(f"{place}.{self._seal(place)}".encode()).decode()

    def _seal(self, place: str) -> str:
        scope = f"{place} {self._pk} {self.params.get('Status')}"
        return hashlib.sha256(scope.encode()).hexdigest()[:16]

    def _start(self, token: str) -> items.Item:
        try:
            place, _, seal = base64.urlsafe_b64decode(token).decode().rpartition(".")
        except (binascii.Error, ValueError):
            place, seal = "", ""
        if seal != self._seal(place):
            raise ServiceProblem("The NextToken is not valid for this list")
        end, _, session = place.partition("~")
        return {"pk": self._pk, "sk": f"SESSION#{session}", **({"open": int(end)} if end else {})}
