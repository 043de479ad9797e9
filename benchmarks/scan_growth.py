"""What a scan costs as its tree grows, by CPU and memory: trees of only hits, each twice the one before.

python -m benchmarks.scan_growth                       # 1,000 to 8,000 files, all with calls of chime
python -m benchmarks.scan_growth --tree site-packages  # one tree, such as an environment with this project
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks._harness import environment, table
from benchmarks.scanning import PARSE, files_of, hits, site_packages

# The child's own figures: the load of the machine changes how long it takes, and hardly what it uses.
RUN = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
except SystemExit:
    pass
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(each.ru_utime + each.ru_stime for each in used)
print(cpu, max(each.ru_maxrss for each in used) / 1024, file=sys.stderr)
"""


def used(*command: str) -> tuple[float, float]:
    """Return the seconds of CPU and the megabytes that a module of Python takes as a program."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    cpu, memory = run.stderr.split("\n")[-2].split()
    return float(cpu), float(memory)


def parsed(tree: Path, work: Path) -> float:
    """Return the seconds of CPU that ``ast.parse`` takes for a tree."""
    (work / "parses.py").write_text(PARSE, encoding="utf-8")
    (work / "files").write_text("\0".join(files_of(tree)), encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(work)!r})\n{RUN}"
    run = subprocess.run(
        [sys.executable, "-c", code, "parses", str(work / "files")],
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(run.stderr.split("\n")[-2].split()[0])


def rows(trees: list[Path], work: Path) -> list[tuple[str, ...]]:
    """Measure scans of trees, each beside the one before and beside ``ast.parse``."""
    found: list[tuple[str, ...]] = []
    before = 0.0
    for tree in trees:
        cpu, memory = used("chime_shim", "scan", "--exit-zero", str(tree))
        count = len(files_of(tree))
        growth = f"{cpu / before:.2f}" if before else ""
        beside = f"{cpu / parsed(tree, work):.2f}"
        found.append((f"{count:,}", f"{cpu:.1f} s", f"{memory:.0f} MB", growth, beside))
        before = cpu
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tree", type=Path, help="measure this tree alone")
    parser.add_argument("--source", type=Path, help="where the modules of the made trees come from")
    parser.add_argument("--least", type=int, default=1000, help="files of the first (default: %(default)s)")
    parser.add_argument("--most", type=int, default=8000, help="files of the largest (default: %(default)s)")
    parser.add_argument("--format", choices=["text", "md"], default="text")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        trees = [given.tree] if given.tree else []
        size = given.least
        while not given.tree and size <= given.most:
            trees.append(work / f"hits{size}")
            trees[-1].mkdir()
            hits(given.source or site_packages(), trees[-1], size)
            size *= 2
        print(environment("boto3"))
        header = ("files", "CPU", "memory", "beside half the tree", "beside ast.parse")
        print(table(header, rows(trees, work), given.format))


if __name__ == "__main__":
    main()
