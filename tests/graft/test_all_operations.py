"""Every removed operation through a real client, and real HTTP, to where it went and back."""

from __future__ import annotations

import json

import botocore.session
import pytest
from botocore import xform_name
from hypothesis import given
from hypothesis import strategies as st

import chime_shim
from chime_shim import OperationRetiredError
from chime_shim.legacy_api import removed_operations
from tests.support import wire
from tests.support.loopback import Answer
from tests.support.model_params import (
    CASE_IDS,
    CASES,
    FORWARDED,
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
def legacy(bench):
    return chime_shim.client(session=botocore.session.Session(), **bench.arguments)


@pytest.fixture(scope="module")
def call(legacy):
    return lambda method, params: getattr(legacy, method)(**params)


def test_no_operation_is_left_out():
    assert len(removed_operations()) == 129
    assert len(FORWARDED) == 125
    assert {operation for operation, _ in CASES} | set(RETIRED) == removed_operations()


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
@pytest.mark.parametrize("values", [minimal, full])
def test_a_retired_operation_is_checked_says_so_and_sends_nothing(values, operation, bench, call):
    bench.server.received()
    with pytest.raises(OperationRetiredError, match=f"calling the {operation} operation: AWS retired"):
        call(xform_name(operation), values(legacy_input(operation)))

    assert bench.server.received() == []


@pytest.mark.parametrize("attendees", [{}, {"Attendees": [{"ExternalUserId": "me"}]}], ids=["none", "one"])
def test_a_meeting_without_attendees_is_just_a_meeting(attendees, bench, legacy):
    meeting = {"MeetingId": "m-1", "MeetingArn": "arn", "ExternalMeetingId": "my own"}
    bench.server.answer(Answer.of({"Meeting": meeting}, 201))

    reply = legacy.create_meeting_with_attendees(ExternalMeetingId="my own", **attendees)

    (request,) = bench.server.received()
    assert request.path == ("/meetings?operation=create-attendees" if attendees else "/meetings")
    assert json.loads(request.body).get("Attendees") == attendees.get("Attendees")
    assert reply["Meeting"] == {"MeetingId": "m-1", "ExternalMeetingId": "my own"}


# ChimeBearer: optional once, required by the successor's model.

BEARER_OPERATIONS = [
    operation
    for operation in FORWARDED
    if (shape := legacy_input(operation)) is not None and "ChimeBearer" in shape.members
]
MINE, THEIRS = (f"arn:aws:chime:us-east-1:111122223333:app-instance/a/user/{user}" for user in "12")


def by_operation(operation, params):
    assert "ChimeBearer" not in params
    return f"{THEIRS}-{operation}"


def nobody(operation, params):
    return None


# the default that is set, what the caller gives, what goes out
BEARERS = {
    "given": (None, MINE, MINE),
    "absent": (None, None, None),
    "set": (THEIRS, None, THEIRS),
    "given and set": (THEIRS, MINE, MINE),
    "by function": (by_operation, None, THEIRS + "-{operation}"),
    "by function, none": (nobody, None, None),
}


@pytest.fixture(scope="module", params=BEARERS.values(), ids=BEARERS)
def bearer(request, bench):
    default, given, sent = request.param
    with chime_shim.configure(chime_bearer=default):
        client = chime_shim.client(session=botocore.session.Session(), **bench.arguments)
    return client, given, sent


def header_of_call(client, operation, bench, **more):
    bench.server.answer(Answer())
    getattr(client, xform_name(operation))(**minimal(legacy_input(operation)), **more)
    (request,) = bench.server.received()
    return request.headers.get("x-amz-chime-bearer")


def test_as_many_operations_take_a_bearer_as_ever():
    assert len(BEARER_OPERATIONS) == 29


@pytest.mark.parametrize("operation", BEARER_OPERATIONS)
def test_the_bearer_is_the_callers_then_the_default_then_none(operation, bearer, bench):
    client, given, sent = bearer

    header = header_of_call(client, operation, bench, **({"ChimeBearer": given} if given else {}))

    assert header == (sent and sent.format(operation=operation))


@pytest.mark.parametrize("operation", BEARER_OPERATIONS)
def test_a_hook_may_add_the_bearer_as_old_code_does(operation, bench, legacy):
    def add(params, **_):
        params["headers"]["x-amz-chime-bearer"] = THEIRS

    legacy.meta.events.register("before-call.chime", add)
    try:
        assert header_of_call(legacy, operation, bench) == THEIRS
    finally:
        legacy.meta.events.unregister("before-call.chime", add)


def test_other_operations_get_no_bearer(bench):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHIME_SHIM_CHIME_BEARER", MINE)
        client = chime_shim.client(session=botocore.session.Session(), **bench.arguments)

    others = ["GetMessagingSessionEndpoint", "DescribeAppInstance", "GetMeeting"]
    assert [header_of_call(client, operation, bench) for operation in others] == [None] * 3
    assert header_of_call(client, "DescribeChannel", bench) == MINE
