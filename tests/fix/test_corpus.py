"""A fixed program does without the shim what the old one does with it."""

from __future__ import annotations

import ast
import shutil
from collections import Counter

import pytest

from chime_shim.fix import Options, fix_paths, write
from tests.idioms.corpus import Program, old_transcript, programs, transcript

PROGRAMS = [pytest.param(program, id=program.name) for program in programs()]
RUN = [param for param in PROGRAMS if param.values[0].not_run is None]

# The one difference that is excused: it prints the keys of a whole reply, and replies have more of them now.
MORE_MEMBERS = "response_shapes"


@pytest.fixture(autouse=True)
def region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def copied(program, tmp_path):
    target = tmp_path / program.path.name
    if program.path.is_dir():
        shutil.copytree(program.path, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(program.path, target)
    return target


def written(path, options):
    results = fix_paths([path], options)
    for result in results:
        if result.changed:
            write(result)
    return results


@pytest.mark.parametrize("program", RUN)
def test_it_behaves_as_before(program: Program, tmp_path):
    before, tried = old_transcript(program), set()
    for kind, unsafe in (("safe", False), ("unsafe", True)):
        (tmp_path / kind).mkdir()
        target = copied(program, tmp_path / kind)
        results = written(target, Options(unsafe=unsafe))
        texts = tuple(result.after for result in results)
        if texts in tried:
            continue
        tried.add(texts)
        # What is left with a comment still needs the shim.
        after = transcript(target, shim=any(result.left for result in results))
        if program.name == MORE_MEMBERS:
            assert "created\n" in after, kind
            assert after != before, kind
        else:
            assert after == before, kind


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_second_run_changes_nothing(program: Program, unsafe, tmp_path):
    target = copied(program, tmp_path)
    first = written(target, Options(unsafe=unsafe))
    for result in first:
        if result.problem is None:
            ast.parse(result.after)
    second = fix_paths([target], Options(unsafe=unsafe))
    assert [result.path for result in second if result.changed] == []
    assert sum(len(result.left) for result in first) == sum(len(result.left) for result in second)
    assert [result for result in second if result.fixed] == []


def fate(program, options):
    results = fix_paths([program.path], options)
    fixed, left = (sum(len(getattr(each, name)) for each in results) for name in ("fixed", "left"))
    if not fixed and not left:
        return "nothing to do"
    return "not" if not fixed else "partly" if left else "completely"


def test_most_are_fixed_completely(record_property, capsys):
    for name, options, least in (("safe", Options(), 50), ("unsafe", Options(unsafe=True), 52)):
        fates = Counter(fate(program, options) for program in programs())
        with capsys.disabled():
            print(f"\n{name} fixes: {dict(sorted(fates.items()))}")  # noqa: T201 - what it is for
        record_property(name, dict(fates))
        assert fates["completely"] >= least


@pytest.mark.parametrize("program", PROGRAMS)
def test_only_what_is_marked_is_touched(program: Program):
    marked = {expected.kind for expected in program.expected} - {"kept"}
    results = fix_paths([program.path])
    assert marked or not any(result.changed for result in results)


def test_a_file_that_does_not_parse_is_named_and_left_alone(tmp_path):
    programs_by_name = {program.name: program for program in programs()}
    for name in ("broken", "python2", "undeclared_latin1"):
        target = copied(programs_by_name[name], tmp_path)
        (result,) = written(target, Options(unsafe=True))
        assert result.problem is not None
        assert target.read_bytes() == programs_by_name[name].path.read_bytes()
