"""Making and checking the extras file, and what is said when the wheels are not right."""

import copy
import gzip
import json
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.util import find_spec

import pytest

from chime_shim.cli._download import DownloadError
from chime_shim.legacy_api import EXTRAS_FILE
from tools import botocore_wheels, make_legacy_api

needs_pip = pytest.mark.skipif(find_spec("pip") is None, reason="this environment has no pip")


@pytest.fixture
def document(before, after):
    return make_legacy_api.render(make_legacy_api.removed_part(before, after))


@pytest.fixture
def extras_file(tmp_path, monkeypatch):
    """A copy of the checked-in file that a test may spoil."""
    path = tmp_path / "extras" / EXTRAS_FILE.name
    path.parent.mkdir()
    path.write_bytes(EXTRAS_FILE.read_bytes())
    monkeypatch.setattr(make_legacy_api, "EXTRAS_FILE", path)
    standalone = tmp_path / "standalone"
    shutil.copytree(make_legacy_api.STANDALONE_DIRECTORY, standalone)
    monkeypatch.setattr(make_legacy_api, "STANDALONE_DIRECTORY", standalone)
    return path


def rewrite(path, change):
    extras = json.loads(gzip.decompress(path.read_bytes()))
    change(extras)
    path.write_bytes(make_legacy_api.compress(json.dumps(extras, separators=(",", ":")).encode()))


def run(*arguments):
    command = [sys.executable, "-m", "tools.make_legacy_api", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_checked_in_file_is_what_the_wheels_give(wheel_dir):
    checked = run("--check", "--wheel-dir", wheel_dir)
    assert (checked.returncode, checked.stderr) == (0, "")
    names = (
        "service-2.sdk-extras.json.gz",
        "phone_numbers.json.gz",
        "service-2.json.gz",
        "endpoint-rule-set-1.json.gz",
    )
    assert checked.stdout == "".join(f"{name} is what botocore 1.37.1 gives\n" for name in names)


def test_making_it_again_gives_the_same_content(wheel_dir, extras_file, capsys):
    extras_file.unlink()
    assert make_legacy_api.main(["--wheel-dir", str(wheel_dir)]) == 0
    assert gzip.decompress(extras_file.read_bytes()) == gzip.decompress(EXTRAS_FILE.read_bytes())
    assert capsys.readouterr().out.startswith(f"{EXTRAS_FILE.name}: 129 operations, 427 shapes, 1")


def test_the_compressed_bytes_tell_neither_time_nor_place(document):
    header = make_legacy_api.compress(document)[:10]
    # Magic, deflate; no flags, so no file name; time 0; best compression; system unknown.
    assert header == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])
    assert gzip.decompress(make_legacy_api.compress(document)) == document


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda extras: extras["merge"]["operations"].pop("CreateMeeting"),
            "operations: CreateMeeting is missing",
        ),
        (lambda extras: extras["merge"]["shapes"].update(Odd={}), "shapes: Odd should not be there"),
        (
            lambda extras: extras["merge"]["shapes"]["CreateProxySessionRequest"]["required"].reverse(),
            "shapes: CreateProxySessionRequest differs",
        ),
        (lambda extras: extras.update(version=2.0), "another order or layout"),
        (lambda extras: extras.pop("merge"), "cannot be read: KeyError('merge')"),
    ],
)
def test_check_names_what_differs(change, said, wheel_dir, extras_file, capsys):
    rewrite(extras_file, change)
    spoiled = extras_file.read_bytes()
    assert make_legacy_api.main(["--check", "--wheel-dir", str(wheel_dir)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "is what botocore" not in line]
    assert len(lines) == 1
    assert said in lines[0]
    assert extras_file.read_bytes() == spoiled, "a check changes nothing"


def test_check_sees_the_standalone_files_too(wheel_dir, extras_file, capsys):
    directory = make_legacy_api.STANDALONE_DIRECTORY
    rewrite(directory / "service-2.json.gz", lambda model: model["metadata"].update(serviceId="Chimes"))
    rewrite(directory / "endpoint-rule-set-1.json.gz", lambda rules: rules["rules"].pop())
    assert make_legacy_api.main(["--check", "--wheel-dir", str(wheel_dir)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "is what botocore" not in line]
    assert lines == ["metadata: serviceId differs", "rules differs"]


def test_check_does_not_mind_another_compression(wheel_dir, extras_file, document):
    extras_file.write_bytes(gzip.compress(document, compresslevel=1))
    assert make_legacy_api.main(["--check", "--wheel-dir", str(wheel_dir)]) == 0


@pytest.mark.parametrize("content", [None, b"not gzip", EXTRAS_FILE.read_bytes()[:500]])
def test_check_says_when_the_file_is_missing_or_damaged(content, wheel_dir, extras_file, capsys):
    extras_file.unlink()
    if content is not None:
        extras_file.write_bytes(content)
    assert make_legacy_api.main(["--check", "--wheel-dir", str(wheel_dir)]) == 1
    assert f"{EXTRAS_FILE.name} cannot be read" in capsys.readouterr().out


def test_too_large_a_file_is_not_written(wheel_dir, extras_file, monkeypatch, capsys):
    monkeypatch.setattr(make_legacy_api, "MAX_SIZE", 1_000)
    extras_file.unlink()
    assert make_legacy_api.main(["--wheel-dir", str(wheel_dir)]) == 1
    assert "more than 1,000; nothing was written" in capsys.readouterr().out
    assert not extras_file.exists()


def test_a_kept_shape_that_changed_is_refused(before, after):
    changed = copy.deepcopy(after)
    changed["shapes"]["NotFoundException"]["error"]["httpStatusCode"] = 400
    with pytest.raises(
        make_legacy_api.SharedShapesError, match=r"differ between the models: NotFoundException$"
    ):
        make_legacy_api.removed_part(before, changed)


def test_a_kept_shape_with_other_text_is_no_change(before, after):
    changed = copy.deepcopy(after)
    changed["shapes"]["NotFoundException"]["documentation"] = "Reworded."
    assert make_legacy_api.removed_part(before, changed) == make_legacy_api.removed_part(before, after)


def test_a_kept_shape_of_kept_operations_only_may_change(before, after):
    changed = copy.deepcopy(after)
    changed["shapes"]["Bot"]["members"].clear()
    assert make_legacy_api.removed_part(before, changed) == make_legacy_api.removed_part(before, after)


def test_a_member_called_documentation_is_kept():
    before = {
        "operations": {"Do": {"name": "Do", "input": {"shape": "In"}, "documentation": "<p>Does.</p>"}},
        "shapes": {
            "In": {
                "type": "structure",
                "members": {"documentation": {"shape": "Text", "documentation": "x"}},
            },
            "Text": {"type": "string"},
            "Unused": {"type": "string"},
        },
    }
    assert make_legacy_api.removed_part(before, {"operations": {}, "shapes": {}}) == {
        "operations": {"Do": {"name": "Do", "input": {"shape": "In"}}},
        "shapes": {
            "In": {"type": "structure", "members": {"documentation": {"shape": "Text"}}},
            "Text": {"type": "string"},
        },
    }


def test_shapes_that_contain_themselves_are_followed_once():
    before = {
        "operations": {"Do": {"input": {"shape": "Tree"}}},
        "shapes": {"Tree": {"type": "list", "member": {"shape": "Tree"}}},
    }
    assert (
        make_legacy_api.removed_part(before, {"operations": {}, "shapes": {}})["shapes"] == before["shapes"]
    )


def test_a_wheel_with_another_hash_is_refused(tmp_path, capsys):
    wheel = tmp_path / botocore_wheels.LAST_WITH.file_name
    wheel.write_bytes(b"something else")
    assert make_legacy_api.main(["--check", "--wheel-dir", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert f"{wheel} is not the wheel that was published" in said
    assert botocore_wheels.LAST_WITH.sha256 in said
    assert "Remove the file and run again." in said


def test_a_cached_wheel_needs_no_pip(wheel_dir, monkeypatch):
    monkeypatch.setattr(botocore_wheels, "download", lambda *_: pytest.fail("pip was called"))
    path = botocore_wheels.fetch(botocore_wheels.LAST_WITH, wheel_dir)
    assert path.name == "botocore-1.37.1-py3-none-any.whl"


@needs_pip
def test_a_wheel_that_is_not_there_is_downloaded(wheel_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel_dir))
    path = botocore_wheels.fetch(botocore_wheels.FIRST_WITHOUT, tmp_path / "new" / "wheels")
    assert path == tmp_path / "new" / "wheels" / "botocore-1.37.2-py3-none-any.whl"
    assert path.read_bytes() == (wheel_dir / path.name).read_bytes()


@needs_pip
def test_what_pip_says_is_passed_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    assert make_legacy_api.main(["--wheel-dir", str(tmp_path / "new")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("pip could not download botocore==1.37.1:\n")
    assert "No matching distribution found" in said


def test_a_python_without_pip_is_told_so(tmp_path, monkeypatch):
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    monkeypatch.delenv("PYTHONPATH", raising=False)  # it could bring pip back
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "bin" / "python"))
    with pytest.raises(DownloadError, match="No module named pip"):
        botocore_wheels.fetch(botocore_wheels.LAST_WITH, tmp_path / "wheels")


def test_a_wheel_directory_that_is_a_file_is_told_so(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert make_legacy_api.main(["--wheel-dir", str(tmp_path / "file" / "wheels")]) == 2
    assert "Not a directory" in capsys.readouterr().err


def test_a_file_that_is_no_zip_is_named(tmp_path):
    wheel = tmp_path / "botocore.whl"
    wheel.write_bytes(b"no zip at all")
    with pytest.raises(
        botocore_wheels.WheelError, match=r"botocore\.whl cannot be read \(File is not a zip file\)"
    ):
        botocore_wheels.read_model(wheel)


@pytest.mark.parametrize(
    "content",
    [b"not gzip", gzip.compress(b"{}")[:-9], gzip.compress(b"not json"), gzip.compress(b"\xff\xfe\xfd")],
    ids=["not gzip", "cut short", "not json", "not text"],
)
def test_a_damaged_model_in_a_wheel_is_named(content, tmp_path):
    wheel = tmp_path / "botocore.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(botocore_wheels.MODEL, content)
    with pytest.raises(
        botocore_wheels.WheelError, match=r"botocore\.whl cannot be read \(.+\)\. Remove the file"
    ):
        botocore_wheels.read_model(wheel)


def test_a_wheel_of_something_else_is_named(tmp_path):
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("other/__init__.py", "")
    with pytest.raises(
        botocore_wheels.WheelError, match=r"other\.whl has no .*: it is not a wheel of botocore"
    ):
        botocore_wheels.read_model(wheel)


def test_a_command_line_it_does_not_know_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as caught:
        make_legacy_api.main(["--chekc"])
    assert caught.value.code == 2
    assert "--chekc" in capsys.readouterr().err
