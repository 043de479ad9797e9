"""A botocore of tomorrow, made by altering the installed one: applications start, and verdicts are right."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.botocore_data import PROXY_OPERATIONS, data_without
from tests.support.command import plain_environment

ACCOUNT = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}

# Each is run in every process, before anything else.
ALTERATIONS = {
    "as it is": "",
    "no chime at all": "DATA chime",
    "no proxy operations in chime-sdk-voice": "DATA chime-sdk-voice",
    # A pending change: botocore reads times by itself, with datetime.timezone.utc.
    "no dateutil": """
import sys, datetime, boto3, botocore.tokens, botocore.utils, botocore.parsers  # with all that use it
def parse_timestamp(value):
    if isinstance(value, (int, float)): return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
botocore.utils.parse_timestamp = parse_timestamp
botocore.parsers.DEFAULT_TIMESTAMP_PARSER = parse_timestamp
for name in [each for each in sys.modules if each.split(".")[0] == "dateutil"]: del sys.modules[name]
sys.modules["dateutil"] = None
""",
    "no extras": "import botocore.loaders\nbotocore.loaders.ExtrasProcessor.process = lambda *_: None",
}

CALLS = """
import json, logging, sys, warnings
import boto3, chime_shim
from botocore.awsrequest import AWSResponse
from chime_shim import OperationRetiredError
from chime_shim.legacy_api import removed_operations
from chime_shim.legacy_api.restored import legacy_model
from chime_shim._models.rehearsal import sample
from chime_shim.routes import ROUTES
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
chime_shim.install()
client = boto3.client("chime")
def answer(request, **_):
    response = AWSResponse(request.url, 200, {}, None)
    response._content = b"{}"
    return response
client.meta.events.register("before-send", answer)
outcomes = {}
for operation in sorted(removed_operations()):
    params = sample(legacy_model().operation_model(operation).input_shape)
    if "ResourceARN" in params: params["ResourceARN"] = "arn:aws:chime:us-east-1:111122223333:vc/v"
    method = next(m for m, o in client.meta.method_to_api_mapping.items() if o == operation)
    try: getattr(client, method)(**params)
    except Exception as error: outcomes[operation] = type(error).__name__
print(json.dumps(outcomes))
"""


@pytest.fixture
def altered(request, tmp_path):
    """Runs code, or a command of ours, with an altered botocore."""
    alteration = ALTERATIONS[request.param]
    if alteration.startswith("DATA"):
        service = alteration.split()[1]
        data = tmp_path / "data"
        data.mkdir()
        data_without(data, service, None if service == "chime" else PROXY_OPERATIONS)
        alteration = f"from botocore.loaders import Loader; Loader.BUILTIN_DATA_PATH = {str(data)!r}"

    def run(code, *args):
        done = subprocess.run(
            [sys.executable, "-c", f"{alteration}\n{code}", *args],
            cwd=tmp_path,
            env=plain_environment(**ACCOUNT),
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    run.name = request.param
    return run


COMMAND = "import sys; from chime_shim.cli import main; sys.exit(main(sys.argv[1:]))"
everywhere = pytest.mark.parametrize("altered", ALTERATIONS, indirect=True)


@everywhere
def test_every_call_works_or_says_what_to_do(altered):
    outcomes = json.loads(altered(CALLS).stdout)
    retired = {"ListAttendeeTags", "ListMeetings", "TagAttendee", "UntagAttendee"}
    if altered.name.startswith("no proxy"):
        retired |= set(PROXY_OPERATIONS)
    assert {name for name, error in outcomes.items() if error == "OperationRetiredError"} == retired
    assert set(outcomes.values()) == {"OperationRetiredError"}


@everywhere
def test_verify_says_that_what_is_sent_is_right(altered):
    done = altered(COMMAND, "matrix", "--verify", "--format", "json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["different"]) == (0, [])
    gone = sorted(PROXY_OPERATIONS) if altered.name.startswith("no proxy") else []
    assert found["dropped"] == gone
    assert found["operations"] == 125 - len(gone)


@everywhere
def test_doctor_gives_the_right_verdict(altered):
    done = altered(COMMAND, "doctor", "--json")
    checks = json.loads(done.stdout)["checks"]
    assert [each for each in checks if each["level"] == "fail"] == []
    dropped = [each["text"] for each in checks if each["name"] == "dropped"]
    if altered.name.startswith("no proxy"):
        assert dropped[0].startswith("8 operations that AWS ended are gone from the installed botocore")
    else:
        assert dropped == []
