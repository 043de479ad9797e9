from __future__ import annotations

import botocore
import pytest
from botocore.loaders import Loader

from chime_shim.doctor import _wire
from chime_shim.doctor._installed import check_botocore, check_versions, check_wire
from tests.support.versions import needs_removal


def test_the_releases_are_named():
    check = next(check_versions())
    assert check.level == "ok"
    assert f"botocore {botocore.__version__}" in check.text


def test_a_botocore_that_is_too_old_is_a_failure(monkeypatch):
    monkeypatch.setattr(botocore, "__version__", "1.29.132")
    check = next(check_versions())
    assert check.level == "fail"
    assert "install boto3 1.26.133 or later" in check.text


@needs_removal
def test_chime_without_the_operations():
    (check,) = check_botocore()
    assert "has chime, without the 129 operations" in check.text


def test_a_botocore_without_chime(monkeypatch):
    monkeypatch.setattr(Loader, "list_available_services", lambda *_: [])
    (check,) = check_botocore()
    assert (check.level, "has no chime any more" in check.text) == ("ok", True)


FINE = _wire.Comparison("GetMeeting", "chime-sdk-meetings", "full", ("a",), ("a",))
BAD = _wire.Comparison("GetMeeting", "chime-sdk-meetings", "full", problem="TypeError")


@pytest.mark.parametrize(
    ("compared", "level", "details"),
    [
        ([FINE], "ok", ()),
        ([FINE, BAD], "fail", ("GetMeeting (chime-sdk-meetings): TypeError",)),
        ([], "fail", ()),
    ],
)
def test_calls_that_send_something_else_are_a_failure(compared, level, details, monkeypatch):
    monkeypatch.setattr("chime_shim.doctor._wire.compare_all", lambda: compared)
    (check,) = check_wire()
    assert (check.level, check.details) == (level, details)
