"""Where two replies differ, and what is no difference."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chime_shim._graft.compare.differences import differences
from tests.support.model_params import LEGACY

NOW = datetime(2026, 4, 1, 12, 0, 0, 288000, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)


def compared(operation, control, candidate):
    shape = LEGACY.operation_model(operation).output_shape
    there, back = differences(control, candidate, shape), differences(candidate, control, shape)
    assert len(there) == len(back)
    return list(there)


def sessions(*sessions):
    return {"ProxySessions": [{"ProxySessionId": name, **members} for name, members in sessions]}


SAME = {
    "order of items": (
        "ListProxySessions",
        sessions(("a", {"Name": "x"}), ("b", {"Name": "y"})),
        sessions(("b", {"Name": "y"}), ("a", {"Name": "x"})),
    ),
    "order of values": (
        "GetProxySession",
        {"ProxySession": {"Capabilities": ["SMS", "Voice"]}},
        {"ProxySession": {"Capabilities": ["Voice", "SMS"]}},
    ),
    "metadata": (
        "GetProxySession",
        {"ResponseMetadata": {"RequestId": "1", "HTTPStatusCode": 200}},
        {"ResponseMetadata": {"RequestId": "2", "HTTPHeaders": {}}},
    ),
    "members that the old reply does not have": (
        "GetMeeting",
        {"Meeting": {"MeetingId": "m"}},
        {"Meeting": {"MeetingId": "m", "MeetingArn": "arn", "TenantIds": []}, "More": 1},
    ),
    "the precision of a time": (
        "GetProxySession",
        {"ProxySession": {"CreatedTimestamp": NOW}},
        {"ProxySession": {"CreatedTimestamp": NOW.replace(microsecond=0)}},
    ),
    "a time that moves": (
        "GetVoiceConnectorTerminationHealth",
        {"TerminationHealth": {"Timestamp": NOW, "Source": "s"}},
        {"TerminationHealth": {"Timestamp": LATER, "Source": "s"}},
    ),
    "tokens": (
        "ListAttendees",
        {"Attendees": [{"AttendeeId": "a", "JoinToken": "1"}], "NextToken": "2"},
        {"Attendees": [{"AttendeeId": "a", "JoinToken": "3"}], "NextToken": "4"},
    ),
}
DIFFERENT = {
    "a value": (
        "GetProxySession",
        {"ProxySession": {"Name": "x"}},
        {"ProxySession": {"Name": "y"}},
        ["ProxySession.Name: differs"],
    ),
    "a member": (
        "GetProxySession",
        {"ProxySession": {"Name": "x"}},
        {"ProxySession": {}},
        ["ProxySession.Name: only in control"],
    ),
    "a member on the other side": ("GetMeeting", {}, {"Meeting": {}}, ["Meeting: only in candidate"]),
    "a time that stays": (
        "GetProxySession",
        {"ProxySession": {"CreatedTimestamp": NOW}},
        {"ProxySession": {"CreatedTimestamp": LATER}},
        ["ProxySession.CreatedTimestamp: differs"],
    ),
    "the number of items": (
        "ListProxySessions",
        sessions(("a", {}), ("b", {})),
        sessions(("a", {})),
        ["ProxySessions[]: number of items differs"],
    ),
    "one of many items, told once": (
        "ListProxySessions",
        sessions(*((f"s{number}", {"Name": "x", "Status": "Open"}) for number in range(9))),
        sessions(*((f"s{number}", {"Name": "y", "Status": "Open"}) for number in reversed(range(9)))),
        ["ProxySessions[].Name: differs"],
    ),
    "the order of messages": (
        "ListChannelMessages",
        {"ChannelMessages": [{"MessageId": "1"}, {"MessageId": "2"}]},
        {"ChannelMessages": [{"MessageId": "2"}, {"MessageId": "1"}]},
        ["ChannelMessages[].MessageId: differs"],
    ),
    "the value of a tag": (
        "ListMeetingTags",
        {"Tags": [{"Key": "a", "Value": "1"}]},
        {"Tags": [{"Key": "a", "Value": "2"}]},
        ["Tags[].Value: differs"],
    ),
    "whether there is another page": (
        "ListProxySessions",
        {"ProxySessions": [], "NextToken": "t"},
        {"ProxySessions": []},
        ["NextToken: only in control"],
    ),
}


@pytest.mark.parametrize(("operation", "control", "candidate"), SAME.values(), ids=SAME)
def test_what_is_no_difference(operation, control, candidate):
    assert compared(operation, control, candidate) == []


@pytest.mark.parametrize(("operation", "control", "candidate", "paths"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_is_a_difference(operation, control, candidate, paths):
    assert compared(operation, control, candidate) == paths


def test_an_operation_without_output_has_no_differences():
    assert differences({"a": 1}, {"b": 2}, None) == ()


# Items are compared with the one that is the same thing, and not with the one that is in the same place.


@pytest.mark.parametrize("name", ["ProxySessionId", "ExpiryMinutes"])
def test_items_are_paired_by_what_identifies_them(name):
    """Sorted by all that they have, ``b`` with its new duration would come before ``a``."""
    control = sessions(("b", {"ExpiryMinutes": 60}), ("a", {"ExpiryMinutes": 90}))
    candidate = sessions(("a", {"ExpiryMinutes": 90}), ("b", {"ExpiryMinutes": 10}))
    if name == "ProxySessionId":  # it is another thing, and only that
        candidate = sessions(("a", {"ExpiryMinutes": 90}), ("c", {"ExpiryMinutes": 60}))

    assert compared("ListProxySessions", control, candidate) == [f"ProxySessions[].{name}: differs"]


def test_a_token_of_an_item_does_not_pair_it():
    control = {"Attendees": [{"AttendeeId": "a", "JoinToken": "1"}, {"AttendeeId": "b", "JoinToken": "2"}]}
    candidate = {"Attendees": [{"AttendeeId": "a", "JoinToken": "9"}, {"AttendeeId": "b", "JoinToken": "0"}]}

    assert compared("ListAttendees", control, candidate) == []


def test_items_without_an_identity_are_paired_by_all_they_have():
    places = ["aa", "bb", "cc"]
    control = {"Proxy": {"PhoneNumberCountries": places}}
    candidate = {"Proxy": {"PhoneNumberCountries": places[::-1]}}

    assert compared("GetVoiceConnectorProxy", control, candidate) == []
