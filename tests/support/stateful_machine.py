"""A machine that makes each call twice: for real, and in a model; the two must say the same."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from tests.support.stateful_model import ABSENT, Refused

names = st.sampled_from(["Lobby", "Support 1", "a_b"])
sizes = st.integers(1, 3)


def known(kind):
    """Choose the id of something that was made, be it still there or not."""
    return st.runner().flatmap(lambda machine: st.sampled_from(machine.known[kind]))


class Told:
    """The reply of a call that was refused: nothing is to be learned from it."""

    def __init__(self, refused):
        self.refused = refused

    def __getitem__(self, name):
        raise AssertionError(f"refused with {self.refused}")


def check(actual, expected, path="reply"):
    """Compare what a model holds with a reply, which may say more."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            if value is ABSENT:
                assert name not in actual, f"{path} has {name}"
            elif not name.startswith("#"):
                assert name in actual, f"{path} lacks {name}"
                check(actual[name], value, f"{path}.{name}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), f"{path}: {actual} and not {expected}"
        for number, (each, value) in enumerate(zip(actual, expected, strict=True)):
            check(each, value, f"{path}[{number}]")
    else:
        assert actual == expected, f"{path}: {actual!r} and not {expected!r}"


class Machine(RuleBasedStateMachine):
    """Makes each call for real, and in the model.

    Args:
        start: Gives what makes calls for real, and knows of nothing yet, and what ends it.

    Attributes:
        known: The ids of what was made, by kind. ``begin``, an initializing rule, makes one of each.
    """

    model_class = None

    def __init__(self, start):
        super().__init__()
        self.side, self.stop = start()
        self.model = self.model_class()
        self.known = defaultdict(list)

    def teardown(self):
        self.stop()

    def call(self, method, **params):
        """Make a call, and return the reply, or nothing if it was rightly refused."""
        reply, refusal = _outcome(self.side, method, params)
        told = Told(refusal) if refusal else reply
        expected, expected_refusal = _outcome(getattr(self.model, method), told, params)
        assert refusal == expected_refusal, f"{method}: {refusal}, and not {expected_refusal}"
        if refusal is None:
            check(reply, expected, method)
        return reply

    def make(self, kind, id_of, method, **params):
        """Make a resource, and keep its id, if it could be made."""
        if (reply := self.call(method, **params)) is not None:
            self.known[kind].append(id_of(reply))

    def listed(self, member, size, method, **params):
        """List all, page by page."""
        expected, expected_refusal = _outcome(getattr(self.model, method), None, params)
        items, refusal = _outcome(self._pages, member, size, method, params)
        assert refusal == expected_refusal, f"{method}: {refusal}, and not {expected_refusal}"
        if refusal is None:
            check(items, expected, method)

    def _pages(self, member, size, method, params):
        items, token = [], {}
        while token is not None:
            page = self.side(method, {**params, "MaxResults": size, **token})
            assert len(page[member]) <= size
            items += page[member]
            token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
        return items


def _outcome(function, *args):
    try:
        return function(*args), None
    except Refused as refused:
        return None, refused.name
