"""Make picture.svg, which the README shows, out of what the commands in it really print: ``make picture``."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console, Group
from rich.syntax import Syntax
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURE = Path(__file__).with_name("picture.svg")

# What a phone shows in letters that can be read.
WIDTH = 58

SCRIPT = """\
import boto3

chime = boto3.client("chime", region_name="us-east-1")
reply = chime.create_meeting(ClientRequestToken="up")
print("a meeting in", reply["Meeting"]["MediaRegion"])
"""

# What differs from run to run.
VARIES = re.compile(r"(?<=duration_ms=)[\d.]+|(?<=request_id=')\w+")

STYLES = (
    (r"^\w+Error: .*", "bold red"),
    (r"^\S+: ChimeDeprecationWarning: .*", "yellow"),
    (r"^chime_shim\.legacy_call", "bold cyan"),
    (r"\b\w+(?==)", "cyan"),
)


def run(command: str, directory: Path) -> str:
    """Return what a shell prints for ``command``, without what differs from run to run."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CHIME_SHIM_"))}
    result = subprocess.run(  # noqa: S602 - of ours
        f"{command} 2>&1",
        shell=True,
        cwd=directory,
        env={**kept, "PATH": programs, "AWS_EC2_METADATA_DISABLED": "true"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return VARIES.sub("…", result.stdout.replace(f"{directory}{os.sep}", ""))


def transcript() -> list[tuple[str, str]]:
    """Run the commands; return each, and what it printed."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name).resolve()
        (directory / "standup.py").write_text(SCRIPT, encoding="utf-8")
        commands = [
            "cat standup.py",
            "python standup.py 2>&1 | tail -1",
            "chime-shim run --emulator standup.py",
        ]
        return [(command, run(command, directory)) for command in commands]


def render(session: list[tuple[str, str]]) -> str:
    """Draw a terminal with the commands and what they printed."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for command, printed in session:
        prompt = Text.assemble(("$ ", "bold green"), (command, "bold"))
        console.print(Group(prompt, coloured(command, printed.rstrip()), ""))
    drawn = console.export_svg(title="chime-shim", theme=MONOKAI, unique_id="chime-shim")
    # A picture in a page loads nothing from elsewhere: it takes a font that is there.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return drawn.replace("font-family: Fira Code, monospace", "font-family: ui-monospace, monospace")


def coloured(command: str, printed: str) -> Syntax | Text:
    """Colour what ``command`` printed."""
    if command.startswith("cat "):
        return Syntax(printed, "python", theme="monokai", background_color="default")
    text = Text(printed)
    for line, style in STYLES:
        text.highlight_regex(re.compile(line, re.MULTILINE), style)
    return text


def main() -> None:
    """Make the picture."""
    PICTURE.write_text(render(transcript()), encoding="utf-8")


if __name__ == "__main__":
    main()
