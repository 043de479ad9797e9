from __future__ import annotations

import sys

import pytest

import chime_shim as package
from chime_shim import cli
from tests.support.command import chime_shim, run


def test_no_command_is_a_usage_error():
    result = chime_shim()
    assert (result.returncode, result.stdout) == (2, "")
    assert "usage: chime-shim" in result.stderr


def test_an_unknown_command_is_a_usage_error():
    result = chime_shim("fly")
    assert result.returncode == 2
    assert "'fly'" in result.stderr


def test_version():
    result = chime_shim("--version")
    assert (result.returncode, result.stdout) == (0, f"chime-shim {package.__version__}\n")


def test_help_tells_every_command():
    result = chime_shim("--help")
    assert result.returncode == 0
    for command in cli.COMMANDS:
        assert cli.name_of(command) in result.stdout


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.__name__)
def test_a_command_tells_its_own_help(command, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main([cli.name_of(command), "--help"])
    assert exit_.value.code == 0
    assert command.__doc__.strip() in capsys.readouterr().out


def test_help_imports_nothing_of_others():
    standard = sys.stdlib_module_names | {"chime_shim", "__main__"}
    code = """
import sys
before = set(sys.modules)
import chime_shim.cli
print(*{name.partition(".")[0] for name in set(sys.modules) - before})
"""
    result = run(sys.executable, "-c", code)
    assert set(result.stdout.split()) <= standard
