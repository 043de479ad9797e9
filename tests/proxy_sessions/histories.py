"""Histories: several callers at once on one table, where the test decides whose request comes next.

That is what DynamoDB guarantees, and all of it: a request is done as a whole, between two others.
After each one the promises of ``_writes.py`` have to hold, by a clock that none of the callers has.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import count

from botocore.exceptions import ClientError, ConnectionClosedError

from chime_shim.cli import _proxy_pool
from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._operations import ProxySessions
from chime_shim.proxy_sessions._problems import ServiceProblem
from chime_shim.proxy_sessions._requests import Refused, Wait
from tests.support.dynamodb import Table, refusal

SKEW = 25_000  # on either side: two clocks differ by up to 50 s
START = 1_790_000_000_000
CONNECTOR = "abcdef1ghij2klmno3pqr4"
PEOPLE = [f"+1401555010{line}" for line in range(4)]
NUMBERS = [f"+1206555012{line}" for line in range(3)]
GRACE = 60_000
ADVANCES = (1, 1_000, 20_000, 59_999, 60_000, 61_000, 3_600_000)


class Broken(AssertionError):
    """A promise was broken."""


@dataclass
class Call:
    """An operation under way: its generator, and what it is waiting for."""

    skew: int
    name: str = ""
    params: dict = field(default_factory=dict)
    steps: object = None
    clock: int = 0  # when it last looked at its clock, by the history's
    request: object = None
    blocked: bool = False  # at some moment, no number was free
    disturbed: bool = False  # somebody else wrote, or a request failed


@dataclass
class History:
    """A table, callers, and a source of choices.

    Args:
        choose: Returns a number below the one that it is given.
        most: How many calls are made.
    """

    choose: object
    most: int = 12
    now: int = START
    table: Table = field(default_factory=Table)
    calls: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    requests: int = 0
    serials: object = field(default_factory=count)
    closed: dict = field(default_factory=dict)
    writer: Call | None = None
    opened: set = field(default_factory=set)
    ended: dict = field(default_factory=dict)

    def prepared(self, numbers):
        """Fill the pool, configure the connector, and return the operations."""
        service = ProxySessions(lambda: self.now, self._random())
        for number in numbers:
            self.finish(_proxy_pool.add(number, "US"))
        given = {"DefaultSessionExpiryMinutes": 2, "PhoneNumberPoolCountries": ["US"]}
        self.finish(service.put_voice_connector_proxy({"VoiceConnectorId": CONNECTOR, **given}))
        return service

    def play(self):
        self.prepared(NUMBERS)
        made = 0
        while made < self.most or self.calls:
            what = self.choose(10)
            if what < 3 and made < self.most:
                made += 1
                self._begin()
            elif what == 3:
                self.now += ADVANCES[self.choose(len(ADVANCES))]
            elif self.calls:
                self._step(self.calls[self.choose(len(self.calls))])
            self._check()

    def finish(self, steps, reply=None):
        """Have all requests of an operation done, and return its result."""
        try:
            step = steps.send(reply)
            while True:
                step = self._answered(steps, step)
        except StopIteration as done:
            return done.value

    def _answered(self, steps, step):
        if isinstance(step, Wait):
            return steps.send(None)
        try:
            reply = self.table.send(step.method, step.params)
        except ClientError as error:
            return steps.throw(Refused.of(error))
        return steps.send(reply)

    def _begin(self):
        call = Call((self.choose(3) - 1) * SKEW)
        service = ProxySessions(lambda: self._clock(call), self._random())
        kind = self.choose(12)
        ids = {"VoiceConnectorId": CONNECTOR}
        if kind < 6 or not self.sessions:
            name, params = "create", {**ids, "Capabilities": ["Voice"], **self._wishes()}
            steps = service.create_proxy_session(params)
        elif kind < 8:
            name, params = "delete", {**ids, "ProxySessionId": self._session()}
            steps = service.delete_proxy_session(params)
        elif kind < 10:
            name = "update"
            params = {
                **ids,
                "ProxySessionId": self._session(),
                "Capabilities": [["Voice"], []][self.choose(2)],
            }
            if self.choose(2):
                params["ExpiryMinutes"] = 1 + self.choose(4)
            steps = service.update_proxy_session(params)
        elif kind == 10:
            name, params = "pool", {}
            number = NUMBERS[self.choose(len(NUMBERS))]
            adding = self.choose(2)
            steps = (
                _proxy_pool.add(number, "US") if adding else _proxy_pool.withdraw(number, self._clock(call))
            )
        else:
            name, params = "put", {}
            disabled = {"DefaultSessionExpiryMinutes": 1 + self.choose(3), "Disabled": self.choose(3) == 0}
            steps = service.put_voice_connector_proxy({**ids, "PhoneNumberPoolCountries": ["US"], **disabled})
        call.name, call.params, call.steps = name, params, steps
        self.calls.append(call)
        self._advance(call, steps.send, None)

    def _random(self):
        return random.Random(f"{next(self.serials)} {self.choose(4)}").random

    def _clock(self, call):
        call.clock = self.now
        return self.now + call.skew

    def _wishes(self):
        first = self.choose(len(PEOPLE))
        second = (first + 1 + self.choose(len(PEOPLE) - 1)) % len(PEOPLE)
        wishes = {"ParticipantPhoneNumbers": [PEOPLE[first], PEOPLE[second]]}
        if behavior := (None, "PreferSticky", "AvoidSticky")[self.choose(3)]:
            wishes["NumberSelectionBehavior"] = behavior
        return wishes

    def _session(self):
        return self.sessions[self.choose(len(self.sessions))]

    def _advance(self, call, advance, outcome):
        """Bring a call to its next request, or its end."""
        try:
            call.request = advance(outcome)
            while isinstance(call.request, Wait):
                call.request = call.steps.send(None)
        except StopIteration as done:
            self.calls.remove(call)
            self._over(call, "ok")
            if call.name == "create":
                self.sessions.append(done.value["ProxySession"]["ProxySessionId"])
        except ServiceProblem as problem:
            self.calls.remove(call)
            self._over(call, problem.name)
            if "Every number" in str(problem) and not call.blocked:
                raise Broken("a create was refused, though at each moment a number was free") from None
            if "Other requests" in str(problem) and not call.disturbed:
                raise Broken("a call gave up, though nobody was in its way") from None
        except (ConnectionClosedError, Refused) as error:
            self.calls.remove(call)
            self._over(call, type(error).__name__)

    def _over(self, call, outcome):
        self.ended[call.name, outcome] = self.ended.get((call.name, outcome), 0) + 1

    def _step(self, call):
        """Have the next request of a call done: well, twice, without a reply, or not at all."""
        self.requests += 1
        self.writer = call
        method, params = call.request
        luck = self.choose(16)
        for other in self.calls:
            other.disturbed |= other is not call or luck < 2
        writes = method == "transact_write_items"
        if luck == 0 and writes:
            reasons = [{"Code": "None"}] * (len(params["TransactItems"]) - 1)
            error = refusal([{"Code": "TransactionConflict"}, *reasons])
            return self._advance(call, call.steps.throw, Refused.of(error))
        if luck == 1:
            throttled = refusal(code="ThrottlingException")
            return self._advance(call, call.steps.throw, Refused.of(throttled))
        try:
            reply = self.table.send(method, params)
            if luck == 2:  # the reply was lost: botocore sends the request again
                self._check()
                reply = self.table.send(method, params)
        except Exception as error:  # noqa: BLE001 - a refusal; anything else is raised there as it is
            outcome = Refused.of(error) if hasattr(error, "response") else error
            return self._advance(call, call.steps.throw, outcome)
        if luck == 3:  # every reply was lost, and botocore gave up
            return self._advance(call, call.steps.throw, ConnectionClosedError(endpoint_url="x"))
        self._check()
        return self._advance(call, call.steps.send, reply)

    def _check(self):
        there = {name: items.plain(item) for name, item in self.table.items.items()}
        sessions = {items.id_of(item): item for (_, sk), item in there.items() if sk.startswith("SESSION#")}
        live = {name: item for name, item in sessions.items() if self._live(item)}
        self._check_life(there, sessions, live)
        taken = set()
        for name, session in live.items():
            people = session["participants"]
            for person, peer in (people, people[::-1]):
                if (person, session["number"]) in taken:
                    raise Broken("somebody has a number in two live sessions")
                taken.add((person, session["number"]))
                key = items.binding_key(person, session["number"])
                binding = there.get((key["pk"], key["sk"]))
                wanted = {"session": name, "peer": peer, "exp": session["exp"]}
                wanted["capabilities"] = session["capabilities"]
                if binding is None or "ended" in binding or not wanted.items() <= binding.items():
                    raise Broken("a live session lacks a binding")
        for (pk, _), item in there.items():
            if pk.startswith("CALLER#") and self._live(item) and item["session"] not in live:
                raise Broken("a live binding belongs to no live session")
        self._note_blocked(there)

    def _check_life(self, there, sessions, live):
        for name in self.closed.keys() & live.keys():
            # Until then, a clock that is behind may prolong it; and a request may be long on its way.
            if self.writer.clock > self.closed.pop(name):
                raise Broken("a closed session is open again")
        for name in sessions.keys() - live.keys():
            expired = sessions[name]["exp"] + SKEW
            self.closed.setdefault(name, 0 if "ended" in sessions[name] else expired)
        for name in sessions.keys() - self.opened:
            if there["POOL", f"NUM#{sessions[name]['number']}"]["state"] != "active":
                raise Broken("a session was opened on a number that is being withdrawn")
            if there[f"VC#{CONNECTOR}", "PROXY"]["disabled"]:
                raise Broken("a session was opened though they are disabled")
        self.opened |= sessions.keys()

    def _live(self, item):
        return "ended" not in item and item["exp"] > self.now

    def _note_blocked(self, there):
        """Take note of creations for which no number is free, by their own clock."""
        active = [items.id_of(item) for item in there.values() if item.get("state") == "active"]
        for call in self.calls:
            if call.name == "create" and not call.blocked:
                now = self.now + call.skew
                call.blocked = not any(
                    self._free(there, call.params["ParticipantPhoneNumbers"], number, now)
                    for number in active
                )

    def _free(self, there, people, number, now):
        for person in people:
            key = items.binding_key(person, number)
            binding = there.get((key["pk"], key["sk"]))
            if binding and "ended" not in binding and binding["exp"] > now - GRACE:
                return False
        return True
