"""Stories of calls on one state, told on both sides: the legacy endpoint's rules, and the successors'."""

from __future__ import annotations

import contextlib
import itertools
import os
from random import Random

import pytest

from tests.differential.stories import WORLD, Imagination, Known
from tests.support import differential
from tests.support.differential import Call, Pair, Runner, emulators, endpoint_of, report, reset
from tests.support.model_params import FORWARDED, RETIRED, legacy_input

GENERATED = int(os.environ.get("CHIME_SHIM_DIFFERENTIAL_CALLS", "1000")) // 2
LENGTH = 100
OPERATIONS = sorted([*FORWARDED, *RETIRED])


@pytest.fixture(scope="module")
def servers():
    with emulators() as urls:
        yield urls


@pytest.fixture(scope="module")
def pair(servers):
    with contextlib.ExitStack() as stack:
        runners = {side: Runner(side, endpoint_of(side, url)) for side, url in servers.items()}
        for runner in runners.values():
            stack.callback(runner.close)
        yield Pair(runners)


class Story:
    """Calls one after the other, from a state that is always the same.

    Attributes:
        ended: Whether the sides parted, for a reason that is excused: then their states differ.
    """

    def __init__(self, pair, servers, seed=0):
        for url in servers.values():
            reset(url)
        pair.restart()
        self.pair = pair
        self.known = Known()
        self.imagine = Imagination(Random(seed), self.known)
        self.calls = []
        self.ended = False
        for operation, params in WORLD:
            legacy = self.tell(operation, self.known.fill(params), "scenario")
            assert "reply" in legacy, legacy["error"]["text"]

    def tell(self, operation, params, kind):
        """Go on; return what came of it on the legacy side."""
        call = Call(operation, params)
        self.calls.append(str(call))
        compared = self.pair.check(call, kind)
        assert not compared.found, "\n".join([*self.calls, report(call, compared.found)])
        self.ended = compared.parted and operation not in RETIRED
        self.known.learn(compared.legacy.get("reply"))
        return compared.legacy

    def improvise(self, operation, kind):
        """Go on with made up parameters."""
        return self.tell(operation, self.imagine(legacy_input(operation)), kind)


def test_every_operation(pair, servers):
    story = Story(pair, servers)
    for operation in OPERATIONS:
        story.improvise(operation, "scenario")
        if story.ended or operation.startswith("Delete"):
            story = Story(pair, servers)


def test_stories(pair, servers):
    done = 0
    for seed in itertools.count():
        story = Story(pair, servers, seed)
        for _ in range(LENGTH):
            if done == GENERATED:
                return
            legacy = story.improvise(story.imagine.choose(OPERATIONS), "generated")
            differential.calls["generated, to which the emulator did not answer with an error"] += (
                "reply" in legacy
            )
            done += 1
            if story.ended:
                break
