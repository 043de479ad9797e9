"""What docs/emulator.md says has to work: its code, its lists and its links."""

import re
import shutil
import sys

import botocore
import pytest

from chime_shim.emulator import SERVICES
from tests.support.command import plain_environment, run
from tools import emulator_coverage

TEXT = emulator_coverage.PART.page.read_text(encoding="utf-8")


def blocks(language):
    for match in re.finditer(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        line = TEXT.count("\n", 0, match.start()) + 2
        yield pytest.param(match[1], id=f"line {line}")


@pytest.mark.parametrize("code", [each for each in blocks("python") if "def test" not in each.values[0]])
def test_a_program_runs(code):
    result = run(sys.executable, "-W", "ignore", "-", input=code)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("code", [each for each in blocks("python") if "def test" in each.values[0]])
def test_a_test_passes(code, tmp_path):
    (tmp_path / "test_it.py").write_text(code)
    environment = plain_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    options = ("-p", "chime_shim.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers")
    result = run(sys.executable, "-m", "pytest", *options, cwd=tmp_path, env=environment)
    assert "1 passed" in result.stdout, result.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell")
@pytest.mark.parametrize("code", list(blocks("bash")))
def test_a_shell_script_runs(code, tmp_path):
    (tmp_path / "old_script.py").write_text(
        'import boto3; print(boto3.client("chime").list_voice_connectors()["VoiceConnectors"])'
    )
    code = code.replace("--port 5000", "--port 0").replace("chime-shim", f"{sys.executable} -m chime_shim")
    result = run("bash", "-e", "-c", code, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "[]\n"), result.stderr


def test_links_lead_somewhere():
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= anchors


@pytest.mark.skipif(
    f"botocore {botocore.__version__} knows" not in TEXT, reason="the lists are those of another botocore"
)
def test_the_lists_are_up_to_date():
    assert emulator_coverage.PART.updated(TEXT) == TEXT, f"run: {emulator_coverage.PART.command}"


def test_every_operation_of_a_service_is_in_one_list():
    for service in SERVICES:
        _, emulated, absent = emulator_coverage.coverage(service)
        assert emulated
        assert not {*emulated} & {*absent}
        assert {*emulated, *absent} == {*emulator_coverage.operations_of(service).model.operation_names}


@pytest.mark.parametrize("name", ["identity", "media-pipelines", "meetings", "messaging"])
def test_of_these_services_nothing_is_left_out(name):
    assert emulator_coverage.coverage(f"chime-sdk-{name}").absent == []


def test_the_legacy_endpoint_has_what_its_successors_have():
    _, emulated, absent = emulator_coverage.coverage("chime")
    assert {"CreateProxySession", "ListMeetings", "TagResource", "SearchAvailablePhoneNumbers"} <= {*emulated}
    assert "CreateRoom" in absent
