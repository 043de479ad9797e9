"""Print what completes commands and options in a shell.

Words after a command that are no options are completed as file names.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim completion bash": 'for ~/.bashrc, as in eval "$(chime-shim completion bash)"',
    "chime-shim completion zsh": "for ~/.zshrc, after compinit, in the same way",
    "chime-shim completion fish > ~/.config/fish/completions/chime-shim.fish": "once",
}

_BASH = """\
_chime_shim() {
    local word="${COMP_WORDS[COMP_CWORD]}" words
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=%(commands)s
    else
        case "${COMP_WORDS[1]}" in
%(cases)s
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _chime_shim chime-shim
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim completion``."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell that is to complete")


def main(options: argparse.Namespace) -> int:
    """Print the script.

    Returns:
        0.
    """
    commands = {name: _words(parser) for name, parser in options.commands.items()}
    if options.shell == "fish":
        print(_fish(commands), end="")
    else:
        print(_ZSH * (options.shell == "zsh") + _bash(commands), end="")
    return 0


def _words(parser: argparse.ArgumentParser) -> list[str]:
    """Return the options of a command, the values of its choices, and its own commands."""
    words = [
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    ]
    for action in parser._actions:
        words += [str(choice) for choice in action.choices or ()]
    return list(dict.fromkeys(words))


def _bash(commands: dict[str, list[str]]) -> str:
    cases = "\n".join(
        f"            {name}) words={shlex.quote(' '.join(words))} ;;" for name, words in commands.items()
    )
    return _BASH % {"commands": shlex.quote(" ".join([*commands, "--help", "--version"])), "cases": cases}


def _fish(commands: dict[str, list[str]]) -> str:
    lines = [f"complete -c chime-shim -n __fish_use_subcommand -f -a {name}" for name in commands]
    lines += [
        f"complete -c chime-shim -n '__fish_seen_subcommand_from {name}' -a {shlex.quote(' '.join(words))}"
        for name, words in commands.items()
    ]
    return "\n".join(lines) + "\n"
