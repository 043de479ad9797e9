"""What is made up has to be what botocore takes."""

from __future__ import annotations

import botocore.loaders
import pytest
from botocore.validate import ParamValidator

from chime_shim._models.rehearsal import destinations, native_params, rehearse, sample, successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.policy import _needs
from chime_shim.routes import KEPT_ROUTES, ROUTES, Step

pytestmark = pytest.mark.skipif(
    tuple(map(int, botocore.__version__.split(".")[:3])) < (1, 29, 113),
    reason="the first models of chime-sdk-voice and chime-sdk-messaging are not complete",
)

ALL = [*ROUTES.values(), *KEPT_ROUTES.values()]
COMPOSED = [route for route in ALL if route.compose]


def each(routes=ALL):
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.operation)


def problems(params, operation_model):
    if operation_model.input_shape is None:
        return str(params or "")
    return ParamValidator().validate(params, operation_model.input_shape).generate_report()


@each()
def test_a_sample_fits_its_shape(route):
    operation = legacy_model().operation_model(route.operation)
    assert problems(sample(operation.input_shape), operation) == ""
    assert problems(sample(operation.input_shape, every=True), operation) == ""


@each()
def test_native_parameters_fit_the_successor(route):
    if route.compose is None:
        for service, operation in destinations(route):
            operation_model = successor_model(service).operation_model(operation)
            assert problems(native_params(route, service), operation_model) == ""


@each(COMPOSED)
def test_the_requests_of_a_composed_call_fit_the_successor(route):
    steps = rehearse(route).steps
    assert steps
    for step in steps:
        operation_model = successor_model(route.to).operation_model(step.operation)
        assert problems(step.params, operation_model) == ""


def test_what_may_run_at_once_is_kept_apart():
    rehearsal = rehearse(ROUTES["ListMediaCapturePipelines"])
    assert rehearsal.text == "ListMediaCapturePipelines, and then GetMediaCapturePipeline for each item"
    first, then = rehearsal.yielded
    assert isinstance(first, Step)
    assert [step.operation for step in then] == ["GetMediaCapturePipeline"]


def test_a_sample_has_the_members_that_are_asked_for():
    shape = legacy_model().operation_model("CreateMeetingWithAttendees").input_shape
    assert set(sample(shape)) == {"ClientRequestToken"}
    assert sample(shape, "Attendees[].Tags")["Attendees"] == [
        {"ExternalUserId": "<ExternalUserId>", "Tags": [{"Key": "<Key>", "Value": "<Value>"}]}
    ]


def test_a_botocore_without_chime_is_no_obstacle(monkeypatch):
    class Loader(botocore.loaders.Loader):
        def list_available_services(self, type_name):
            services = super().list_available_services(type_name)
            own = any("standalone" in path for path in self.search_paths)
            return services if own else [name for name in services if name != "chime"]

    monkeypatch.setattr("chime_shim.legacy_api.restored.create_loader", Loader)
    assert set(ROUTES) <= set(legacy_model.__wrapped__().operation_names)


def test_a_sample_of_no_shape_has_no_members():
    assert sample(None) == {}


def test_native_parameters_show_what_is_added_and_keep_what_was_required():
    meeting = native_params(ROUTES["CreateMeeting"], "chime-sdk-meetings")
    assert (meeting["MediaRegion"], meeting["ExternalMeetingId"]) == ("us-east-1", "<ExternalMeetingId>")
    channel = native_params(ROUTES["UpdateChannel"], "chime-sdk-messaging")
    assert {"Name", "Mode", "ChimeBearer"} <= set(channel)


@each()
def test_iam_actions_are_those_of_all_requests(route):
    actions = _needs.actions(route)
    assert (actions == ()) == route.retired
    if not route.retired:
        assert f"chime:{route.successor_operation}" in actions
    if route.compose:
        assert set(actions) == {f"chime:{step.operation}" for step in rehearse(route).steps}


def test_iam_actions_that_differ_from_the_operation():
    def differing(operation):
        return set(_needs.actions(ROUTES[operation])) - {f"chime:{operation}"}

    assert differing("TagMeeting") == {"chime:GetMeeting", "chime:TagResource"}
    assert differing("UntagMeeting") == {"chime:GetMeeting", "chime:UntagResource"}
    assert differing("ListMeetingTags") == {"chime:GetMeeting", "chime:ListTagsForResource"}
    assert differing("ListMediaCapturePipelines") == {"chime:GetMediaCapturePipeline"}
    assert differing("CreateMeetingWithAttendees") == {"chime:CreateMeeting"}
    for verb in ("Put", "Get", "Delete"):
        operation = f"{verb}AppInstanceStreamingConfigurations"
        assert differing(operation) == {f"chime:{verb}MessagingStreamingConfigurations"}


def test_what_is_said_of_iam_is_said_of_operations_and_services_that_are_there():
    assert set(_needs.ONCE) <= set(ROUTES)
    assert set(_needs.PRINCIPALS) <= {route.to for route in ALL}
