"""Every botocore is held to this: what differs from the legacy model is ruled, or has been looked at."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from botocore.model import ServiceModel

from chime_shim import legacy_api
from chime_shim._models.differences import KINDS, differences
from chime_shim._models.explained import EXPLAINED, answer
from chime_shim._models.rehearsal import destinations, successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import (
    KEPT_ROUTES,
    ROUTES,
    identity,
    media_pipelines,
    meetings,
    messaging,
    phone_numbers,
    retired,
    tags,
    voice,
)
from chime_shim.routes._errors import CODES, RENAMED
from tests.support.versions import BOTOCORE, since

pytestmark = pytest.mark.skipif(
    BOTOCORE < (1, 29, 113),
    reason="the first models of chime-sdk-voice and chime-sdk-messaging are not complete",
)

ALL = [*ROUTES.values(), *KEPT_ROUTES.values()]
TABLES = (identity, media_pipelines, meetings, messaging, phone_numbers, retired, tags, voice)
KEPT = """
BatchDeletePhoneNumber BatchUpdatePhoneNumber CreatePhoneNumberOrder DeletePhoneNumber GetGlobalSettings
GetPhoneNumber GetPhoneNumberOrder GetPhoneNumberSettings ListPhoneNumberOrders ListPhoneNumbers
ListSupportedPhoneNumberCountries RestorePhoneNumber SearchAvailablePhoneNumbers UpdateGlobalSettings
UpdatePhoneNumber UpdatePhoneNumberSettings
"""
CHECKED_HERE = {
    "dropped",
    "min-lowered",
    "min-raised",
    "min-removed",
    "no-longer-required",
    "now-required",
}

# What a script of its own found in the models of that botocore, by operation, and by service where the ARN
# decides.
CHECKED_INPUT = Path(__file__).with_name("checked_input.txt")


def uncovered(route):
    return [
        f"{route.operation} -> {difference.service}: {difference.name}"
        for difference in differences(route)
        if answer(route, difference) is None
    ]


def each(routes=ALL):
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.operation)


@each()
def test_every_difference_has_a_rule_or_a_reason(route):
    assert uncovered(route) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda shape: shape["required"].append("Tags"), "now-required:Tags"),
        (
            lambda shape: shape["members"].pop("NotificationsConfiguration"),
            "dropped:NotificationsConfiguration",
        ),
        (
            lambda shape: shape["members"]["ExternalMeetingId"].update(
                location="header", locationName="x-id"
            ),
            "location:ExternalMeetingId",
        ),
        (lambda shape: shape["members"].update(MeetingHostId={"shape": "Boolean"}), "type:MeetingHostId"),
        (
            lambda shape: shape["members"]["ClientRequestToken"].pop("idempotencyToken"),
            "idempotency-token:ClientRequestToken",
        ),
    ],
)
def test_a_new_difference_is_named(monkeypatch, change, found):
    description = deepcopy(dict(successor_model("chime-sdk-meetings")._service_description))
    change(description["shapes"]["CreateMeetingRequest"])
    changed = ServiceModel(description, "chime-sdk-meetings")
    monkeypatch.setattr("chime_shim._models.differences.successor_model", lambda _: changed)
    new = uncovered(ROUTES["CreateMeeting"])
    assert f"CreateMeeting -> chime-sdk-meetings: {found}" in new


def test_a_new_error_a_new_path_and_a_reply_without_a_member_are_named(monkeypatch):
    description = deepcopy(dict(successor_model("chime-sdk-voice")._service_description))
    operation = description["operations"]["GetProxySession"]
    operation["errors"].append({"shape": "GoneException"})
    operation["http"].update(method="POST", requestUri="/proxy-sessions/{proxySessionId}", responseCode=202)
    del description["shapes"]["ProxySession"]["members"]["Participants"]
    description["shapes"]["ProxySession"]["members"]["Status"] = {"shape": "Boolean"}
    changed = ServiceModel(description, "chime-sdk-voice")
    monkeypatch.setattr("chime_shim._models.differences.successor_model", lambda _: changed)
    assert {text.rpartition(" ")[2] for text in uncovered(ROUTES["GetProxySession"])} == {
        "error-new:GoneException",
        "method",
        "path",
        "status",
        "reply-lacks:ProxySession.Participants",
        "reply-type:ProxySession.Status",
    }


@since("1.44.5", "model like the one that was looked at")
def test_what_is_checked_before_sending_agrees_with_what_was_found_by_other_means():
    found = {}
    for route in ROUTES.values():
        for difference in differences(route):
            if difference.kind in CHECKED_HERE:
                key = route.operation if route.to else f"{route.operation} {difference.service}"
                found.setdefault(key, set()).add(difference.name)
    lines = (line.split(": ") for line in CHECKED_INPUT.read_text().splitlines())
    assert found == {key: set(names.split()) for key, names in lines}


@each()
def test_a_difference_is_told_in_words(route):
    for difference in differences(route):
        assert difference.name.partition(":")[0] == difference.kind
        assert difference.change.startswith(KINDS[difference.kind].partition("{")[0])


def test_explanations_speak_of_operations_that_chime_had():
    names = [route.operation for route in ALL]
    for explanation in EXPLAINED:
        assert explanation.reason
        for difference, patterns in explanation.where.items():
            assert difference.partition(":")[0] in KINDS
            for pattern in patterns.split():
                assert any(fnmatchcase(name, pattern) for name in names), (difference, pattern)


def test_a_difference_has_one_explanation():
    names = Counter(
        (difference, pattern)
        for explanation in EXPLAINED
        for difference, patterns in explanation.where.items()
        for pattern in patterns.split()
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_bearer_is_excused_only_where_the_legacy_model_has_one():
    with_bearer = {
        route.operation
        for route in messaging.ROUTES
        if "ChimeBearer" in legacy_model().operation_model(route.operation).input_shape.members
    }
    excused = {
        route.operation
        for route in ALL
        if any(each.covers(route.operation, "now-required:ChimeBearer") for each in EXPLAINED)
    }
    assert excused == with_bearer


def test_the_routes_are_those_of_the_removed_operations():
    assert set(ROUTES) == legacy_api.removed_operations()
    assert len(ROUTES) == 129


def test_the_kept_routes_are_the_sixteen_that_both_services_have():
    assert set(KEPT_ROUTES) == set(KEPT.split())
    assert len(KEPT_ROUTES) == 16
    assert all(route.optional for route in KEPT_ROUTES.values())
    assert not any(route.optional for route in ROUTES.values())
    assert set(KEPT_ROUTES).isdisjoint(ROUTES)
    assert set(KEPT_ROUTES) <= set(legacy_model().operation_names)
    assert set(KEPT_ROUTES) <= set(successor_model("chime-sdk-voice").operation_names)


def test_no_operation_is_in_two_tables():
    counts = Counter(route.operation for table in TABLES for route in table.ROUTES)
    assert [operation for operation, count in counts.items() if count > 1] == []


@each()
def test_a_route_has_a_source(route):
    assert route.source.startswith("https://docs.aws.amazon.com/chime-sdk/latest/")
    assert route.source.endswith((f"_{route.successor_operation}.html", "migrate-from-chm-namespace.html"))


@each()
def test_botocore_has_the_successor(route):
    missing = [
        f"{service}:{operation}"
        for service, operation in destinations(route)
        if operation not in successor_model(service).operation_names
    ]
    assert missing == []


@each()
def test_the_kind_tells_what_the_shim_has_to_do(route):
    assert route.kind in {"identical", "translated", "composed", "retired"}
    assert (route.kind == "retired") == (not destinations(route))
    assert (route.kind == "composed") == (route.compose is not None)
    if route.kind == "identical":
        assert (route.rules, route.reply_rules, route.successor_operation) == ((), (), route.operation)
        assert route.to not in RENAMED


def has(shape, path):
    name, _, rest = path.partition(".")
    if name.removesuffix("[]") not in shape.members:
        return False
    member = shape.members[name.removesuffix("[]")]
    return not rest or has(member.member if name.endswith("[]") else member, rest)


@each()
def test_the_paths_of_rules_are_those_of_legacy_members(route):
    operation = legacy_model().operation_model(route.operation)
    for rule in route.rules:
        assert rule.text
        assert not hasattr(rule, "path") or has(operation.input_shape, rule.path)
    for rule in route.reply_rules:
        assert rule.text
        assert not hasattr(rule, "path") or has(operation.output_shape, rule.path)


def test_the_errors_are_those_of_the_legacy_model():
    shapes = legacy_model()._service_description["shapes"]
    assert set(CODES) == {name for name, shape in shapes.items() if shape.get("exception")}
    assert set(CODES.values()) <= set(shapes["ErrorCode"]["enum"])


def test_renamed_errors_are_renamed_from_what_is_there_to_what_was():
    for service, names in RENAMED.items():
        shapes = successor_model(service)._service_description["shapes"]
        assert set(names) <= {name for name, shape in shapes.items() if shape.get("exception")}
        assert set(names.values()) <= set(CODES)
        assert set(names).isdisjoint(CODES)
