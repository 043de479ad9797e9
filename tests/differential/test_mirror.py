"""The same replies to every operation: what is sent, what hooks see, and what the caller gets of them."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.differential import conversations
from tests.differential.conversations import anything_goes, errors, replies, tailored
from tests.differential.mistakes import mistakes
from tests.support.differential import LEGACY, SHIM, Call, mirrors, report
from tests.support.loopback import Answer
from tests.support.model_params import (
    ARNS,
    CASE_IDS,
    CASES,
    FORWARDED,
    RETIRED,
    TAG_OPERATIONS,
    anything,
    full,
    legacy_input,
    minimal,
)

GENERATED = int(os.environ.get("CHIME_SHIM_DIFFERENTIAL_CALLS", "1000")) // 2
PER_OPERATION = -(-GENERATED // len(FORWARDED))

each_operation = pytest.mark.parametrize("operation", FORWARDED)


@pytest.fixture(scope="module")
def bench():
    with mirrors() as bench:
        yield bench


@pytest.fixture
def check(bench):
    pair, servers = bench

    def check(call, scripts, kind):
        for side, server in servers.items():
            server.script = list(scripts[side])
        found = pair.check(call, kind).found
        assert not found, report(call, found)

    return check


@pytest.mark.parametrize(("operation", "arn"), CASES, ids=CASE_IDS)
@pytest.mark.parametrize("values", [minimal, full])
def test_the_least_and_everything(values, operation, arn, check):
    for replied in (minimal, full):
        params = tailored(operation, values(legacy_input(operation)), arn)
        check(Call(operation, params), replies(operation, params, replied), values.__name__)


@pytest.mark.parametrize("operation", RETIRED)
def test_the_retired(operation, check):
    for values in (minimal, full):
        check(Call(operation, values(legacy_input(operation))), anything_goes(operation), values.__name__)


@each_operation
def test_whatever_they_hold(operation, check):
    arns = st.sampled_from(list(ARNS) if operation in TAG_OPERATIONS else [None])

    @settings(
        max_examples=PER_OPERATION,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def whatever(data):
        params = tailored(operation, data.draw(anything(legacy_input(operation))), data.draw(arns))
        scripts = replies(operation, params, lambda shape: data.draw(anything(shape)))
        check(Call(operation, params), scripts, "generated")

    whatever()


@pytest.mark.parametrize(("operation", "arn"), CASES, ids=CASE_IDS)
def test_every_error(operation, arn, check):
    def scripted():
        params = tailored(operation, minimal(legacy_input(operation)), arn)
        return params, list(errors(operation, params, full))

    for number in range(len(scripted()[1])):
        params, scripts = scripted()
        check(Call(operation, params), scripts[number][1], "error")


@each_operation
@pytest.mark.parametrize("client", ["strict", "unchecked"])
def test_every_mistake(operation, client, check):
    for params in mistakes(operation, legacy_input(operation), new_members=client == "strict"):
        check(Call(operation, params, client), anything_goes(operation), "mistake")


@pytest.mark.parametrize("answer", ["ThrottledClientException", "ServiceFailureException", "garbage"])
@pytest.mark.parametrize("operation", ["CreateMeeting", "GetProxySession", "ListChannels", "TagMeeting"])
def test_retries(operation, answer, check):
    call = Call(operation, minimal(legacy_input(operation)), "default")
    if answer == "garbage":
        scripts = {side: [("", Answer(502, b"<html>"))] for side in (LEGACY, SHIM)}
    else:
        scripts = next(
            scripts
            for name, scripts in errors(operation, call.params, full)
            if conversations.LEGACY_NAMES.get(name[2:], name[2:]) == answer
        )
    check(call, scripts, "retry")
