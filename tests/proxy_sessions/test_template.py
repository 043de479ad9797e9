"""The template is valid by CloudFormation's own schemas, and the policies allow what is done, and no more."""

import json
import subprocess
import sys
from fnmatch import fnmatchcase

import pytest
from botocore.endpoint import Endpoint

from chime_shim.cli import _proxy_pool
from chime_shim.proxy_sessions._lists import pool as read_pool
from chime_shim.proxy_sessions._template import FUNCTION, POLICIES, policy, template
from tests.proxy_sessions.calls import STRANGER, A
from tests.proxy_sessions.conftest import NUMBERS, TABLE

ARN = f"arn:aws:dynamodb:us-east-1:123456789012:table/{TABLE}"
INTRINSICS = {"AWS::AccountId", "AWS::StackName"}


def test_it_is_valid_by_the_schemas_of_its_resources(tmp_path):
    path = tmp_path / "template.json"
    path.write_text(json.dumps(template("proxy-sessions"), indent=2))
    # cfn-lint has the schema of each type of resource, as AWS publishes them.
    command = [
        sys.executable,
        "-c",
        "import sys; from cfnlint import runner; sys.exit(runner.main())",
        str(path),
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_it_fits_into_a_request():
    assert len(json.dumps(template("proxy-sessions"), indent=2)) < 51_200


def test_the_function_in_it_is_the_file():
    properties = template("x")["Resources"]["Function"]["Properties"]
    code = properties["Code"]["ZipFile"]
    assert code == FUNCTION.read_text(encoding="utf-8")
    names = {}
    exec(compile(code, "index.py", "exec"), names)
    assert callable(names[properties["Handler"].removeprefix("index.")])
    assert properties["Environment"]["Variables"].keys() == {"TABLE"}


def test_only_amazon_chime_and_only_for_this_account_may_invoke_it():
    permission = template("x")["Resources"]["Permission"]["Properties"]
    assert permission["Principal"] == "voiceconnector.chime.amazonaws.com"
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"}


def test_whatever_it_refers_to_is_there():
    document = template("x")
    there = document["Resources"].keys() | document["Parameters"].keys() | INTRINSICS

    def referred(value):
        if isinstance(value, list):
            for each in value:
                yield from referred(each)
        elif isinstance(value, dict):
            if "Ref" in value:
                yield value["Ref"]
            if "Fn::GetAtt" in value:
                yield value["Fn::GetAtt"][0]
            for each in value.values():
                yield from referred(each)

    assert set(referred(document)) <= there


class Watch:
    """Takes note of what a client of DynamoDB does: action, leading key, index."""

    def __init__(self):
        self.uses = set()

    def note(self, model, body):
        if model.name == "TransactWriteItems":
            for part in body["TransactItems"]:
                ((kind, given),) = part.items()
                self.uses.add((f"{kind}Item", (given.get("Key") or given["Item"])["pk"]["S"], ""))
        elif model.name == "BatchGetItem":
            for key in body["RequestItems"][TABLE]["Keys"]:
                self.uses.add((model.name, key["pk"]["S"], ""))
        else:
            values = body.get("ExpressionAttributeValues", {})
            key = (body.get("Key") or body.get("Item") or {"pk": values.get(":pk", {"S": ""})})["pk"]["S"]
            self.uses.add((model.name, key, f"/index/{body['IndexName']}" if "IndexName" in body else ""))


@pytest.fixture
def watch(monkeypatch):
    """What all clients of the test do."""
    watch, make_request = Watch(), Endpoint.make_request

    def watched(self, operation_model, request_dict):
        if operation_model.service_model.service_name == "dynamodb":
            watch.note(operation_model, json.loads(request_dict["body"]))
        return make_request(self, operation_model, request_dict)

    monkeypatch.setattr(Endpoint, "make_request", watched)
    return watch


def statements(who):
    return [each for each in policy(who, ARN)["Statement"] if each["Action"][0].startswith("dynamodb:")]


def keys_of(statement):
    return (
        statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", ["*"])
    )


def rights(who):
    """Each right on its own: an action on a resource, on items with keys of a pattern."""
    return [
        (action.removeprefix("dynamodb:"), key, statement["Resource"])
        for statement in statements(who)
        for action in statement["Action"]
        for key in keys_of(statement)
    ]


def covers(right, use):
    return right[0] == use[0] and fnmatchcase(use[1], right[1]) and right[2] == f"{ARN}{use[2]}"


def check(who, uses, more=()):
    """All that was done is allowed, and all that is allowed was done."""
    assert [use for use in uses if not any(covers(right, use) for right in rights(who))] == []
    unused = [right for right in rights(who) if not any(covers(right, use) for use in uses)]
    assert [right for right in unused if right[0] not in more] == []


@pytest.mark.filterwarnings("ignore::chime_shim.ChimeCompatibilityWarning")
def test_the_application_may_do_what_it_does_and_no_more(watch, voice, proxied, new_session, refused):
    watch.uses.clear()
    voice.put_voice_connector_proxy(
        VoiceConnectorId=proxied, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"]
    )
    voice.get_voice_connector_proxy(VoiceConnectorId=proxied)
    made = new_session()
    ids = {"VoiceConnectorId": proxied, "ProxySessionId": made["ProxySessionId"]}
    voice.update_proxy_session(**ids, Capabilities=["Voice"], ExpiryMinutes=5)
    for status in ({}, {"Status": "Open"}):
        voice.list_proxy_sessions(VoiceConnectorId=proxied, **status)
    voice.delete_proxy_session(**ids)
    voice.delete_voice_connector_proxy(VoiceConnectorId=proxied)
    check("application", watch.uses)


def test_the_function_may_do_what_it_does_and_no_more(watch, desk):
    session = desk.session()
    watch.uses.clear()
    desk.call(A, session, hangs_up=60)
    desk.call(STRANGER, session)
    check("function", watch.uses)


def test_the_deployer_may_care_for_the_numbers_and_no_more(watch, db, pool, run):
    watch.uses.clear()
    pool(NUMBERS[0])
    run(read_pool())
    run(_proxy_pool.withdraw(NUMBERS[0], 0))
    check("deployer", watch.uses, more=("DescribeTable", "DescribeTimeToLive"))


@pytest.mark.parametrize("who", POLICIES)
def test_nothing_is_allowed_on_everything_but_to_the_deployer(who):
    for statement in policy(who, ARN)["Statement"]:
        assert "*" not in "".join(statement["Action"])
        assert statement["Resource"] != "*" or who == "deployer"
