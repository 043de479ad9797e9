"""Precision and recall on the programs of tests/idioms."""

from __future__ import annotations

from chime_shim.scan import scan_paths
from tests.idioms import corpus

# A name in a comparison tells little; the run-time report knows what is called.
UNNAMED = {("mock_api_call.py", 12), ("sent_away.py", 10)}


def scanned():
    found, kept, problems = [], [], {}
    for result in scan_paths([corpus.PROGRAMS]):
        file = result.path.removeprefix(f"{corpus.PROGRAMS}/")
        found += [(file, each.span.line, each.operation, each.confidence) for each in result.findings]
        kept += [(file, each.span.line) for each in result.kept]
        if result.problem:
            problems[file] = result.problem.reason
    return found, kept, problems


def test_every_legacy_call_is_found_and_nothing_else(capsys):
    found, kept, problems = scanned()
    expected = [each for program in corpus.programs() for each in program.expected]
    told = {
        (file, line, operation) for file, line, operation, confidence in found if confidence != "possible"
    }
    legacy = {(each.file, each.line, each.operation) for each in expected if each.kind == "legacy"}
    perhaps = {(each.file, each.line) for each in expected if each.kind == "legacy?"}
    right = {each for each in told if each in legacy or each[:2] in perhaps}

    with capsys.disabled():
        precision, recall = len(right) / len(told), len(legacy & told) / len(legacy)
        print(f"\n{len(legacy)} legacy calls: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201

    assert legacy - told == set()
    assert told - right == set()
    assert perhaps - {each[:2] for each in right} == UNNAMED
    assert set(kept) == {(each.file, each.line) for each in expected if each.kind == "kept"}
    assert set(problems) == {"broken.py", "python2.py", "undeclared_latin1.py"}


def test_at_least_forty_programs_are_read():
    assert len(corpus.programs()) >= 40
