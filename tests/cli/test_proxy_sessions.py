from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys

import boto3
import pytest
from botocore.validate import ParamValidator
from moto import mock_aws
from moto.server import ThreadedMotoServer

from chime_shim.cli import main
from chime_shim.emulator import calls
from chime_shim.proxy_sessions import function
from chime_shim.proxy_sessions._template import table
from tests.support.command import chime_shim as command
from tests.support.command import plain_environment
from tests.support.command import run as python

NUMBER, OTHER = "+12065550120", "+12065550121"


@pytest.fixture
def aws(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield


@pytest.fixture
def db(aws):
    client = boto3.client("dynamodb")
    client.create_table(**table("proxy-sessions"))
    client.update_time_to_live(
        TableName="proxy-sessions", TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}
    )
    return client


def run(*words):
    return main(["proxy-sessions", *words])


def test_the_template_creates_a_stack(aws, capsys):
    assert run("template", "--table", "my-table") == 0
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="s", TemplateBody=capsys.readouterr().out, Capabilities=["CAPABILITY_IAM"]
    )
    (stack,) = cloudformation.describe_stacks()["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    assert outputs["Table"] == "my-table"
    (deployed,) = boto3.client("lambda").list_functions()["Functions"]
    assert (deployed["Handler"], deployed["FunctionArn"]) == ("index.handler", outputs["Function"])
    assert run("numbers", "add", "--country", "US", NUMBER, "--table", "my-table") == 0


@pytest.mark.parametrize("who", ["application", "function", "deployer"])
def test_a_policy_is_for_the_table(who, capsys):
    assert run("template", "--policy", who, "--table", "my-table", "--region", "us-west-2") == 0
    policy = json.loads(capsys.readouterr().out)
    resources = {each["Resource"] for each in policy["Statement"]} - {"*"}
    assert all(each.startswith("arn:aws:dynamodb:us-west-2:ACCOUNT:table/my-table") for each in resources)


def test_numbers_come_and_go(db, capsys):
    assert run("numbers") == 1
    assert "The pool is empty" in capsys.readouterr().err
    assert run("numbers", "add", "--country", "US", NUMBER, OTHER) == 0
    assert run("numbers", "withdraw", OTHER) == 0
    capsys.readouterr()
    assert run("numbers", "list") == 0
    assert capsys.readouterr().out.split() == [NUMBER, "US", "active", "0", "open"]


@pytest.mark.parametrize("place", [1, 2, 4])
def test_the_table_may_be_named_before_and_after_the_word(db, place, capsys):
    words = ["numbers", "add", "--country", "US", NUMBER]
    words[place:place] = ["--table", "another-table"]
    assert run(*words) == 2
    assert "ResourceNotFoundException" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["numbers", "add", "--country", "US", "2065550120"],
        ["numbers", "add", "--country", "usa", NUMBER],
        ["numbers", "withdraw", NUMBER],
        ["plan", "--numbers", "2065550120"],
        ["plan", "--numbers", NUMBER, "--region", "eu-west-1"],
        ["check", "--table", "a"],
        ["call", "+14015550101", NUMBER],
    ],
)
def test_what_cannot_be_is_an_error_that_says_why(db, words, capsys):
    assert run(*words) == 2
    written = capsys.readouterr()
    assert re.match(r"chime-shim: \w.{20,}\n$", written.err)


def test_without_a_table_it_cannot_be_told(aws, capsys):
    assert run("numbers") == 2
    assert "ResourceNotFoundException" in capsys.readouterr().err


def verdicts(capsys):
    return re.findall(r"^(ok|warning|FAIL) +(.*)$", capsys.readouterr().out, re.MULTILINE)


def test_check_finds_all_well_where_it_is(db, capsys):
    calls.exchange().application(function.handler, NUMBER)
    run("numbers", "add", "--country", "US", NUMBER)
    capsys.readouterr()
    assert run("check") == 0
    found = verdicts(capsys)
    assert {verdict for verdict, _ in found} == {"ok"}
    assert len(found) == 7


def disabled_rule(voice):
    rule = voice.list_sip_rules()["SipRules"][0]
    targets = rule["TargetApplications"]
    voice.update_sip_rule(SipRuleId=rule["SipRuleId"], Name="x", Disabled=True, TargetApplications=targets)


def no_rule(voice):
    disabled_rule(voice)
    voice.delete_sip_rule(SipRuleId=voice.list_sip_rules()["SipRules"][0]["SipRuleId"])


@pytest.mark.parametrize(("damage", "text"), [(disabled_rule, "disabled"), (no_rule, "has no SIP rule")])
def test_check_finds_a_number_that_leads_nowhere(db, damage, text, capsys):
    calls.exchange().application(function.handler, NUMBER)
    run("numbers", "add", "--country", "US", NUMBER)
    damage(boto3.client("chime-sdk-voice"))
    capsys.readouterr()
    assert run("check") == 1
    (failed,) = [found for verdict, found in verdicts(capsys) if verdict == "FAIL"]
    assert text in failed


def test_check_finds_an_empty_pool_a_table_without_ttl_and_quotas(db, capsys):
    db.update_time_to_live(
        TableName="proxy-sessions", TimeToLiveSpecification={"Enabled": False, "AttributeName": "ttl"}
    )
    assert run("check", "--max-numbers", "-1") == 1
    found = verdicts(capsys)
    assert [text for verdict, text in found if verdict == "warning"] == ["numbers: 0, of a quota of -1"]
    assert [text for verdict, text in found if verdict == "FAIL"] == [
        "not so: TTL is on, by the attribute ttl: old sessions are removed",
        "active numbers in the pool: 0",
    ]


def test_check_without_a_table(aws, capsys):
    assert run("check") == 1
    assert verdicts(capsys) == [("FAIL", "the table cannot be described: ResourceNotFoundException")]


def test_a_plan_is_a_script_of_valid_commands(capsys):
    assert run("plan", "--numbers", NUMBER, OTHER, "--region", "us-west-2", "--stack", "it's") == 0
    script = capsys.readouterr().out
    assert script.splitlines()[1].startswith("# Experimental. None of this was ever run against AWS")
    assert subprocess.run(["sh", "-n"], input=script, text=True).returncode == 0
    model = boto3.client("chime-sdk-voice", "us-west-2").meta.service_model
    names = {name.lower().replace("_", "-"): name for name in model.operation_names}
    seen = []
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(re.sub(r"^\w+=\$\((.*)\)$", r"\1", line), comments=True)
        if words[:2] != ["aws", "chime-sdk-voice"]:
            continue
        assert words[2:4] == ["--region", "us-west-2"]
        operation = model.operation_model(names[words[4].replace("-", "")])
        options = dict(zip(words[5::2], words[6::2], strict=True))
        options.pop("--query", None), options.pop("--output", None)
        params = {}
        for option, value in options.items():
            name = next(m for m in operation.input_shape.members if "--" + kebab(m) == option)
            shape = operation.input_shape.members[name]
            pairs = dict(each.split("=", 1) for each in value.split(",")) if shape.type_name == "list" else {}
            pairs |= {"Priority": int(pairs["Priority"])} if "Priority" in pairs else {}
            params[name] = [pairs] if pairs else value
        report = ParamValidator().validate(params, operation.input_shape)
        assert not report.has_errors(), report.generate_report()
        seen.append(operation.name)
    assert seen == ["CreateSipMediaApplication", *["UpdatePhoneNumber", "CreateSipRule"] * 2]


def kebab(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_a_call_on_an_emulator_elsewhere():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    here = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    environment = plain_environment(**here, AWS_DEFAULT_REGION="us-east-1", AWS_ENDPOINT_URL=url)

    def shim(*words):
        return command("proxy-sessions", *words, env=environment)

    try:
        client = boto3.client("dynamodb", "us-east-1", endpoint_url=url)
        client.create_table(**table("proxy-sessions"))
        assert shim("numbers", "add", "--country", "US", NUMBER).returncode == 0
        program = """
import chime_shim
from chime_shim import proxy_sessions
proxy_sessions.install("proxy-sessions")
chime = chime_shim.client("chime")
ids = {"VoiceConnectorId": "abcdef1ghij2klmno3pqr4"}
chime.put_voice_connector_proxy(**ids, DefaultSessionExpiryMinutes=5, PhoneNumberPoolCountries=["US"])
people = ["+14015550101", "+12065550100"]
chime.create_proxy_session(**ids, ParticipantPhoneNumbers=people, Capabilities=["Voice"])
"""
        assert python(sys.executable, "-c", program, env=environment).returncode == 0
        rings = shim("call", "+14015550101", NUMBER)
        assert (rings.returncode, rings.stdout.splitlines()[-1]) == (
            0,
            f"+12065550100 rings, and sees {NUMBER}: answered",
        )
        busy = shim("call", "+14015550101", NUMBER, "--phone", "+12065550100=busy")
        assert busy.stdout.splitlines()[-1].endswith("busy")
        nobody = shim("call", "+13035550109", NUMBER)
        assert (nobody.returncode, nobody.stdout.splitlines()[-1]) == (
            1,
            "nobody rings; the caller gets SIP code 480",
        )
    finally:
        server.stop()
