"""``chime-shim iam`` on files that have policies in them, and on trees of such files."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.support.command import chime_shim

pytest.importorskip("yaml")
pytest.importorskip("hcl2")

TEMPLATE = """\
# What the role may do.
Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Sid: Tags
            Effect: Allow
            Action:
              - chime:TagMeeting  # tags
            Resource: !Sub "arn:aws:chime::${AWS::AccountId}:meeting/*"
"""
TOPIC = """\
resource "aws_sns_topic_policy" "topic" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "chime.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.topic.arn
    }]
  })
}
"""
FINE = TEMPLATE.replace("chime:TagMeeting", "chime:GetMeeting")


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "topic.tf").write_text(TOPIC)
    (tmp_path / "infra" / "other.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    (tmp_path / "fine.yml").write_text(FINE)
    return tmp_path


@pytest.fixture
def iam(tree, capsys, monkeypatch):
    from chime_shim import cli

    monkeypatch.chdir(tree)

    def command(*args):
        code = cli.main(["iam", *args])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_each_finding_has_its_file_and_line(iam):
    code, out, err = iam(".", "--service", "meetings")

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "4 files looked at, 3 policies: 2 lack something",
        "",
        "./template.yaml:8: statement 1 (Tags): add",
        "  + action chime:GetMeeting, for chime:TagMeeting",
        "  + action chime:TagResource, for chime:TagMeeting",
        "",
        "./infra/topic.tf:3: statement 1: add",
        "  + principal meetings.chime.amazonaws.com",
    ]


def test_nothing_to_add(iam):
    assert iam("fine.yml") == (0, "1 file looked at, 1 policy: nothing to add\n", "")


def test_written_into_the_files_and_all_else_in_them_stays(iam, tree):
    (tree / "template.yaml").chmod(0o640)
    code, out, _ = iam("--write", ".", "--service", "meetings")

    assert code == 0
    assert "./template.yaml:8: statement 1 (Tags): added" in out
    assert (tree / "template.yaml").read_text() == TEMPLATE.replace(
        "# tags\n", "# tags\n              - chime:GetMeeting\n              - chime:TagResource\n"
    )
    assert (tree / "template.yaml").stat().st_mode & 0o777 == 0o640
    names = '"chime.amazonaws.com", "meetings.chime.amazonaws.com"'
    assert (tree / "infra" / "topic.tf").read_text() == TOPIC.replace('"chime.amazonaws.com"', f"[{names}]")
    assert (tree / "fine.yml").read_text() == FINE
    assert iam(".", "--service", "meetings")[0] == 0


def test_a_diff_is_what_patch_takes_and_changes_nothing(iam, tree):
    code, diff, err = iam("--diff", ".", "--service", "meetings")
    assert (code, err) == (1, "")
    assert (tree / "template.yaml").read_text() == TEMPLATE

    patched = subprocess.run(["patch", "-p1"], input=diff, text=True, cwd=tree, capture_output=True)
    assert patched.returncode == 0, patched.stdout
    assert iam(".", "--service", "meetings")[0] == 0


def test_a_byte_order_mark_and_the_ends_of_lines_stay(iam, tree):
    data = b"\xef\xbb\xbf" + TEMPLATE.replace("\n", "\r\n").encode()
    (tree / "template.yaml").write_bytes(data)

    assert iam("--write", "template.yaml")[0] == 0
    added = b"- chime:GetMeeting\r\n              - chime:TagResource\r\n"
    assert (tree / "template.yaml").read_bytes() == data.replace(
        b"# tags\r\n", b"# tags\r\n" + b" " * 14 + added
    )


def test_what_takes_a_statement_of_its_own_is_left_to_the_user(iam, tree):
    policy = {"Statement": [{"Effect": "Allow", "NotAction": "chime:GetMeeting", "Resource": "*"}]}
    (tree / "p.json").write_text(json.dumps(policy))

    code, out, _ = iam("--write", "p.json")

    assert code == 1
    assert "p.json:1: statement 1: add by hand: it takes a statement of its own" in out
    assert json.loads((tree / "p.json").read_text()) == policy


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.yaml", "a: [\n", "it is not YAML, in line 3"),
        ("x.yaml", "a: 1\na: 2\n", "a mapping has the same key twice, in line 2"),
        ("x.tf", "a = {\n", "it is not Terraform"),
        ("x.py", "def f(:\n", "it is not Python, in line 1"),
        ("x.json", "{,}", "it is not JSON, in line 1"),
        ("x.yaml", "a: " + "[" * 2000, "it is"),
    ],
)
def test_what_cannot_be_read_is_named_and_costs_itself_alone(name, text, reason, iam, tree):
    (tree / name).write_text(f"{text}# chime\n" if name != "x.json" else text.replace("{", '{"chime": 1'))

    code, out, _ = iam(".", "--service", "meetings")

    assert code == 2
    assert f"Not looked at\n  - ./{name}: {reason}" in out
    assert "./template.yaml:8: statement 1 (Tags): add" in out


@pytest.mark.parametrize(("module", "name"), [("yaml", "template.yaml"), ("hcl2", "infra/topic.tf")])
def test_without_the_parser_the_file_is_named_as_not_looked_at(module, name, iam, monkeypatch):
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(
        "chime_shim.policy.written._files.find_spec", lambda each: None if each == module else find(each)
    )
    code, out, _ = iam(name)

    assert code == 2
    assert "Not looked at\n" in out
    assert 'pip install "chime-shim[policies]"' in " ".join(out.split())


def test_json_says_all_of_it(iam):
    code, out, _ = iam(".", "--json", "--service", "meetings")
    facts = json.loads(out)

    assert (code, facts["version"], facts["looked_at"]) == (1, 1, 4)
    files = {each["path"]: each for each in facts["files"]}
    (policy,) = files["./template.yaml"]["policies"]
    assert policy["additions"][0] == {
        "statement": 1,
        "line": 8,
        "name": "statement 1 (Tags)",
        "actions": {"chime:GetMeeting": ["chime:TagMeeting"], "chime:TagResource": ["chime:TagMeeting"]},
        "principals": [],
        "new_statement": False,
        "written": None,
    }


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "new.json", "template.yaml"],
        ["--write", "--diff", "fine.yml"],
        ["--json", "--diff", "fine.yml"],
        ["-", "fine.yml"],
        ["--write", "-"],
    ],
)
def test_what_makes_no_sense_together_is_refused(words, iam):
    code, out, err = iam(*words)
    assert (code, out) == (2, "")
    assert err.startswith("chime-shim: ")


def test_a_file_that_is_a_link_stays_one(iam, tree):
    (tree / "link.yaml").symlink_to("template.yaml")
    assert iam("--write", "link.yaml")[0] == 0
    assert (tree / "link.yaml").is_symlink()
    assert "chime:TagResource" in (tree / "template.yaml").read_text()


def test_a_tree_without_such_files_is_no_success(tmp_path):
    done = chime_shim("iam", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no file to look at" in done.stderr
