"""Programs of several files: what others need stays, and what no rule follows is named."""

from __future__ import annotations

import os

import pytest

from chime_shim.fix import fix_paths
from tests.fix.checker import complaints

VOICE = 'boto3.client("chime-sdk-voice", region_name="us-east-1")'
CALLS = """\
import boto3

chime = boto3.client("chime")


def rules():
    return chime.list_sip_rules()


def instances():
    return chime.list_app_instances()
"""
HOLDER = """\
import boto3


class Calls:
    def __init__(self):
        self.chime = boto3.client("chime")

    def all(self):
        return self.chime.list_sip_rules(), self.chime.list_app_instances()
"""
PATCH = "from unittest.mock import patch\n\n"
NEW = '__import__("boto3").client("chime").list_accounts()'
MEETING = """\
import boto3
from botocore.exceptions import ClientError
from helpers import {helper}

chime = boto3.client("chime")
try:
    reply = chime.create_attendee(MeetingId="m", ExternalUserId="u")
    print({helper}(reply))
except ClientError as error:
    print({helper}(error))
"""
TYPED = """\
import boto3
from mypy_boto3_chime import ChimeClient


def rules(client: ChimeClient):
    return client.list_sip_rules()


rules(boto3.client("chime"))
"""
SERVICE = """\
import boto3

SERVICE = "chime"
boto3.client(SERVICE).list_sip_rules()
"""
STARTS = """\
import boto3


def start(token):
    return boto3.client("chime").create_meeting(ClientRequestToken=token)
"""


@pytest.fixture
def fixed(tmp_path):
    """Fixes files, and returns their texts and the notes on them."""

    def fix(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        results = {os.path.relpath(each.path, tmp_path): each for each in fix_paths([tmp_path])}
        assert [each.refused for each in results.values() if each.refused] == []
        after = files | {name: each.after for name, each in results.items() if each.changed}
        assert complaints(files, after) == []
        for name, text in after.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        assert [each.path for each in fix_paths([tmp_path]) if each.changed] == []
        return after, [
            f"{name}:{line}: {text}" for name, each in results.items() for line, text in each.notes
        ]

    return fix


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (
            {"calls.py": CALLS, "test_calls.py": f'{PATCH}import calls\n\npatch("calls.chime")\n'},
            "test_calls.py puts something in the place of chime",
        ),
        (
            {"calls.py": CALLS, "test_calls.py": f'{PATCH}patch("calls.chime", {NEW})\n'},
            "chime is named in a text, such as that of a patch (line 3 of test_calls.py)",
        ),
        (
            {"app/__init__.py": CALLS, "test_app.py": f'{PATCH}import app\n\npatch("app.chime")\n'},
            "test_app.py puts something in the place of chime",
        ),
        (
            {"app/__init__.py": CALLS, "test_app.py": f'{PATCH}patch("app.chime", {NEW})\n'},
            "chime is named in a text, such as that of a patch (line 3 of test_app.py)",
        ),
        (
            {
                "calls.py": HOLDER,
                "test_calls.py": "import calls\n\nmade = calls.Calls()\nmade.chime = object()\n",
            },
            "test_calls.py puts something in the place of chime",
        ),
        (
            {
                "calls.py": HOLDER,
                "test_calls.py": f"import calls\n\nmade = calls.Calls()\nmade.chime = {NEW}\n",
            },
            "chime is given another value elsewhere (line 4 of test_calls.py)",
        ),
        (
            {"typed.py": TYPED, "other.py": "from typed import ChimeClient\n\nprint(ChimeClient)\n"},
            "ChimeClient is imported from here by others, and stays",
        ),
    ],
)
def test_what_another_file_needs_stays_and_a_comment_says_so(fixed, files, text):
    after, _ = fixed(files)
    (first, *_) = after.values()
    assert text in first


@pytest.mark.parametrize("user", ["from service import SERVICE\n", "import service\n\nservice.SERVICE\n"])
def test_a_constant_that_another_file_reads_stays(fixed, user):
    after, notes = fixed({"service.py": SERVICE, "user.py": f"{user}print(1)\n"})
    assert 'SERVICE = "chime"\n' in after["service.py"]
    assert VOICE in after["service.py"]
    assert notes == ["service.py:4: nothing here reads SERVICE any more"]


@pytest.mark.parametrize(
    ("helper", "place"),
    [
        (
            'def late(e):\n    return e.response["Error"]["Code"] == "ThrottledClientException"\n',
            "helpers.py:2: ThrottledClientException is ThrottlingException",
        ),
        (
            'LATER = {"ThrottledClientException"}\n\n\ndef late(e):\n    return e.args in LATER\n',
            "helpers.py:1: ThrottledClientException is ThrottlingException",
        ),
        (
            'def late(r):\n    return r["ResponseMetadata"]["HTTPStatusCode"] == 201\n',
            "helpers.py:2: 201 is 200",
        ),
        ('def late(r):\n    return {"HTTPStatusCode": 201, "r": r}\n', None),
        ("def late(r):\n    return r.status_code == 201\n", None),
        ('def late(e):\n    """Not a ThrottledClientException."""\n    return e\n', None),
    ],
)
def test_what_a_helper_compares_is_named(fixed, helper, place):
    _, notes = fixed({"helpers.py": helper, "meeting.py": MEETING.format(helper="late")})
    assert [note for note in notes if place and note.startswith(place)] or (place is None and notes == [])


@pytest.mark.parametrize(
    ("expectation", "is_named"),
    [
        ('create_meeting.assert_called_once_with(ClientRequestToken="t")', True),
        ('client.return_value.create_meeting.assert_any_call(ClientRequestToken="t")', True),
        ("create_meeting.assert_called_once_with(**given)", False),
        ("create_meeting.assert_called_once()", False),
        ("create_meeting(ClientRequestToken='t')", False),
        (
            'create_meeting.assert_called_with(ExternalMeetingId="t", MediaRegion="r")',
            False,
        ),
        ('delete_meeting.assert_called_with(MeetingId="m")', False),
    ],
)
def test_a_mock_that_expects_less_than_is_sent_is_named(fixed, expectation, is_named):
    test = f"from unittest.mock import ANY\n\nmade = ANY\ngiven = {{}}\nmade.{expectation}\n"
    _, notes = fixed({"starts.py": STARTS, "test_starts.py": test + 'print("chime")\n'})
    named = [each for each in notes if each.startswith("test_starts.py:5: the call sends")]
    assert bool(named) is is_named
