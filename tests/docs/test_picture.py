"""The README's picture shows what the commands in it print today."""

from __future__ import annotations

import html
import re

import pytest

from tests.support.versions import needs_removal

pytest.importorskip("rich", reason="the picture is made with rich")

from docs import picture


def words(drawn):
    """What a reader sees, without how it is drawn."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    return html.unescape(" ".join(texts)).split()


@needs_removal
def test_the_picture_shows_what_the_commands_print():
    session = picture.transcript()
    told = "".join(printed for _, printed in session)
    assert re.search(
        r"^AttributeError: 'Chime' object has no attribute 'create_meeting'$", told, re.MULTILINE
    )
    assert "chime_shim.legacy_call operation='CreateMeeting'" in told
    assert told.endswith("a meeting in us-east-1\n")
    assert words(picture.render(session)) == words(picture.PICTURE.read_text("utf-8")), "run: make picture"


def test_the_picture_loads_nothing_from_elsewhere():
    drawn = picture.PICTURE.read_text("utf-8")
    assert not re.search(r"@import|@font-face|href=|url\((?!#)", drawn)


def test_the_readme_shows_it():
    readme = (picture.PICTURE.parents[1] / "README.md").read_text("utf-8")
    assert re.search(r"!\[[^\]]{20,}\]\(https://\S+/docs/picture\.svg\)", readme)


def test_its_letters_can_be_read_on_a_phone():
    drawn = picture.PICTURE.read_text("utf-8")
    width = float(re.search(r'viewBox="0 0 ([\d.]+) ', drawn)[1])
    size = float(re.search(r"font-size: ([\d.]+)px", drawn)[1])
    assert size * 368 / width >= 10  # what a phone of 400 px leaves for a picture
