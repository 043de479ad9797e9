from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

import chime_shim as package
from tests.support.command import CHIME_SHIM, chime_shim, plain_environment
from tests.support.legacy_env import legacy_python

VARIABLES = ["AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=testing/20260401/us-east-1/chime/aws4_request"}


class Emulator:
    """A running ``chime-shim emulator``, and the variables that it printed."""

    def __init__(self, process):
        self.process = process
        lines = [process.stdout.readline() for _ in VARIABLES]
        self.variables = dict(line.removeprefix("export ").rstrip("\n").split("=", 1) for line in lines)
        self.url = self.variables.get("AWS_ENDPOINT_URL", "")

    def end(self, number=signal.SIGTERM):
        """Send a signal, and return the exit code, stdout and stderr."""
        self.process.send_signal(number)
        stdout, stderr = self.process.communicate(timeout=10)
        return self.process.returncode, stdout, stderr


@contextmanager
def emulator(*options, port=0, env=None, **more):
    command = [*CHIME_SHIM, "emulator", "--port", str(port), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=env or plain_environment(), **pipes, **more) as process:
        try:
            yield Emulator(process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def running():
    with emulator() as running:
        yield running


@pytest.fixture
def there(running, monkeypatch):
    """The emulator, empty, and the environment that it asks for."""
    requests.post(f"{running.url}/moto-api/reset", timeout=5)
    for name, value in running.variables.items():
        monkeypatch.setenv(name, value)
    return running


def test_it_prints_what_to_set(running):
    assert list(running.variables) == VARIABLES
    assert running.url.startswith("http://127.0.0.1:")


def test_five_services_at_one_address(there):
    app = boto3.client("chime-sdk-identity").create_app_instance(Name="Chat")["AppInstanceArn"]
    identity = boto3.client("chime-sdk-identity")
    user = identity.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann")
    user = user["AppInstanceUserArn"]
    messaging = boto3.client("chime-sdk-messaging")
    channel = messaging.create_channel(AppInstanceArn=app, Name="Lobby", Privacy="PUBLIC", ChimeBearer=user)
    channel = channel["ChannelArn"]
    meetings = boto3.client("chime-sdk-meetings")
    meeting = meetings.create_meeting(MediaRegion="us-east-1", ExternalMeetingId="daily")["Meeting"]
    pipelines = boto3.client("chime-sdk-media-pipelines")
    pipeline = pipelines.create_media_capture_pipeline(
        SourceType="ChimeSdkMeeting",
        SourceArn=meeting["MeetingArn"],
        SinkType="S3Bucket",
        SinkArn="arn:aws:s3:::recordings",
    )["MediaCapturePipeline"]
    voice = boto3.client("chime-sdk-voice")
    connector = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]

    listed = messaging.list_channels(AppInstanceArn=app, ChimeBearer=user)["Channels"]
    assert [each["ChannelArn"] for each in listed] == [channel]
    listed = pipelines.list_media_capture_pipelines()["MediaCapturePipelines"]
    assert [each["MediaPipelineId"] for each in listed] == [pipeline["MediaPipelineId"]]
    arns = {
        identity: app,
        messaging: channel,
        meetings: meeting["MeetingArn"],
        pipelines: pipeline["MediaPipelineArn"],
        voice: connector["VoiceConnectorArn"],
    }
    # The one path that all five have.
    for client, arn in arns.items():
        client.tag_resource(
            ResourceARN=arn, Tags=[{"Key": "of", "Value": client.meta.service_model.service_name}]
        )
    for client, arn in arns.items():
        service = client.meta.service_model.service_name
        assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "of", "Value": service}]


def test_the_shims_client_comes_there_by_itself(there):
    legacy = package.client("chime")
    meeting = legacy.create_meeting(ClientRequestToken="abc")["Meeting"]
    found = boto3.client("chime-sdk-meetings").get_meeting(MeetingId=meeting["MeetingId"])["Meeting"]
    assert found["MediaPlacement"] == meeting["MediaPlacement"]
    legacy.create_voice_connector(Name="x", RequireEncryption=True)
    assert len(boto3.client("chime-sdk-voice").list_voice_connectors()["VoiceConnectors"]) == 1


OLD_SCRIPT = """
import boto3, botocore, sys
chime = boto3.client("chime", endpoint_url=sys.argv[1])
made = chime.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
print(botocore.__version__, len(chime.list_voice_connectors()["VoiceConnectors"]))
"""


@pytest.mark.parametrize("path", ["", "/chime"])
def test_a_client_of_boto3_1_37_1(there, path, tmp_path):
    (tmp_path / "old.py").write_text(OLD_SCRIPT)
    result = legacy_python(tmp_path / "old.py", there.url + path, env=plain_environment(**there.variables))
    assert (result.stdout, result.returncode) == ("1.37.1 1\n", 0), result.stderr
    assert len(boto3.client("chime-sdk-voice").list_voice_connectors()["VoiceConnectors"]) == 1


def test_state_and_reset_by_motos_own_api(there):
    boto3.client("chime-sdk-voice").create_voice_connector(Name="Shown", RequireEncryption=True)
    shown = requests.get(f"{there.url}/moto-api/data.json", timeout=5).json()
    (connector,) = shown["chime-sdk-voice"]["VoiceConnector"]
    assert connector["Name"] == "Shown"
    assert connector["CreatedTimestamp"]
    assert "#" not in connector
    requests.post(f"{there.url}/moto-api/reset", timeout=5)
    assert not requests.get(f"{there.url}/moto-api/data.json", timeout=5).json()["chime-sdk-voice"]


def test_a_presigned_request(there):
    voice = boto3.client("chime-sdk-voice", region_name="us-west-2")
    voice.create_voice_connector(Name="x", RequireEncryption=True)
    url = voice.generate_presigned_url("list_voice_connectors")
    assert len(requests.get(url, timeout=5).json()["VoiceConnectors"]) == 1


def test_the_rest_of_moto(there):
    assert boto3.client("sts").get_caller_identity()["Account"] == "123456789012"
    boto3.client("s3").create_bucket(Bucket="chime-recordings")
    # Public, so without a signature; no operation of Chime's has this path.
    assert requests.get(f"{there.url}/chime-recordings", timeout=5).status_code == 200


@pytest.mark.parametrize(
    "path", ["/meetings", "/voice-connectors?max-results=1", "/chime/accounts", "/chime-sdk-voice/x"]
)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "x"}, {"Authorization": "Bearer x"}])
def test_a_request_without_a_signature(there, path, headers):
    reply = requests.post(there.url + path, data="{}", headers=headers, timeout=5)
    if path.startswith("/voice"):
        reply = requests.get(there.url + path, headers=headers, timeout=5)
    assert reply.status_code == 403
    assert reply.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"
    assert "not signed" in reply.json()["Message"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "x"}, {"Authorization": "Bearer x"}])
@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
def test_a_request_for_nobody(there, method, headers):
    reply = requests.request(method, f"{there.url}/nothing", headers=headers, timeout=5)
    assert 400 <= reply.status_code < 500


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b"null"])
def test_a_body_that_is_not_json(there, body):
    reply = requests.post(f"{there.url}/voice-connectors", data=body, headers=SIGNED, timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (400, "BadRequest")


@pytest.mark.parametrize("path", ["/nothing", "/voice-connectors/a/b/c/d", "/chime/nothing"])
def test_an_unknown_path(there, path):
    reply = requests.get(there.url + path, headers=SIGNED, timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (404, "UnknownOperation")


def test_a_region_without_the_service(there):
    for region in ("eu-north-1", "mars"):
        with pytest.raises(ClientError, match=f"chime-sdk-voice is not offered in {region}") as caught:
            boto3.client("chime-sdk-voice", region_name=region).list_voice_connectors()
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_and_says_nothing(number):
    # As a shell starts it in the background.
    ignore = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        started = emulator("--fault", "*=timeout")
        with started as running:
            signal.signal(signal.SIGINT, ignore)
            with pytest.raises(requests.ReadTimeout):
                requests.get(f"{running.url}/voice-connectors", headers=SIGNED, timeout=(5, 1))
            assert running.end(number) == (0, "", "")
    finally:
        signal.signal(signal.SIGINT, ignore)


def test_a_busy_port():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        result = chime_shim("emulator", "--port", port)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"chime-shim: cannot listen at 127.0.0.1, port {port}: Address already in use\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--port", "70000"], "cannot listen at 127.0.0.1, port 70000: "),
        (["--host", "192.0.2.1"], "cannot listen at 192.0.2.1, port 5000: "),
        (["--fault", "CreateMeting=throttle"], "--fault CreateMeting=throttle: no operation of Chime's"),
        (["--fault", "*"], "--fault *: no kind of fault is called ''"),
        (["--fault", "*=slow,second=1"], "there is no option 'second': there are times, probability, seed"),
        (["--fault", "*=slow,times=x"], "--fault *=slow,times=x: invalid literal for int()"),
    ],
)
def test_what_it_cannot_do_takes_one_line(options, message):
    result = chime_shim("emulator", *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("chime-shim: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_address_is_one_that_a_client_can_use():
    with emulator("--host", "0.0.0.0") as running:
        assert running.url.startswith("http://127.0.0.1:")
        assert requests.get(f"{running.url}/moto-api/data.json", timeout=5).status_code == 200


def test_options(monkeypatch):
    with emulator(
        "-v", "--seed", "7", "--closed-legacy-endpoint", "--fault", "ListVoiceConnectors=error-503,times=1"
    ) as running:
        for name, value in running.variables.items():
            monkeypatch.setenv(name, value)
        voice = boto3.client("chime-sdk-voice")
        assert voice.list_voice_connectors()["ResponseMetadata"]["RetryAttempts"] == 1
        ids = []
        for _ in range(2):
            requests.post(f"{running.url}/moto-api/reset?secret", timeout=5)
            made = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
            ids.append(made["VoiceConnectorId"])
        assert ids[0] == ids[1]
        reply = requests.get(f"{running.url}/chime/voice-connectors", headers=SIGNED, timeout=5)
        assert (reply.status_code, reply.headers["x-amzn-ErrorType"]) == (403, "ForbiddenException")
        requests.post(
            f"{running.url}/moto-api/chime-faults", json={"operation": "*", "kind": "reset"}, timeout=5
        )
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{running.url}/voice-connectors", headers=SIGNED, timeout=5)
        requests.delete(f"{running.url}/moto-api/chime-faults", timeout=5)
        code, stdout, stderr = running.end()
    assert (code, stdout) == (0, "")
    lines = [line.split(" ", 1)[1] for line in stderr.splitlines()]
    lines.remove("--- chime-sdk-voice:ListVoiceConnectors: a fault was injected")  # by a thread of its own
    assert lines == [
        f"serving at {running.url}",
        "503 chime-sdk-voice:ListVoiceConnectors ServiceUnavailableException",
        "200 chime-sdk-voice:ListVoiceConnectors",
        "200 POST /moto-api/reset",
        "201 chime-sdk-voice:CreateVoiceConnector",
        "200 POST /moto-api/reset",
        "201 chime-sdk-voice:CreateVoiceConnector",
        "403 chime:ListVoiceConnectors ForbiddenException",
        "200 POST /moto-api/chime-faults",
        "200 DELETE /moto-api/chime-faults",
        "stopped",
    ]


def test_without_verbose_it_is_quiet():
    with emulator(env=plain_environment(AWS_PROFILE="absent", PYTHONWARNINGS="default")) as running:
        requests.get(f"{running.url}/voice-connectors", headers=SIGNED, timeout=5)
        assert running.end() == (0, "", "")


@pytest.mark.parametrize("missing", ["moto", "flask"])
def test_without_motos_server_it_names_the_remedy(tmp_path, missing):
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError({json.dumps(missing)})")
    result = chime_shim("emulator", env=plain_environment(PYTHONPATH=str(tmp_path)))
    assert (result.returncode, result.stdout) == (2, "")
    assert 'pip install "chime-shim[emulator]"' in result.stderr
    assert result.stderr.count("\n") == 1


def test_its_help_needs_no_moto():
    code = "import sys; sys.modules['moto'] = None; from chime_shim.cli import main; main(['emulator', '-h'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "export" not in result.stdout
