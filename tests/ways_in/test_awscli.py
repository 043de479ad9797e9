"""``aws chime ...`` in version 1 of the AWS CLI, with the plugin."""

from __future__ import annotations

import json
import re

import pytest

from chime_shim import awscli_plugin
from tests.support.awscli_env import RELEASES, aws
from tests.support.command import plain_environment
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_SESSION, VOICE_CONNECTOR_ID

IDS = ("--voice-connector-id", VOICE_CONNECTOR_ID, "--proxy-session-id", "p")


@pytest.fixture
def config(tmp_path):
    """The AWS configuration file, with the plugin as its documentation says."""
    lines = re.findall(r"^    (\S.*)$", awscli_plugin.__doc__, re.MULTILINE)
    assert lines == ["[plugins]", "chime_shim = chime_shim.awscli_plugin"]
    path = tmp_path / "aws-config"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def environment(config, tmp_path):
    return plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_CONFIG_FILE=str(config),
        AWS_SHARED_CREDENTIALS_FILE=str(tmp_path / "none"),
        AWS_DEFAULT_REGION="eu-west-1",
        PAGER="cat",
    )


@pytest.fixture
def release():
    """The newest; what may differ between releases is tried with more of them."""
    return "1.46"


@pytest.fixture
def chime(environment, loopback, release):
    def run(*args, **more):
        place = ("--endpoint-url", loopback.url)
        return aws("chime", *args, *place, env={**environment, **more}, release=release)

    return run


# command, the request, what the service answers
COMMANDS = [
    (
        [
            "create-proxy-session",
            *("--voice-connector-id", VOICE_CONNECTOR_ID, "--capabilities", "Voice", "SMS"),
            *("--participant-phone-numbers", "+14015550101", "+12065550100", "--expiry-minutes", "60"),
            *("--geo-match-params", "Country=US,AreaCode=206"),
        ],
        ("POST", f"/voice-connectors/{VOICE_CONNECTOR_ID}/proxy-sessions"),
        {
            "Capabilities": ["Voice", "SMS"],
            "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
            "ExpiryMinutes": 60,
            "GeoMatchParams": {"Country": "US", "AreaCode": "206"},
        },
        Answer.of({"ProxySession": PROXY_SESSION}, 201),
    ),
    (
        ["put-voice-connector-termination-credentials", "--voice-connector-id", "v"],
        ("POST", "/voice-connectors/v/termination/credentials?operation=put"),
        {},
        Answer(204),
    ),
    (
        [
            "batch-create-attendee",
            "--meeting-id",
            "m",
            "--attendees",
            "ExternalUserId=u1",
            "ExternalUserId=u2",
        ],
        ("POST", "/meetings/m/attendees?operation=batch-create"),
        {"Attendees": [{"ExternalUserId": "u1"}, {"ExternalUserId": "u2"}]},
        Answer.of({"Attendees": [{"AttendeeId": "a"}]}),
    ),
]


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(
    ("command", "request_line", "sent", "answer"), COMMANDS, ids=[command[0][0] for command in COMMANDS]
)
def test_lost_commands_are_forwarded(command, request_line, sent, answer, chime, loopback):
    loopback.answer(answer)

    done = chime(*command)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout or "{}").keys() == json.loads(answer.body).keys()
    (request,) = loopback.requests
    assert (request.method, request.path) == request_line
    assert json.loads(request.body or "{}") == sent
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]
    assert request.headers["user-agent"].startswith("aws-cli/1.")


@pytest.mark.parametrize("release", RELEASES)
def test_a_command_may_be_given_as_json(chime, loopback):
    skeleton = chime("get-proxy-session", "--generate-cli-skeleton", "input")
    assert json.loads(skeleton.stdout) == {"VoiceConnectorId": "", "ProxySessionId": ""}

    given = json.dumps({"VoiceConnectorId": "v", "ProxySessionId": "p"})
    assert chime("get-proxy-session", "--cli-input-json", given).returncode == 0
    assert [request.path for request in loopback.requests] == ["/voice-connectors/v/proxy-sessions/p"]


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        (["--query", "ProxySession.Status", "--output", "text"], "Open\n"),
        (["--query", "ProxySession.{name: Name}", "--output", "json"], '{\n    "name": "Support"\n}\n'),
        (["--output", "table", "--query", "ProxySession.Capabilities"], "SMS"),
    ],
    ids=["text", "json", "table"],
)
def test_stdout_has_the_reply_and_nothing_else(options, printed, chime, loopback):
    loopback.answer(Answer.of({"ProxySession": PROXY_SESSION}))

    done = chime("get-proxy-session", *IDS, *options)

    assert printed in done.stdout if "table" in options else done.stdout == printed
    assert "chime_shim" not in done.stdout
    assert "chime_shim.legacy_call" in done.stderr
    assert VOICE_CONNECTOR_ID not in done.stderr


@pytest.mark.parametrize(
    "region", [["--region", "eu-west-3"], ["--profile", "other"]], ids=["--region", "--profile"]
)
def test_profile_and_region_are_the_clis_own(region, environment, config, loopback):
    with config.open("a") as file:
        file.write(
            "[profile other]\nregion = ap-southeast-2\n"
            "aws_access_key_id = AKIDOTHER\naws_secret_access_key = secret\n"
        )
    key = "AKIDEXAMPLE"
    if "--profile" in region:
        environment = {name: value for name, value in environment.items() if "KEY" not in name}
        key = "AKIDOTHER"

    done = aws("chime", "get-proxy-session", *IDS, "--endpoint-url", loopback.url, *region, env=environment)

    assert done.returncode == 0, done.stderr
    (request,) = loopback.requests
    assert f"Credential={key}/" in request.headers["authorization"]
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]


def test_an_error_of_the_service_is_reported_as_the_cli_does(chime, loopback):
    loopback.answer(Answer.error("ResourceNotFoundException", 404, "No such meeting"))

    done = chime("delete-meeting", "--meeting-id", "m")

    assert (done.returncode, done.stdout) == (255, "")
    assert done.stderr.endswith(
        "An error occurred (NotFoundException) when calling the DeleteMeeting operation: No such meeting\n"
    )


@pytest.mark.parametrize("release", RELEASES)
def test_a_retired_command_says_what_to_do(chime, loopback):
    done = chime("list-meetings")

    assert (done.returncode, done.stdout, loopback.requests) == (255, "", [])
    assert "An error occurred (OperationRetired) when calling the ListMeetings operation" in done.stderr


def test_the_clis_own_checks_are_as_before(chime, loopback):
    missing = chime("get-proxy-session", "--proxy-session-id", "p")
    empty = chime("get-proxy-session", "--proxy-session-id", "p", "--voice-connector-id", "")

    assert missing.returncode == 2
    assert "the following arguments are required: --voice-connector-id" in missing.stderr
    assert empty.returncode == 255
    assert "Invalid length for parameter VoiceConnectorId, value: 0, valid min length: 1" in empty.stderr
    assert loopback.requests == []


def test_kept_commands_and_other_services_are_left_alone(chime, environment, loopback):
    loopback.answer(Answer.of({"Accounts": []}))
    assert json.loads(chime("list-accounts").stdout) == {"Accounts": []}

    loopback.answer(Answer.of({"VoiceConnectors": []}))
    same = ("chime-sdk-voice", "list-voice-connectors", "--endpoint-url", loopback.url)
    done = aws(*same, "--region", "us-east-1", env=environment)

    assert json.loads(done.stdout) == {"VoiceConnectors": []}
    assert done.stderr == ""
    assert [request.path for request in loopback.requests] == ["/accounts", "/voice-connectors"]


HELP = """
import io, sys
from awscli import help
from awscli.clidriver import create_clidriver
class Renderer:
    def render(self, contents):
        sys.stdout.write(contents.decode())
help.get_renderer = Renderer
sys.exit(create_clidriver().main(sys.argv[1:]))
"""


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("command", [["create-proxy-session"], ["tag-meeting"], []], ids=str)
def test_help_names_the_new_command_in_place_of_a_description(command, environment, release):
    # The text as the CLI makes it, before groff or mandoc, which may not be installed.
    done = aws("chime", *command, "help", env=environment, interpreter_args=("-c", HELP), release=release)

    assert done.returncode == 0, done.stderr
    assert (command or ["chime"])[0] in done.stdout
    assert ("--voice-connector-id" in done.stdout) == (command == ["create-proxy-session"])
    successors = {
        "create-proxy-session": "chime-sdk-voice create-proxy-session",
        "tag-meeting": "tag-resource",
    }
    assert all(successors[each] in " ".join(done.stdout.split()) for each in command)


def test_the_call_site_is_the_script_that_called(chime, environment, loopback, tmp_path):
    loopback.answer(Answer(204))
    (tmp_path / "clean-up.py").write_text(
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-S', '-m', 'awscli', *sys.argv[1:]], check=True)\n"
    )
    command = ("chime", "delete-meeting", "--meeting-id", "m", "--endpoint-url", loopback.url)

    done = aws(*command, env=environment, interpreter_args=("clean-up.py",), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    # In which line cannot be told: the command does not stand in the script.
    assert "call_site='clean-up.py:0'" in done.stderr


BROKEN = """
import sys
sys.modules["chime_shim.awscli_plugin._commands"] = None
from awscli.clidriver import main
sys.exit(main())
"""


def test_what_does_not_fit_leaves_the_cli_as_it_is(environment, loopback):
    loopback.answer(Answer.of({"Accounts": []}))
    command = ("chime", "list-accounts", "--endpoint-url", loopback.url)

    done = aws(*command, env=environment, interpreter_args=("-c", BROKEN))

    assert (done.returncode, json.loads(done.stdout)) == (0, {"Accounts": []})
    assert "chime_shim does not fit this AWS CLI: its commands are left as they are" in done.stderr


def test_a_line_for_version_2_stops_version_1(environment, config):
    """As the guide says: the two versions cannot share a configuration file with the folder's line in it."""
    with config.open("a") as file:
        file.write("cli_legacy_plugin_path = /somewhere\n")

    done = aws("--version", env=environment)

    assert done.returncode != 0
    assert "/somewhere" in done.stderr


def test_without_chime_shim_every_command_fails_as_the_guide_says(environment, config):
    config.write_text("[plugins]\nchime_shim = chime_shim_that_is_gone.awscli_plugin\n")

    done = aws("--version", env=environment)

    assert done.returncode != 0
    assert "No module named 'chime_shim_that_is_gone'" in done.stderr


@pytest.mark.parametrize("how", ["CHIME_SHIM_DISABLED", "no plugin"])
def test_without_the_plugin_or_switched_off_the_cli_is_as_it_was(how, environment, config, loopback):
    if how == "no plugin":
        config.write_text("")
    else:
        environment[how] = "1"

    done = aws("chime", "get-proxy-session", *IDS, "--endpoint-url", loopback.url, env=environment)

    assert done.returncode == 2
    assert "Invalid choice" in done.stderr
    assert loopback.requests == []
