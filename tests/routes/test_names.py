"""Names are those that botocore gives to methods."""

from __future__ import annotations

import pytest
from botocore import xform_name

from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES
from chime_shim.routes._names import method_name, operation_of


def test_every_operation_has_the_method_that_botocore_gives_it():
    operations = legacy_model().operation_names
    assert [method_name(each) for each in operations] == [xform_name(each) for each in operations]


@pytest.mark.parametrize("operation", ROUTES)
def test_both_names_lead_to_the_operation(operation):
    assert operation_of(operation) == operation_of(method_name(operation)) == operation


def test_no_other_name_does():
    assert operation_of("get_phone_number") is None
    assert operation_of("create_Meeting") is None
