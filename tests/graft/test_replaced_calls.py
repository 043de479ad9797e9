"""What is told of a call that a replacement answers, and what may be a replacement."""

from __future__ import annotations

import botocore.session
import pytest

import chime_shim
from chime_shim import OperationRetiredError
from chime_shim.events import set_hooks
from tests.graft.test_replacements import MEETINGS, OPERATIONS


@pytest.fixture
def legacy(loopback):
    session = botocore.session.Session()
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


@pytest.mark.parametrize(
    ("operation", "method", "params", "reply"),
    [row for kind, row in OPERATIONS.items() if kind != "kept"],
    ids=[kind for kind in OPERATIONS if kind != "kept"],
)
def test_a_replaced_call_says_so_and_warns_of_nothing(operation, method, params, reply, legacy, recwarn):
    class Sending(list):
        def __call__(self, call):
            self.append(call)

        def sending(self, *announced):
            self.append(announced)

    @chime_shim.replace(operation)
    def answer(client, **params):
        return reply

    heard = Sending()
    with set_hooks([heard]):
        getattr(legacy, method)(**params)
    answer.undo()

    announced, call = heard
    assert announced == (operation, None, "replaced")
    assert (call.mode, call.successor, call.notice) == ("replaced", None, None)
    assert [str(each.message) for each in recwarn if "chime" in type(each.message).__name__.lower()] == []


class Records:
    def list_meetings(self, client, **params):
        return MEETINGS


def test_a_bound_method_may_answer(legacy):
    registered = chime_shim.replace("ListMeetings")(Records().list_meetings)

    assert legacy.list_meetings()["Meetings"] == MEETINGS["Meetings"]
    registered.undo()
    with pytest.raises(OperationRetiredError):
        legacy.list_meetings()


def test_one_function_may_answer_several_operations_and_is_taken_back_from_all(legacy):
    @chime_shim.replace("ListMeetings")
    @chime_shim.replace("ListAttendeeTags")
    def none(client, **params):
        return {}

    assert legacy.list_meetings().keys() == {"ResponseMetadata"}
    none.undo()
    with pytest.raises(OperationRetiredError):
        legacy.list_meetings()
    with pytest.raises(OperationRetiredError):
        legacy.list_attendee_tags(MeetingId="m", AttendeeId="a")
