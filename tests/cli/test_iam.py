from __future__ import annotations

import json
import sys

import pytest

from tests.support.command import chime_shim, run

ACCOUNT = "111122223333"
MEETINGS = f"arn:aws:chime::{ACCOUNT}:meeting/*"
OLD = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Tags", "Effect": "Allow", "Action": ["chime:TagMeeting"], "Resource": MEETINGS},
        {
            "Effect": "Allow",
            "Principal": {"Service": "chime.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": "*",
        },
    ],
}
FINE = {"Statement": {"Effect": "Allow", "Action": "chime:*", "Resource": "*"}}


@pytest.fixture
def iam(capsys):
    from chime_shim import cli

    def command(*args):
        code = cli.main(["iam", *map(str, args)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def policy(tmp_path):
    def write(content, name="policy.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


def test_it_lists_what_to_add_by_statement(iam, policy):
    code, out, err = iam(policy(OLD))

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "2 statements: 2 lack something",
        "",
        "Statement 1 (Tags), line 1: add",
        "  + action chime:GetMeeting, for chime:TagMeeting",
        "  + action chime:TagResource, for chime:TagMeeting",
        "",
        "Statement 2, line 1: add",
        "  + principal identity.chime.amazonaws.com",
        "  + principal mediapipelines.chime.amazonaws.com",
        "  + principal meetings.chime.amazonaws.com",
        "  + principal messaging.chime.amazonaws.com",
    ]


def test_nothing_to_add(iam, policy):
    code, out, _ = iam(policy(FINE))

    assert code == 0
    assert out.startswith("1 statement: nothing to add\n")


def test_no_account_and_no_arn_is_shown(iam, policy):
    for more in ([], ["--json"]):
        assert ACCOUNT not in iam(policy(OLD), *more)[1]


def test_the_new_policy_is_written_and_the_old_one_stays(iam, policy, tmp_path):
    old = policy(OLD)
    before = old.read_bytes()
    new = tmp_path / "new.json"
    code, out, _ = iam(old, "--output", new, "--service", "meetings")

    assert code == 0
    assert f"Wrote {new}" in out
    assert old.read_bytes() == before
    written = json.loads(new.read_text())
    first, second = written["Statement"]
    assert first == {
        **OLD["Statement"][0],
        "Action": ["chime:TagMeeting", "chime:GetMeeting", "chime:TagResource"],
    }
    assert second["Principal"] == {"Service": ["chime.amazonaws.com", "meetings.chime.amazonaws.com"]}
    assert iam(new, "--service", "meetings")[0] == 0


def test_what_is_left_to_be_looked_at_is_no_success(iam, policy, tmp_path):
    denying = {"Effect": "Deny", "Action": "chime:TagMeeting", "Resource": "*"}
    content = {"Statement": [FINE["Statement"], denying]}
    code, out, _ = iam(policy(content), "--output", tmp_path / "new.json")

    assert code == 1
    assert "Look at these yourself" in out
    assert "statement 2, line 1: it denies chime:TagMeeting" in out


def test_a_file_that_is_there_is_never_written_over(iam, policy, tmp_path):
    old = policy(OLD)
    before = old.read_bytes()
    link = tmp_path / "link.json"
    link.symlink_to(old)
    for path in (old, link):
        code, _, err = iam(old, "--output", path)
        assert code == 2
        assert "already exists" in err
    assert old.read_bytes() == before


def test_a_new_policy_that_cannot_be_written(iam, policy, tmp_path):
    code, _, err = iam(policy(OLD), "--output", tmp_path / "absent" / "new.json")
    assert code == 2
    assert "cannot be written: no such file or directory" in err


BAD = {
    "absent": (None, "no such file or directory"),
    "no JSON": ("{", "it is not JSON, in line 1"),
    "no policy": ("{}", "it is not a policy"),
    "no effect": ('{"Statement": [{}]}', "statement 1: Effect: expected Allow or Deny"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_what_is_no_policy_is_an_error_of_use(content, message, iam, policy, tmp_path):
    path = tmp_path / "absent.json" if content is None else policy(content)
    code, out, err = iam(path, "--output", tmp_path / "new.json")

    assert (code, out) == (2, "")
    assert err.startswith(f"chime-shim: {path}: {message}")
    assert not (tmp_path / "new.json").exists()


def test_a_directory_and_bytes_that_are_no_text(iam, tmp_path):
    assert iam(tmp_path)[0] == 2
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "it is not UTF-8" in iam(tmp_path / "binary")[2]


def test_a_byte_order_mark_is_passed_over(iam, policy):
    assert iam(policy("\ufeff" + json.dumps(FINE)))[0] == 0


def test_json_has_a_version_and_what_the_page_has(iam, policy):
    code, out, _ = iam(policy(OLD), "--json")
    facts = json.loads(out)

    assert (code, facts["version"], facts["statements"]) == (1, 1, 2)
    assert facts["additions"][0] == {
        "statement": 1,
        "line": 1,
        "name": "statement 1 (Tags)",
        "actions": {"chime:GetMeeting": ["chime:TagMeeting"], "chime:TagResource": ["chime:TagMeeting"]},
        "principals": [],
        "new_statement": False,
    }
    assert (facts["remarks"], facts["once"], facts["too_long"]) == ([], [], False)


def test_a_policy_that_gets_too_long_for_iam_is_said(iam, policy):
    filler = [f"s3:Get{'x' * 70}{number}" for number in range(80)]
    content = {"Statement": {"Effect": "Allow", "Action": ["chime:TagMeeting", *filler], "Resource": "*"}}
    while len(json.dumps(content, separators=(",", ":"))) > 6130:
        content["Statement"]["Action"].pop()
    rest = 6130 - len(json.dumps(content, separators=(",", ":")))
    content["Statement"]["Action"][1] += "y" * rest
    code, out, _ = iam(policy(content))

    assert code == 1
    assert "and IAM takes 6144 for a managed one" in out


def test_it_may_stand_in_a_pipe():
    done = chime_shim("iam", "-", "--output", "-", input=json.dumps(OLD))

    assert done.returncode == 0
    assert len(json.loads(done.stdout)["Statement"]) == 2
    assert "2 statements: 2 lack something" in done.stderr


def test_two_documents_in_one_pipe_are_refused(iam, policy):
    code, out, err = iam(policy(OLD), "--json", "--output", "-")
    assert (code, out) == (2, "")
    assert "both write to standard output" in err


def test_an_unknown_service_is_an_error_of_use():
    done = chime_shim("iam", "x", "--service", "chime")
    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'chime'" in done.stderr


def test_boto3_is_not_needed(policy):
    code = f"""
import sys
sys.modules["boto3"] = None
from chime_shim.cli import main
print(main(["iam", {str(policy(FINE))!r}]))
"""
    done = run(sys.executable, "-c", code)
    assert done.stdout.endswith("0\n"), done.stderr
