"""What is in the layer, and that it is the same each time. What it does is in tests/startup."""

from __future__ import annotations

import sys
import venv
import zipfile
from importlib import metadata

import pytest

from chime_shim.cli._layer import Layer, write
from tests.support.command import chime_shim, plain_environment, run

OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": "/dev/null"}


THIS_PYTHON = f"3.{sys.version_info.minor}"
OTHER_PYTHON = "3.12" if THIS_PYTHON != "3.12" else "3.13"


def build(path, *options, python=THIS_PYTHON, env=None):
    return chime_shim("lambda-layer", "--python", python, "--output", path, *options, env=env)


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def pure(tmp_path_factory):
    path = tmp_path_factory.mktemp("layer") / "layer.zip"
    result = build(path, "--pure", env=plain_environment(**OFFLINE))
    assert result.returncode == 0, result.stderr
    return path


def test_it_has_the_same_bytes_twice(pure, tmp_path):
    build(tmp_path / "again.zip", "--pure", env=plain_environment(PYTHONHASHSEED="7", TZ="Asia/Tokyo"))
    assert (tmp_path / "again.zip").read_bytes() == pure.read_bytes()


def test_with_wheels_of_the_runtime_too(tmp_path):
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    for path in (one, two):
        result = build(path, "--architecture", "arm64", python="3.13")
        if result.stderr.startswith("chime-shim: pip could not download"):
            pytest.skip(result.stderr)
    assert one.read_bytes() == two.read_bytes()
    compiled = [name for name in names(one) if name.endswith(".so")]
    assert compiled
    assert all("cpython-313-aarch64-linux" in name for name in compiled)


def test_its_entries_are_sorted_and_carry_no_date_and_no_mode_of_this_machine(pure):
    with zipfile.ZipFile(pure) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    modes = {entry.filename: oct(entry.external_attr >> 16) for entry in entries}
    assert modes.pop("chime-shim-exec") == "0o100755"
    assert set(modes.values()) == {"0o100644"}


def test_it_has_all_that_is_needed_and_no_boto3(pure):
    tops = {name.split("/")[1] for name in names(pure) if name != "chime-shim-exec"}
    packages = {top for top in tops if not top.endswith(".dist-info")}
    not_everywhere = {"__pycache__", "typing_extensions.py", "wrapt-stubs"}
    assert packages - not_everywhere == {"chime_shim", "structlog", "wrapt"}
    assert not {name for name in names(pure) if name.endswith((".so", ".c"))}


def test_its_modules_are_compiled_by_the_python_that_is_to_run_them(pure, tmp_path):
    compiled = {name for name in names(pure) if name.endswith(".pyc")}
    tag = f".cpython-3{sys.version_info.minor}.pyc"
    assert f"python/chime_shim/_graft/__pycache__/attach{tag}" in compiled
    assert all(name.endswith(tag) for name in compiled)
    assert "not compiled" not in build(tmp_path / "this.zip", "--pure").stdout

    said = build(tmp_path / "other.zip", "--pure", python=OTHER_PYTHON).stdout
    assert "it starts faster" in said
    assert not [name for name in names(tmp_path / "other.zip") if name.endswith(".pyc")]


def test_licences_go_along(pure):
    for name in ("chime_shim", "structlog", "wrapt"):
        assert any(f"/{name}-" in path and "LICENSE" in path for path in names(pure)), name


def test_nothing_that_tells_of_the_installation_goes_along(pure):
    described = {path.rpartition("/")[2] for path in names(pure) if ".dist-info/" in path}
    assert {path for path in described if "LICENSE" not in path} == {"METADATA", "NOTICE"}


def test_python_3_10_gets_what_structlog_needs_there():
    assert "typing-extensions" in Layer("3.10", "x86_64").distributions
    assert "typing-extensions" not in Layer("3.11", "x86_64").distributions


def test_it_says_what_it_made_and_how_to_use_it(tmp_path):
    said = build(tmp_path / "layer.zip", "--pure", "--architecture", "arm64").stdout
    versions = f"structlog {metadata.version('structlog')}, wrapt {metadata.version('wrapt')}"
    assert said.startswith(f"{tmp_path / 'layer.zip'}:")
    size = (tmp_path / "layer.zip").stat().st_size
    assert f"{size:,} bytes" in said
    assert versions in said
    assert f"--compatible-runtimes python{THIS_PYTHON} --compatible-architectures arm64" in said
    assert "aws lambda update-function-configuration" in said
    assert "AWS_LAMBDA_EXEC_WRAPPER=/opt/chime-shim-exec" in said


@pytest.mark.parametrize("python", ["3.9", "2.7", "3.12.1", "three", ""])
def test_a_python_that_it_cannot_be_for_is_refused(python, tmp_path):
    result = build(tmp_path / "layer.zip", python=python)
    assert result.returncode == 2
    assert (
        f"argument --python: {python!r} is not a Python that chime_shim runs on: 3.10 or later"
        in result.stderr
    )


def test_without_an_index_it_says_what_to_do(tmp_path):
    (tmp_path / "layer.zip").write_text("an older one")
    result = build(tmp_path / "layer.zip", "--force", env=plain_environment(**OFFLINE))

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("chime-shim: pip could not download structlog==")
    assert result.stderr.splitlines()[-1].endswith("or give --pure, which needs neither.")
    assert (tmp_path / "layer.zip").read_text() == "an older one"


def test_a_file_that_is_there_is_not_overwritten_without_a_word(tmp_path):
    (tmp_path / "layer.zip").write_text("mine")
    result = build(tmp_path / "layer.zip", "--pure")

    assert (result.returncode, result.stdout) == (2, "")
    assert "already exists" in result.stderr
    assert (tmp_path / "layer.zip").read_text() == "mine"


def test_without_pip_it_says_what_to_do(tmp_path):
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    code = f"import sys; sys.path += {sys.path!r}; from chime_shim.cli import main; sys.exit(main())"
    result = run(python, "-c", code, "lambda-layer", "--python", "3.12", "--output", tmp_path / "layer.zip")

    assert result.returncode == 2
    assert "No module named pip" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("or give --pure, which needs neither.")


@pytest.mark.parametrize("output", [".", "absent/layer.zip"])
def test_a_place_where_nothing_can_be_written_is_refused(output, tmp_path):
    result = build(tmp_path / output, "--pure")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"chime-shim: {tmp_path / output}: cannot be written: ")
    assert "Traceback" not in result.stderr


def test_half_a_layer_is_not_left_behind(tmp_path):
    (tmp_path / "layer.zip").write_text("an older one")
    with pytest.raises(TypeError):
        write({"chime-shim-exec": b"", "python/x.py": None}, tmp_path / "layer.zip")
    assert (tmp_path / "layer.zip").read_text() == "an older one"
    assert [path.name for path in tmp_path.iterdir()] == ["layer.zip"]
