"""Each restored operation against the real 1.37.1 model: inputs, outputs and errors, member by member."""

import copy
import json
import re

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from chime_shim.legacy_api import extras, removed_operations, restore
from tests.support.versions import needs_removal

REMOVED = sorted(removed_operations())


@pytest.fixture(scope="module")
def restored():
    return restore(Loader().load_service_model("chime", "service-2"))


def without_text(definition):
    if isinstance(definition, dict):
        return {
            key: without_text(value)
            for key, value in definition.items()
            if not (key in ("documentation", "deprecatedMessage") and isinstance(value, str))
        }
    if isinstance(definition, list):
        return [without_text(item) for item in definition]
    return definition


def tree(definition, shapes, path=()):
    """A definition with the definition of every shape it names put in place, to the leaves.

    All traits come along (required, min, max, pattern, enum, location, locationName, sensitive, error
    status, ...), and the order too.
    """
    if isinstance(definition, list):
        return [tree(item, shapes, path) for item in definition]
    if not isinstance(definition, dict):
        return definition
    grown = {key: tree(value, shapes, path) for key, value in definition.items()}
    name = definition.get("shape")
    if isinstance(name, str) and name not in path:
        grown["definition"] = tree(shapes[name], shapes, (*path, name))
    return grown


def as_text(operation, model):
    return json.dumps(without_text(tree(model["operations"][operation], model["shapes"])), indent=1)


@needs_removal
@pytest.mark.parametrize("operation", REMOVED)
def test_the_operation_is_the_legacy_one(operation, restored, before):
    assert as_text(operation, restored) == as_text(operation, before)


@pytest.mark.parametrize("operation", REMOVED)
def test_an_empty_call_gets_the_legacy_complaint(operation, restored, before):
    complaints = [
        ParamValidator()
        .validate({}, ServiceModel(model, "chime").operation_model(operation).input_shape)
        .generate_report()
        for model in (restored, before)
    ]
    assert complaints[0] == complaints[1]
    path = before["operations"][operation]["http"]["requestUri"]
    assert bool(complaints[0]) or not re.search(r"\{\w+\+?\}", path), "a path parameter is always required"


def members_reordered(model):
    shape = model["shapes"]["CreateProxySessionRequest"]
    shape["members"] = dict(reversed(shape["members"].items()))


def required_reordered(model):
    model["shapes"]["CreateProxySessionRequest"]["required"].reverse()


def nested_minimum_lost(model):
    del model["shapes"]["ParticipantPhoneNumberList"]["min"]


def mark_lost(model):
    del model["shapes"]["ProxySessionNameString"]["sensitive"]


def status_of_error_changed(model):
    model["shapes"]["NotFoundException"]["error"]["httpStatusCode"] = 400


@pytest.mark.parametrize(
    "change",
    [members_reordered, required_reordered, nested_minimum_lost, mark_lost, status_of_error_changed],
)
def test_the_comparison_sees_small_changes(change, restored):
    changed = copy.deepcopy(restored)
    change(changed)
    assert as_text("CreateProxySession", changed) != as_text("CreateProxySession", restored)


def test_the_removed_operations_are_what_1_37_2_lost(before, after):
    assert before["operations"].keys() - after["operations"].keys() == removed_operations()
    assert after["operations"].keys() <= before["operations"].keys()


def test_they_are_the_ones_that_were_marked_deprecated(before):
    assert {name for name, it in before["operations"].items() if it.get("deprecated")} == removed_operations()


def test_the_shapes_are_what_1_37_2_lost(before, after):
    # Every shape that went was one of a removed operation, so the two ways to find them must agree.
    assert before["shapes"].keys() - after["shapes"].keys() == extras()["shapes"].keys()


def test_shapes_in_both_models_are_the_same(before, after):
    for name, shape in after["shapes"].items():
        assert json.dumps(without_text(shape)) == json.dumps(without_text(before["shapes"][name])), name
