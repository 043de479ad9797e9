"""Which side answers a call: what a rollout says, and how the switchboard keeps to it."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from itertools import pairwise

import pytest

import chime_shim
from chime_shim import SettingsError, rollout, settings
from chime_shim.legacy_api.facts import is_read, resource
from chime_shim.routes import ROUTES
from tests.support.model_params import LEGACY, RETIRED

MEETING = {"MeetingId": "0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"}
CHANNEL = "arn:aws:chime:us-east-1:1:app-instance/a/channel/"

# What is said, an operation, and the mode that it is in.
MODES = [
    ("forward", "GetMeeting", "forward"),
    ("legacy", "GetMeeting", "legacy"),
    ("*=legacy", "CreateMeeting", "legacy"),
    ("meetings=legacy", "GetMeeting", "legacy"),
    ("meetings=legacy", "ListMeetings", "legacy"),
    ("meetings=legacy", "GetVoiceConnector", "forward"),
    ("*=forward,meetings=legacy,ListChannels=compare@10%", "TagMeeting", "legacy"),
    ("*=legacy, meetings=forward", "GetMeeting", "forward"),
    ("*=legacy,meetings=forward,GetMeeting=compare", "GetMeeting", "compare"),
    ("GetMeeting=compare,meetings=forward,*=legacy", "GetMeeting", "compare"),
    ("tags=legacy", "ListTagsForResource", "legacy"),
    ("tags=legacy", "ListMeetingTags", "forward"),
    ("media-pipelines=legacy", "GetMediaCapturePipeline", "legacy"),
    # Of all, those are compared that can be: nothing is written twice, nor is there another side to all.
    ("compare", "GetMeeting", "compare"),
    ("compare", "CreateMeeting", "forward"),
    ("compare", "ListMeetings", "forward"),
    ("*=legacy,meetings=compare", "CreateMeeting", "legacy"),
    # The others of a percentage get what is said less specifically.
    ("*=legacy,meetings=forward@0%", "GetMeeting", "legacy"),
    ("*=legacy,meetings=forward@100%", "GetMeeting", "forward"),
    ("meetings=legacy@0.0%", "GetMeeting", "forward"),
]


@pytest.mark.parametrize(("said", "operation", "mode"), MODES)
def test_the_most_specific_part_decides(said, operation, mode):
    assert rollout.parse(said).mode(operation, MEETING) == mode


def test_a_table_says_the_same_as_text():
    assert rollout.parse({"*": "legacy", "meetings": "compare@5%"}) == rollout.parse(
        "*=legacy,meetings=compare@5%"
    )


WRONG = {
    "CreateMeating=legacy": "'CreateMeating' is no operation and no namespace: did you mean CreateMeeting",
    "create_meeting=legacy": "did you mean CreateMeeting",
    "voise=legacy": "did you mean voice",
    "xyzzy=legacy": "namespaces are identity, media-pipelines, meetings, messaging, tags, voice",
    "GetPhoneNumber=legacy": "the setting forward_phone_numbers decides on it",
    "meetings=shadow": "'shadow' is no mode: expected forward, legacy or compare",
    "meetings=": "'' is no mode",
    "meetings=legacy@10": "'legacy@10' is no mode",
    "meetings=legacy@-1%": "is no mode",
    "meetings=legacy@101%": "'legacy@101%' is more than 100%",
    "meetings=legacy,meetings=forward": "meetings is there twice",
    "legacy,*=forward": r"\* is there twice",
    "CreateMeeting=compare": "CreateMeeting cannot be compared: it writes, and would be done twice",
    "ListMeetings=compare@1%": "ListMeetings cannot be compared: it has no successor",
    " , ": "expected a string such as",
}


@pytest.mark.parametrize(("said", "complaint"), WRONG.items(), ids=WRONG)
def test_what_makes_no_sense_is_refused_with_what_does(said, complaint):
    with pytest.raises(ValueError, match=complaint):
        rollout.parse(said)
    with pytest.raises(SettingsError, match=complaint):
        chime_shim.configure(rollout=said)
    with pytest.raises(SettingsError, match=complaint), chime_shim.mode(said):
        pass
    assert rollout.plan("GetMeeting", MEETING) == rollout.FORWARDED


@pytest.mark.parametrize("operation", [name for name in ROUTES if not is_read(name)])
def test_no_write_can_be_compared(operation):
    with pytest.raises(ValueError, match=f"{operation} cannot be compared"):
        rollout.parse(f"{operation}=compare")
    assert rollout.parse("compare").mode(operation, {}) == "forward"


def test_51_operations_read_and_the_model_says_so():
    read = {name for name in ROUTES if is_read(name)}
    assert len(read) == 51
    assert read == {name for name in ROUTES if LEGACY.operation_model(name).http["method"] == "GET"}
    assert not {name for name in read if not name.startswith(("Describe", "Get", "List"))}


def test_a_wrong_rollout_does_not_stop_the_application(monkeypatch, caplog):
    monkeypatch.setenv("CHIME_SHIM_ROLLOUT", "CreateMeating=legacy")

    with chime_shim.install():
        for _ in range(3):
            assert rollout.plan("CreateMeeting", {}) == rollout.FORWARDED
    (record,) = [record for record in caplog.records if record.name == "chime_shim"]
    assert (
        "CHIME_SHIM_ROLLOUT (the environment) is wrong: 'CreateMeating' is no operation"
        in record.getMessage()
    )


# A resource keeps its side.


def test_each_resource_has_one_place_forever():
    # As other processes, hosts and releases have it: were these to change, resources would change sides.
    places = {"abcdef1ghij2klmno3pqr4": 36.06, MEETING["MeetingId"]: 32.48, "": 7.2}
    assert {value: round(rollout.share_of(value), 2) for value in places} == places


def test_a_resource_is_in_one_place_by_its_id_and_by_its_arn():
    arn = f"arn:aws:chime:us-east-1:1:meeting/{MEETING['MeetingId']}"
    assert rollout.share_of(arn) == rollout.share_of(MEETING["MeetingId"])


def test_resources_are_spread_evenly():
    tenths = Counter(int(rollout.share_of(f"{CHANNEL}{number}") // 10) for number in range(10_000))
    assert set(tenths) == set(range(10))
    assert all(900 < count < 1100 for count in tenths.values())


def test_a_percentage_grows_without_taking_anything_back():
    channels = [f"{CHANNEL}{number}" for number in range(500)]

    def chosen(percent):
        found = rollout.parse(f"messaging=legacy@{percent}%")
        return {each for each in channels if found.mode("DescribeChannel", {"ChannelArn": each}) == "legacy"}

    sizes = [chosen(percent) for percent in (0, 1, 10, 50, 100)]
    assert all(smaller <= larger for smaller, larger in pairwise(sizes))
    assert (len(sizes[0]), len(sizes[-1])) == (0, 500)
    assert 25 < len(sizes[2]) < 80


def test_all_operations_on_a_resource_are_on_one_side():
    found = rollout.parse("messaging=legacy@50%")
    operations = [name for name in ROUTES if resource(name) == "ChannelArn"]
    for number in range(50):
        modes = {found.mode(name, {"ChannelArn": f"{CHANNEL}{number}"}) for name in operations}
        assert len(modes) == 1


@pytest.mark.parametrize("params", [{}, {"MeetingId": None}, {"MeetingId": 5}, [], None], ids=repr)
def test_a_call_about_no_resource_goes_by_chance(params):
    found = rollout.parse("meetings=legacy@50%")
    modes = Counter(found.mode("GetMeeting", params) for _ in range(1000))
    assert 350 < modes["legacy"] < 650


def test_a_token_keeps_a_repeated_request_on_its_side():
    found = rollout.parse("meetings=legacy@50%")
    for number in range(20):
        modes = {found.mode("CreateMeeting", {"ClientRequestToken": f"t{number}"}) for _ in range(20)}
        assert len(modes) == 1


RESOURCES = {
    "GetProxySession": "VoiceConnectorId",
    "CreateProxySession": "VoiceConnectorId",
    "DescribeChannelBan": "ChannelArn",
    "ListChannels": "AppInstanceArn",
    "DeleteAppInstanceAdmin": "AppInstanceArn",
    "DescribeAppInstanceUser": "AppInstanceUserArn",
    "ListChannelMembershipsForAppInstanceUser": "AppInstanceUserArn",
    "GetAttendee": "MeetingId",
    "CreateMediaCapturePipeline": "SourceArn",
    "TagResource": "ResourceARN",
    "CreateMeeting": "ClientRequestToken",
    "ListVoiceConnectors": None,
    "ListAppInstances": None,
}


@pytest.mark.parametrize(("operation", "name"), RESOURCES.items())
def test_the_resource_of_an_operation_is_found_in_its_model(operation, name):
    assert resource(operation) == name


@pytest.mark.parametrize("operation", ROUTES)
def test_a_resource_is_a_parameter_of_text(operation):
    name = resource(operation)
    shape = LEGACY.operation_model(operation).input_shape
    assert name is None or shape.members[name].type_name == "string"


def test_an_operation_that_chime_never_had_is_about_nothing():
    assert (is_read("Fly"), resource("Fly")) == (False, None)


# Switching.


def test_a_rollout_applies_to_the_next_call(monkeypatch):
    assert rollout.plan("GetMeeting", MEETING).side == "forward"
    with chime_shim.configure(rollout="legacy"):
        assert rollout.plan("GetMeeting", MEETING).side == "legacy"
    monkeypatch.setenv("CHIME_SHIM_ROLLOUT", "meetings=legacy")
    assert rollout.plan("GetMeeting", MEETING).side == "legacy"
    monkeypatch.setenv("CHIME_SHIM_ROLLOUT", "forward")
    assert rollout.plan("GetMeeting", MEETING).side == "forward"
    monkeypatch.delenv("CHIME_SHIM_ROLLOUT")
    assert rollout.plan("GetMeeting", MEETING) is rollout.FORWARDED


def test_a_mode_takes_the_place_of_the_rollout_and_nests():
    chime_shim.configure(rollout="voice=legacy")
    with chime_shim.mode("meetings=legacy"):
        assert rollout.plan("GetMeeting", MEETING).mode == "legacy"
        assert rollout.plan("GetVoiceConnector", {}).mode == "forward"
        with chime_shim.mode("forward"):
            assert rollout.plan("GetMeeting", MEETING).mode == "forward"
        assert rollout.plan("GetMeeting", MEETING).mode == "legacy"
    assert rollout.plan("GetVoiceConnector", {}).mode == "legacy"


def test_a_mode_is_of_one_thread():
    modes = []
    with chime_shim.mode("legacy"):
        thread = threading.Thread(target=lambda: modes.append(rollout.plan("GetMeeting", MEETING).mode))
        thread.start()
        thread.join()
    assert modes == ["forward"]


def test_a_mode_is_of_one_task_and_those_that_it_starts():
    async def mode():
        return rollout.plan("GetMeeting", MEETING).mode

    async def within():
        with chime_shim.mode("legacy"):
            return await asyncio.gather(mode(), mode())

    async def main():
        return await asyncio.gather(within(), mode())

    assert asyncio.run(main()) == [["legacy", "legacy"], "forward"]


def test_the_control_answers_when_two_sides_are_compared():
    with chime_shim.mode("compare"):
        assert rollout.plan("GetMeeting", MEETING) == ("compare", "forward", ())
        with chime_shim.configure(control="legacy"):
            assert rollout.plan("GetMeeting", MEETING) == ("compare", "legacy", ())


def test_only_reads_fall_back():
    with chime_shim.configure(fallback="ForbiddenException, NotFoundException"):
        assert rollout.plan("GetMeeting", MEETING).fallback == ("ForbiddenException", "NotFoundException")
        assert rollout.plan("DeleteMeeting", MEETING).fallback == ()
        with chime_shim.configure(fallback=[]):
            assert rollout.plan("GetMeeting", MEETING) is rollout.FORWARDED


@pytest.mark.parametrize("value", ["NotFoundExeption", "Forbidden", ["ForbiddenException", 5], 5], ids=repr)
def test_an_error_that_chime_never_raised_is_no_reason_to_fall_back(value):
    with pytest.raises(SettingsError, match="expected"):
        chime_shim.configure(fallback=value)


def test_the_settings_are_shown_as_they_were_said():
    chime_shim.configure(rollout="*=forward,meetings=legacy", fallback="NotFoundException,ForbiddenException")
    in_force = settings.current()
    assert settings.shown("rollout", in_force.rollout) == "*=forward,meetings=legacy"
    assert settings.shown("fallback", in_force.fallback) == "NotFoundException,ForbiddenException"
    assert settings.shown("fallback", ()) is None


def test_every_operation_has_a_namespace():
    assert Counter(route.namespace for route in ROUTES.values()) == {
        "voice": 55,
        "messaging": 33,
        "meetings": 14 + len(RETIRED),
        "identity": 16,
        "media-pipelines": 4,
        "tags": 3,
    }
