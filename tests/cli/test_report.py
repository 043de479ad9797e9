from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

from chime_shim import cli
from chime_shim.cli import report as command
from chime_shim.ledger._lines import to_line
from chime_shim.report import FINDINGS
from tests.support.command import CHIME_SHIM, chime_shim, plain_environment, run
from tests.support.entries import entry, start, write

TODAY = datetime.now(timezone.utc).date().isoformat()

OLD_SCRIPT = """
import boto3

client = boto3.client("chime", "us-east-1")

def work():
    for _ in range(4):
        client.list_voice_connectors()
    try:
        client.list_meetings()
    except client.exceptions.ClientError:
        pass

work()
"""


def ago(days):
    return (datetime.now(timezone.utc) - timedelta(days)).date().isoformat()


@pytest.fixture
def ledger(tmp_path):
    return str(write(tmp_path / "a.db", start(ago(9)), entry(ago(8), calls=5), entry(TODAY, line=2)))


@pytest.fixture
def shown(capsys):
    """Runs the command, and returns what is printed: on stdout, and on stderr."""

    def shown(*args, code):
        assert cli.main(["report", *args]) == code
        return capsys.readouterr()

    return shown


@pytest.mark.parametrize("kind", ["file", "stderr"])
def test_from_an_old_script_to_its_report(kind, tmp_path):
    (tmp_path / "old.py").write_text(OLD_SCRIPT)
    target = str(tmp_path / "ledger.db") if kind == "file" else "stderr"
    finished = chime_shim(
        "run", "--emulator", "old.py", cwd=tmp_path, env=plain_environment(CHIME_SHIM_LEDGER=target)
    )
    assert finished.returncode == 0, finished.stderr
    # The rest of what a program writes to stderr is in the log as well.
    source = [target] if kind == "file" else ["-"]
    result = chime_shim("report", *source, "--format", "json", input=finished.stderr)

    found = json.loads(result.stdout)
    assert result.returncode == 1, result.stderr
    assert [
        (it["operation"], it["file"], it["line"], it["function"], it["calls"]) for it in found["call_sites"]
    ] == [
        ("ListMeetings", "old.py", 10, "work", 1),
        ("ListVoiceConnectors", "old.py", 8, "work", 4),
    ]
    assert found["hosts"][0]["starts"] == 1


STARTS = {
    "text": "Legacy Chime calls: ",
    "json": '{\n  "version": 1',
    "sarif": '{\n  "$schema"',
    "html": "<!DOCTYPE",
    "markdown": "## Legacy Chime calls",
}


@pytest.mark.parametrize(("form", "start"), STARTS.items())
def test_every_format(form, start, shown, ledger):
    assert shown(ledger, "--format", form, code=1).out.startswith(start)


def test_files_logs_and_stdin_are_merged(ledger, tmp_path):
    (tmp_path / "b.log").write_text(f"noise\n{to_line(entry(TODAY, host='web-2'))}")
    copy = tmp_path / "copy.db"
    copy.write_bytes((tmp_path / "a.db").read_bytes())
    result = chime_shim(
        "report",
        ledger,
        ledger,
        copy,
        tmp_path / "b.log",
        "-",
        "--format",
        "json",
        input=to_line(entry(TODAY)),
    )

    found = json.loads(result.stdout)
    assert found["totals"]["calls"] == (5 + 3) + 3 + 3
    assert found["totals"]["hosts"] == 2


@pytest.mark.parametrize(
    ("since", "calls"), [("1d", 3), ("8d", 3), ("9d", 8), (ago(8), 8), ("2020-01-01", 8)]
)
def test_since(since, calls, shown, ledger):
    out = shown(ledger, "--format", "json", "--since", since, code=1).out
    assert json.loads(out)["totals"]["calls"] == calls


@pytest.mark.parametrize("since", ["yesterday", "d", "2026-13-01", "999999999999d"])
def test_a_wrong_since_is_a_usage_error(since, ledger, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(["report", ledger, "--since", since])
    assert exit_.value.code == 2
    assert "neither a date such as 2026-11-01 nor a number of days such as 7d" in capsys.readouterr().err


def test_wrong_quiet_days_are_a_usage_error(ledger, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(["report", ledger, "--quiet-days", "few"])
    assert exit_.value.code == 2
    assert "'few' is not a number of days" in capsys.readouterr().err


FAIL_ON = {
    "nothing said": ([], 1),
    "never": (["--fail-on", "never"], 0),
    "a failure": (["--fail-on", "error"], 0),
    "a failure, or what ended": (["--fail-on", "error", "--fail-on", "ended"], 0),
    "a failure, or a call": (["--fail-on", "error", "--fail-on", "call"], 1),
    "no safety": (["--fail-on", "unsafe"], 1),
}


@pytest.mark.parametrize(("args", "code"), FAIL_ON.values(), ids=FAIL_ON)
def test_what_to_fail_on_is_a_choice(args, code, shown, ledger):
    assert shown(ledger, *args, code=code).out


def test_it_fails_on_what_the_report_can_tell():
    assert list(command._FAIL_ON) == list(FINDINGS)


def test_safe_to_uninstall(shown, tmp_path):
    path = write(tmp_path / "a.db", entry(ago(50)), start(ago(40)), start(ago(1)))

    out = shown(str(path), "--since", "30d", code=0).out
    assert out.endswith("No legacy call for 50 days: safe to uninstall.\n")
    assert shown(str(path), "--quiet-days", "51", "--fail-on", "unsafe", code=1)


def test_a_ledger_that_cannot_be_read_is_named_and_the_others_are_shown(shown, ledger, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing\n")
    out, err = shown(ledger, str(tmp_path / "none.db"), str(tmp_path / "notes.txt"), code=2)

    assert err.splitlines() == [
        f"chime-shim: {tmp_path}/none.db: no such file or directory",
        f"chime-shim: {tmp_path}/notes.txt: no ledger, and no log with lines of one in it",
    ]
    assert out.startswith("Legacy Chime calls")
    last = " ".join(out.rpartition("\n\n")[2].split())
    assert last.startswith("Whether the shim can go could not be determined: ")
    assert "none.db:nosuchfileordirectory" in last.replace(" ", "")
    assert "safe" not in out


LINES = [start(ago(40)), entry(ago(40)), start(ago(1))]
YESTERDAY = to_line(entry(ago(1)))
LOGS = {
    "as it was written": YESTERDAY,
    "docker": json.dumps({"log": YESTERDAY, "stream": "stderr", "time": "2026-11-27T12:00:00.0Z"}),
    "Lambda": json.dumps({"timestamp": "2026-11-27T12:00:00Z", "level": "INFO", "message": YESTERDAY}),
}


@pytest.mark.parametrize("line", LOGS.values(), ids=LOGS)
def test_a_call_of_yesterday_is_seen_whatever_a_driver_made_of_its_line(line, shown, tmp_path):
    """Beside lines as they were written, which alone would be safe."""
    (tmp_path / "a.log").write_text("".join(map(to_line, LINES)))
    assert ": safe to uninstall" in shown(str(tmp_path / "a.log"), "--since", "1d", code=0).out
    (tmp_path / "a.log").write_text("".join([*map(to_line, LINES), line]))
    assert "the last legacy call was yesterday" in shown(str(tmp_path / "a.log"), code=1).out


EXPECTED = {
    "as many as there are": (["2"], 0),
    "one more": (["3"], 2),
    "those that there are": (["web-1,web-2"], 0),
    "those, one by one": (["web-1", "web-2"], 0),
    "one of them": (["web-1"], 0),
    "another one": (["web-1,web-9"], 2),
}


@pytest.mark.parametrize(("hosts", "code"), EXPECTED.values(), ids=EXPECTED)
def test_hosts_that_are_expected(hosts, code, shown, tmp_path):
    path = write(tmp_path / "a.db", start(ago(50)), start(ago(1)), start(ago(2), host="web-2"))
    args = [each for name in hosts for each in ("--expect-hosts", name)]
    out = shown(str(path), *args, "--fail-on", "unsafe", code=code).out

    assert (": safe to uninstall" in out) == (code == 0)
    assert ("could not be determined" in " ".join(out.split())) == (code == 2)


SILENT = {"call": 1, "unsafe": 2, "never": 0}


@pytest.mark.parametrize(("asked", "code"), SILENT.items())
def test_what_cannot_be_determined_is_2_where_it_is_asked_for(asked, code, shown, tmp_path):
    path = write(tmp_path / "a.db", entry(ago(50)), start(ago(1), host="web-2"))
    out = shown(str(path), "--fail-on", asked, code=code).out

    assert f"web-1 has been silent since {ago(50)}, without a clean end." in " ".join(out.split())


def test_the_text_is_as_wide_as_the_terminal(shown, ledger, monkeypatch):
    for width in ("60", "80", "200"):
        monkeypatch.setenv("COLUMNS", width)
        out = shown(ledger, code=1).out
        assert 40 < max(map(len, out.splitlines())) <= int(width)


def test_no_ledger_that_can_be_read_is_no_report(shown, tmp_path):
    out, err = shown(str(tmp_path / "none.db"), code=2)

    assert out == ""
    assert err


def test_no_ledger_is_a_usage_error(capsys):
    assert cli.main(["report"]) == 2
    assert "give a ledger" in capsys.readouterr().err


def test_all_call_sites(shown, tmp_path):
    path = write(tmp_path / "a.db", *(entry(TODAY, line=line) for line in range(60)))

    assert "and 10 more" in shown(str(path), code=1).out
    assert "app/meetings.py:59 " in shown(str(path), "--all", code=1).out


def test_a_report_needs_no_third_party_package(ledger):
    code = f"""
import sys
from chime_shim import cli
for form in ("text", "json", "html", "markdown", "sarif"):
    cli.main(["report", {ledger!r}, "--format", form])
names = {{name.partition(".")[0] for name in sys.modules}}
print(sorted(names & {{"boto3", "botocore", "wrapt", "structlog"}}), file=sys.stderr)
"""
    assert run(CHIME_SHIM[0], "-c", code).stderr == "[]\n"
