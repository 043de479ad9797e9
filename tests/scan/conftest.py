from __future__ import annotations

import os

import pytest

from chime_shim.scan import scan_paths


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
