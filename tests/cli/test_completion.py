"""Completion, in the shells themselves."""

from __future__ import annotations

import shutil

import pytest

from chime_shim.cli import COMMANDS, name_of
from tests.support.command import chime_shim, run

# Asks zsh in a terminal of its own what it makes of a word and a tab.
ZSH = """
zmodload zsh/zpty
zpty shell zsh -fi
ask() { zpty -w shell "$1"; }
ask 'PS1=; autoload -U compinit; compinit -u -d '$PWD'/dump; source '$PWD'/script; print -r -- go""on'
zpty -r -m shell seen '*goon*'
zpty -w -n shell $'chime-shim scan --base\\t; print -r -- en""ded\\n'
zpty -r -m shell seen '*ended*'
print -r -- "$seen"
zpty -d shell
"""
ASKED = (
    ("chime-shim se", "settings"),
    ("chime-shim scan --base", "--baseline"),
    ("chime-shim comp", "completion"),
)


def script(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    return chime_shim("completion", shell).stdout


@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_bash_completes(typed, completed):
    words = typed.split()
    code = f"COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _chime_shim; echo ${{COMPREPLY[@]}}"
    assert run("bash", "--norc", "-c", f"{script('bash')}\n{code}").stdout == f"{completed}\n"


@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_fish_completes(typed, completed, tmp_path):
    (tmp_path / "script").write_text(script("fish"))
    told = run("fish", "--no-config", "-c", f"source script; complete -C '{typed}'", cwd=tmp_path)
    assert told.stdout.split() == [completed], told.stderr


def test_zsh_completes(tmp_path):
    (tmp_path / "script").write_text(script("zsh"))
    told = run("zsh", "-f", "-c", ZSH, cwd=tmp_path)
    assert "--baseline" in told.stdout, told


def test_fish_is_told_every_command():
    text = chime_shim("completion", "fish").stdout
    assert all(f"-a {name_of(command)}\n" in text for command in COMMANDS)
