from __future__ import annotations

import pytest
from botocore import xform_name
from hypothesis import given
from hypothesis import strategies as st

from chime_shim.places import commands_in
from chime_shim.routes import ROUTES

# a text, and the commands in it: line, operation, whether all words of it are known
FOUND = {
    "a script": ("#!/bin/sh\naws chime list-voice-connectors\n", [(2, "ListVoiceConnectors", True)]),
    "global options": ("aws --profile x --output json chime list-sip-rules", [(1, "ListSipRules", True)]),
    "over lines": ("aws \\\n  chime \\\n  get-meeting \\\n  --meeting-id m\n", [(1, "GetMeeting", True)]),
    "a pipe": ("aws chime list-sip-rules | jq . && aws chime get-sip-rule --sip-rule-id r", None),
    "a substitution": ('ID=$(aws chime get-meeting --meeting-id "$M" --query x)', [(1, "GetMeeting", False)]),
    "backticks": ("X=`aws chime list-sip-rules`", [(1, "ListSipRules", True)]),
    "a variable": ('"$AWS" chime list-sip-rules\n${AWS_CLI} chime list-sip-rules', None),
    "make": ("all:\n\t@$(AWS) chime list-sip-rules\n", [(2, "ListSipRules", False)]),
    "a path": ("/usr/local/bin/aws chime list-sip-rules", [(1, "ListSipRules", True)]),
    "a container": (
        "docker run --rm amazon/aws-cli:2.13 chime list-sip-rules",
        [(1, "ListSipRules", True)],
    ),
    "a step of a pipeline": ("    - aws chime list-sip-rules\n", [(1, "ListSipRules", True)]),
    "a quoted step": ('  run: "aws chime delete-meeting --meeting-id m"\n', [(1, "DeleteMeeting", True)]),
    "a prompt": ("$ aws chime list-sip-rules\n", [(1, "ListSipRules", True)]),
    "a Dockerfile": ("RUN aws chime list-sip-rules \\\n && true", [(1, "ListSipRules", True)]),
    "a list of words": ('CMD ["aws", "chime", "list-sip-rules"]', [(1, "ListSipRules", False)]),
    "subprocess": (
        "run(['aws', 'chime', 'delete-meeting', '--meeting-id', m])",
        [(1, "DeleteMeeting", False)],
    ),
    "an apostrophe before": ("# don't\naws chime list-sip-rules\n", [(2, "ListSipRules", True)]),
    "Windows": ("aws chime ^\n\r\naws.exe chime list-sip-rules\r\n", [(3, "ListSipRules", True)]),
}

NOT_FOUND = {
    "kept": "aws chime list-accounts",
    "new": "aws chime-sdk-meetings create-meeting",
    "a comment": "# aws chime create-meeting\ntrue # aws chime create-meeting\n",
    "another program": "windchime create-meeting; chime create-meeting; awsome chime create-meeting",
    "a printed sentence": 'echo "see aws chime delete-meeting"',
    "another subject": "aws s3 cp chime create-meeting",
    "a longer name": "aws chime create-meeting-room",
    "a file's name": "aws s3 ls ./chime create-meeting",
}


def found(text):
    return [(each.line, each.operation, each.literal) for each in commands_in(text)]


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_lost_commands_are_found_with_their_line(text, expected):
    if expected is None:
        assert len(found(text)) == 2
    else:
        assert found(text) == expected


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_is_none_is_not(text):
    assert found(text) == []


@pytest.mark.parametrize("operation", ROUTES)
def test_every_lost_command_is_known(operation):
    assert found(f"aws chime {xform_name(operation, '-')}") == [(1, operation, True)]


def test_options_have_their_values_and_places():
    (command,) = commands_in(
        "x; aws chime tag-meeting --meeting-id=m --tags Key=a,Value='b c' Key=d --no-paginate"
    )
    assert [(each.name, [value.value for value in each.values]) for each in command.options] == [
        ("--meeting-id", []),
        ("--tags", ["Key=a,Value=b c", "Key=d"]),
        ("--no-paginate", []),
    ]
    assert command.written.startswith("aws chime tag-meeting")
    assert command.written.endswith("--no-paginate")


PIECES = [
    "aws",
    "chime",
    "create-meeting",
    '"',
    "'",
    "\\\n",
    "\n",
    " ",
    "$(",
    ")",
    "#",
    "--x",
    ";",
    "|",
    "`",
    "$AWS",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_to_its_end(text):
    for command in commands_in(text):
        assert 0 <= command.words[0].start < command.words[-1].end <= len(text)
        assert text[command.words[0].start :].lower().lstrip("\"'@(-${").startswith(("aws", "chime"))
