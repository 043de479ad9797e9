"""The new policy allows what the old one allowed and exactly what was listed, whatever the old one is."""

from __future__ import annotations

import copy
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.policy import Policy, examine, extended, size
from chime_shim.policy._needs import LEGACY_PRINCIPAL, PRINCIPALS, actions
from chime_shim.routes import ROUTES
from tests.policy.evaluator import Request, is_allowed

RENAMED = sorted(
    operation
    for operation, route in ROUTES.items()
    if not route.retired and actions(route) != (f"chime:{operation}",)
)
NEEDED = sorted({action for operation in RENAMED for action in actions(ROUTES[operation])})
ACTIONS = sorted(
    {*NEEDED, *(f"chime:{operation}" for operation in RENAMED), "chime:GetChannel", "s3:GetObject"}
)
PATTERNS = [
    *ACTIONS,
    "*",
    "chime:*",
    "chime:Tag*",
    "chime:*Meeting*",
    "CHIME:get*",
    "chime:?agMeeting",
    "s3:*",
]
SERVICES = [LEGACY_PRINCIPAL, *PRINCIPALS.values(), "s3.amazonaws.com"]
REQUESTS = [Request(*each) for each in itertools.product(ACTIONS, ["a", "b"], [True, False])]


def one_or_more(values):
    return st.one_of(st.sampled_from(values), st.lists(st.sampled_from(values), min_size=1, max_size=4))


@st.composite
def statements(draw, services=False):
    statement = {"Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"]))}
    if draw(st.booleans()):
        statement["Sid"] = draw(st.sampled_from(["A", "B"]))
    if services:
        statement["Principal"] = draw(
            st.one_of(st.just("*"), st.builds(lambda each: {"Service": each}, one_or_more(SERVICES)))
        )
    statement[draw(st.sampled_from(["Action", "Action", "NotAction"]))] = draw(one_or_more(PATTERNS))
    statement["Resource"] = draw(one_or_more(["*", "a", "b"]))
    if draw(st.integers(0, 3)) == 0:
        statement["Condition"] = {"Bool": {"aws:SecureTransport": "true"}}
    return statement


def policies(**options):
    each = statements(**options)
    return st.builds(
        lambda them: {"Version": "2012-10-17", "Statement": them}, st.one_of(each, st.lists(each, max_size=4))
    )


def made(content):
    old = Policy.of(content)
    found = examine(old)
    return found, extended(old, found.additions)


def allowed(content, requests):
    return {request for request in requests if is_allowed(content, request)}


def as_statements(additions):
    """What was listed, as statements of their own: with the effect, resource and conditions of the old."""
    for addition in additions:
        old = addition.statement.content
        kept = {name: value for name, value in old.items() if name in {"Resource", "Condition", "Principal"}}
        if addition.actions:
            yield {"Effect": "Allow", "Action": list(addition.actions), **kept}


@settings(deadline=None, max_examples=60)
@given(policies())
def test_it_allows_what_the_old_one_did_and_exactly_what_was_listed(content):
    before = copy.deepcopy(content)
    found, new = made(content)
    listed = list(as_statements(found.additions))
    statements = content["Statement"] if isinstance(content["Statement"], list) else [content["Statement"]]

    assert content == before
    assert allowed(new.content, REQUESTS) >= allowed(content, REQUESTS)
    assert allowed(new.content, REQUESTS) == allowed({"Statement": [*statements, *listed]}, REQUESTS)


@settings(deadline=None, max_examples=60)
@given(policies())
def test_whoever_might_make_a_legacy_call_may_make_it_through_the_shim(content):
    _, new = made(content)
    denials = [each.content for each in new.statements if not each.allows]
    anything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    for operation, request in itertools.product(RENAMED, itertools.product(["a", "b"], [True, False])):
        if is_allowed(content, Request(f"chime:{operation}", *request)):
            for action in actions(ROUTES[operation]):
                needed = Request(action, *request)
                # What is denied stays so, and is said.
                assert is_allowed(new.content, needed) or not is_allowed(
                    {"Statement": [anything, *denials]}, needed
                )


@settings(deadline=None, max_examples=60)
@given(policies(services=True))
def test_principals_get_what_the_old_one_had_and_nothing_else(content):
    requests = [
        Request(action, resource, holds=True, principal=service)
        for action, resource, service in itertools.product(
            ["chime:GetChannel", "s3:GetObject"], ["a", "b"], SERVICES
        )
    ]
    _, new = made(content)

    for request in requests:
        if request.principal in PRINCIPALS.values():
            old = request._replace(principal=LEGACY_PRINCIPAL)
            either = {request, old}
            denied = any(
                not each.allows and is_allowed({"Statement": [{**each.content, "Effect": "Allow"}]}, request)
                for each in new.statements
            )
            undenied = {"Statement": [each.content for each in Policy.of(content).statements if each.allows]}
            assert is_allowed(new.content, request) == (
                not denied and any(is_allowed(undenied, each) for each in either)
            )
        else:
            assert is_allowed(new.content, request) == is_allowed(content, request)


@settings(deadline=None, max_examples=60)
@given(policies(services=True))
def test_it_lacks_nothing_any_more(content):
    _, new = made(content)
    assert examine(new).additions == ()


@settings(deadline=None, max_examples=60)
@given(policies(services=True))
def test_what_was_there_is_there_in_its_place(content):
    _, new = made(content)
    old = Policy.of(content)
    assert list(new.content) == list(content)
    for before, after in zip(old.statements, new.statements, strict=False):
        assert list(after.content) == list(before.content)
        for name in before.content.keys() - {"Action", "Principal"}:
            assert after.content[name] == before.content[name]


def test_a_sid_stays_unique():
    excepting = {"Sid": "A", "Effect": "Allow", "NotAction": "chime:GetMeeting", "Resource": "*"}
    _, new = made({"Statement": excepting})

    assert [each.content.get("Sid") for each in new.statements] == ["A", None]
    assert new.statements[1].content["Action"] == ["chime:GetMeeting"]


def test_size_counts_no_white_space_of_ours():
    assert size(Policy.of({"Statement": []})) == len('{"Statement":[]}')
