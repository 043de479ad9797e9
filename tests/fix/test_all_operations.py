"""Each of the 129 operations moves to a call that is valid at its successor, or is left with a comment."""

from __future__ import annotations

from functools import cache
from unittest import mock

import boto3
import pytest
from botocore.client import BaseClient
from botocore.loaders import create_loader
from botocore.validate import ParamValidator

from chime_shim.cli._snippets import before
from chime_shim.fix import Options, fix_source
from chime_shim.routes import ROUTES

# They have no successor, or one that needs what the old call does not tell.
LEFT = {name for name, route in ROUTES.items() if route.retired} | {
    "ListMediaCapturePipelines",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
    "UpdateAppInstance",
    "UpdateAppInstanceUser",
    "UpdateChannelMessage",
}
NEEDS_BEARER = {name for name, route in ROUTES.items() if route.to == "chime-sdk-messaging"} - {
    "DeleteAppInstanceStreamingConfigurations",
    "GetAppInstanceStreamingConfigurations",
    "GetMessagingSessionEndpoint",
    "PutAppInstanceStreamingConfigurations",
}


@cache
def loader():
    return create_loader()


def program(operation):
    text = f"import boto3\n\n{before(operation)}\n"
    if operation in NEEDS_BEARER and "ChimeBearer" not in text:
        return text.rstrip().removesuffix(")") + '    ChimeBearer="arn:aws:chime:bearer",\n)\n'
    return text


def complaints_of(code, monkeypatch):
    """Run a program, and return what botocore says of its parameters."""
    found = []

    def check(client, operation, params):
        shape = client.meta.service_model.operation_model(operation).input_shape
        report = ParamValidator().validate(params, shape)
        # What is made up may be too short.
        found.extend(error for error in report._errors if error[0] != "invalid length")
        found.append(client.meta.service_model.service_name)
        return {"Meeting": {"MeetingArn": "arn:aws:chime:us-east-1:1:meeting/m"}}

    monkeypatch.setattr(BaseClient, "_make_api_call", check)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    with mock.patch("botocore.session.create_loader", return_value=loader()):
        exec(compile(code, "program", "exec"), {})
    return found


@pytest.mark.parametrize("operation", sorted(set(ROUTES) - LEFT))
def test_it_moves_and_is_valid_there(operation, monkeypatch):
    result = fix_source(program(operation), Options(unsafe=True))
    assert [each[0].operation for each in result.fixed] == [operation]
    assert not result.left
    assert set(complaints_of(result.after, monkeypatch)) == {ROUTES[operation].to}


@pytest.mark.parametrize("operation", sorted(LEFT))
def test_it_is_left_with_a_comment(operation):
    result = fix_source(program(operation), Options(unsafe=True))
    assert not result.fixed
    assert "# chime-shim: " in result.after
    assert [line for line in result.after.splitlines() if "# chime-shim: " not in line] == program(
        operation
    ).splitlines()
