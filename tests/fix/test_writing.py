"""Nothing is lost, whatever else goes on in the directory: not what others write, not links, not owners."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from chime_shim.fix import fix_paths, write, write_all
from chime_shim.fix._writing import ChangedError

CALL = 'import boto3\nboto3.client("chime").list_sip_rules()\n'
FIXED = CALL.replace('"chime"', '"chime-sdk-voice", region_name="us-east-1"')

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has neither modes nor links for everybody")


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.py"
    path.write_text(CALL, encoding="utf-8")
    path.chmod(0o755)
    return path


def result_of(path):
    (result,) = fix_paths([path])
    assert result.after == FIXED
    return result


@pytest.mark.parametrize(
    "name", [".old.py.chime-shim", "old.py.chime-shim", ".old.py.tmp", "old.py.tmp", "old.py~"]
)
def test_a_link_that_waits_under_a_likely_name_is_not_followed(old, name):
    victim = old.with_name("victim")
    victim.write_text("precious\n")
    victim.chmod(0o600)
    old.with_name(name).symlink_to(victim)
    write(result_of(old))
    assert victim.read_text() == "precious\n"
    assert stat.S_IMODE(victim.stat().st_mode) == 0o600
    assert old.read_text() == FIXED
    assert not old.is_symlink()
    assert stat.S_IMODE(old.stat().st_mode) == 0o755


def test_the_temporary_name_is_another_one_each_time(old, monkeypatch):
    names = []
    make = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", lambda **given: names.append(make(**given)) or names[-1])
    result = result_of(old)
    for _ in range(2):
        old.write_text(CALL, encoding="utf-8")
        write(result)
    assert len({name for _, name in names}) == 2
    assert {os.path.dirname(name) for _, name in names} == {str(old.parent)}  # noqa: PTH120
    assert list(old.parent.iterdir()) == [old]


def test_what_was_appended_since_it_was_read_is_kept(old):
    result = result_of(old)
    with old.open("a") as file:
        file.write("# mine\n")
    with pytest.raises(ChangedError, match="has changed since it was read"):
        write(result)
    assert old.read_text() == f"{CALL}# mine\n"
    assert list(old.parent.iterdir()) == [old]


def test_what_was_appended_while_it_was_replaced_is_kept(old, monkeypatch):
    result = result_of(old)
    move = Path.replace

    def appended_first(self, target):
        monkeypatch.setattr(Path, "replace", move)
        with old.open("a") as file:
            move(self, target)
            file.write("# mine\n")

    monkeypatch.setattr(Path, "replace", appended_first)
    with pytest.raises(ChangedError):
        write(result)
    assert old.read_text() == f"{CALL}# mine\n"
    assert list(old.parent.iterdir()) == [old]


def test_hard_links_stay_links(old):
    other = old.with_name("other")
    os.link(old, other)
    node = old.stat().st_ino
    write(result_of(old))
    assert (old.stat().st_ino, other.stat().st_ino) == (node, node)
    assert other.read_text() == FIXED
    assert sorted(old.parent.iterdir()) == [old, other]


def test_two_names_of_one_file_are_written_once(old):
    os.link(old, old.with_name("other.py"))
    assert write_all(fix_paths([old.parent])) == []
    assert old.read_text() == FIXED


def test_a_hard_link_on_a_full_disk_is_as_it_was(old, monkeypatch):
    os.link(old, old.with_name("other"))
    result = result_of(old)
    full = iter([False, True])
    put = os.write

    def fills_up(descriptor, content):
        if next(full, False):
            put(descriptor, bytes(content)[:7])
            raise OSError(28, "No space left on device")
        return put(descriptor, content)

    monkeypatch.setattr(os, "write", fills_up)
    with pytest.raises(OSError, match="No space"):
        write(result)
    assert old.read_text() == CALL
    assert sorted(each.name for each in old.parent.iterdir()) == ["old.py", "other"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays_the_owner(old):
    os.chown(old, 12345, 12346)
    write(result_of(old))
    status = old.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 12346, 0o755)
    assert old.read_text() == FIXED


def test_where_the_owner_cannot_be_kept_it_is_written_in_place(old, monkeypatch):
    def refuses(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuses)
    status = os.fstat
    # As if the file were another user's: the temporary one is not.
    monkeypatch.setattr(
        os, "fstat", lambda fd: _Other(status(fd)) if status(fd).st_ino == node else status(fd)
    )
    node = old.stat().st_ino
    write(result_of(old))
    assert old.stat().st_ino == node
    assert old.read_text() == FIXED


class _Other:
    def __init__(self, status):
        self._status = status
        self.st_uid = status.st_uid + 1

    def __getattr__(self, name):
        return getattr(self._status, name)


def test_where_nothing_takes_the_place_of_an_open_file_it_is_written_in_place(old, monkeypatch):
    """As on Windows, which refuses to replace a file that is open, and has no owners to keep."""

    def refuses(*_):
        raise PermissionError(13, "The process cannot access the file because it is being used")

    result, inode = result_of(old), old.stat().st_ino
    monkeypatch.delattr(os, "fchown")
    monkeypatch.setattr(Path, "replace", refuses)

    write(result)

    assert old.read_text(encoding="utf-8") == FIXED
    assert old.stat().st_ino == inode
    assert list(old.parent.iterdir()) == [old]


def test_a_pipe_in_its_place_is_not_waited_for(old):
    result = result_of(old)
    old.unlink()
    os.mkfifo(old)
    with pytest.raises(OSError, match="not a regular file"):
        write(result)


MODULES = {
    "clients.py": 'import boto3\n\nchime = boto3.client("chime")\n',
    "calls.py": 'from clients import chime\n\nchime.create_meeting(ExternalMeetingId="x")\n',
    "alone.py": CALL,
}


@pytest.fixture
def tree(tmp_path):
    for name, text in MODULES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def texts(tree):
    return {path.name: path.read_text() for path in tree.iterdir()}


@pytest.mark.parametrize("name", ["clients.py", "calls.py"])
def test_modules_that_share_a_client_are_written_together_or_not_at_all(tree, name):
    results = fix_paths([tree])
    with (tree / name).open("a") as file:
        file.write("# mine\n")
    failed = {Path(result.path).name: reason for result, reason in write_all(results)}
    (other,) = {"clients.py", "calls.py"} - {name}
    assert failed.keys() == {name, other}
    assert failed[name] == "it has changed since it was read"
    assert failed[other] == f"it shares a client with {tree / name}, and it has changed since it was read"
    assert texts(tree) == {**MODULES, name: f"{MODULES[name]}# mine\n", "alone.py": FIXED}


def test_what_was_written_is_taken_back_if_the_rest_fails(tree, monkeypatch):
    results = fix_paths([tree])
    assert [len(each.together) for each in results] == [1, 2, 2]
    move = Path.replace

    def fails(self, target):
        if Path(target).name == "clients.py":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    assert len(write_all(results)) == 2
    assert texts(tree) == {**MODULES, "alone.py": FIXED}


def test_a_result_with_a_problem_is_not_written(old):
    result = result_of(old)
    assert write_all([replace(result, problem=result)]) == []
    assert old.read_text() == CALL


def test_what_cannot_be_taken_back_is_named(tree, monkeypatch):
    results = fix_paths([tree])
    move = Path.replace
    names = iter(["alone.py", "calls.py"])

    def fails(self, target):
        if Path(target).name == next(names, ""):
            return move(self, target)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    failed = {Path(result.path).name: reason for result, reason in write_all(results)}
    assert failed["clients.py"] == "No space left on device"
    assert failed["calls.py"].startswith("it is written and ")
    assert "create_meeting" in (tree / "calls.py").read_text()
