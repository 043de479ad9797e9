import copy
import dataclasses
import json
import logging
import pickle

import pytest

from chime_shim.events import CallSite, LegacyCall


def test_an_event_cannot_be_changed(make_call):
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_call().operation = "DeleteMeeting"


def test_fields_are_given_by_name():
    with pytest.raises(TypeError):
        LegacyCall("CreateMeeting", None, CallSite("a.py", 1, "f"))


def test_only_what_is_always_known_is_required():
    call = LegacyCall(
        operation="ListMeetings", successor=None, call_site=CallSite("a.py", 1, "f"), duration_ms=0.0
    )
    assert (call.mode, call.outcome, call.parameters) == ("forward", "ok", ())
    assert (call.request_id, call.status_code, call.retries, call.notice) == (None, None, None, None)


def test_as_dict_has_stable_keys_and_json_values(make_call):
    given = make_call().as_dict()
    assert (
        json.loads(json.dumps(given))
        == given
        == {
            "operation": "CreateProxySession",
            "successor": "chime-sdk-voice:CreateProxySession",
            "call_site": "app.py:12",
            "function": "main",
            "mode": "forward",
            "fallback": None,
            "outcome": "ok",
            "duration_ms": 12.346,
            "request_id": "11aa",
            "status_code": 201,
            "retries": 0,
            "notice": "proxy sessions ended on 2026-04-07",
            "parameters": ["VoiceConnectorId", "Capabilities"],
            "lost": [],
        }
    )


def test_as_dict_tells_every_field(make_call):
    names = {field.name for field in dataclasses.fields(LegacyCall)}
    assert set(make_call().as_dict()) == names | {"function"}


def test_no_key_is_an_attribute_that_log_records_have_already(make_call):
    record = logging.LogRecord("name", logging.INFO, "path", 1, "message", (), None)
    assert not set(make_call().as_dict()) & {*vars(record), "message", "asctime", "event"}


@pytest.mark.parametrize(
    ("outcome", "error"), [("ok", False), ("NotFoundException", True), ("ParamValidationError", True)]
)
def test_error_tells_whether_the_call_failed(make_call, outcome, error):
    assert make_call(outcome=outcome).error is error


def test_the_duration_is_rounded(make_call):
    assert make_call(duration_ms=0.1 + 0.2).duration_ms == 0.3


def test_of_a_mapping_of_parameters_only_the_names_are_kept(make_call):
    call = make_call(parameters={"ParticipantPhoneNumbers": ["+12065550100"], "JoinToken": "s3cret"})
    assert call.parameters == ("ParticipantPhoneNumbers", "JoinToken")
    assert "+12065550100" not in repr(call)
    assert "s3cret" not in repr(call)


def test_events_can_be_compared_hashed_copied_and_pickled(make_call):
    call = make_call()
    assert call == copy.deepcopy(call) == pickle.loads(pickle.dumps(call))
    assert len({call, make_call(), make_call(retries=1)}) == 2
