from __future__ import annotations

import copy

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.model import ServiceModel

import chime_shim
from chime_shim._models.rehearsal import successor_model
from chime_shim.doctor import _future
from chime_shim.doctor._future import check_future
from chime_shim.routes import ROUTES


def told(checks):
    return {each.text.partition(": ")[2]: (each.level, each.details) for each in checks}


RETIRED = "retired by AWS: each call raises OperationRetiredError"
ENDED = "AWS ended support: calls may fail at any time"
MISSING = "the installed botocore lacks where they go"
DEPRECATED = "the installed botocore calls the successor deprecated, too"


def test_what_an_application_uses_is_a_worry(using):
    found = told(check_future(using("ListMeetings", "CreateProxySession", "GetMeeting")))
    assert found == {
        RETIRED: ("fail", (f"ListMeetings: {ROUTES['ListMeetings'].remedy}",)),
        ENDED: ("warn", ("CreateProxySession: on 2026-04-07",)),
    }


def test_what_nobody_is_known_to_use_is_only_to_be_known(unknown):
    found = told(check_future(unknown))
    assert {level for level, _ in found.values()} == {"note"}
    assert found[ENDED][1][0].count(",") == 7
    assert len(found[RETIRED][1]) == 2


def test_nothing_to_worry_about(using):
    (check,) = check_future(using("GetMeeting"))
    assert check.level == "ok"


def test_an_operation_that_the_application_answers_is_no_worry(using):
    @chime_shim.replace("ListMeetings")
    def list_meetings(client, **params):
        return {"Meetings": []}

    try:
        (check,) = check_future(using("ListMeetings"))
    finally:
        list_meetings.undo()
    assert check.level == "ok"


def test_a_successor_that_botocore_does_not_have_is_a_failure(using, unknown, monkeypatch):
    def without_meetings(service):
        if service == "chime-sdk-meetings":
            raise UnknownServiceError(service_name=service, known_service_names="none")
        return successor_model(service)

    monkeypatch.setattr(_future, "successor_model", without_meetings)

    level, (line,) = told(check_future(using("GetMeeting")))[MISSING]
    assert (level, line) == ("fail", "GetMeeting: chime-sdk-meetings")
    # Also if nobody is known to use them: such an installation is broken.
    assert told(check_future(unknown))[MISSING][0] == "fail"


@pytest.mark.parametrize("operation", ["GetMeeting", "CreateProxySession"])
def test_a_successor_that_botocore_marks_is_said_unless_it_ended(operation, using, monkeypatch):
    description = copy.deepcopy(successor_model(ROUTES[operation].to)._service_description)
    description["operations"][operation]["deprecated"] = True
    marked = ServiceModel(description, ROUTES[operation].to)
    monkeypatch.setattr(_future, "successor_model", lambda _: marked)

    found = told(check_future(using(operation)))

    assert (DEPRECATED in found) == (operation == "GetMeeting")
