"""A CLI of version 2 that still has the commands, and calls the old endpoint: the plugin forwards them."""

from __future__ import annotations

import json

import pytest

from tests.support.awscli_env import older_aws, plugin_folder
from tests.support.command import plain_environment
from tests.support.loopback import Answer


@pytest.fixture
def environment(tmp_path):
    return plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_CONFIG_FILE=str(tmp_path / "aws-config"),
        AWS_SHARED_CREDENTIALS_FILE=str(tmp_path / "none"),
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_PAGER="",
    )


def run(environment, loopback):
    """Tag a meeting: the two sides do it by other requests."""
    arn = "arn:aws:chime:us-east-1:111122223333:meeting/m"
    loopback.answer(Answer.of({"Meeting": {"MeetingId": "m", "MeetingArn": arn}}), Answer(204))
    command = ("tag-meeting", "--meeting-id", "m", "--tags", "Key=team,Value=a")
    done = older_aws("chime", *command, "--endpoint-url", loopback.url, env=environment)
    assert done.returncode == 0, done.stderr
    return [(each.path, json.loads(each.body or "{}").get("ResourceARN")) for each in loopback.requests], done


def test_without_the_plugin_it_calls_what_is_gone(environment, loopback):
    sent, done = run(environment, loopback)
    assert [path for path, _ in sent] == ["/meetings/m/tags?operation=add"]
    assert done.stderr == ""


def test_with_the_plugin_it_calls_the_successor(environment, loopback, tmp_path):
    lines = plugin_folder(tmp_path / "plugins")
    (tmp_path / "aws-config").write_text("\n".join(["[plugins]", *lines, ""]))

    sent, done = run(environment, loopback)

    arn = "arn:aws:chime:us-east-1:111122223333:meeting/m"
    assert sent == [("/meetings/m", None), ("/tags?operation=tag-resource", arn)]
    assert "us-east-1/chime/aws4_request" in loopback.requests[1].headers["authorization"]
    assert "chime_shim.legacy_call" in done.stderr
