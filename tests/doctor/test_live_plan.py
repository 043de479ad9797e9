from __future__ import annotations

import pytest

from chime_shim.doctor import Operations
from chime_shim.doctor._live_plan import MOST, Plan
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES


def names(plan):
    return [each.route.operation for each in plan.probes]


def test_only_what_reads_is_ever_called(using):
    for bearer in (True, False):
        for operation in ROUTES:
            for name in names(Plan.of(using(operation), bearer=bearer)):
                assert name.startswith(("Get", "List"))
                assert legacy_model().operation_model(name).http["method"] == "GET"


def test_there_are_ten_at_most_and_of_each_service_some(using):
    plan = Plan.of(using(*ROUTES), bearer=True)
    assert len(plan.probes) == MOST
    assert {each.route.namespace for each in plan.probes} == {
        "identity",
        "media-pipelines",
        "meetings",
        "messaging",
        "voice",
    }
    assert set(names(plan)).isdisjoint(plan.left_out)


def test_the_most_called_come_first(using):
    operations = using("GetSipRule", *["ListSipMediaApplications"] * 3, *["GetVoiceConnector"] * 2)
    assert names(Plan.of(operations, bearer=False)) == [
        "ListSipMediaApplications",
        "ListVoiceConnectors",
        "GetVoiceConnector",
        "ListSipRules",
        "GetSipRule",
    ]


def test_what_gives_an_id_is_called_before_what_needs_it(using):
    for operation in ROUTES:
        called = []
        for probe in Plan.of(using(operation), bearer=True).probes:
            suppliers = {each.operation for each in probe.supplied.values() if each is not None}
            assert suppliers <= set(called)
            called.append(probe.route.operation)


def test_for_a_meeting_which_nothing_lists_an_id_is_made_up(using):
    (probe,) = Plan.of(using("GetMeeting"), bearer=False).probes
    assert probe.text == "with a MeetingId that nothing has"


def test_who_only_writes_is_asked_what_can_be_asked_of_the_same_services(using):
    plan = Plan.of(using("CreateVoiceConnector"), bearer=False)
    assert {each.route.namespace for each in plan.probes} == {"voice"}
    assert not plan.in_use


def test_without_anything_in_use_every_service_is_asked():
    plan = Plan.of(Operations(), bearer=False)
    assert {each.route.namespace for each in plan.probes} == {
        "identity",
        "media-pipelines",
        "meetings",
        "messaging",
        "voice",
    }
    assert len(plan.probes) <= MOST


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ("ListChannelMessages", "what it gives is private"),
        ("ListVoiceConnectorTerminationCredentials", "what it gives is private"),
        ("ListChannels", "the setting chime_bearer has to name the caller"),
        ("ListTagsForResource", "an ARN would have to be chosen"),
        ("ListMeetingTags", "its successor takes other parameters"),
    ],
)
def test_what_is_not_called_has_its_reason(operation, reason, using):
    plan = Plan.of(using(operation), bearer=False)
    assert plan.left_out[operation] == reason
    assert operation not in names(plan)
