"""An object that keeps a client may be given away: fix says where to look."""

from __future__ import annotations

import pytest

from chime_shim.fix import fix_source

MADE = """import boto3
from elsewhere import register

class Kit:
    def __init__(self):
        self.client = boto3.client("chime")

kit = Kit()
kit.client.delete_meeting(MeetingId="m")
"""
TOLD = "a client moved, and what keeps it is given to register(), which is not read"


@pytest.mark.parametrize("given", ["kit", "Kit", "[kit]", "key=kit", "Kit()"])
def test_an_object_that_keeps_the_client_is_named_where_it_is_given_away(given):
    result = fix_source(f"{MADE}register({given})\n")
    assert 'boto3.client("chime-sdk-meetings"' in result.after
    assert result.notes == ((10, TOLD),)


@pytest.mark.parametrize("line", ["print(kit)", "register(kit.name)", "register(Other())", "len([kit])"])
def test_what_keeps_no_client_or_reads_none_is_not(line):
    result = fix_source(f"{MADE}class Other:\n    pass\n{line}\n")
    assert result.fixed
    assert result.notes == ()
