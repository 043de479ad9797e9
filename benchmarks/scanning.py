"""The scanner beside ``cat``, ruff and semgrep, and beside ``ast.parse``.

Two trees: the site-packages of an environment with boto3, botocore, moto, numpy and django, where next to
nothing mentions Chime; and one where every file does, made of modules of the first with a few legacy calls
at the end. Everything runs in processes of its own, start of the interpreter included.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zlib import crc32

from benchmarks._harness import compare, environment, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks._harness import Block

PACKAGES = ("boto3", "botocore", "django", "moto", "numpy")
CACHE = Path(__file__).resolve().parents[1] / ".cache" / "scanning"
GOALS = {"cat": "3, at best 1.7", "ast.parse": "1.5"}

CALLS = """

import boto3


class _Meetings{index}:
    def __init__(self, client=None):
        self.client = client or boto3.client("chime", region_name="us-east-1")

    def start(self, name):
        reply = self.client.create_meeting(ClientRequestToken=name)
        return self.client.create_attendee(MeetingId=reply["Meeting"]["MeetingId"], ExternalUserId=name)


def _channels{index}(arn):
    chime = boto3.client("chime")
    for page in chime.list_channels(AppInstanceArn=arn)["Channels"]:
        chime.send_channel_message(ChannelArn=page["ChannelArn"], Content="hello")


print(_Meetings{index}().start("a"), _channels{index}("b"))
"""

RULE = """
rules:
  - id: legacy
    languages: [python]
    severity: WARNING
    message: legacy
    patterns:
      - pattern: $CLIENT.$METHOD(...)
      - pattern-inside: |
          $CLIENT = boto3.client("chime", ...)
          ...
"""

PARSE = """
import ast, sys, warnings
warnings.simplefilter("ignore")
for path in open(sys.argv[1]).read().split("\\0"):
    try:
        ast.parse(open(path, "rb").read())
    except (SyntaxError, ValueError):
        pass
"""


def site_packages() -> Path:
    """Return the site-packages of an environment with the packages, made once."""
    root = CACHE / "venv"
    if not root.exists():
        subprocess.run([sys.executable, "-m", "venv", root], check=True)
        python = root / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return next((root / "lib").glob("python3*")) / "site-packages"


def files_of(tree: Path) -> list[str]:
    return sorted(str(path) for path in tree.rglob("*.py") if path.is_file())


def hits(tree: Path, target: Path, most: int) -> None:
    """Make a tree where every file is a hit, of files of all packages: twice as many are twice as much."""
    usable = []
    for path in sorted(files_of(tree), key=lambda path: crc32(path.encode())):
        text = Path(path).read_bytes()
        if 1000 < len(text) < 100_000 and _parses(text):
            usable.append(text)
        if len(usable) == most:
            break
    for made in range(most):
        text = usable[made % len(usable)]
        (target / f"m{made}.py").write_bytes(text + CALLS.format(index=made).encode())


def _parses(text: bytes) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def timed(*command: str, stdin: Path | None = None) -> Block:
    """Make a block of one run of a command."""

    def block() -> float:
        with Path(stdin or os.devnull).open("rb") as given:
            started = perf_counter()
            subprocess.run(
                command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            return perf_counter() - started

    return block


def scanning(tree: Path) -> Block:
    return timed(sys.executable, "-m", "chime_shim", "scan", "--exit-zero", str(tree))


def rows_of(tree: Path, work: Path, rounds: int, beside: str) -> Iterator[tuple[str, ...]]:
    """Compare the scan of a tree with ``cat`` or ``ast.parse``, and with the other tools."""
    files = files_of(tree)
    listed = work / "files"
    listed.write_text("\0".join(files), encoding="utf-8")
    rule = work / "rule.yml"
    rule.write_text(RULE, encoding="utf-8")
    others = {
        "cat": timed("xargs", "-0", "cat", stdin=listed),
        "ast.parse": timed(sys.executable, "-c", PARSE, str(listed)),
    }
    others = {beside: others[beside]}
    if shutil.which("ruff") or (Path(sys.executable).parent / "ruff").exists():
        ruff = shutil.which("ruff") or str(Path(sys.executable).parent / "ruff")
        others["ruff check"] = timed(ruff, "check", "--isolated", "--no-cache", "--exit-zero", str(tree))
    if semgrep := shutil.which("semgrep"):
        others["semgrep"] = timed(
            semgrep,
            "scan",
            "--metrics=off",
            "--disable-version-check",
            "--no-git-ignore",
            "--config",
            str(rule),
            str(tree),
        )
    for name, other in others.items():
        measured = compare(scanning(tree), other, rounds if name != "semgrep" else 2)
        yield (
            f"{len(files):,} files",
            name,
            f"{measured.candidate:.2f} s",
            f"{measured.baseline:.2f} s",
            str(measured.ratio),
            GOALS.get(name, ""),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, help="a tree without Chime; a new environment unless given")
    parser.add_argument("--rounds", type=int, default=7, help="pairs of runs (default: %(default)s)")
    parser.add_argument("--hits", type=int, default=1000, help="files with Chime (default: %(default)s)")
    parser.add_argument("--format", choices=["text", "md"], default="text")
    given = parser.parse_args()
    tree = given.tree or site_packages()
    lines = sum(Path(path).read_bytes().count(b"\n") for path in files_of(tree))
    header = ("tree", "beside", "scan", "it", "ratio: median (quartiles)", "goal")
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        target = work / "hits"
        target.mkdir()
        hits(tree, target, given.hits)
        print(environment("boto3", "ruff"))
        print(f"\nNothing of Chime: {lines:,} lines\n")
        print(table(header, list(rows_of(tree, work, given.rounds, "cat")), given.format))
        count = sum(Path(path).read_bytes().count(b"\n") for path in files_of(target))
        print(f"\nChime in every file: {count:,} lines\n")
        print(table(header, list(rows_of(target, work, given.rounds, "ast.parse")), given.format))


if __name__ == "__main__":
    main()
