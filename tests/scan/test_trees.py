"""Trees of files: who imports whom, what is left out, and what cannot be read."""

from __future__ import annotations

import os

import pytest

from chime_shim.scan import scan_paths, scan_source

CALL = 'import boto3\nboto3.client("chime").create_meeting()\n'


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Makes files by their relative paths, and scans them; returns the lines with findings, by file."""
    monkeypatch.chdir(tmp_path)

    def scan(files, *paths, exclude=(), jobs=1):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        results = list(scan_paths(paths or ["."], exclude=exclude, jobs=jobs))
        scan.problems = {
            each.path.replace(os.sep, "/"): each.problem.reason for each in results if each.problem
        }
        return {
            plain(each.path): [
                finding.span.line for finding in each.findings if finding.confidence != "possible"
            ]
            for each in results
            if any(finding.confidence != "possible" for finding in each.findings)
        }

    return scan


def plain(path):
    return path.replace(os.sep, "/")


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


# What cannot be read.

BAD = {
    "not UTF-8": (b'# \xff\nc = "chime"\n', "is not UTF-8"),
    "an unknown encoding": (b'# coding: klingon\nc = "chime"\n', "encoding that Python does not know"),
    "a wrong cookie": (b'# coding: ascii\nc = "chime"  # \xe9\n', "is not ascii"),
    "a null byte": (b'c = "chime"\n\x00\n', "null byte"),
    "a syntax error": (b'c = "chime"\ndef f(:\n', "has a syntax error"),
    "Python 2's print": (b'c = "chime"\nprint c\n', "is Python 2"),
    "Python 2's except": (b'c = "chime"\ntry: pass\nexcept ValueError, e: pass\n', "is Python 2"),
    "too deep": (b'c = "chime"\nd = ' + b"(" * 5000 + b")" * 5000, ""),
    "too large": (b'c = "chime"\n' + b"#" * (20 * 1024 * 1024), "too large: 20 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_the_reason_and_the_others_are_read(name, tree):
    content, reason = BAD[name]
    assert tree({"bad.py": content, "good.py": CALL}) == {"good.py": [2]}
    assert reason in tree.problems["bad.py"]


@pytest.mark.parametrize(
    "source",
    [
        '# coding: latin-1\nimport boto3\nboto3.client("chime").create_meeting()  # caf\xe9\n'.encode(
            "latin-1"
        ),
        b"\xef\xbb\xbfimport boto3\n\n" + b'boto3.client("chime").create_meeting()\n',
        b'import boto3\r\n\r\nboto3.client("chime").create_meeting()\r\n',
    ],
    ids=["latin-1 by a cookie", "a byte order mark", "lines of Windows"],
)
def test_encodings_and_newlines_are_python_s(source):
    assert [each.span.line for each in scan_source(source).findings] == [3]


def test_columns_are_characters():
    source = 'import boto3\nc = boto3.client("chime"); x = "é€😀"; c.create_meeting()\n'
    (finding,) = scan_source(source).findings
    line = source.splitlines()[finding.span.line - 1]
    assert line[finding.span.column : finding.span.end_column] == "c.create_meeting"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_symbolic_links_are_followed_but_not_in_circles(tree, tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "round").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "gone.py").symlink_to(tmp_path / "nowhere.py")
    (tmp_path / "linked.py").symlink_to(tmp_path / "a" / "c.py")
    found = tree({"a/c.py": CALL})
    assert found == {"a/c.py": [2], "linked.py": [2]}
    assert "it is in" in tree.problems["a/b/round"]
    assert "leads nowhere" in tree.problems["a/gone.py"]


def test_what_may_not_be_read_is_named(tree, monkeypatch):
    from chime_shim.scan import _files

    def forbidden(really, suffix):
        def maybe(path, *given):
            if str(path).endswith(suffix):
                raise PermissionError(13, "Permission denied")
            return really(path, *given)

        return maybe

    monkeypatch.setattr(_files.os, "open", forbidden(os.open, "secret.py"))
    monkeypatch.setattr(_files.os, "scandir", forbidden(os.scandir, "locked"))
    assert tree({"a.py": CALL, "secret.py": CALL, "locked/a.py": CALL}) == {"a.py": [2]}
    assert tree.problems == {
        "locked": "cannot be listed: Permission denied",
        "secret.py": "cannot be read: Permission denied",
    }


def test_what_goes_away_meanwhile_is_named(tree, monkeypatch):
    from chime_shim.scan import _scanner

    walk = _scanner.walk
    monkeypatch.setattr(_scanner, "walk", lambda *given: [*walk(*given), "gone.py"])
    assert tree({"a.py": CALL}) == {"a.py": [2]}
    assert tree.problems == {"gone.py": "cannot be read: No such file or directory"}


def test_a_module_that_the_scanner_cannot_take_does_not_stop_the_others(tree, monkeypatch):
    from chime_shim.scan import _reader

    really = _reader.Reader.pass_over

    def pass_over(self, modules):
        if any("odd" in module.path for module in modules):
            raise KeyError("odd")
        return really(self, modules)

    monkeypatch.setattr(_reader.Reader, "pass_over", pass_over)
    assert tree({"odd.py": f"import a\n{CALL}", "a.py": CALL}) == {"a.py": [2]}
    assert "KeyError('odd')" in tree.problems["odd.py"]


def test_an_expression_without_end_does_not_stop_the_others(tree):
    chain = 'import boto3\nc = boto3.client("chime")\nc.x' + ".y()" * 3000 + "\n"
    assert tree({"deep.py": chain, "a.py": CALL}) == {"a.py": [2]}
    assert list(tree.problems) == ["deep.py"]


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
