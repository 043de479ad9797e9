"""What cannot be read is named, and stops nothing."""

from __future__ import annotations

import os

import pytest

from chime_shim.scan import scan_source

CALL = 'import boto3\nboto3.client("chime").create_meeting()\n'

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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("named", [(), ("pipe.py", "endless.py", "a.py")])
def test_what_is_no_regular_file_is_named_and_not_waited_for(named, tree, tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "endless.py").symlink_to("/dev/zero")
    (tmp_path / "directory.py").mkdir()
    assert tree({"a.py": CALL, "directory.py/b.py": CALL}, *named)["a.py"] == [2]
    assert set(tree.problems) == {"pipe.py", "endless.py"}
    assert all("no regular file" in each for each in tree.problems.values())


def test_what_may_not_be_read_is_named(tree, monkeypatch):
    from chime_shim.scan.project import files

    def forbidden(really, suffix):
        def maybe(path, *given):
            if str(path).endswith(suffix):
                raise PermissionError(13, "Permission denied")
            return really(path, *given)

        return maybe

    monkeypatch.setattr(files.os, "open", forbidden(os.open, "secret.py"))
    monkeypatch.setattr(files.os, "scandir", forbidden(os.scandir, "locked"))
    assert tree({"a.py": CALL, "secret.py": CALL, "locked/a.py": CALL}) == {"a.py": [2]}
    assert tree.problems == {
        "locked": "cannot be listed: Permission denied",
        "secret.py": "cannot be read: Permission denied",
    }


def test_what_goes_away_meanwhile_is_named(tree, monkeypatch):
    from chime_shim.scan.project import scanner

    walk = scanner.walk
    monkeypatch.setattr(scanner, "walk", lambda *given, **named: [*walk(*given, **named), "gone.py"])
    assert tree({"a.py": CALL}) == {"a.py": [2]}
    assert tree.problems == {"gone.py": "cannot be read: No such file or directory"}


def test_a_module_that_the_scanner_cannot_take_does_not_stop_the_others(tree, monkeypatch):
    from chime_shim.scan.reader.reader import Reader

    really = Reader.evaluate

    def evaluate(self, node, scope):
        if "odd" in scope.module.path:
            raise KeyError("odd")
        return really(self, node, scope)

    monkeypatch.setattr(Reader, "evaluate", evaluate)
    assert tree({"odd.py": f"import a\n{CALL}", "a.py": CALL}) == {"a.py": [2]}
    assert "KeyError('odd')" in tree.problems["odd.py"]


def test_an_expression_without_end_does_not_stop_the_others(tree):
    chain = 'import boto3\nc = boto3.client("chime")\nc.x' + ".y()" * 3000 + "\n"
    assert tree({"deep.py": chain, "a.py": CALL}) == {"a.py": [2]}
    assert list(tree.problems) == ["deep.py"]


def test_what_is_too_entangled_is_named_and_not_followed_for_ever(tree, monkeypatch):
    monkeypatch.setattr("chime_shim.scan.reader.scope._STEPS", 3)
    monkeypatch.setattr("chime_shim.scan.reader.scope._STEPS_OF_A_CHARACTER", 0)
    assert tree({"a.py": CALL}) == {}
    assert "too entangled" in tree.problems["a.py"]
