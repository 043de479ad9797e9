"""The compatibility grid: ``make matrix`` runs all of it, and ``make matrix-quick`` one diagonal.

And the check of a release, which needs clean environments too: ``make release-check``.

``MATRIX_PYTHONS`` names directories with interpreters that are not on the PATH, such as unpacked ones.

Each environment leaves its outcome in ``.cache/matrix``; ``table`` gathers them, as JSON and as a page, in
``docs``. A Python that is not installed is not downloaded: the page names what was not run.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.envdir = ".cache/nox"
nox.options.sessions = ["quick"]

ROOT = Path(__file__).parent
OUTCOMES = ROOT / ".cache" / "matrix"
RESULTS = ROOT / "docs" / "compatibility.json"
PAGE = ROOT / "docs" / "compatibility.md"
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
TEST_DEPENDENCIES = nox.project.dependency_groups(PROJECT, "test")

# Where interpreters are that are not on the PATH: directories, as on the PATH itself.
os.environ["PATH"] = os.pathsep.join(filter(None, [os.environ.get("MATRIX_PYTHONS"), os.environ["PATH"]]))

PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14", "3.15"]
NEWEST = "newest"
# The oldest supported, one of 2023, the last with the operations, the first without, one of 2025, the newest.
BOTO3 = ["1.26.133", "1.34.0", "1.37.1", "1.37.2", "1.40.40", NEWEST]
MOTO = ["5.2.0", NEWEST]
AIOBOTOCORE = ["2.5.1", NEWEST]
# Version 1; since 1.46 it brings a botocore of its own. The tests install each by themselves.
AWSCLI = ["1.38", "1.45", "1.46"]
# The version, and whether its C extension is used.
WRAPT = [("1.14.0", True), (NEWEST, False), ("1.14.0", False), (NEWEST, True)]
STRUCTLOG = ["22.1.0", NEWEST]
DIAGONAL = dict(zip(PYTHONS, [BOTO3[0], *BOTO3[2:], NEWEST], strict=True))

VERIFY = "tests/cli/test_matrix.py::test_verify_compares_every_forwarded_operation_offline_in_seconds"
EMULATOR = ["tests/drift", "tests/emulator", "tests/examples", "tests/test_pytest_plugin.py"]
CORE = [
    "tests/drift",
    "tests/events",
    "tests/legacy_api/test_restore.py",
    "tests/compare",
    "tests/graft",
    "tests/models",
    "tests/routes",
    "tests/settings",
    *sorted({str(path.relative_to(ROOT)) for path in ROOT.glob("tests/test_*.py")} - set(EMULATOR)),
    VERIFY,
]
AIO = ["tests/drift", "tests/aio", "--ignore=tests/aio/test_faults_aio.py"]  # that is about time
QUICK = [
    "tests/drift",
    "tests/routes/test_rules.py",
    *(f"tests/graft/test_{name}.py" for name in ("client", "composed")),
    *(f"tests/test_{name}.py" for name in ("activation", "clients")),
    "tests/settings",
    VERIFY,
]
# What a file that is missing from a wheel would break: all rooms, the commands, the demo.
RELEASE = [
    *QUICK,
    "tests/cli/test_demo.py",
    "tests/cli/test_init.py",
    "tests/cli/test_run.py",
    "tests/emulator/test_legacy_forwarding.py",
    "tests/events",
    "tests/examples/test_proxy_session.py",
    "tests/report",
    "tests/graft/test_all_operations.py",
    "tests/test_pytest_plugin.py",
    "tests/types",
]
# The wheel was built from the source distribution: what is in the one is in the other.
DISTRIBUTIONS = {"wheel": ("*.whl", RELEASE), "sdist": ("*.tar.gz", QUICK)}

# Why a red cell is red, by its name, with a link to what is to be mended where.
NOTES: dict[str, str] = {}

PACKAGES = ["boto3", "botocore", "aiobotocore", "moto", "wrapt", "structlog"]
VERSIONS = f"""
import importlib.metadata, json, platform, sys
from wrapt import FunctionWrapper
found = {{each.name.lower(): each.version for each in importlib.metadata.distributions()}}
versions = {{name: found[name] for name in {PACKAGES} if name in found}}
# Only a Python class has its methods' code.
extension = not hasattr(FunctionWrapper.__init__, "__code__")
print(json.dumps({{"python": platform.python_version(), **versions, "extension": extension}}))
"""


@nox.session(python=PYTHONS, reuse_venv=True)
def quick(session: nox.Session) -> None:
    """Run the most telling tests in one environment for each Python."""
    at = PYTHONS.index(session.python)
    check(session, QUICK, *mixed(at, 0), boto3=DIAGONAL[session.python])


@nox.session(python=PYTHONS)
@nox.parametrize("boto3", BOTO3)
def core(session: nox.Session, boto3: str) -> None:
    """Run all tests that need no emulator: each Python with each boto3."""
    # Each Python and each boto3 meets each wrapt, with and without its extension, and each structlog.
    rest = mixed(PYTHONS.index(session.python), BOTO3.index(boto3))
    check(session, CORE, *rest, boto3=boto3)


@nox.session(python=PYTHONS)
@nox.parametrize("moto", MOTO)
def emulator(session: nox.Session, moto: str) -> None:
    """Run the tests of the emulator: it has what the models of the newest boto3 have, so with that."""
    check(session, EMULATOR, boto3=NEWEST, **{"moto[server]": moto})


@nox.session(python=PYTHONS)
@nox.parametrize("aiobotocore", AIOBOTOCORE)
def aio(session: nox.Session, aiobotocore: str) -> None:
    """Run the tests of async clients; aiobotocore says which botocore goes with it."""
    check(session, AIO, aiobotocore=aiobotocore)


@nox.session(python=PYTHONS)
@nox.parametrize("awscli", AWSCLI)
def cli(session: nox.Session, awscli: str) -> None:
    """Run the tests of the plugin for the AWS CLI, with one of its releases."""
    check(session, ["tests/ways_in/test_awscli.py", "-k", awscli], boto3=NEWEST)


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """Build the distributions, and check their metadata and contents."""
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    session.install("--quiet", *nox.project.dependency_groups(PROJECT, "release"))
    session.run("python", "-m", "build", silent=True)
    made = sorted(map(str, (ROOT / "dist").iterdir()))
    session.run("twine", "check", "--strict", *made)
    session.run("check-wheel-contents", *(path for path in made if path.endswith(".whl")))


@nox.session(default=False)
@nox.parametrize("distribution", list(DISTRIBUTIONS))
def release(session: nox.Session, distribution: str) -> None:
    """Install a distribution, and run the demo and the tests where there is no checkout."""
    pattern, tests = DISTRIBUTIONS[distribution]
    (made,) = (ROOT / "dist").glob(pattern)
    session.install("--quiet", f"chime-shim[emulator] @ {made.as_uri()}", *TEST_DEPENDENCIES)
    with TemporaryDirectory() as name, session.chdir(name):
        for tree in ("tests", "examples"):
            shutil.copytree(ROOT / tree, Path(name) / tree)
        shutil.copy(ROOT / "pyproject.toml", name)
        session.run("chime-shim", "demo")
        session.run("pytest", "-q", "-n", "auto", "--no-header", *tests, *session.posargs)


@nox.session(python=None, default=False)
def table(session: nox.Session) -> None:
    """Gather the outcomes, and write the tables."""
    session.install("--quiet", "-e", ".")
    operations = session.run("chime-shim", "matrix", "--format", "md", silent=True)
    outcomes = [outcome_of(name) for name in planned()]
    made = {"version": 1, "date": f"{datetime.now(timezone.utc):%Y-%m-%d}", "environments": outcomes}
    RESULTS.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(made, operations), encoding="utf-8")


def mixed(row: int, column: int) -> tuple[bool, dict[str, str]]:
    """Choose what else goes into an environment, so that over all of them everything meets everything."""
    wrapt, extension = WRAPT[(row + column) % len(WRAPT)]
    return extension, {"wrapt": wrapt, "structlog": STRUCTLOG[(row // 2 + column) % len(STRUCTLOG)]}


def check(
    session: nox.Session,
    tests: list[str],
    extension: bool = True,
    others: dict[str, str] | None = None,
    **releases: str,
) -> None:
    """Install the releases, run the tests, and leave the outcome."""
    wanted = [
        name if release == NEWEST else f"{name}=={release}"
        for name, release in {**releases, **(others or {})}.items()
    ]
    boto3 = releases.get("boto3", NEWEST)
    if boto3 != NEWEST:
        wanted.append(f"botocore=={boto3.replace('1.26.', '1.29.')}")
    session.install("--quiet", "-e", ".", *TEST_DEPENDENCIES, *wanted)
    env = {"OPERATION_EXAMPLES": "1", "WRAPT_DISABLE_EXTENSIONS": "" if extension else "1"}
    OUTCOMES.mkdir(parents=True, exist_ok=True)
    report = OUTCOMES / f"{session.name}.xml"
    options = ["-q", "-n", "auto", "--no-header", "--tb=short", "-r", "fE", f"--junitxml={report}"]
    session.run("pytest", *options, *tests, *session.posargs, env=env, success_codes=[0, 1])
    versions = json.loads(session.run("python", "-c", VERSIONS, env=env, silent=True, log=False))
    outcome = {"environment": session.name, **versions, **counted(ET.parse(report).getroot())}  # noqa: S314 - made by pytest
    report.with_suffix(".json").write_text(json.dumps(outcome), encoding="utf-8")
    if outcome["failed"]:
        session.error(f"{len(outcome['failed'])} tests failed")


def counted(report: ET.Element) -> dict[str, Any]:
    """Count the outcomes in a JUnit report; tests that failed by name."""
    cases = list(report.iter("testcase"))
    failed = [f"{case.get('classname')}::{case.get('name')}" for case in cases if bad(case)]
    skipped = sum(case.find("skipped") is not None for case in cases)
    seconds = sum(float(suite.get("time", 0)) for suite in report.iter("testsuite"))
    counts = {"passed": len(cases) - len(failed) - skipped, "skipped": skipped, "seconds": round(seconds)}
    return {**counts, "failed": failed}


def bad(case: ET.Element) -> bool:
    """Tell whether a test failed."""
    return case.find("failure") is not None or case.find("error") is not None


def planned() -> list[str]:
    """Name all environments of the grid, as nox does."""
    axes = [
        ("core", "boto3", BOTO3),
        ("emulator", "moto", MOTO),
        ("aio", "aiobotocore", AIOBOTOCORE),
        ("cli", "awscli", AWSCLI),
    ]
    return [
        f"{session}-{python}({axis}={release!r})"
        for session, axis, releases in axes
        for release in releases
        for python in PYTHONS
    ]


def outcome_of(name: str) -> dict[str, Any]:
    """Return what an environment left; nothing, if it was not run."""
    path = OUTCOMES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"environment": name}


def page(made: dict[str, Any], operations: str) -> str:
    """Return the text of ``docs/compatibility.md``."""
    ran = [outcome for outcome in made["environments"] if "passed" in outcome]
    red = [outcome for outcome in ran if outcome["failed"]]
    missing = [python for python in PYTHONS if python not in {name_of(each)[1] for each in ran}]
    left = [
        " ".join(name_of(it))
        for it in made["environments"]
        if it not in ran and name_of(it)[1] not in missing
    ]
    lines = [
        "# Compatibility",
        "",
        "<!-- generated: make matrix -->",
        "",
        f"{len(ran)} of {len(made['environments'])} environments were run on {made['date']}:",
        f"{len(ran) - len(red)} are green, {len(red)} red.",
        *([f"None was run on Python {' and '.join(missing)}, which was not installed."] if missing else []),
        *([f"Nor were these: {', '.join(left)}."] if left else []),
        "A cell tells how many tests passed, and what else was installed; `C` is wrapt with its C extension,",
        "`py` is wrapt without it.",
        "",
    ]
    for title, session in (
        ("Python and boto3", "core"),
        ("The emulator, with moto", "emulator"),
        ("Async clients, with aiobotocore", "aio"),
        ("Version 1 of the AWS CLI, with the plugin", "cli"),
    ):
        own = [outcome for outcome in made["environments"] if name_of(outcome)[0] == session]
        lines += [f"## {title}", "", *grid(own), ""]
    lines += [f"- {each['environment']}: {NOTES.get(each['environment'], 'not explained')}" for each in red]
    return "\n".join(lines) + "\n" + operations


def name_of(outcome: dict[str, Any]) -> tuple[str, str, str]:
    """Return session, Python and release of an environment."""
    session, _, rest = outcome["environment"].partition("-")
    python, _, axis = rest.partition("(")
    return session, python, axis.partition("=")[2].strip("')")


def grid(outcomes: list[dict[str, Any]]) -> list[str]:
    """Return a table with a row for each release, and a column for each Python."""
    rows: dict[str, list[str]] = {}
    for outcome in outcomes:
        session, _, release = name_of(outcome)
        package = {"core": "boto3", "emulator": "moto", "aio": "aiobotocore", "cli": "awscli"}[session]
        found = next(
            (each[package] for each in outcomes if name_of(each)[2] == release and package in each), release
        )
        label = f"{package} {found}" + (" (newest)" if release == NEWEST else "")
        rows.setdefault(label, []).append(cell(outcome, package))
    table = [["", *(f"Python {python}" for python in PYTHONS)], ["---"] * (len(PYTHONS) + 1)]
    table += [[label, *cells] for label, cells in rows.items()]
    return [f"| {' | '.join(row)} |".replace("|  |", "| |") for row in table]


def cell(outcome: dict[str, Any], package: str) -> str:
    """Return what a cell says."""
    if "passed" not in outcome:
        return "not run"
    failed = len(outcome["failed"])
    verdict = f"**{failed} failed**" if failed else f"✔ {outcome['passed']}"
    others = [
        f"{name} {outcome[name]}"
        for name in ("boto3", "structlog")
        if package != name and (package != "core" or name != "boto3")
    ]
    extension = "C" if outcome["extension"] else "py"
    return f"{verdict}<br>wrapt {outcome['wrapt']} {extension}<br>{'<br>'.join(others)}"
