"""The search for a number that is free for two people, while others search, too.

Each pass reads the pool, then the configuration and what the two people have, as many numbers at a time as
one request can read, and tries what looks free, one transaction a number. That nothing is free is said only
when it was so at one moment: what keeps a number from the two in this pass, and did so in the pass before,
did so when this pass read the pool.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions import _problems as problems
from chime_shim.proxy_sessions import _writes as writes
from chime_shim.proxy_sessions._allocation import blocker, distance, ordered
from chime_shim.proxy_sessions._lists import pool
from chime_shim.proxy_sessions._requests import Refused, Request, Service

if TYPE_CHECKING:
    from chime_shim.proxy_sessions._allocation import Blocker

    Blockers = dict[str, set[Blocker]]

_PASSES = 6
_WINDOW = 49  # DynamoDB reads 100 items at once: two for each number, the configuration and the pair


def stayed(number: str, before: Blockers, found: Blockers) -> bool:
    """Tell whether a number was not free from one pass to the next."""
    return bool(before.get(number, set()) & found.get(number, set()))


@dataclass
class Creation:
    """One call of ``CreateProxySession``, for people in E.164 form."""

    params: items.Item
    people: tuple[str, str]
    session_id: str
    service: Service
    _configuration: dict[str, Any] = field(default_factory=dict)
    _last: str | None = None

    def steps(self) -> items.Steps:
        """Open the session, and return it."""
        before: Blockers = {}
        for _ in range(_PASSES):
            numbers = yield from pool()
            if {items.id_of(number) for number in numbers} & {*self.people}:
                text = "ParticipantPhoneNumbers must not have a number of the pool: calls would loop"
                raise problems.ServiceProblem(text)
            active = [number for number in numbers if number["state"] == "active"]
            active.sort(key=lambda number: (distance(number, self.params), self.service.random()))
            found: Blockers = {}
            for start in range(0, max(len(active), 1), _WINDOW):
                session = yield from self._window(active[start : start + _WINDOW], found)
                if session is not None:
                    return session
            wanted = self._suitable(active)
            if not wanted:
                raise problems.no_numbers(self._configuration["countries"])
            if all(stayed(items.id_of(number), before, found) for number in wanted):
                raise problems.ServiceProblem(
                    "Every number of the pool is in use by one of the participants: end a session of "
                    "theirs, or add a number with: chime-shim proxy-sessions numbers add"
                )
            before = found
        raise problems.contended()

    def _suitable(self, numbers: list[items.Item]) -> list[items.Item]:
        return [number for number in numbers if number["country"] in self._configuration["countries"]]

    def _window(self, numbers: list[items.Item], found: Blockers) -> items.Steps:
        bindings = yield from self._read(numbers)
        now, random = self.service.clock(), self.service.random
        for binding in bindings:
            self._note(binding, now, found)
        free = [number for number in self._suitable(numbers) if items.id_of(number) not in found]
        for number in ordered(free, self.params, last=self._last, bindings=bindings, now=now, random=random):
            session = yield from self._attempt(items.id_of(number), found)
            if session is not None:
                return session
        return None

    def _note(self, binding: items.Item | None, now: int, found: Blockers) -> None:
        if binding and (what := blocker(binding, now)) is not None:
            found.setdefault(items.id_of(binding), set()).add(what)

    def _read(self, numbers: list[items.Item]) -> items.Steps:
        """Read the configuration, the last number of the two, and what bindings they have on ``numbers``."""
        connector = self.params["VoiceConnectorId"]
        pair = items.pair_key(connector, self.people)
        names = [items.id_of(number) for number in numbers]
        keys = [items.binding_key(person, name) for person in self.people for name in names]
        keys += [items.configuration_key(connector), pair]
        wanted: Any = {"Keys": [items.wired(key) for key in keys], "ConsistentRead": True}
        read: list[items.Item] = []
        while wanted:
            reply = yield Request("batch_get_item", wanted)
            read += [items.plain(item) for table in reply["Responses"].values() for item in table]
            wanted = next(iter(reply.get("UnprocessedKeys", {}).values()), None)
        by_key = {(item["pk"], item["sk"]): item for item in read}
        self._last = by_key.pop((pair["pk"], pair["sk"]), {}).get("number")
        self._configure(by_key.pop((items.connector_key(connector), "PROXY"), {}))
        return list(by_key.values())

    def _configure(self, configuration: items.Item) -> None:
        what = f"VoiceConnector {self.params['VoiceConnectorId']}"
        if not configuration:
            text = f"{what} has no proxy configuration: call PutVoiceConnectorProxy first"
            raise problems.ServiceProblem(text)
        if configuration["disabled"]:
            raise problems.ServiceProblem(f"{what}: proxy sessions are disabled", "ForbiddenException")
        self._configuration = configuration

    def _attempt(self, number: str, found: Blockers) -> items.Steps:
        now = self.service.clock()
        minutes: int = self.params.get("ExpiryMinutes", self._configuration["minutes"])
        session = items.session_item(self.params, number, self.session_id, now, minutes)
        try:
            yield from self.service.transact(
                writes.created(session, self._configuration.get("fallback"), now)
            )
        except Refused as refused:
            if not refused.conditional:
                raise
            if (configuration := refused.item(writes.CONFIGURATION)) is not None:
                self._configure(configuration)
            for place in (writes.FIRST, writes.SECOND):
                binding = refused.item(place)
                if binding and binding["session"] == self.session_id:
                    return session  # an earlier request did it, and its reply was lost
                self._note(binding, now, found)
            return None
        return session
