"""Files are written as they were: encoding, newlines, mode and links."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from chime_shim.fix import fix_paths, fix_source, write

CALL = 'import boto3\nboto3.client("chime").list_sip_rules()  # é\n'
FIXED = CALL.replace('"chime"', '"chime-sdk-voice", region_name="us-east-1"')


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: f"# coding: latin-1\n{text}".encode("latin-1"),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["utf-8", "windows", "mark", "latin-1", "no newline at the end"],
)
def test_bytes_around_the_fix_stay(encode, tmp_path):
    path = tmp_path / "old.py"
    path.write_bytes(encode(CALL))
    (result,) = fix_paths([path])
    assert path.read_bytes() == encode(CALL)  # until it is written
    write(result)
    assert path.read_bytes() == encode(FIXED)
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_from_a_pipe():
    result = fix_source(CALL.encode("utf-8-sig"))
    assert result.after.encode(result.encoding) == FIXED.encode("utf-8-sig")


@pytest.mark.skipif(sys.platform == "win32", reason="has neither modes nor links for everybody")
def test_mode_and_link_stay(tmp_path):
    path, link = tmp_path / "old.py", tmp_path / "link.py"
    path.write_text(CALL, encoding="utf-8")
    path.chmod(0o750)
    link.symlink_to(path)
    (result,) = fix_paths([link])
    write(result)
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == FIXED
    assert stat.S_IMODE(path.stat().st_mode) == 0o750


def test_what_cannot_be_written_is_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "old.py"
    path.write_text(CALL, encoding="utf-8")
    (result,) = fix_paths([path])

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    monkeypatch.setattr("pathlib.Path.replace", fails)
    with pytest.raises(OSError, match="No space"):
        write(result)
    assert path.read_text(encoding="utf-8") == CALL
    assert list(tmp_path.iterdir()) == [path]


def test_a_client_is_followed_from_one_module_to_another(tmp_path):
    (tmp_path / "clients.py").write_text('import boto3\n\nchime = boto3.client("chime")\n', encoding="utf-8")
    (tmp_path / "calls.py").write_text(
        'from clients import chime\n\nchime.create_meeting(ExternalMeetingId="x")\n', encoding="utf-8"
    )
    after = {os.path.basename(result.path): result.after for result in fix_paths([tmp_path])}  # noqa: PTH119
    assert '"chime-sdk-meetings", region_name="us-east-1"' in after["clients.py"]
    assert 'ExternalMeetingId="x", MediaRegion="us-east-1")' in after["calls.py"]


def test_two_services_in_other_modules_leave_the_client_alone(tmp_path):
    (tmp_path / "clients.py").write_text('import boto3\n\nchime = boto3.client("chime")\n', encoding="utf-8")
    (tmp_path / "calls.py").write_text(
        "from clients import chime\n\nchime.list_sip_rules()\nchime.list_app_instances()\n", encoding="utf-8"
    )
    changed = [result for result in fix_paths([tmp_path]) if result.changed]
    assert [os.path.basename(result.path) for result in changed] == ["clients.py"]  # noqa: PTH119
    assert "it is used in other modules as well" in changed[0].after
