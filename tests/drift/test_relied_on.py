"""A release that edits a function that the shim relies on fails here, with the function's name."""

from __future__ import annotations

import pytest

from tests.drift import relied_on

UPDATE = """
{release} has another source of {name} than any release that was looked at.
chime_shim relies on it in {files}.

1. Read what changed: compare it with its source in {seen}.
2. If the shim still fits, take the new source down, in the environment with that release:
       python -m tests.drift.relied_on --accept
   and commit tests/drift/sources.json with what you found. If not, mend the shim first.
"""


def update(name):
    files = [file for file, names in relied_on.RELIED_ON.items() if name in names]
    seen = [release for releases in relied_on.known()[name].values() for release in releases]
    return UPDATE.format(release=relied_on.release(name), name=name, files=files, seen=seen)


@pytest.mark.parametrize("name", relied_on.NAMES)
def test_the_source_is_one_that_was_looked_at(name):
    if not relied_on.installed(name):
        pytest.skip(f"{name.partition('.')[0]} is not installed")
    assert relied_on.found(name) in relied_on.known()[name], update(name)


def test_nothing_is_kept_that_is_not_relied_on_any_more():
    assert list(relied_on.known()) == relied_on.NAMES


def test_every_function_has_been_seen():
    assert [name for name, sources in relied_on.known().items() if not sources] == []


def test_an_edited_function_is_named_and_the_remedy_with_it(monkeypatch):
    name = "botocore.client:BaseClient._make_api_call"
    monkeypatch.setattr(relied_on, "digest", lambda _: "edited")

    with pytest.raises(AssertionError) as failed:
        test_the_source_is_one_that_was_looked_at(name)

    text = str(failed.value)
    assert f"another source of {name} than any release" in text
    assert "['_graft.client']" in text
    assert "python -m tests.drift.relied_on --accept" in text


def test_white_space_is_no_edit(monkeypatch):
    name = "botocore.client:BaseClient._make_api_call"
    before = relied_on.digest(name)
    source = relied_on.inspect.getsource
    monkeypatch.setattr(relied_on.inspect, "getsource", lambda it: source(it).replace("\n", "\n\n  "))
    assert relied_on.digest(name) == before
    monkeypatch.setattr(relied_on.inspect, "getsource", lambda it: source(it) + "    pass\n")
    assert relied_on.digest(name) != before


def test_accepting_adds_the_installed_releases_and_keeps_the_others(monkeypatch, tmp_path):
    path = tmp_path / "sources.json"
    name = "botocore.client:BaseClient._make_api_call"
    path.write_text(relied_on.json.dumps({name: {"old": ["botocore 1.2.3"]}, "gone:Away": {}}))
    monkeypatch.setattr(relied_on, "SOURCES", path)

    assert relied_on.main([]) == 1
    assert relied_on.main(["--accept"]) == 0
    assert relied_on.main([]) == 0

    assert relied_on.known()[name] == {
        "old": ["botocore 1.2.3"],
        relied_on.digest(name): [relied_on.release(name)],
    }
    assert list(relied_on.known()) == relied_on.NAMES
