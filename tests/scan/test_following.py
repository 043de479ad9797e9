"""Modules that are read only because a client leads there: what bounds them is shown, never hidden."""

from __future__ import annotations

import pytest

from chime_shim.scan import scan_paths
from chime_shim.scan.project import tree


def test_modules_beyond_the_bound_are_named_as_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "_MOST_FOLLOWED", 2)
    (tmp_path / "held.py").write_text('import boto3\nchime = boto3.client("chime")\n')
    for index in range(4):
        (tmp_path / f"user{index}.py").write_text("from held import chime\nchime.list_meetings()\n")

    results = list(scan_paths([tmp_path]))

    assert sum(len(each.findings) for each in results) == 2
    refused = [each.problem for each in results if each.problem]
    assert len(refused) == 2
    assert all(each.missed and "more than 2 modules" in each.reason for each in refused)


@pytest.mark.parametrize(("package", "mark"), [("boto3", "session.py"), ("botocore", "session.py")])
def test_a_library_known_by_name_is_not_read_though_the_tree_has_it(tmp_path, package, mark):
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("def client(name): ...\n")
    (tmp_path / package / mark).write_text("def get_session(): ...\n")
    make = {"boto3": "boto3.client", "botocore": "botocore.session.get_session().create_client"}[package]
    text = f'import {package}.session\nc = {make}("chime")\nc.list_meetings()\n'
    (tmp_path / "app.py").write_text(text)

    (result,) = scan_paths([tmp_path])

    assert [each.confidence for each in result.findings] == ["certain"]


def test_a_module_of_that_name_that_is_not_the_library_is_read(tmp_path):
    (tmp_path / "boto3.py").write_text("def client(name): return Fake()\nclass Fake: ...\n")
    (tmp_path / "app.py").write_text('import boto3\nc = boto3.client("chime")\nc.list_meetings()\n')

    results = list(scan_paths([tmp_path]))

    assert not [each for one in results for each in one.findings if each.confidence == "certain"]
