from __future__ import annotations

import re

import botocore.session
import pytest
from botocore import xform_name

from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES
from chime_shim.routes._names import method_name, operation_of
from chime_shim.scan import RULES, rule_of
from chime_shim.scan._rules import summary
from chime_shim.scan.reader.libraries import DISTINCTIVE, EVERYBODYS, annotated_service, kept_methods


def test_every_operation_has_a_rule_that_names_it():
    for operation, route in ROUTES.items():
        rule = rule_of(route)
        assert operation in rule.operations
        assert f"`{operation}`" in rule.help
        assert rule_of(route, unresolved=True).id == "CS091"


def test_ids_are_stable():
    # Once given, an id stays: comments and baselines of others have it.
    assert {
        operation: rule_of(ROUTES[operation]).id
        for operation in (
            "CreateMeeting",
            "TagMeeting",
            "CreateVoiceConnector",
            "CreateProxySession",
            "SendChannelMessage",
            "CreateAppInstance",
            "ListMediaCapturePipelines",
            "ListMeetings",
            "TagResource",
        )
    } == {
        "CreateMeeting": "CS022",
        "TagMeeting": "CS023",
        "CreateVoiceConnector": "CS011",
        "CreateProxySession": "CS015",
        "SendChannelMessage": "CS031",
        "CreateAppInstance": "CS041",
        "ListMediaCapturePipelines": "CS053",
        "ListMeetings": "CS004",
        "TagResource": "CS002",
    }


def test_ids_and_names_are_those_of_one_rule_each():
    assert all(re.fullmatch(r"CS0\d\d", id_) and id_ == rule.id for id_, rule in RULES.items())
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert sum(len(rule.operations) for id_, rule in RULES.items() if id_ != "CS091") == len(ROUTES)


def test_method_names_are_botocore_s():
    for operation in ROUTES:
        assert method_name(operation) == xform_name(operation)
        assert operation_of(method_name(operation)) == operation_of(operation) == operation
    assert operation_of("list_accounts") is None


def test_what_is_kept_is_what_the_model_has_beside_the_routes():
    assert kept_methods() == {xform_name(each) for each in set(legacy_model().operation_names) - set(ROUTES)}
    assert "list_accounts" in kept_methods()


def test_distinctive_methods_are_removed_ones_that_are_not_everybody_s():
    assert set(map(operation_of, DISTINCTIVE)) <= set(ROUTES)
    assert DISTINCTIVE.isdisjoint({"tag_resource", "list_channels", "create_meeting", "get_meeting"})


@pytest.mark.long
def test_methods_of_other_services_are_those_of_botocore_s_models():
    session = botocore.session.get_session()
    others = [each for each in session.get_available_services() if not each.startswith("chime")]
    loader = session.get_component("data_loader")
    operations = {
        name for each in others for name in loader.load_service_model(each, "service-2")["operations"]
    }
    assert {xform_name(each) for each in operations & set(ROUTES)} == EVERYBODYS


def test_some_of_these_methods_are_kafka_s_and_cloudtrail_s():
    session = botocore.session.get_session()
    models = [session.get_service_model(each) for each in ("kafka", "cloudtrail", "resource-groups")]
    operations = {name for model in models for name in model.operation_names}
    assert {xform_name(each) for each in operations & set(ROUTES)} <= EVERYBODYS
    assert {"list_channels", "delete_channel"} <= EVERYBODYS & set(map(xform_name, operations))


@pytest.mark.parametrize(
    ("operation", "given", "expected"),
    [
        ("CreateVoiceConnector", None, "nothing"),
        ("CreateMeeting", None, "parameters: MediaRegion, ExternalMeetingId; reply; error names"),
        ("CreateMeeting", ("MediaRegion",), "parameters: ExternalMeetingId; reply; error names"),
        ("CreateAttendee", None, "parameters: Tags; error names"),
        ("CreateAttendee", ("MeetingId",), "error names"),
        ("TagMeeting", None, "composed of other requests; error names"),
        ("ListMeetings", None, "retired"),
        ("CreateProxySession", None, "ended 2026-04-07"),
        ("TagResource", None, "the service, by ARN"),
        ("DeleteAppInstanceStreamingConfigurations", None, "its name"),
    ],
)
def test_the_summary_says_what_changes_for_a_call(operation, given, expected):
    assert summary(ROUTES[operation], given) == expected


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("mypy_boto3_chime.ChimeClient", "chime"),
        ("mypy_boto3_chime.client.ChimeClient", "chime"),
        ("types_aiobotocore_chime.client.ChimeClient", "chime"),
        ("mypy_boto3_chime_sdk_voice.ChimeSDKVoiceClient", "chime-sdk-voice"),
        ("mypy_boto3_chime.paginator.ListAccountsPaginator", None),
        ("chime.ChimeClient", None),
    ],
)
def test_clients_types_name_their_service(name, service):
    assert annotated_service(name) == service
