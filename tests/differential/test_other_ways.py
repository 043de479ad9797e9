"""All operations by the other ways to a call: early and wrapped clients, stubbed calls, presigned URLs."""

from __future__ import annotations

import pytest

from chime_shim.routes import ROUTES
from tests.differential.conversations import anything_goes, replies, tailored
from tests.support import model_params
from tests.support.differential import SIDES, Call, calls, mirrors, operations, report
from tests.support.model_params import CASE_IDS, CASES, RETIRED, full, legacy_input, minimal

CLIENTS = ("strict", "early", "wrapped")
ALL = [*CASES, *((operation, None) for operation in RETIRED)]
each_case = pytest.mark.parametrize(("operation", "arn"), ALL, ids=[*CASE_IDS, *RETIRED])


@pytest.fixture(scope="module")
def bench():
    with mirrors() as bench:
        yield bench


@pytest.fixture
def outcomes(bench):
    """Makes a call on both sides, and tells what came of it, without warnings and events."""
    pair, _ = bench

    def outcomes(operation, params, client):
        told = pair.transcripts(Call(operation, params, client))
        calls[client] += 1
        operations.add(operation)
        return [{name: told[side].get(name) for name in ("reply", "error")} for side in SIDES]

    return outcomes


@pytest.mark.parametrize("client", ["early", "wrapped"])
@each_case
def test_a_client_made_without_the_shim(operation, arn, client, bench):
    pair, servers = bench
    params = tailored(operation, full(legacy_input(operation)), arn)
    scripts = anything_goes(operation) if operation in RETIRED else replies(operation, params, full)
    for side, server in servers.items():
        server.script = list(scripts[side])

    call = Call(operation, params, client)
    found = pair.check(call, client).found

    assert not found, report(call, found)


@pytest.mark.parametrize("client", CLIENTS)
@each_case
def test_a_stubbed_call(operation, arn, client, outcomes):
    params = tailored(operation, minimal(legacy_input(operation)), arn)
    shape = model_params.LEGACY.operation_model(operation).output_shape
    reply = full(shape) if shape is not None else {}

    legacy, shim = outcomes(operation, {"params": params, "reply": reply}, f"stubbed {client}")

    assert shim == legacy
    assert legacy["error"] is None


@pytest.mark.parametrize("client", CLIENTS)
@each_case
def test_a_presigned_url(operation, arn, client, outcomes):
    params = tailored(operation, full(legacy_input(operation)), arn)

    legacy, shim = outcomes(operation, params, f"presigned {client}")

    route = ROUTES[operation]
    if route.kind in {"composed", "retired"}:
        expected = "TranslationError" if route.kind == "composed" else "OperationRetiredError"
        assert expected in shim["error"]["classes"]
        return
    expected, got = legacy["reply"], shim["reply"]
    # The one path that changed.
    expected["path"] = expected["path"].replace("/media-capture-pipelines", "/sdk-media-capture-pipelines")
    if any(rule.lossy for rule in route.rules):  # tags of attendees, which are lost
        assert got["path"] == expected["path"]
        return
    for url in (got, expected):
        # A successor that takes other members in its body gets an empty one.
        url["X-Amz-SignedHeaders"] = [url["X-Amz-SignedHeaders"][0].removeprefix("content-type;")]
    assert got == expected
