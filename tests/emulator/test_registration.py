import importlib
import re
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
from botocore import xform_name
from moto import mock_aws
from moto.backend_index import backend_url_patterns
from moto.backends import get_backend
from moto.core import set_initial_no_auth_action_count

from chime_shim.emulator import SERVICES, _errors, _model
from chime_shim.emulator._backend import Backend
from chime_shim.emulator._registry import package, register
from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends


def test_moto_finds_every_service():
    assert get_backend("chime-sdk-voice") is chime_sdk_voice_backends
    for service in SERVICES:
        assert get_backend(service).service_name == service


def test_registering_twice_changes_nothing():
    before = list(backend_url_patterns)
    register()
    assert backend_url_patterns == before


def test_a_service_of_motos_own_would_come_second():
    services = [service for service, _ in backend_url_patterns]
    assert {*services[:3]} == {"chimesdkvoice", "chime"}


def test_no_host_of_another_service_is_taken():
    hosts = ["https://ivschat.us-east-1.amazonaws.com/", "https://s3.amazonaws.com/chime.us-east-1"]
    ours = [re.compile(host) for patterns in SERVICES.values() for host in patterns]
    assert not [host for host in hosts for pattern in ours if pattern.match(host)]


def test_moto_goes_on_with_its_own_services(aws):
    assert boto3.client("sts").get_caller_identity()["Account"] == "123456789012"
    storage = boto3.client("s3")
    storage.create_bucket(Bucket="chime-recordings")
    assert len(storage.list_buckets()["Buckets"]) == 1


def test_a_reset_forgets(voice, connector):
    with mock_aws():
        pass
    assert len(voice.list_voice_connectors()["VoiceConnectors"]) == 1, "an inner mock resets nothing"
    chime_sdk_voice_backends.reset()
    assert voice.list_voice_connectors()["VoiceConnectors"] == []


def test_the_next_mock_starts_empty(credentials):
    for _ in range(2):
        with mock_aws():
            voice = boto3.client("chime-sdk-voice")
            assert voice.list_voice_connectors()["VoiceConnectors"] == []
            voice.create_voice_connector(Name="x", RequireEncryption=True)


def test_state_is_read_in_motos_own_way(voice, new_session):
    session = new_session()
    backend = chime_sdk_voice_backends["123456789012"]["us-east-1"]
    assert backend.proxy_sessions[session["ProxySessionId"]]["Status"] == "Open"
    assert backend.voice_connectors[session["VoiceConnectorId"]]["RequireEncryption"] is True


def test_accounts_and_regions_are_kept_apart(voice, connector, monkeypatch):
    elsewhere = boto3.client("chime-sdk-voice", region_name="us-west-2")
    assert elsewhere.list_voice_connectors()["VoiceConnectors"] == []
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
    assert voice.list_voice_connectors()["VoiceConnectors"] == []
    made = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
    assert ":111122223333:" in made["VoiceConnectorArn"]
    monkeypatch.delenv("MOTO_ACCOUNT_ID")
    assert [each["VoiceConnectorId"] for each in voice.list_voice_connectors()["VoiceConnectors"]] == [
        connector
    ]


def test_motos_iam_is_obeyed(aws, refused):
    iam = boto3.client("iam")
    iam.create_user(UserName="operator")
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    options = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    voice = boto3.client("chime-sdk-voice", **options, aws_session_token=None)

    @set_initial_no_auth_action_count(0)
    def as_operator():
        return voice.create_voice_connector(Name="x", RequireEncryption=True)

    with refused("AccessDeniedException", 403, "chime:CreateVoiceConnector"):
        as_operator()
    policy = (
        '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "chime:*", "Resource": "*"}}'
    )
    iam.put_user_policy(UserName="operator", PolicyName="chime", PolicyDocument=policy)
    assert as_operator()["VoiceConnector"]

    @set_initial_no_auth_action_count(0)
    def reads(**params):
        return voice.list_voice_connectors(**params)["VoiceConnectors"]

    # Without a body, with a query and without.
    assert reads() == reads(MaxResults=1) != []


@pytest.mark.parametrize("service", SERVICES)
def test_errors_have_the_status_of_the_model(service):
    shapes = {shape.name: shape for shape in _model.operations_of(service).model.error_shapes}
    ours = [each for each in vars(_errors).values() if isinstance(each, type)]
    shared = [each for each in ours if each.__name__ in shapes]
    assert len(shared) >= 5
    for error in shared:
        assert error.status == shapes[error.__name__].metadata["error"]["httpStatusCode"]


@pytest.mark.parametrize("service", [service for service in SERVICES if service != "chime"])
def test_every_method_is_an_operation(service):
    """A misspelt method would never be called."""
    operations = set(map(xform_name, _model.operations_of(service).model.operation_names))
    backend = get_backend(service).backend
    methods = {name for name in dir(backend) if name[0] != "_" and callable(getattr(backend, name))}
    assert not methods - set(dir(Backend)) - operations


MOTOS_SHAPE = {"__init__", "exceptions", "models", "responses", "urls"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_folder_says_what_each_of_its_files_is_about(service):
    folder = importlib.import_module(package(service))
    files = {path.stem for path in Path(folder.__file__).parent.glob("*.py")} - MOTOS_SHAPE
    named = set(re.findall(r"^- ``(\w+)``: .", folder.__doc__, re.MULTILINE))
    assert named == files


def test_chime_shim_itself_does_not_import_moto():
    code = "import sys, chime_shim; sys.exit('moto' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("missing", ["moto", "moto.core.parse"])
def test_without_moto_or_with_an_old_one_the_remedy_is_named(missing):
    code = f"import sys; sys.modules[{missing!r}] = None; import chime_shim.emulator"
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert "pip install chime-shim[emulator]" in run.stderr.splitlines()[-1]
