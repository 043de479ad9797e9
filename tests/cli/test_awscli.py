from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.command import chime_shim, plain_environment, run

LINES = ["cli_legacy_plugin_path = {folder}", "chime_shim = chime_shim.awscli_plugin"]


def lay_out(folder):
    return chime_shim("awscli", "--output", folder)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("awscli") / "plugins"
    done = lay_out(path)
    assert done.returncode == 0, done.stderr
    return path, done.stdout


def test_it_prints_the_two_lines_of_configuration(folder):
    path, printed = folder
    section = printed.partition("\n[plugins]\n")[2].partition("\n\n")[0]
    assert section.splitlines() == [line.format(folder=path) for line in LINES]


def test_it_says_how_to_take_it_away(folder):
    assert "remove the lines first" in folder[1]


def test_what_is_in_the_folder_suffices_and_has_no_compiled_parts(folder):
    path, _ = folder
    assert not [each for each in path.rglob("*") if each.suffix in {".so", ".pyd", ".pyc", ".c"}]
    assert not (path / "chime_shim" / "cli").exists()
    # Without botocore, as that is the CLI's own; and without what a frozen Python lacks.
    code = (
        "import sys; sys.modules['graphlib'] = None; import chime_shim, structlog, wrapt; "
        "print({m.__file__.startswith(sys.argv[1]) for m in (chime_shim, structlog, wrapt)})"
    )
    environment = plain_environment(PYTHONPATH=str(path), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, path], env=environment, cwd=path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("{True}\n", "")


def test_it_may_be_made_again_and_leaves_other_plugins_alone(folder):
    path, _ = folder
    (path / "other.py").write_text("def awscli_initialize(cli): ...\n")
    (path / "chime_shim" / "of_an_earlier_release.py").write_text("")
    before = files(path)

    assert lay_out(path).returncode == 0

    gone = {name for name in before if name.name == "of_an_earlier_release.py"}
    assert files(path) == {name: data for name, data in before.items() if name not in gone}


def test_what_is_somebody_elses_is_not_replaced(tmp_path):
    (tmp_path / "structlog").mkdir()
    (tmp_path / "structlog" / "__init__.py").write_text("mine = True\n")

    done = lay_out(tmp_path)

    assert done.returncode == 2
    assert f"{tmp_path / 'structlog'}: it is there, and is not of this command" in done.stderr
    assert [*map(str, files(tmp_path))] == ["structlog/__init__.py"]


def test_a_list_that_somebody_edited_leads_nowhere_else(tmp_path):
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "kept").write_text("")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(beside)
    (folder / "chime-shim-files.txt").write_text(f"../beside/kept\n{beside}/kept\nlink/kept\n./x\n")

    assert lay_out(folder).returncode == 0
    assert (beside / "kept").exists()


def test_where_nothing_can_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    done = lay_out(tmp_path / "file" / "folder")
    assert done.returncode == 2
    assert done.stderr.startswith(f"chime-shim: {tmp_path}")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_is_configured_already_is_told(tmp_path):
    config = tmp_path / "config"
    config.write_text("[plugins]\ncli_legacy_plugin_path = /other\nother = other.plugin\n")
    environment = plain_environment(AWS_CONFIG_FILE=str(config))
    folder = tmp_path / "plugins"

    done = chime_shim("awscli", "--output", folder, env=environment)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{config} names another folder already, and the CLI takes one: /other\n")
    assert f"the section [plugins] of {config}:" in done.stdout


def test_a_tilde_is_the_home_directory(tmp_path):
    environment = plain_environment(HOME=str(tmp_path))
    done = run(sys.executable, "-m", "chime_shim", "awscli", "--output", "~/plugins", env=environment)
    assert done.returncode == 0, done.stderr
    assert f"cli_legacy_plugin_path = {tmp_path / 'plugins'}" in done.stdout
