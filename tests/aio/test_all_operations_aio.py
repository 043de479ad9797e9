"""The table of test_all_operations.py with aiobotocore: the same requests, the same replies."""

from __future__ import annotations

import asyncio

import pytest
from aiobotocore.session import get_session
from botocore import xform_name
from hypothesis import given
from hypothesis import strategies as st

import chime_shim
from chime_shim import OperationRetiredError
from tests.support import wire
from tests.support.loopback import Answer
from tests.support.model_params import (
    CASE_IDS,
    CASES,
    RETIRED,
    anything,
    full,
    legacy_input,
    minimal,
    some_examples,
    sparse,
)

pytestmark = pytest.mark.filterwarnings("ignore::chime_shim.events.ChimeCompatibilityWarning")
each_operation = pytest.mark.parametrize(("operation", "arn"), CASES, ids=CASE_IDS)


@pytest.fixture(scope="module")
def bench():
    with wire.bench() as bench:
        yield bench


@pytest.fixture(scope="module")
def call(bench):
    """One event loop and one client for all."""
    loop = asyncio.new_event_loop()
    making = chime_shim.client(session=get_session(), **bench.arguments)
    client = loop.run_until_complete(making.__aenter__())
    yield lambda method, params: loop.run_until_complete(getattr(client, method)(**params))
    loop.run_until_complete(making.__aexit__(None, None, None))
    loop.close()


@each_operation
@pytest.mark.parametrize("values", [minimal, sparse, full])
def test_request_and_reply_are_as_they_should_be(values, operation, arn, bench, call):
    params = bench.tailored(operation, values(legacy_input(operation)), arn)

    actual, expected = bench.compare(call, operation, params, values)

    assert actual == expected


@each_operation
@some_examples
@given(data=st.data())
def test_request_and_reply_are_as_they_should_be_whatever_they_hold(operation, arn, data, bench, call):
    params = bench.tailored(operation, data.draw(anything(legacy_input(operation))), arn)

    actual, expected = bench.compare(call, operation, params, lambda shape: data.draw(anything(shape)))

    assert actual == expected


@pytest.mark.parametrize("operation", RETIRED)
def test_a_retired_operation_says_so_and_sends_nothing(operation, bench, call):
    with pytest.raises(OperationRetiredError, match=f"calling the {operation} operation: AWS retired"):
        call(xform_name(operation), full(legacy_input(operation)))

    assert bench.server.received() == []


def test_an_arn_that_a_reply_told_is_remembered(bench, call):
    meeting = {"MeetingId": "told", "MeetingArn": "arn:told"}
    bench.server.answer(Answer.of({"Meeting": meeting}, 201))

    call("create_meeting", {})
    call("list_meeting_tags", {"MeetingId": "told"})

    paths = [request.path for request in bench.server.received()]
    assert paths == ["/meetings", "/tags?arn=arn%3Atold"]
