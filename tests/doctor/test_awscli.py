from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from chime_shim.doctor._awscli import check_awscli
from tests.support.awscli_env import _PYTHON, RELEASES, frozen_program, plugin_folder
from tests.support.legacy_env import installed

PLUGIN = "chime_shim = chime_shim.awscli_plugin"


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """Write the configuration, and have nothing on PATH but what a test puts there."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))

    def write(*lines):
        (tmp_path / "config").write_text("\n".join(["[plugins]", *lines, ""]))

    return write


@pytest.fixture
def version_1(tmp_path):
    packages = installed(f"awscli-1.46-{_PYTHON}", *RELEASES["1.46"])
    root = Path(__file__).resolve().parents[2]
    program = tmp_path / "bin" / "aws"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={packages}:{root} exec {sys.executable} -S -m awscli "$@"\n')
    program.chmod(0o755)


@pytest.fixture
def version_2(tmp_path):
    (tmp_path / "bin" / "aws").symlink_to(frozen_program())


def check():
    (found,) = check_awscli()
    return found


@pytest.mark.parametrize("lines", [[], ["other = some.plugin"], ["broken"]])
def test_without_the_plugin_nothing_is_said(configured, lines):
    configured(*lines)
    assert list(check_awscli()) == []


def test_without_a_configuration_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    assert list(check_awscli()) == []


def test_version_1_starts_with_the_plugin_and_its_end_is_told(configured, version_1):
    configured(PLUGIN)
    found = check()
    assert found.level == "ok"
    assert found.text.startswith("version 1.46.")
    assert "AWS ends version 1 on 2027-07-15" in found.details[0]


def test_version_1_does_not_take_the_line_for_version_2(configured, version_1, tmp_path):
    configured(*plugin_folder(tmp_path / "plugins"))
    found = check()
    assert found.level == "fail"
    assert found.text.startswith("every aws command fails")
    assert "version 1 takes cli_legacy_plugin_path for a plugin" in found.details[-1]


def test_version_2_starts_with_the_plugin(configured, version_2, tmp_path):
    configured(*plugin_folder(tmp_path / "plugins"))
    assert (check().level, check().text) == ("ok", "version 2.38.5 starts with the plugin")


def test_version_2_needs_the_folder(configured, version_2):
    configured(PLUGIN)
    found = check()
    assert found.level == "warn"
    assert "passes over the plugin" in found.text
    assert "chime-shim awscli --output DIR" in found.details[0]


def test_when_the_folder_is_gone_every_command_fails(configured, version_2, tmp_path):
    configured(f"cli_legacy_plugin_path = {tmp_path / 'gone'}", PLUGIN)
    missing, started = check_awscli()
    assert missing.level == "fail"
    assert missing.text.endswith("every command of version 2 fails")
    assert started.level == "fail"
    assert "No module named 'chime_shim'" in " ".join(started.details)

    assert [each.level for each in check_awscli(quick=True)] == ["fail"]


def test_without_the_cli_it_is_only_noted(configured, monkeypatch, tmp_path):
    configured(PLUGIN)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = check()
    assert found.level == "note"
    assert "there is no aws on PATH" in found.text
