from __future__ import annotations

from chime_shim.doctor._account import check_account


def lines(checks):
    return [line for each in checks for line in each.details]


def test_who_is_not_known_to_call_anything_is_told_how_to_tell(unknown):
    (check,) = check_account(unknown)
    assert check.level == "note"
    assert "--ledger FILE, --scan PATH or -- PROGRAM" in check.details[0]


def test_actions_that_are_needed_beside_the_old_ones_are_listed(using):
    actions, principals = check_account(using("TagMeeting", "UntagMeeting", "CreateProxySession"))
    assert actions.details == (
        "chime:GetMeeting, for TagMeeting, UntagMeeting",
        "chime:TagResource, for TagMeeting",
        "chime:UntagResource, for UntagMeeting",
    )
    assert principals.details == ("meetings.chime.amazonaws.com, for TagMeeting, UntagMeeting",)
    assert {actions.level, principals.level} == {"note"}


def test_many_operations_are_counted(using):
    (check,) = check_account(using("GetMeeting", "ListAttendees", "CreateMeeting", "DeleteMeeting"))
    assert check.details == (
        "meetings.chime.amazonaws.com, for CreateMeeting, DeleteMeeting, GetMeeting and 1 more",
    )


def test_what_is_to_be_done_once_is_told(using):
    assert any(
        "AmazonChimeSDKMediaPipelines" in line
        for line in lines(check_account(using("CreateMediaCapturePipeline")))
    )


def test_voice_needs_nothing_new(using):
    (check,) = check_account(using("CreateVoiceConnector", "ListMeetings"))
    assert check.level == "ok"
