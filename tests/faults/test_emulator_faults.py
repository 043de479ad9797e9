"""Faults that no client can provoke are injected: each operation answers with an error that it declares."""

from __future__ import annotations

import botocore.session
import pytest
from botocore import xform_name
from botocore.config import Config
from moto import mock_aws

from chime_shim._models.rehearsal import destinations
from chime_shim.emulator._faults import faults
from chime_shim.routes import KEPT_ROUTES, ROUTES
from tests.support.model_params import MODELS, minimal

OPERATIONS = sorted({to for route in [*ROUTES.values(), *KEPT_ROUTES.values()] for to in destinations(route)})
KINDS = {"throttle": 429, "error-500": 500, "error-503": 503}


@pytest.fixture(scope="module")
def clients():
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    session = botocore.session.Session()
    session.set_credentials("testing", "testing")
    return {name: session.create_client(name, "us-east-1", config=config) for name in MODELS}


@pytest.fixture(scope="module")
def _emulator(clients):
    with mock_aws():
        yield


@pytest.mark.usefixtures("_emulator")
@pytest.mark.parametrize(("kind", "status"), KINDS.items(), ids=KINDS)
@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=[" ".join(each) for each in OPERATIONS])
def test_an_injected_fault_is_an_error_that_the_operation_declares(service, operation, kind, status, clients):
    client, model = clients[service], MODELS[service].operation_model(operation)
    declared = {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in model.error_shapes}
    params = minimal(model.input_shape) if model.input_shape is not None else {}

    with (
        faults.inject(f"{service}:{operation}", kind) as fault,
        pytest.raises(client.exceptions.ClientError) as it,
    ):
        getattr(client, xform_name(operation))(**params)

    assert fault.hits == 1
    name = it.value.response["Error"]["Code"]
    assert it.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert type(it.value) is getattr(client.exceptions, name)
    # Not every operation declares an error with each status: then it is one of the service's.
    assert name in declared or status not in declared.values()
