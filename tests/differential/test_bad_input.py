"""What an old script gets for its mistakes, and the service's, compared with botocore 1.37.1's own client."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.legacy_env import legacy_python
from tests.support.loopback import Answer, Loopback

SCRIPT = str(Path(__file__).with_name("bad_input.py"))
RETRIED = 2
SERVICE_SAYS = {
    "malformed number": [Answer.error("BadRequestException", 400, "not E.164", Code="BadRequest")],
    # botocore's standard mode does not know the name, and tries once.
    "throttled": [Answer.error("ThrottledClientException", 429, "slow down", Code="Throttled")],
    "server error": [Answer.error("ServiceFailureException", 500, "oh", Code="ServiceFailure")] * RETRIED,
    "not JSON": [Answer(200, b"<html>")],
    "empty": [Answer(200, b"")],
    "HTML error": [Answer(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"})] * RETRIED,
    "no content": [Answer(204, b"")],
    "truncated": [Answer(200, b'{"ProxySession": {"Status": "Op')],
    "ok": [Answer.of({"ProxySession": {"Status": "Open", "CreatedTimestamp": "2020-04-15T16:10:10.288Z"}})],
}


def without_times(results):
    """Drop what differs between any two runs."""
    for result in results.values():
        for reply in (result.get("reply"), result.get("response")):
            headers = (reply or {}).get("ResponseMetadata", {}).get("HTTPHeaders", {})
            headers.pop("date", None)
    return results


@pytest.fixture(scope="module")
def transcripts():
    runs = {}
    for name, run in {"legacy": run_legacy, "shim": run_with_shim}.items():
        with Loopback() as server:
            server.answer(*(answer for answers in SERVICE_SAYS.values() for answer in answers))
            done = run(server.url)
            assert done.returncode == 0, done.stderr
            sent = [(request.method, request.path, request.body) for request in server.requests]
            text = done.stdout.replace(server.url, "http://server")
            runs[name] = without_times(json.loads(text)), sent
    return runs


ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s", "AWS_EC2_METADATA_DISABLED": "true"}


def run_legacy(url):
    return legacy_python(SCRIPT, url, env=ENVIRONMENT)


def run_with_shim(url):
    return subprocess.run(
        [sys.executable, "-m", "chime_shim", "run", SCRIPT, url],
        capture_output=True,
        text=True,
        env={**ENVIRONMENT, "PYTHONPATH": "."},
    )


def test_the_same_requests_are_sent(transcripts):
    sent = transcripts["shim"][1]
    assert sent == transcripts["legacy"][1]
    assert len(sent) == sum(map(len, SERVICE_SAYS.values()))


def test_every_case_comes_to_the_same(transcripts):
    (legacy, _), (shim, _) = transcripts["legacy"], transcripts["shim"]
    assert list(shim) == list(legacy)
    for case, expected in legacy.items():
        assert shim[case] == expected, case
