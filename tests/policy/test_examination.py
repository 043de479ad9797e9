from __future__ import annotations

import pytest

from chime_shim.policy import Policy, examine
from chime_shim.policy._needs import PRINCIPALS, actions
from chime_shim.routes import ROUTES

STREAMING = "PutMessagingStreamingConfigurations"


def policy(*statements):
    return Policy.of({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*names, resource="*", **more):
    return {"Effect": "Allow", "Action": [f"chime:{name}" for name in names], "Resource": resource, **more}


def deny(*names, **more):
    return {**allow(*names, **more), "Effect": "Deny"}


def added(*statements):
    """By number of the statement: the actions to add, without their prefix."""
    return {
        each.statement.number: {action.removeprefix("chime:") for action in each.actions}
        for each in examine(policy(*statements)).additions
    }


# What the facts say (renamed and extra actions), and not what the routes compute.
EXTRA = {
    "TagMeeting": {"GetMeeting", "TagResource"},
    "UntagMeeting": {"GetMeeting", "UntagResource"},
    "ListMeetingTags": {"GetMeeting", "ListTagsForResource"},
    "PutAppInstanceStreamingConfigurations": {STREAMING},
    "GetAppInstanceStreamingConfigurations": {"GetMessagingStreamingConfigurations"},
    "DeleteAppInstanceStreamingConfigurations": {"DeleteMessagingStreamingConfigurations"},
    "ListMediaCapturePipelines": {"GetMediaCapturePipeline"},
    "CreateMeetingWithAttendees": {"CreateMeeting"},
}


@pytest.mark.parametrize("operation", ROUTES)
def test_each_operation_needs_what_the_facts_say(operation):
    extra = EXTRA.get(operation, set())
    assert added(allow(operation)) == ({1: extra} if extra else {})


@pytest.mark.parametrize("pattern", ["*", "chime:*", "CHIME:*", "c*", "chime:*e*"])
def test_who_may_do_everything_lacks_nothing(pattern):
    assert added({"Effect": "Allow", "Action": pattern, "Resource": "*"}) == {}


def test_wildcards_are_understood():
    assert added(allow("Tag*")) == {1: {"GetMeeting"}}
    assert added(allow("?agMeeting", "get*")) == {1: {"TagResource"}}
    assert added(allow("*TagMeeting")) == {1: {"GetMeeting", "TagResource", "UntagResource"}}


def test_an_action_of_no_chime_lacks_nothing():
    assert added({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}) == {}


def test_what_another_statement_allows_is_not_missing():
    assert added(allow("TagMeeting"), allow("GetMeeting", "TagResource")) == {}
    assert (
        added(allow("TagMeeting", resource="a"), allow("GetMeeting"), allow("TagResource", resource="a"))
        == {}
    )


def test_what_another_statement_allows_elsewhere_or_sometimes_is_missing():
    assert added(
        allow("TagMeeting", resource="a"), allow("GetMeeting", resource="b"), allow("TagResource")
    ) == {1: {"GetMeeting"}}
    often = {"Bool": {"aws:SecureTransport": "true"}}
    assert added(allow("TagMeeting"), allow("GetMeeting", "TagResource", Condition=often)) == {
        1: {"GetMeeting", "TagResource"}
    }


def test_not_action_allows_all_else_and_gets_a_statement_of_its_own():
    excepting = {"Effect": "Allow", "NotAction": ["chime:GetMeeting", "iam:*"], "Resource": "*"}
    (addition,) = examine(policy(excepting)).additions

    assert set(addition.actions) == {"chime:GetMeeting"}
    assert addition.apart
    assert added({**excepting, "NotAction": "iam:*"}) == {}
    assert added({**excepting, "NotAction": "chime:*"}) == {}


def test_the_list_says_for_what_an_action_is_needed():
    (addition,) = examine(policy(allow("TagMeeting", "UntagMeeting"))).additions
    assert addition.actions["chime:GetMeeting"] == ("chime:TagMeeting", "chime:UntagMeeting")


# Deny


def remarks(*statements):
    return [(each.statement.number, each.text) for each in examine(policy(*statements)).remarks]


def test_what_is_denied_everywhere_is_not_added_and_said():
    statements = allow("TagMeeting"), deny("TagResource")

    assert added(*statements) == {1: {"GetMeeting"}}
    assert remarks(*statements) == [(2, "it denies chime:TagResource, which chime:TagMeeting needs now")]


def test_what_is_denied_somewhere_is_added_and_said():
    statements = allow("TagMeeting"), deny("TagResource", resource="a")

    assert added(*statements) == {1: {"GetMeeting", "TagResource"}}
    assert len(remarks(*statements)) == 1


def test_an_operation_that_is_denied_needs_nothing():
    assert added(allow("TagMeeting"), deny("TagMeeting", "TagResource")) == {}
    assert remarks(allow("TagMeeting"), deny("TagMeeting", "TagResource")) == []
    assert added(allow("*"), deny("*")) == {}
    assert remarks(allow("*"), deny("*")) == []


def test_a_denial_that_the_shim_goes_round_is_said():
    assert remarks(allow("*"), deny("TagMeeting")) == [
        (2, "it denies chime:TagMeeting, and not chime:TagResource, which the shim sends in its place")
    ]
    ((_, text),) = remarks(allow("*"), deny("CreateMeetingWithAttendees"))
    assert text.startswith("it denies chime:CreateMeetingWithAttendees, and not chime:CreateMeeting, which")
    assert remarks(allow("*"), deny("ListMediaCapturePipelines")) == []
    assert remarks(allow("*"), deny("GetVoiceConnector")) == []


def test_a_denial_of_all_but_a_few_is_understood():
    but = {"Effect": "Deny", "NotAction": ["chime:TagMeeting", "chime:TagResource"], "Resource": "*"}
    assert added(allow("TagMeeting"), but) == {1: {"TagResource"}}
    assert remarks(allow("TagMeeting"), but) == [
        (2, "it denies chime:GetMeeting, which chime:TagMeeting needs now")
    ]


ONE = {"AWS": "arn:aws:iam::111122223333:role/guest"}


@pytest.mark.parametrize(
    "narrower",
    [
        {"Principal": ONE},
        {"Principal": {"AWS": [ONE["AWS"]]}},
        {"Principal": {"Service": "lambda.amazonaws.com"}},
        {"NotPrincipal": ONE},
        {"Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Resource": "a"},
    ],
    ids=str,
)
def test_a_denial_for_some_is_none_for_all(narrower):
    allowing = {**allow("TagMeeting"), "Principal": "*"}
    denying = {**deny("TagMeeting", "TagResource", "GetMeeting"), **narrower}

    assert added(allowing, denying) == {1: {"GetMeeting", "TagResource"}}
    # And an Allow for some allows nobody else what is needed.
    assert added(allowing, {**allow("GetMeeting", "TagResource"), **narrower}) == {
        1: {"GetMeeting", "TagResource"}
    }


@pytest.mark.parametrize("anybody", ["*", {"AWS": "*"}, {"AWS": ["*"]}, {"AWS": [ONE["AWS"], "*"]}], ids=str)
def test_a_denial_for_anybody_is_one_for_all(anybody):
    allowing = {**allow("TagMeeting"), "Principal": ONE}
    assert added(allowing, {**deny("TagMeeting"), "Principal": anybody}) == {}
    assert added(allowing, {**allow("GetMeeting", "TagResource"), "Principal": anybody}) == {}


# Resource policies


def topic(*services, effect="Allow", **more):
    return {
        "Effect": effect,
        "Principal": {"Service": list(services) if len(services) > 1 else services[0]},
        "Action": "sns:Publish",
        "Resource": "a",
        **more,
    }


def test_whoever_names_the_old_principal_should_name_the_new_ones():
    (addition,) = examine(policy(topic("chime.amazonaws.com"))).additions
    assert addition.principals == tuple(PRINCIPALS.values())
    assert addition.actions == {}


def test_the_services_that_use_a_resource_can_be_said():
    found = examine(policy(topic("chime.amazonaws.com")), ["chime-sdk-meetings"])
    assert [each.principals for each in found.additions] == [("meetings.chime.amazonaws.com",)]


def test_principals_that_are_there_already_are_not_missing():
    assert examine(policy(topic("chime.amazonaws.com", *PRINCIPALS.values()))).additions == ()
    assert examine(policy(topic("s3.amazonaws.com"))).additions == ()
    assert examine(policy({**topic("x"), "Principal": "*"})).additions == ()
    assert examine(policy({**topic("x"), "Principal": {"AWS": "111122223333"}})).additions == ()


def test_a_role_is_a_resource_without_resource():
    trust = topic("chime.amazonaws.com")
    del trust["Resource"]
    (addition,) = examine(policy({**trust, "Action": "sts:AssumeRole"})).additions
    assert addition.principals == tuple(PRINCIPALS.values())


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (topic("chime.amazonaws.com", effect="Deny"), "it denies chime.amazonaws.com, and not"),
        (
            {
                **topic("x"),
                "Principal": "*",
                "NotPrincipal": {"Service": ["chime.amazonaws.com"]},
                "Effect": "Deny",
            },
            "NotPrincipal names chime.amazonaws.com",
        ),
        (
            topic("x", Condition={"StringEquals": {"aws:PrincipalServiceName": ["chime.amazonaws.com"]}}),
            "a condition names chime.amazonaws.com",
        ),
    ],
)
def test_what_no_addition_mends_is_said(statement, text):
    ((number, remark),) = remarks(statement)
    assert number == 1
    assert remark.startswith(text)


def test_what_is_to_be_done_once_in_the_account_is_said_for_what_is_allowed():
    assert "AmazonChimeSDKMediaPipelines" in examine(policy(allow("CreateMediaCapturePipeline"))).once[0]
    assert examine(policy(allow("GetMeeting"))).once == ()
    assert examine(policy(allow("*"), deny("*"))).once == ()


def test_after_it_the_shim_may_do_all_that_the_old_client_might():
    names = [name for name, route in ROUTES.items() if not route.retired]
    found = examine(policy(allow(*names)))
    needed = {action for name in names for action in actions(ROUTES[name])}
    (addition,) = found.additions
    assert {f"chime:{name}" for name in names} | set(addition.actions) >= needed
