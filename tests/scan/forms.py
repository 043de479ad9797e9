"""A tree with one legacy use in each form in which there are any, variations of these, and what is none."""

from __future__ import annotations

import json

CALL = 'import boto3\nboto3.client("chime").create_meeting(ClientRequestToken="t")\n'


def notebook(*cells, language="python", indent=1):
    """Return a notebook with these code cells."""
    sources = [cell.splitlines(keepends=True) for cell in cells]
    held = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": each}
        for each in sources
    ]
    prose = {"cell_type": "markdown", "metadata": {}, "source": ["`aws chime create-meeting`\n", "été"]}
    about = {"kernelspec": {"language": language, "name": language}}
    return json.dumps(
        {"cells": [prose, *held], "metadata": about, "nbformat": 4, "nbformat_minor": 5},
        indent=indent,
        ensure_ascii=False,
    )


def indented(text, by):
    """Indent a text."""
    return "".join(f"{' ' * by}{line}" for line in text.splitlines(keepends=True))


def function(key, head="|"):
    """Return a template with a function's source in a block scalar."""
    return f"Resources:\n  F:\n    Properties:\n      {key}: {head}\n{indented(CALL, 8)}      Timeout: 3\n"


# The file, its text, and the line of its one legacy use.
FORMS = {
    "module": ("app.py", CALL, 2),
    "stub": ("app.pyi", "from mypy_boto3_chime import ChimeClient\ndef make() -> ChimeClient: ...\n", 2),
    "shebang python": ("bin/tool", f"#!/usr/bin/env python3\n{CALL}", 3),
    "notebook": ("a.ipynb", notebook(CALL), 18),
    "notebook with magics": ("b.ipynb", notebook(f"%load_ext x\n!ls\n{CALL}"), 20),
    "notebook, shell": ("c.ipynb", notebook("!aws chime list-sip-rules\n"), 17),
    "shell": ("run.sh", "#!/bin/sh\nset -e\naws chime delete-meeting --meeting-id m\n", 3),
    "shebang shell": ("bin/clean", "#!/bin/bash\naws chime list-sip-rules\n", 2),
    "Makefile": ("Makefile", "all:\n\taws chime list-sip-rules\n", 2),
    "Dockerfile": ("Dockerfile", "FROM x\nRUN aws chime list-sip-rules\n", 2),
    "Dockerfile, list": ("Dockerfile.ci", 'FROM x\nCMD ["aws", "chime", "list-sip-rules"]\n', 2),
    "GitHub": (
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n      - run: aws chime list-sip-rules\n",
        4,
    ),
    "GitLab": (".gitlab-ci.yml", "a:\n  script:\n    - aws chime list-sip-rules\n", 3),
    "buildspec": ("buildspec.yml", "phases:\n  build:\n    commands:\n      - aws chime list-sip-rules\n", 4),
    "Markdown": ("docs/a.md", "# Rooms\n\n```sh\naws chime list-sip-rules\n```\n", 4),
    "Markdown, Python": ("docs/b.md", f"# Rooms\n\n```python\n{CALL}```\n", 5),
    "ZipFile": ("zip.yaml", function("ZipFile"), 6),
    "InlineCode": ("sam.yml", function("InlineCode", "!Sub |"), 6),
    "Code": ("stack.template", function("Code", "|-"), 6),
    "ZipFile in JSON": ("zip.json", json.dumps({"F": {"Code": {"ZipFile": CALL}}}, indent=1), 4),
    "ZipFile, joined": (
        "join.json",
        json.dumps({"F": {"Code": {"ZipFile": {"Fn::Join": ["\n", CALL.splitlines()]}}}}, indent=1),
        9,
    ),
    "PowerShell": ("run.ps1", "# x\naws chime list-sip-rules\n", 2),
    "cmd": ("run.bat", "@echo off\naws chime list-sip-rules\r\n", 2),
    "systemd": ("rooms.service", "[Service]\nExecStart=/usr/bin/aws chime list-sip-rules\n", 2),
    "cron": ("cron.d/rooms", "5 4 * * * root aws chime list-sip-rules\n", 1),
}

VARIATIONS = {
    "here-document": ("a.sh", "ssh host <<'EOF'\naws chime list-sip-rules\nEOF\n", 2),
    "continued": ("b.sh", "aws \\\n  chime \\\n  delete-meeting \\\n  --meeting-id m\n", 1),
    "profile": ("c.sh", "aws --profile x chime list-sip-rules\n", 1),
    "region": ("d.sh", "aws --region eu-west-1 --output=json chime list-sip-rules\n", 1),
    "xargs": ("e.sh", "cat ids | xargs -n1 aws chime delete-meeting --meeting-id\n", 1),
    "substitution": ("f.sh", 'M="$(aws chime get-meeting --meeting-id m --query Meeting)"\n', 1),
    "sudo": ("g.sh", "sudo -u rooms aws chime list-sip-rules\n", 1),
    "environment": ("h.sh", "AWS_PROFILE=x AWS_REGION='eu west' aws chime list-sip-rules\n", 1),
    "quoted": ("i.sh", "bash -c 'aws chime list-sip-rules | jq .'\n", 1),
    "options in a variable": ("j.sh", 'aws $OPTIONS chime list-sip-rules\naws "${MORE[@]}" s3 ls\n', 1),
    "folded": (
        ".gitlab-ci.yml",
        "a:\n  script:\n    - >-\n      aws\n      chime list-sip-rules\n      --max-results 5\n",
        4,
    ),
    "a scalar over lines": ("ci/a.yml", "a:\n  script:\n    - aws chime\n      list-sip-rules\n", 3),
    "a list of lines": ("pod.yaml", "command: [aws]\nargs:\n  - chime\n  - list-sip-rules\n", 3),
    "a list with options": (
        "Dockerfile",
        'CMD ["aws", "--region", "x", \\\n "chime", "list-sip-rules"]\n',
        1,
    ),
    "a plain list": ("b.yaml", "command: [aws, chime, list-sip-rules]\n", 1),
    "quiet in make": ("Makefile", "AWS ?= aws\nall:\n\t@$(AWS) chime list-sip-rules || true\n\t-true\n", 3),
    "PowerShell, continued": ("a.ps1", "aws `\r\n  chime `\r\n  list-sip-rules\r\n", 1),
    "cmd, continued": ("a.cmd", "rem x\r\ncall aws ^\r\n chime list-sip-rules\r\n", 2),
    "tox": ("tox.ini", "[testenv]\ncommands =\n    aws chime list-sip-rules\n", 3),
    "just": ("justfile", "rooms:\n    aws chime list-sip-rules\n", 2),
    "Taskfile": ("Taskfile.yml", "tasks:\n  a:\n    cmds:\n      - aws chime list-sip-rules\n", 4),
    "package.json": ("package.json", '{"scripts": {\n "rooms": "aws chime list-sip-rules"}}', 2),
    "Terraform": ("a.tf", 'provisioner "local-exec" {\n  command = "aws chime list-sip-rules"\n}\n', 2),
    "Jenkins": ("Jenkinsfile", "// aws chime list-sip-rules\nsh 'aws chime list-sip-rules'\n", 2),
    "crontab": ("crontab", "SHELL=/bin/sh\n@daily aws chime list-sip-rules >/dev/null 2>&1\n", 2),
    "UTF-16": ("b.ps1", "aws chime list-sip-rules\n".encode("utf-16"), 1),
    "Python in a here-document": ("k.sh", f"python3 - <<'PY'\n{CALL}PY\n", 3),
    "Python as an argument": (
        "l.sh",
        "python -c 'import boto3; boto3.client(\"chime\").list_channels()'\n",
        1,
    ),
    "Python as a step": ("c.yml", f"- shell: python\n  run: |\n{indented(CALL, 4)}", 4),
    "a console": ("a.md", "Look:\n\n```console\n$ aws chime list-sip-rules\n```\n", 4),
    "an indented block": ("b.md", "Look:\n\n    aws chime list-sip-rules\n", 3),
    "reStructuredText": ("a.rst", "Look:\n\n.. code-block:: sh\n\n   aws chime list-sip-rules\n", 5),
    "a session": (
        "c.md",
        '```python\n>>> import boto3\n>>> boto3.client("chime").list_channels()\n{}\n```\n',
        3,
    ),
    "cell magic": ("a.ipynb", notebook("%%bash\nset -e\naws chime list-sip-rules\n"), 19),
    "timed": ("b.ipynb", notebook(f"%time x = 1\n{CALL}"), 19),
    "a client of another cell": (
        "c.ipynb",
        notebook('import boto3\nc = boto3.client("chime")\n', "%time c.list_channels()\n"),
        27,
    ),
    "joined in YAML": (
        "d.yaml",
        (
            'ZipFile: !Join\n  - "\\n"\n  - - import boto3\n'
            "    - c = boto3.client('chime')\n    - c.list_channels()\n"
        ),
        5,
    ),
    "Fn::Sub in YAML": ("e.yaml", f"ZipFile:\n  Fn::Sub: |\n{indented(CALL, 4)}", 4),
    "placeholders": ("f.yaml", f"ZipFile: !Sub |\n  x = ${{Name}}\n{indented(CALL, 2)}", 4),
}

CONTROLS = {
    "new.sh": "aws chime-sdk-meetings create-meeting --media-region us-east-1\naws chime list-accounts\n",
    "new.py": 'import boto3\nboto3.client("chime-sdk-meetings").create_meeting()\n',
    "new.ipynb": notebook(
        'import boto3\nboto3.client("chime-sdk-meetings").create_meeting()\n', "# aws chime create-meeting\n"
    ),
    "other.ipynb": notebook("aws chime create-meeting", language="R"),
    "text.ipynb": notebook(
        "text = '''\n!ls\n'''\n# aws chime create-meeting\nimport chime\nchime.list_channels_of_sound()\n"
    ),
    "comment.sh": "# aws chime create-meeting\ntrue # aws chime create-meeting\n"
    "echo 'do not use aws chime create-meeting'\n",
    "other.sh": "windchime create-meeting\n"
    "my-aws-tool chime create-meeting\naws s3 ls chime create-meeting\n",
    "comment.bat": "rem aws chime create-meeting\r\n:: aws chime create-meeting\r\n",
    "comment.ps1": "<#\naws chime create-meeting\n#>\n# aws chime create-meeting\n",
    "comment.ini": "[a]\n; aws chime create-meeting\n# aws chime create-meeting\n",
    "Makefile": "# aws chime create-meeting\nall: # aws chime create-meeting\n\techo chime create-meeting\n",
    "Dockerfile": "# aws chime create-meeting\nLABEL description='Run aws chime create-meeting is gone'\n",
    "Jenkinsfile": "// aws chime create-meeting\n/* aws chime create-meeting */\n",
    ".github/workflows/a.yml": "# aws chime create-meeting\nname: aws chime create-meeting\n"
    "description: >\n  Use aws chime create-meeting\n",
    "prose.md": "Use aws chime create-meeting, or `aws chime create-meeting`.\n\n"
    "- aws chime create-meeting is gone\n\n"
    "```diff\n- aws chime create-meeting\n```\n\n"
    "```text\nThe command aws chime create-meeting was removed.\n```\n",
    "prose.yaml": "notes: |\n  Run this:\n  aws chime create-meeting\nchime: create-meeting\nCode: aws\n",
    "node.yaml": "ZipFile: |\n  const chime = require('chime');\n"
    "  exports.handler = () => chime.createMeeting();\n",
    "iam.json": '{"Action": ["chime:CreateMeeting", "chime:List*"], "aws": ["chime"]}',
    "sound.json": '{"sounds": ["chime", "create-meeting"], "chime": "create-meeting"}',
    "new.pyi": "from mypy_boto3_chime_sdk_meetings import ChimeSDKMeetingsClient\n"
    "x: ChimeSDKMeetingsClient\n",
    "own.pyi": "class ChimeClient:\n    def create_meeting(self) -> None: ...\nx: ChimeClient\n",
    "notes.txt": "aws chime create-meeting\n",
    "bin/text": "aws chime create-meeting\n",
    "LICENSE": "aws chime create-meeting\n",
}
