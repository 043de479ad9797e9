"""Of a comparison, too, nothing is given out but names, whatever the two sides answer."""

from __future__ import annotations

import itertools
import json
import threading

import botocore.session
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse

import chime_shim
from chime_shim._graft.compare.candidate import THREADS
from chime_shim.legacy_api.facts import is_read
from chime_shim.routes import ROUTES
from tests.redaction.marks import MARK, Sinks, mark, marked
from tests.redaction.services import REFUSALS, SECRET_HEADERS, Raw, good_answers, params_for, refusal
from tests.support.model_params import LEGACY, MEETINGS, TAG_OPERATIONS, to_wire

KINDS = ["structlog", "logging"]
READS = sorted(name for name in ROUTES if is_read(name) and not ROUTES[name].retired)
LONG = 30


class Sides:
    """Answers the two sides of a client: the candidate's requests are those of the shim's own threads."""

    def __init__(self, client):
        self.candidates = []
        client.meta.events.register("before-send.chime", self._take)

    def answer(self, control, candidate):
        self._control = itertools.chain(control, itertools.repeat(control[-1]))
        self._candidate = candidate

    def _take(self, request, **_):
        if threading.current_thread().name == "chime_shim":
            self.candidates.append(f"{request.url} {request.headers}")
            answer = self._candidate
        else:
            answer = next(self._control)
        status, body, headers = answer
        return AWSResponse(request.url, status, {**SECRET_HEADERS, **headers}, Raw(body))


@pytest.fixture(scope="module")
def client():
    keys = {"aws_access_key_id": "AKID", "aws_secret_access_key": "secret"}
    return chime_shim.client(session=botocore.session.Session(), **keys)


@pytest.fixture(scope="module")
def sides(client):
    return Sides(client)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)


class Failing:
    """A hook whose errors have values in them."""

    def __call__(self, call):
        pass

    def compared(self, comparison):
        raise RuntimeError(mark())


def old_answer(operation):
    shape = LEGACY.operation_model(operation).output_shape
    return 200, json.dumps(to_wire(shape, marked(shape))).encode(), {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", READS)
def test_no_value_is_given_out(operation, kind, client, sides):
    resource, to = ("meeting/{}", MEETINGS) if operation in TAG_OPERATIONS else (None, None)
    sinks = Sinks()
    sides.candidates.clear()
    with sinks.open(kind, Failing()), chime_shim.mode("compare"):

        def compare(control, candidate, params):
            sides.answer(control, candidate)
            for _ in range(2):
                with sinks.errors():
                    getattr(client, xform_name(operation))(**params)
                assert THREADS.join(LONG)

        def params():
            made = params_for(operation, resource)
            made.pop("NextToken", None)  # only first pages are compared
            return made

        def good(made):
            return good_answers(operation, made, to)

        compare(good(made := params()), old_answer(operation), made)
        for name, status in REFUSALS.values():
            compare(good(made := params()), refusal(name, status)[0], made)
            compare(refusal(name, status), old_answer(operation), params())
        compare(good(made := params()), (200, f"{{{mark()}".encode(), {}), made)
        compare(good(made := params()), (502, f"<html>{mark()}</html>".encode(), {}), made)

    comparisons = sinks.of("comparison")
    calls = 2 * (3 + 2 * len(REFUSALS))
    assert len(sinks.of("event")) == calls
    assert len(comparisons) == calls
    assert any("mismatch" in each for each in comparisons)
    assert any("unavailable" in each for each in comparisons)
    # What there was to be seen, had anything been given out.
    assert len(sides.candidates) == calls
    if any(isinstance(value, str) for value in params().values()):
        assert any(MARK.search(request) for request in sides.candidates)
    assert sinks.leaks() == []


def test_a_comparison_that_cannot_be_made_is_told_of_by_name(client, sides, monkeypatch):
    def fail(*_):
        raise ValueError(mark())

    monkeypatch.setattr("chime_shim._graft.compare.candidate.differences", fail)
    sinks = Sinks()
    answer = 200, b"{}", {}
    sides.answer([answer], answer)
    with sinks.open("logging"), chime_shim.mode("compare"):
        client.get_proxy_session(VoiceConnectorId=mark(), ProxySessionId=mark())
        assert THREADS.join(LONG)

    assert any("could not compare GetProxySession: ValueError" in line for line in sinks.of("log"))
    assert sinks.leaks() == []


@pytest.mark.parametrize("name", ["rollout", "fallback", "control", "region", "strict"])
def test_a_wrong_setting_is_told_as_it_was_said_and_a_private_one_is_not(name, monkeypatch):
    monkeypatch.setenv(f"CHIME_SHIM_{name.upper()}", "mars=1")
    monkeypatch.setenv("CHIME_SHIM_CHIME_BEARER", mark())
    sinks = Sinks()
    with sinks.open("logging"), chime_shim.install():
        pass
    assert any(f"CHIME_SHIM_{name.upper()}" in line and "'mars=1'" in line for line in sinks.of("log"))
    assert any("CHIME_SHIM_CHIME_BEARER" in line for line in sinks.of("log"))
    assert sinks.leaks() == []
