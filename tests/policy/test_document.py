from __future__ import annotations

import json

import pytest

from chime_shim.policy import Policy, PolicyError

ALLOW = {"Effect": "Allow", "Action": "chime:*", "Resource": "*"}
ACCOUNT = "111122223333"
SECRET = f"arn:aws:chime::{ACCOUNT}:meeting/secret"


def statement(**changes):
    changed = {**ALLOW, **changes}
    return json.dumps({"Statement": [{name: each for name, each in changed.items() if each is not None}]})


BAD = {
    "no JSON": ("{", "it is not JSON, in line 1"),
    "empty": ("", "it is not JSON"),
    "a list": ("[]", "it is not a policy"),
    "a text": ('"Statement"', "it is not a policy"),
    "no statement": ("{}", "it is not a policy: expected an object with a Statement"),
    "what the CLI prints": ('{"PolicyVersion": {"Document": {}}}', "give the document that is in it"),
    "statement is text": ('{"Statement": "x"}', "Statement: expected a list of objects"),
    "statement in list is text": ('{"Statement": ["x"]}', "statement 1: expected an object"),
    "no effect": (statement(Effect=None), "statement 1: Effect: expected Allow or Deny"),
    "effect": (statement(Effect="allow"), "statement 1: Effect: expected Allow or Deny"),
    "effect is a list": (statement(Effect=["Allow"]), "statement 1: Effect: expected Allow or Deny"),
    "no action": (statement(Action=None), "statement 1: expected either Action or NotAction"),
    "both": (statement(NotAction="a"), "statement 1: expected either Action or NotAction"),
    "action is a number": (
        statement(Action=1),
        "statement 1: Action: expected a string, or a list of strings",
    ),
    "action in list": (statement(Action=["a", {}]), "statement 1: Action: expected a string"),
    "no action in list": (statement(Action=[]), "statement 1: Action: expected a string"),
    "resource": (statement(Resource={}), "statement 1: Resource: expected a string"),
    "principal": (statement(Principal=SECRET), r"statement 1: Principal: expected \* or an object"),
    "service": (statement(Principal={"Service": 1}), "statement 1: Principal.Service: expected a string"),
    "twins": ('{"Statement": [], "Statement": []}', "the same key twice"),
    "deep": (statement(Condition=json.loads("[" * 100 + "]" * 100)), "nested too deeply"),
    "very deep": ("[" * 100_000, "nested too deeply|not JSON"),
    "long number": ('{"Statement": ' + "1" * 5000 + "}", "not JSON|expected a list"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_is_no_policy_is_refused_with_its_place(text, message):
    with pytest.raises(PolicyError, match=message) as caught:
        Policy.parse(text)

    assert ACCOUNT not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_single_statement_needs_no_list():
    (only,) = Policy.parse(json.dumps({"Statement": ALLOW})).statements
    assert (only.number, only.allows, only.excepts) == (1, True, False)


@pytest.mark.parametrize(
    ("sid", "name"),
    [
        (None, "statement 1"),
        ("Meetings", "statement 1 (Meetings)"),
        ("__default_statement_ID", "statement 1 (__default_statement_ID)"),
        (f"Account{ACCOUNT}", "statement 1"),
        (SECRET, "statement 1"),
        ("\ud800", "statement 1"),
        (["a"], "statement 1"),
    ],
)
def test_a_statement_is_named_without_what_is_nobodys_business(sid, name):
    (only,) = Policy.of({"Statement": [{**ALLOW, "Sid": sid}]}).statements
    assert only.name == name
