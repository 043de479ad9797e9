from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import botocore
import pytest

from chime_shim import cli
from chime_shim._graft import call
from chime_shim._models import matrix
from chime_shim._models.differences import Difference, differences
from chime_shim._models.rehearsal import destinations
from chime_shim.cli._matrix_markdown import markdown
from chime_shim.doctor import _wire
from chime_shim.routes import KEPT_ROUTES, ROUTES
from tests.support.command import chime_shim, plain_environment
from tests.support.versions import BOTOCORE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "compatibility.md"
RESULTS = ROOT / "docs" / "compatibility.json"
ALL = {**ROUTES, **KEPT_ROUTES}


@pytest.fixture
def shown(capsys):
    """Runs the command, and returns what is printed."""

    def shown(*args, code=0):
        assert cli.main(["matrix", *args]) == code
        out, err = capsys.readouterr()
        assert not (out and err)
        return out or err

    return shown


# The matrix.


def test_json_has_every_operation_and_every_difference_with_what_becomes_of_it(shown):
    found = json.loads(shown("--format", "json"))

    assert found["version"] == 1
    assert found["versions"]["botocore"] == botocore.__version__
    assert sum(found["counts"].values()) == 129
    assert {each["operation"] for each in found["operations"]} == set(ALL)
    for facts in found["operations"]:
        route = ALL[facts["operation"]]
        assert facts["kind"] == route.kind
        assert facts["kept"] == (facts["operation"] in KEPT_ROUTES)
        assert [each["name"] for each in facts["differences"]] == [each.name for each in differences(route)]
        assert {each["answer"] for each in facts["differences"]} <= set(found["notes"])


@pytest.mark.parametrize("form", ["text", "md"])
def test_every_operation_kind_and_note_is_in_every_format(form, shown):
    text = shown("--format", form).replace("<wbr>", "")

    squeezed = " ".join(text.split())
    for name in ALL:
        assert re.search(rf"\b{name}\b", text), name
    assert all(note in squeezed for note in notes())
    assert f"botocore {botocore.__version__}" in squeezed


def notes():
    return matrix.report()["notes"]


def test_text_says_what_is_different_and_fits_the_screen(shown):
    text = shown()

    number = 1 + notes().index("MediaRegion is sent as 'us-east-1' unless given")
    assert f"MediaRegion: required now [{number}]" in text
    assert "  composed    TagMeeting -> TagResource\n" in text
    assert "  identical   CreateProxySession (ended 2026-04-07)\n" in text
    assert "where the ARN belongs (3)\n" in text
    assert "nowhere (4)\n" in text
    long = [line for line in text.splitlines() if len(line) > 80]
    assert [line for line in long if len(line.split()) > 1 and "{" not in line] == []


def test_a_difference_that_nobody_looked_at_and_a_missing_successor_are_findings(monkeypatch, shown):
    def one_more(route):
        yield from differences(route)
        if route.operation == "CreateMeeting":
            yield Difference("chime-sdk-meetings", "now-required", "Sponsor")

    monkeypatch.setattr(matrix, "differences", one_more)
    assert "Sponsor: required now" in shown(code=1)
    assert "**now-required:Sponsor**" in shown("--format", "md", code=1)

    monkeypatch.setattr(matrix, "differences", differences)
    there = matrix.is_there
    monkeypatch.setattr(matrix, "is_there", lambda _, name: name != "CreateChannel")
    assert "MISSING: the installed botocore has no chime-sdk-messaging:CreateChannel" in shown(code=1)
    # What AWS ended may go from botocore: the shim then says that it is retired.
    monkeypatch.setattr(matrix, "is_there", lambda _, name: "ProxySession" not in name)
    assert "MISSING: the installed botocore has no chime-sdk-voice:GetProxySession" in shown()
    assert not there("chime-sdk-nowhere", "GetMeeting")


# --verify


def test_verify_compares_every_forwarded_operation_offline_in_seconds(shown):
    text = shown("--verify")

    calls = 2 * sum(len(destinations(route)) for route in ROUTES.values())
    assert f"125 operations, {calls} calls in " in text
    assert f"{calls} would put on the wire exactly what the successor's own client would, 0 " in text
    assert re.search(rf"^botocore +{re.escape(botocore.__version__)}$", text, re.MULTILINE)
    found = json.loads(shown("--verify", "--format", "json"))
    assert (found["operations"], found["calls"], found["different"]) == (125, calls, [])
    assert found["seconds"] < 20


@pytest.mark.parametrize("register", ["register_first", "register_last"])
def test_verify_does_not_mind_what_others_add_to_the_user_agent(register, shown):
    def add(request, **_):
        request.headers.replace_header("User-Agent", f"{request.headers['User-Agent']} PT/logger/3.37.0")

    def begin(session):  # as Powertools for AWS Lambda does
        getattr(session.get_component("event_emitter"), register)("request-created", add)

    botocore.register_initializer(begin)
    try:
        assert " 0 something else" in shown("--verify")
    finally:
        botocore.unregister_initializer(begin)


def test_verify_has_no_other_format(shown):
    assert "text and json, not md" in shown("--verify", "--format", "md", code=2)


def test_verify_sees_what_the_shim_does_wrong(monkeypatch, shown):
    monkeypatch.setattr(call.Forwarding, "request", without_translation)

    text = shown("--verify", code=1)

    assert "DIFFERENT  CreateMeeting -> chime-sdk-meetings, minimal parameters: body" in text
    assert "CreateProxySession" not in text
    found = json.loads(shown("--verify", "--format", "json", code=1))
    assert "CreateAttendee" in {each["operation"] for each in found["different"]}


def without_translation(self, params):
    self.params = params
    return params, self.target.operation_model if self.direct else self.operation_model


def test_verify_names_what_raises(monkeypatch):
    def misfit(*_):
        raise TypeError("of an unknown botocore")

    monkeypatch.setattr(call.Forwarding, "request", misfit)

    compared = _wire.compare_all()

    assert {each.difference for each in compared} == {"TypeError"}
    assert not any(each.equal for each in compared)


def test_a_request_too_many_or_none_is_a_difference():
    one, two = ("GET", "https://a/", None, "", {}), ("GET", "https://b/", None, "", {})
    assert _wire.Comparison("Op", "svc", "full", (one,), (one,)).equal
    assert not _wire.Comparison("Op", "svc", "full").equal
    assert _wire.Comparison("Op", "svc", "full", (one, two), (one,)).difference == "2 requests, not 1"
    assert _wire.Comparison("Op", "svc", "full", (one,), (two,)).difference == "URL"


def test_verify_leaves_the_environment_alone_and_heeds_none_of_it(monkeypatch, tmp_path):
    environment = plain_environment(
        AWS_PROFILE="absent",
        AWS_ENDPOINT_URL="http://127.0.0.1:9",
        CHIME_SHIM_DISABLED="1",
        CHIME_SHIM_REGION="mars-1",
        HTTPS_PROXY="http://127.0.0.1:9",
        HOME=str(tmp_path),
    )
    result = chime_shim("matrix", "--verify", env=environment)
    assert (result.returncode, result.stderr) == (0, "")

    monkeypatch.setenv("AWS_PROFILE", "absent")
    before = dict(_wire.os.environ)
    _wire.compare_all()
    assert dict(_wire.os.environ) == before


# The page that was published.


def test_the_published_table_is_up_to_date():
    published = PAGE.read_text(encoding="utf-8").partition("## Operation by operation")[2]
    headline, *lines = published.strip().splitlines()
    release = re.search(r" botocore ([\d.]+)", headline)[1]
    if tuple(map(int, release.split("."))) > BOTOCORE:
        pytest.skip(f"the table is that of botocore {release}, and botocore {botocore.__version__} is older")
    made = markdown(matrix.report()).partition("## Operation by operation")[2]
    assert lines == made.strip().splitlines()[1:], "run: make matrix"


def test_the_published_grid_is_the_one_that_is_planned():
    pytest.importorskip("nox", reason="the grid is run with nox, of the group matrix")
    noxfile = runpy.run_path(str(ROOT / "noxfile.py"))
    made = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert [each["environment"] for each in made["environments"]] == noxfile["planned"](), "run: make matrix"
    page = PAGE.read_text(encoding="utf-8")
    grid, heading, operations = page.partition("## Operation by operation")
    assert noxfile["page"](made, heading + operations) == page, "run: make matrix"
    assert grid.count("✔") == sum("passed" in each and not each["failed"] for each in made["environments"])


def test_every_red_cell_is_explained():
    made = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert any("passed" in each for each in made["environments"])
    assert "not explained" not in PAGE.read_text(encoding="utf-8")
