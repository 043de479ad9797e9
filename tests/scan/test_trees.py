"""Trees of files: who imports whom, what is left out, and what cannot be read."""

from __future__ import annotations

import pytest

from chime_shim.scan import scan_source

CALL = 'import boto3\nboto3.client("chime").create_meeting()\n'


CLIENTS = 'import boto3\nclient = boto3.client("chime")\ndef make(): return client\n'

MODULES = {
    "a name of another module": {
        "clients.py": CLIENTS,
        "a.py": "from clients import client\nclient.create_meeting()\n",
    },
    "a module's attribute": {
        "clients.py": CLIENTS,
        "a.py": "import clients\nclients.client.create_meeting()\n",
    },
    "a module by another name": {
        "clients.py": CLIENTS,
        "a.py": "import clients as c\nc.make().create_meeting()\n",
    },
    "relative": {
        "p/__init__.py": "",
        "p/clients.py": CLIENTS,
        "p/q/__init__.py": "",
        "p/q/a.py": "from ..clients import client\nclient.create_meeting()\n",
    },
    "handed on by a package": {
        "p/__init__.py": "from .clients import client as shared\n",
        "p/clients.py": CLIENTS,
        "a.py": "from p import shared\nshared.create_meeting()\n",
    },
    "a module of a package": {
        "p/__init__.py": "",
        "p/clients.py": CLIENTS,
        "a.py": "from p import clients\nclients.client.create_meeting()\n",
    },
    "a star": {"clients.py": CLIENTS, "a.py": "from clients import *\nclient.create_meeting()\n"},
    "a layout with src": {
        "src/p/__init__.py": "",
        "src/p/clients.py": CLIENTS,
        "tests/a.py": "from p.clients import client\nclient.create_meeting()\n",
    },
    "given to a function of another module": {
        "work.py": "def work(c):\n    return c.create_meeting()\n",
        "a.py": 'import boto3\nfrom work import work\nwork(boto3.client("chime"))\n',
    },
    "a service's name in another module": {
        "config.py": 'SERVICE = "chime"\n',
        "a.py": "import boto3\nfrom config import SERVICE\nboto3.client(SERVICE).create_meeting()\n",
    },
    "a factory that does not know the service": {
        "aws.py": "import boto3\ndef make(service):\n    return boto3.client(service)\n",
        "a.py": """from aws import make
make("chime").create_meeting()
make("chime-sdk-voice").list_sip_rules()
""",
    },
    "a base class of another module": {
        "base.py": f"{CLIENTS}class Base:\n    def __init__(self):\n        self.c = make()\n",
        "a.py": "from base import Base\nclass A(Base):\n    def go(self):\n        self.c.create_meeting()\n",
    },
    "a fixture of conftest.py": {
        "tests/conftest.py": f"{CLIENTS}import pytest\n@pytest.fixture\ndef api():\n    return make()\n",
        "tests/unit/test_a.py": "def test_it(api):\n    api.create_meeting()\n",
    },
    "patched by its path": {
        "clients.py": CLIENTS,
        "test_a.py": """
from unittest.mock import patch
@patch("clients.client")
def test_it(mock):
    mock.create_meeting()
""",
    },
}
WHERE = {
    "relative": {"p/q/a.py": [2]},
    "a layout with src": {"tests/a.py": [2]},
    "given to a function of another module": {"work.py": [2]},
    "a service's name in another module": {"a.py": [3]},
    "a base class of another module": {"a.py": [4]},
    "a fixture of conftest.py": {"tests/unit/test_a.py": [2]},
    "patched by its path": {"test_a.py": [5]},
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", MODULES)
def test_clients_are_followed_from_module_to_module(name, jobs, tree):
    assert tree(MODULES[name], jobs=jobs) == WHERE.get(name, {"a.py": [2]})


def test_two_modules_of_one_name_are_told_apart(tree):
    other = 'import boto3\nclient = boto3.client("chime-sdk-meetings")\n'
    use = "from clients import client\nclient.create_meeting()\n"
    files = {"old/clients.py": CLIENTS, "old/a.py": use, "new/clients.py": other, "new/a.py": use}
    assert tree(files) == {"old/a.py": [2]}


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_find_the_same(jobs, tree):
    files = {
        f"{index}/{name}": text for index, each in enumerate(MODULES.values()) for name, text in each.items()
    }
    assert tree(files, jobs=jobs) == tree(files)


# What is left out.


@pytest.mark.parametrize(
    "directory", [".venv", ".tox", "node_modules", "__pycache__", ".git", "venv/lib/site-packages"]
)
def test_directories_that_are_not_one_s_own_are_left_out_unless_they_are_named(directory, tree):
    assert tree({f"{directory}/a.py": CALL}) == {}
    assert tree({}, directory) == {f"{directory}/a.py": [2]}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("vendor", ["a.py", "b/c.py"]),
        ("b/*", ["a.py", "vendor/d.py"]),
        ("*/d.py", ["a.py", "b/c.py"]),
        ("./b", ["a.py", "vendor/d.py"]),
    ],
)
def test_patterns_leave_out_more(pattern, left, tree):
    files = {"a.py": CALL, "b/c.py": CALL, "vendor/d.py": CALL}
    assert sorted(tree(files, exclude=[pattern])) == left


def test_a_file_that_is_named_is_read_whatever_its_name_and_once(tree):
    assert tree({"script": CALL}, "script", "script") == {"script": [2]}


# Comments.


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("# noqa", True),
        ("# noqa: CS022", True),
        ("# NOQA:CS022,E501", True),
        ("# noqa: E501", False),
        ("# noqa: CS012", False),
        ("# type: ignore # noqa: CS022 - later", True),
    ],
)
def test_a_comment_silences_a_finding(comment, silenced):
    result = scan_source(f'import boto3\nboto3.client("chime").create_meeting()  {comment}\n')
    assert (len(result.suppressed), len(result.findings)) == ((1, 0) if silenced else (0, 1))


def test_the_scanner_never_imports_what_it_scans(tree, tmp_path):
    tree({"a.py": CALL + "raise SystemExit('run')\n"})
    assert not (tmp_path / "__pycache__").exists()
