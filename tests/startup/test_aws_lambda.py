"""Functions with the layer, in Lambda's own order of starting them, with its own runtime interface client."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.command import chime_shim
from tests.support.lambda_runtime import Lambda, Outcome, make_runtime
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_SESSION

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the runtime interface client is for Linux")

OLD = """
import importlib, sys
import boto3

client = boto3.client("chime")

def handler(event, context):
    if event["reload"]:
        importlib.reload(sys.modules[__name__])
    session = client.get_proxy_session(VoiceConnectorId="v", ProxySessionId="1")["ProxySession"]
    return session["ProxySessionId"]
"""
# What a function can see of how it was started.
SEES = """
import os, sys
import boto3

def handler(event, context):
    return [sys.path, os.environ.get("PYTHONPATH"), sys.argv, "sitecustomize" in sys.modules]
"""
OTHER = """
import boto3

def handler(event, context):
    return boto3.client("s3").meta.service_model.service_name
"""
CALL = {"reload": False}
ANSWERED = Outcome("response", PROXY_SESSION["ProxySessionId"])
NO_SUCH_METHOD = "'Chime' object has no attribute 'get_proxy_session'"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    return make_runtime(tmp_path_factory.mktemp("runtime"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("layer") / "layer.zip"
    result = chime_shim("lambda-layer", "--python", this_python(), "--pure", "--output", path)
    assert result.returncode == 0, result.stderr
    return unpacked(path, path.parent / "opt")


@pytest.fixture
def function(python, built, tmp_path, loopback):
    loopback.answer(Answer.of({"ProxySession": PROXY_SESSION}))

    def start(code, opt=built, **options):
        (tmp_path / "app.py").write_text(code)
        return Lambda(python, tmp_path, opt, AWS_ENDPOINT_URL=loopback.url, **options)

    return start


def this_python():
    return f"3.{sys.version_info.minor}"


def unpacked(path, directory):
    """Unpack with the modes, as Lambda does."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            Path(archive.extract(entry, directory)).chmod(entry.external_attr >> 16)
    return directory


def test_an_old_handler_works(function, loopback):
    with function(OLD) as running:
        assert running.invoke(CALL) == ANSWERED
        assert running.invoke(CALL) == ANSWERED

    assert [request.path for request in loopback.requests] == ["/voice-connectors/v/proxy-sessions/1"] * 2
    assert "chime_shim.legacy_call operation='GetProxySession'" in running.log
    assert running.log.count("chime_shim.legacy_call") == 1  # the second is at debug level


def test_the_log_can_be_the_ledger(function):
    with function(OLD, CHIME_SHIM_LEDGER="stderr") as running:
        running.invoke(CALL)
        running.invoke(CALL)

    result = chime_shim("report", "--format", "json", "-", input=running.log)
    (counted,) = json.loads(result.stdout)["operations"]
    assert (counted["operation"], counted["calls"]) == ("GetProxySession", 2)


def test_compiled_modules_are_taken_as_they_are(function, built, tmp_path):
    opt = tmp_path / "opt"
    shutil.copytree(built, opt)
    # A source that were compiled again would be missed.
    (opt / "python/chime_shim/_graft/attach.py").write_text("1 / 0")

    with function(OLD, opt=opt) as running:
        assert running.invoke(CALL) == ANSWERED


def test_an_old_handler_fails_without_the_wrapper(function):
    with function(OLD, wrapper=None) as running:
        outcome = running.invoke(CALL)

    assert outcome.kind == "error"
    assert outcome.content["errorMessage"] == NO_SUCH_METHOD


def test_a_handler_module_may_be_imported_again(function):
    with function(OLD) as running:
        assert running.invoke({"reload": True}) == ANSWERED
        assert running.invoke(CALL) == ANSWERED


def test_the_off_switch_works(function):
    with function(OLD, CHIME_SHIM_DISABLED="1") as running:
        assert running.invoke(CALL).content["errorMessage"] == NO_SUCH_METHOD


@pytest.mark.parametrize("own", [{}, {"PYTHONPATH": "/opt/mine:/opt/other"}], ids=["none", "its own"])
def test_the_function_sees_the_path_that_it_would_see_without(own, function, built):
    with function(SEES, wrapper=None, **own) as running:
        path, *rest = running.invoke({}).content
    with function(SEES, **own) as running:
        with_layer, *rest_with_layer = running.invoke({}).content

    assert rest_with_layer == rest
    # What comes later on a path again counts for nothing. In the last place the layer hides nothing.
    assert list(dict.fromkeys(with_layer)) == list(dict.fromkeys([*path, f"{built}/python"]))


def test_a_function_with_a_path_of_its_own_has_the_operations(function):
    with function(OLD, PYTHONPATH="/opt/mine") as running:
        assert running.invoke(CALL) == ANSWERED
    assert "chime_shim.legacy_call" in running.log


def test_what_the_function_brings_has_precedence(function, tmp_path):
    (tmp_path / "wrapt.py").write_text("raise ImportError('the one of the function')")
    with function(OTHER) as running:
        assert running.invoke({}) == Outcome("response", "s3")
    assert "ImportError: the one of the function" in running.log


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("python", "there is no "),
        ("python/chime_shim/startup/aws_lambda/sitecustomize.py", "there is no "),
        ("python/chime_shim/startup/pythonpath/sitecustomize.py", ""),
        ("python/chime_shim/_activation.py", "No module named 'chime_shim._activation'"),
        ("python/wrapt", "No module named 'wrapt'"),
    ],
)
def test_a_broken_layer_does_not_stop_a_function(damage, said, built, function, tmp_path):
    opt = tmp_path / "opt"
    shutil.copytree(built, opt)
    (shutil.rmtree if Path(opt, damage).is_dir() else os.remove)(opt / damage)
    for compiled in opt.rglob("__pycache__"):
        shutil.rmtree(compiled)

    with function(OTHER, opt=opt) as running:
        assert running.invoke({}) == Outcome("response", "s3")

    if said:
        (line,) = running.log.splitlines()
        assert "chime-shim: not installed, " in line or "chime_shim is not at work: " in line
        assert said in line


def test_a_layer_with_the_wheels_of_the_runtime_works(function, tmp_path):
    path = tmp_path / "layer.zip"
    result = chime_shim("lambda-layer", "--python", this_python(), "--output", path)
    if result.stderr.startswith("chime-shim: pip could not download"):
        pytest.skip(result.stderr)
    opt = unpacked(path, tmp_path / "opt")
    assert list(opt.glob("python/wrapt/*.so"))

    with function(OLD, opt=opt) as running:
        assert running.invoke(CALL) == ANSWERED
