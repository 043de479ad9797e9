from __future__ import annotations

import argparse
import re
import shlex
import sys

import pytest

import chime_shim as package
from chime_shim import cli
from chime_shim.cli import name_of
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
        assert name_of(command) in result.stdout


@pytest.mark.parametrize("command", cli.COMMANDS, ids=name_of)
def test_a_command_tells_its_own_help(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as exit_:
        cli.main([name_of(command), "--help"])
    assert exit_.value.code == 0
    told = capsys.readouterr().out
    assert " ".join(command.__doc__.split()) in " ".join(told.split())
    for line, remark in command.EXAMPLES.items():
        assert f"\n  {line}\n      {remark}\n" in told


@pytest.mark.parametrize("command", cli.COMMANDS, ids=name_of)
def test_a_command_has_examples_that_fit_a_terminal(command):
    assert command.EXAMPLES
    assert all(len(line) <= 76 and len(remark) <= 72 for line, remark in command.EXAMPLES.items())


@pytest.mark.parametrize(
    ("command", "line"),
    [(command, line) for command in cli.COMMANDS for line in getattr(command, "EXAMPLES", ())],
)
def test_an_example_is_a_valid_call_of_its_command(command, line):
    words = shlex.split(re.sub(r" \d?[>|&].*", "", line))
    assert words[:2] == ["chime-shim", name_of(command)]
    options = cli._parser().parse_args(words[1:])
    assert options.main is command.main


@pytest.mark.parametrize("command", cli.COMMANDS, ids=name_of)
def test_what_helps_is_worded_alike(command):
    """As argparse's own lines: no capital, no full stop; of a command, one line that is a sentence."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", command.__doc__.partition("\n")[0])
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    for text in [action.help for action in parser._actions]:
        assert text
        assert not text.endswith(".")
        assert not re.match(r"[A-Z][a-z]", text)


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
