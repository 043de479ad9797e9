"""In mode legacy the wire is that of the legacy client itself: for all 129 operations, and after rules."""

from __future__ import annotations

import re

import botocore.session
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse

import chime_shim
from chime_shim import legacy_api
from chime_shim.legacy_api import removed_operations
from tests.support.model_params import full, legacy_input, minimal

KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
# What tells one sending from another.
OF_ITS_OWN = {"authorization", "amz-sdk-invocation-id", "x-amz-date"}


class Raw:
    def stream(self):
        yield b"{}"


@pytest.fixture(scope="module")
def clients():
    """A legacy client of botocore's own with the restored API, and the shim's."""
    session = botocore.session.Session()
    session.get_component("data_loader").search_paths.append(str(legacy_api.DATA_PATH))
    stock = session.create_client("chime", region_name="us-east-1", **KEYS)
    ours = chime_shim.client("chime", "us-east-1", session=botocore.session.Session(), **KEYS)
    sent = {}
    for name, client in (("stock", stock), ("ours", ours)):

        def take(request, name=name, **_):
            sent[name] = request
            return AWSResponse(request.url, 200, {}, Raw())

        client.meta.events.register("before-send.chime", take)
    return stock, ours, sent


def comparable(request):
    headers = {name.lower(): value for name, value in request.headers.items()}
    scope = re.search(rb"/\d{8}/([^,]+)", headers["authorization"])[1]
    rest = {name: value for name, value in headers.items() if name not in OF_ITS_OWN}
    return request.method, request.url, request.body, scope, rest


@pytest.mark.parametrize("values", [minimal, full], ids=["minimal", "full"])
@pytest.mark.parametrize("operation", sorted(removed_operations()))
def test_the_request_is_the_legacy_clients_own(operation, values, clients):
    stock, ours, sent = clients
    model = ours.meta.service_model
    shape = legacy_input(operation)
    params = values(shape) if shape is not None else {}
    tokens = model.operation_model(operation).idempotent_members
    params |= dict.fromkeys(tokens, "token")  # else botocore makes one up

    expected = getattr(stock, xform_name(operation))(**params)
    with chime_shim.mode("legacy"):
        reply = getattr(ours, xform_name(operation))(**params)

    assert comparable(sent["ours"]) == comparable(sent["stock"])
    assert reply == expected
