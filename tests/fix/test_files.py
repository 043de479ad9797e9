"""Files are written as they were: encoding, newlines, mode and links."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import PurePath

import pytest

from chime_shim.fix import _files, fix_paths, fix_source, write, write_all

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


@pytest.mark.skipif(sys.platform == "win32", reason="has no links for everybody")
@pytest.mark.parametrize("kind", ["file", "directory"])
def test_a_link_that_leads_out_of_what_was_given_is_not_followed(tmp_path, kind):
    tree, elsewhere = tmp_path / "tree", tmp_path / "elsewhere"
    tree.mkdir()
    elsewhere.mkdir()
    other = elsewhere / "other.py"
    other.write_text(CALL, encoding="utf-8")
    (tree / "link.py" if kind == "file" else tree / "link").symlink_to(other if kind == "file" else elsewhere)
    (result,) = fix_paths([tree])
    assert result.refused == "it is outside of what was given: a symbolic link leads there"
    assert not result.changed
    assert [each.changed for each in fix_paths([tree, elsewhere])].count(True) >= 1


def test_a_file_that_changes_while_it_is_read_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "old.py"
    path.write_text(CALL, encoding="utf-8")
    scan = _files.scan_paths

    def changed_after(*given, **options):
        yield from scan(*given, **options)
        path.write_text(f"\n{CALL}", encoding="utf-8")

    monkeypatch.setattr(_files, "scan_paths", changed_after)
    (result,) = fix_paths([path])
    assert result.refused == "it changed while it was read"
    assert not result.changed


@pytest.mark.parametrize(
    "content",
    [
        b'# coding: utf-7\nimport boto3\nboto3.client("chime").list_sip_rules()\n',
        b'# coding: nothing\nimport boto3\nboto3.client("chime").list_sip_rules()\n',
        b'import boto3\nboto3.client("chime").list_sip_rules()  # \xe9\n',
        b'import boto3\nboto3.client("chime").list_sip_rules()\n' + b"-" * 20_000 + b"1\n",
    ],
    ids=["utf-7", "unknown", "undeclared", "deep"],
)
def test_an_odd_file_costs_itself_alone(tmp_path, content):
    odd, good = tmp_path / "odd.py", tmp_path / "good.py"
    odd.write_bytes(content)
    good.write_text(CALL, encoding="utf-8")
    results = {PurePath(each.path).name: each for each in fix_paths([tmp_path])}
    assert results["good.py"].after == FIXED
    write_all(list(results.values()))
    assert good.read_text(encoding="utf-8") == FIXED
    assert odd.read_bytes() == content or (
        results["odd.py"].changed and b"chime-sdk-voice" in odd.read_bytes()
    )
    assert results["odd.py"].problem or results["odd.py"].refused or results["odd.py"].fixed


MADE = 'import boto3\n\nchime = boto3.client("chime")\n'
MADE_TWICE = """\
import boto3

chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")
chime_sdk_identity = boto3.client("chime-sdk-identity", region_name="us-east-1")
"""


def fixed(tmp_path, **modules):
    for name, text in modules.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return {PurePath(result.path).stem: result.after for result in fix_paths([tmp_path]) if result.changed}


@pytest.mark.parametrize(
    ("imported", "instead", "prefix"),
    [
        ("from clients import chime", "from clients import chime_sdk_voice, chime_sdk_identity", ""),
        (
            "from clients import (\n    chime,\n)",
            "from clients import (\n    chime_sdk_voice,\n    chime_sdk_identity,\n)",
            "",
        ),
        ("import clients", "import clients", "clients."),
    ],
    ids=["by name", "by name, in lines", "by its module"],
)
def test_a_client_becomes_several_in_other_modules_too(tmp_path, imported, instead, prefix):
    before = f"{imported}\n\n{prefix}chime.list_sip_rules()\n{prefix}chime.list_app_instances()\n"
    after = f"{instead}\n\n" + before.partition("\n\n")[2].replace("chime.list_s", "chime_sdk_voice.list_s")
    after = after.replace("chime.list_a", "chime_sdk_identity.list_a")
    assert fixed(tmp_path, clients=MADE, calls=before) == {"clients": MADE_TWICE, "calls": after}


CALLS = "chime.list_sip_rules()\nchime.list_app_instances()\n"


@pytest.mark.parametrize(
    "imported",
    ["from clients import *\n\n{}", "from clients import chime as c\n\n{}"],
)
def test_a_client_that_goes_by_another_name_elsewhere_is_left_alone(tmp_path, imported):
    calls = imported.format(CALLS.replace("chime", "c") if " as c" in imported else CALLS)
    (changed,) = fixed(tmp_path, clients=MADE, calls=calls).items()
    assert changed[0] == "clients"
    assert "it is not called by the name that it is made under" in changed[1]
    assert str(tmp_path) not in changed[1]


@pytest.mark.parametrize("other", ["from clients import chime\n", "from clients import (\n    chime\n)\n"])
def test_a_client_that_others_import_stays_beside_the_new_ones(tmp_path, other):
    calls = f"from clients import chime\n\n{CALLS}"
    changed = fixed(tmp_path, clients=MADE, calls=calls, other=other)
    assert changed.keys() == {"clients", "calls"}
    assert changed["clients"] == MADE + MADE_TWICE.partition("\n\n")[2]
    assert changed["calls"].startswith("from clients import chime_sdk_voice, chime_sdk_identity\n")


@pytest.mark.parametrize(
    ("test", "is_left"),
    [
        ('patch("calls.chime")', True),
        ('patch("app.calls.chime.list_sip_rules")', True),
        ('patch.object(calls, "chime")', True),
        ('setattr(calls, "chime", None)', True),
        ('patch("other.chime")', False),
        ('patch("calls.boto3.client")', False),
        ('print("chime")', False),
    ],
)
def test_a_client_that_a_test_names_is_left_alone(tmp_path, test, is_left):
    calls = MADE + CALLS
    test = (
        f'import boto3\nfrom unittest.mock import patch\n\n{test}\nboto3.client("chime").list_sip_rules()\n'
    )
    after = fixed(tmp_path, calls=calls, test_calls=test)["calls"]
    assert ("chime is named in a text" in after) is is_left
    assert ('chime_sdk_identity = boto3.client("chime-sdk-identity"' in after) is not is_left
