"""``aws chime ...`` in AWS's own frozen CLI, version 2, with the folder that ``chime-shim awscli`` makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from botocore import xform_name

from chime_shim.legacy_api import removed_operations
from chime_shim.legacy_api.restored import legacy_model
from tests.support.awscli_env import frozen_aws, frozen_program, plugin_folder
from tests.support.command import plain_environment, run
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_SESSION, VOICE_CONNECTOR_ID

IDS = ("--voice-connector-id", VOICE_CONNECTOR_ID, "--proxy-session-id", "p")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    directory = tmp_path_factory.mktemp("cli") / "plugins"
    return directory, plugin_folder(directory)


@pytest.fixture
def environment(folder, tmp_path):
    config = tmp_path / "aws-config"
    config.write_text("\n".join(["[plugins]", *folder[1], ""]))
    return plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_CONFIG_FILE=str(config),
        AWS_SHARED_CREDENTIALS_FILE=str(tmp_path / "none"),
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_PAGER="",
        PAGER="cat",
    )


@pytest.fixture
def chime(environment, loopback):
    def run(*args, **more):
        return frozen_aws("chime", *args, "--endpoint-url", loopback.url, env={**environment, **more})

    return run


def test_a_lost_command_is_forwarded(chime, loopback):
    loopback.answer(Answer.of({"ProxySession": PROXY_SESSION}, 201))
    given = {"Capabilities": ["Voice", "SMS"], "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"]}

    done = chime(
        *("create-proxy-session", "--voice-connector-id", VOICE_CONNECTOR_ID),
        *("--capabilities", *given["Capabilities"]),
        *("--participant-phone-numbers", *given["ParticipantPhoneNumbers"]),
        *("--geo-match-params", "Country=US,AreaCode=206"),
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ProxySession"].keys() == PROXY_SESSION.keys()
    (request,) = loopback.requests
    assert request.path == f"/voice-connectors/{VOICE_CONNECTOR_ID}/proxy-sessions"
    assert json.loads(request.body) == {**given, "GeoMatchParams": {"Country": "US", "AreaCode": "206"}}
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]
    assert request.headers["user-agent"].startswith("aws-cli/2.")


def test_no_region_is_needed_as_the_old_namespace_had_but_one(environment, loopback):
    del environment["AWS_DEFAULT_REGION"]
    environment["AWS_ENDPOINT_URL_CHIME_SDK_VOICE"] = loopback.url
    loopback.answer(Answer.of({"VoiceConnectors": []}))

    done = frozen_aws("chime", "list-voice-connectors", env=environment)

    assert (done.returncode, json.loads(done.stdout or "0")) == (0, {"VoiceConnectors": []}), done.stderr


def test_a_composed_command_sends_all_its_requests(chime, loopback):
    arn = "arn:aws:chime:us-east-1:111122223333:meeting/m"
    loopback.answer(Answer.of({"Meeting": {"MeetingId": "m", "MeetingArn": arn}}), Answer(204))

    done = chime("tag-meeting", "--meeting-id", "m", "--tags", "Key=team,Value=a")

    assert done.returncode == 0, done.stderr
    assert [(each.method, each.path) for each in loopback.requests] == [
        ("GET", "/meetings/m"),
        ("POST", "/tags?operation=tag-resource"),
    ]


@pytest.mark.parametrize("option", ["--cli-input-json", "--cli-input-yaml"])
def test_a_command_may_be_given_as_a_skeleton(option, chime, loopback):
    kind = "input" if option.endswith("json") else "yaml-input"
    skeleton = chime("get-proxy-session", "--generate-cli-skeleton", kind)
    assert skeleton.returncode == 0, skeleton.stderr
    assert {"VoiceConnectorId", "ProxySessionId"} <= set(re.findall(r"\w+", skeleton.stdout))
    assert loopback.requests == []

    given = json.dumps({"VoiceConnectorId": "v", "ProxySessionId": "p"})  # which is YAML, too
    assert chime("get-proxy-session", option, given).returncode == 0
    assert [request.path for request in loopback.requests] == ["/voice-connectors/v/proxy-sessions/p"]


def test_stdout_has_the_reply_and_nothing_else(chime, loopback):
    loopback.answer(Answer.of({"ProxySession": PROXY_SESSION}))

    done = chime("get-proxy-session", *IDS, "--query", "ProxySession.Status", "--output", "text")

    assert (done.returncode, done.stdout) == (0, "Open\n")
    assert "chime_shim.legacy_call" in done.stderr
    assert VOICE_CONNECTOR_ID not in done.stderr


def test_pages_are_asked_for_by_hand_as_they_always_were(chime, loopback):
    loopback.answer(Answer.of({"ProxySessions": [PROXY_SESSION], "NextToken": "more"}))

    done = chime(
        *("list-proxy-sessions", "--voice-connector-id", "v", "--max-results", "1", "--next-token", "t")
    )

    assert json.loads(done.stdout)["NextToken"] == "more"
    (request,) = loopback.requests
    assert sorted(request.path.partition("?")[2].split("&")) == ["max-results=1", "next-token=t"]
    assert "--max-items" in chime("list-proxy-sessions", *IDS[:2], "--max-items", "1").stderr


def test_a_kept_command_still_pages_by_itself(chime, loopback):
    loopback.answer(
        Answer.of({"Accounts": [{"AwsAccountId": "1", "AccountId": "a", "Name": "n"}], "NextToken": "t"}),
        Answer.of({"Accounts": []}),
    )

    done = chime("list-accounts")

    assert [each["AccountId"] for each in json.loads(done.stdout)["Accounts"]] == ["a"]
    assert [request.path for request in loopback.requests] == ["/accounts", "/accounts?next-token=t"]
    assert "chime_shim" not in done.stderr


def test_exit_codes_are_those_of_version_2(chime, loopback):
    loopback.answer(Answer.error("ResourceNotFoundException", 404, "No such meeting"))
    failed = chime("delete-meeting", "--meeting-id", "m")
    assert failed.returncode == 254
    assert "(NotFoundException) when calling the DeleteMeeting operation: No such meeting" in failed.stderr

    loopback.requests.clear()
    retired = chime("list-meetings")
    assert (retired.returncode, retired.stdout) == (254, "")
    assert "(OperationRetired) when calling the ListMeetings operation" in retired.stderr
    assert "call get_meeting for each" in retired.stderr

    assert chime("get-proxy-session", "--proxy-session-id", "p").returncode == 252
    assert chime("fly").returncode == 252
    assert loopback.requests == []


@pytest.mark.parametrize("command", ["create-proxy-session", "tag-meeting", "list-meetings"])
def test_help_names_the_new_command_or_the_remedy(command, environment):
    done = frozen_aws("chime", command, "help", env=environment)

    text = " ".join(re.sub(".\b", "", done.stdout).split())
    assert done.returncode == 0, done.stderr
    expected = {
        "create-proxy-session": "aws chime-sdk-voice create-proxy-session",
        "tag-meeting": "aws chime-sdk-meetings tag-resource",
        "list-meetings": "keep the ids of the meetings",
    }
    assert expected[command] in text


def test_the_call_site_is_the_line_of_the_script(environment, loopback, tmp_path):
    script = tmp_path / "deploy.sh"
    url = loopback.url
    script.write_text(
        f"set -e\n# makes a meeting\n{frozen_program()} chime \\\n  delete-meeting "
        f"--meeting-id secret --endpoint-url {url}\n"
    )
    loopback.answer(Answer(204))

    done = run("bash", "-e", "deploy.sh", env=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "call_site='deploy.sh:3'" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("how", ["CHIME_SHIM_DISABLED", "no plugin"])
def test_without_the_plugin_or_switched_off_the_cli_is_as_it_was(how, environment, loopback):
    if how == "no plugin":
        Path(environment["AWS_CONFIG_FILE"]).write_text("")
    else:
        environment[how] = "1"

    done = frozen_aws("chime", "get-proxy-session", *IDS, "--endpoint-url", loopback.url, env=environment)

    assert done.returncode == 252
    assert "get-proxy-session" in done.stderr
    assert loopback.requests == []


# Another plugin, which sees the commands that the CLI makes.
LISTING = """
import json, os, sys
def awscli_initialize(cli):
    cli.register_last("building-command-table.chime", show)
def show(command_table, **_):
    options = {name: sorted(command.arg_table) for name, command in command_table.items()}
    sys.stderr.write("OPTIONS " + json.dumps(options) + "\\n")
"""


def test_all_129_commands_are_there_with_their_options(folder, environment):
    (folder[0] / "listing.py").write_text(LISTING)
    with Path(environment["AWS_CONFIG_FILE"]).open("a") as config:
        config.write("listing = listing\n")

    done = frozen_aws("chime", "list-meetings", "--generate-cli-skeleton", env=environment)

    options = json.loads(done.stderr.partition("OPTIONS ")[2].partition("\n")[0])
    legacy = legacy_model()
    assert len(removed_operations()) == 129
    for operation in removed_operations():
        shape = legacy.operation_model(operation).input_shape
        members = {xform_name(name, "-") for name in shape.members} if shape is not None else set()
        found = {name.removeprefix("no-") for name in options[xform_name(operation, "-")]}
        assert found == {*members, "cli-input-json", "cli-input-yaml", "generate-cli-skeleton"}
