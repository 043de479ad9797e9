"""The examples that CLI 1.38.1 ships for lost commands: on AWS's frozen CLI 2 they do what they did there."""

from __future__ import annotations

import json
import re
import shlex
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore import xform_name

from chime_shim.legacy_api import removed_operations
from chime_shim.legacy_api.restored import legacy_model
from tests.support.awscli_env import frozen_aws, native_aws, native_packages, plugin_folder
from tests.support.command import plain_environment
from tests.support.loopback import Answer, Loopback

NAMES = {xform_name(operation, "-"): operation for operation in sorted(removed_operations())}
ALL_TOLD = 37


def examples():
    """By command: its words, and the reply that the example shows."""
    pages = {path.stem: path for path in Path(native_packages(), "awscli/examples/chime").glob("*.rst")}
    found = {}
    for name in sorted(NAMES.keys() & pages.keys()):
        blocks = re.findall(r"::\n\n((?:    .*\n|\n)+)", pages[name].read_text() + "\n")
        # One of them lacks the backslash at the end of its second line.
        command, *output = (
            re.sub(r"\\?\n +", " ", block) if at == 0 else block for at, block in enumerate(blocks)
        )
        found[name] = shlex.split(command)[1:], json.loads(output[0]) if output else {}
    return found


def environment(directory, *lines):
    config = directory / "aws-config"
    config.write_text("\n".join([*lines, ""]))
    return plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_CONFIG_FILE=str(config),
        AWS_SHARED_CREDENTIALS_FILE=str(directory / "none"),
        AWS_DEFAULT_REGION="us-east-1",
        AWS_PAGER="",
    )


def answer(name, reply):
    status = legacy_model().operation_model(NAMES[name]).http.get("responseCode", 200)
    return Answer(204) if status == 204 else Answer.of(reply, status)


def outcome(code, out, request):
    return {
        "exit code": code,
        "printed": json.loads(out or "null"),
        "sent": (request.method, request.path, json.loads(request.body or "{}")),
    }


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    """What each example does in CLI 1.38.1, run in one process."""
    found = examples()
    with Loopback() as server:
        server.answer(*(answer(name, reply) for name, (_, reply) in found.items()))
        commands = [[*words, "--endpoint-url", server.url] for words, _ in found.values()]
        done = native_aws(
            env=environment(tmp_path_factory.mktemp("native")),
            interpreter_args=(Path(__file__).with_name("_cli_examples.py"),),
            input=json.dumps(commands),
        )
        assert done.returncode == 0, done.stderr
        results = map(json.loads, done.stdout.splitlines())
        return {
            name: outcome(code, out, request)
            for name, (code, out, _), request in zip(found, results, server.requests, strict=True)
        }


@pytest.fixture(scope="module")
def with_plugin(tmp_path_factory):
    directory = tmp_path_factory.mktemp("frozen")
    # Times are printed as they came in version 1, and in version 2 if it is told to.
    same = ("[default]", "cli_timestamp_format = wire")
    return environment(directory, *same, "[plugins]", *plugin_folder(directory / "plugins"))


def test_there_are_37(native):
    assert len(native) == ALL_TOLD
    assert {each["exit code"] for each in native.values()} == {0}


def test_all_do_what_they_did(native, with_plugin):
    def run(example):
        name, (words, reply) = example
        with Loopback() as server:
            server.answer(answer(name, reply))
            done = frozen_aws(*words, "--endpoint-url", server.url, env=with_plugin)
            sent = server.requests
        return name, outcome(done.returncode, done.stdout, *sent) if len(sent) == 1 else done.stderr

    with ThreadPoolExecutor(4) as pool:
        now = dict(pool.map(run, examples().items()))

    assert {name: each for name, each in now.items() if each != native[name]} == {}
