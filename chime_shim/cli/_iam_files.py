"""Policies in files: what each lacks, in which line, and how it is put there."""

from __future__ import annotations

import difflib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli._bullets import wrapped
from chime_shim.cli._output import missing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from chime_shim.policy.written import Edit, File, Written

__all__ = ["main"]

JSON_VERSION = 1
_BOM = b"\xef\xbb\xbf"


def main(options: argparse.Namespace, services: Sequence[str]) -> int:
    """Examine all policies in files and directories.

    Returns:
        As ``chime_shim.cli.iam.main``.
    """
    from chime_shim.policy.written import look_at, names_chime

    paths = list(_paths(options.paths))
    if not paths:
        print(
            "chime-shim: iam: there is no file to look at: no JSON, YAML, Terraform or Python",
            file=sys.stderr,
        )
        return 2
    # Whole trees have few files with the word in them; what was named is read in any case.
    files = [look_at(path, services) for path in paths if path in options.paths or names_chime(path)]
    facts = [_facts(file) for file in files]
    failed = any(file.problem is not None for file in files)
    if options.write or options.diff:
        for file, told in zip(files, facts, strict=True):
            failed |= _change(file, told, write=options.write)
    if options.format == "json":
        shown = [each for each in facts if _is_worth_showing(each)]
        print(json.dumps({"version": JSON_VERSION, "looked_at": len(paths), "files": shown}, indent=2))
    elif not options.diff:
        print("\n".join(_page(facts, len(paths))))
    else:
        for file in files:
            if file.problem is not None:
                print(f"chime-shim: {file.path}: {file.problem}", file=sys.stderr)
    return 2 if failed else int(any(_is_left(each) for each in facts))


def _paths(given: Sequence[str]) -> Iterator[str]:
    from chime_shim.policy.written import paths_below

    for path in dict.fromkeys(given):
        if Path(path).is_dir():
            yield from paths_below(path)
        elif path != "-" and not os.path.lexists(path):
            raise missing(path)
        else:
            yield path


def _facts(file: File) -> dict[str, Any]:
    return {
        "path": file.path,
        "problem": file.problem,
        "policies": [_policy(each) for each in file.written],
        "elsewhere": [{"line": each.line, "text": each.text} for each in file.loose],
        "unclear": [
            {"line": each.line, "text": each.text, "names_chime": each.concerns} for each in file.unclear
        ],
    }


def _policy(written: Written) -> dict[str, Any]:
    found = written.examination
    return {
        "line": written.line(1),
        "statements": len(written.statements),
        "additions": [
            {
                "statement": each.statement.number,
                "line": written.line(each.statement.number),
                "name": each.statement.name,
                "actions": {action: list(legacy) for action, legacy in each.actions.items()},
                "principals": list(each.principals),
                "new_statement": each.apart,
                "written": None,
            }
            for each in found.additions
        ],
        "remarks": [
            {
                "statement": each.statement.number,
                "line": written.line(each.statement.number),
                "name": each.statement.name,
                "text": each.text,
            }
            for each in found.remarks
        ],
        "once": list(found.once),
    }


def _change(file: File, facts: Mapping[str, Any], *, write: bool) -> bool:
    """Put what is missing into a file, or show how; return whether it failed."""
    from chime_shim.policy.written import EditError, apply, edits_for

    edits: list[Edit] = []
    done: list[Any] = []
    for written, told in zip(file.written, facts["policies"], strict=True):
        for addition, fact in zip(written.examination.additions, told["additions"], strict=True):
            try:
                edits += edits_for(written, addition)
                done.append(fact)
            except EditError as reason:  # noqa: PERF203 - what cannot be put in does not stop the rest
                fact["written"] = f"by hand: {reason}"
    if not edits:
        return False
    try:
        new = apply(file, edits)
    except EditError as reason:
        for fact in done:
            fact["written"] = f"by hand: {reason}"
        return False
    if not write:
        sys.stdout.write(_diff(file, new))
        return False
    try:
        _replace(Path(file.path).resolve(), new)
    except OSError as error:
        print(f"chime-shim: {file.path}: it cannot be written: {error.strerror or error}", file=sys.stderr)
        return True
    for fact in done:
        fact["written"] = "written"
    return False


def _diff(file: File, new: str) -> str:
    name = file.path.lstrip("/")
    lines = difflib.unified_diff(
        file.text.splitlines(keepends=True),
        new.splitlines(keepends=True),
        f"a/{name}",
        f"b/{name}",
    )
    # A last line without an end is said as diff says it, so that patch understands it.
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, with its mode and its byte order mark, if it had one."""
    before = path.read_bytes()
    data = (_BOM if before.startswith(_BOM) else b"") + text.encode()
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(made).chmod(path.stat().st_mode)
        Path(made).replace(path)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise


def _is_worth_showing(facts: Mapping[str, Any]) -> bool:
    return bool(facts["problem"] or facts["policies"] or facts["elsewhere"] or facts["unclear"])


def _is_left(facts: Mapping[str, Any]) -> bool:
    additions = [each for policy in facts["policies"] for each in policy["additions"]]
    return bool(
        facts["elsewhere"]
        or any(each["written"] != "written" for each in additions)
        or any(policy["remarks"] for policy in facts["policies"])
        or any(each["names_chime"] for each in facts["unclear"])
    )


def _page(facts: Sequence[Mapping[str, Any]], count: int) -> Iterator[str]:
    policies = [policy for each in facts for policy in each["policies"]]
    lacking = sum(bool(policy["additions"]) for policy in policies)
    yield (
        f"{_count(count, 'file')} looked at, {_count(len(policies), 'policy', 'policies')}: "
        + (f"{lacking} {'lacks' if lacking == 1 else 'lack'} something" if lacking else "nothing to add")
    )
    for each in facts:
        yield from _file(each)
    once = dict.fromkeys(text for policy in policies for text in policy["once"])
    if once:
        yield "\nOnce in the account, if the policies are for calls of these kinds"
        for text in once:
            yield from wrapped(text)
    missed = [each for each in facts if each["problem"] is not None]
    if missed:
        yield "\nNot looked at"
        for each in missed:
            yield from wrapped(f"{each['path']}: {each['problem']}")


def _file(facts: Mapping[str, Any]) -> Iterator[str]:
    path = facts["path"]
    for policy in facts["policies"]:
        for each in policy["additions"]:
            state = {None: "add", "written": "added"}.get(each["written"], f"add {each['written']}")
            yield f"\n{path}:{each['line']}: {each['name']}: {state}"
            for action, legacy in each["actions"].items():
                yield from wrapped(f"action {action}, for {', '.join(legacy)}", "  + ")
            for principal in each["principals"]:
                yield from wrapped(f"principal {principal}", "  + ")
        for each in policy["remarks"]:
            yield f"\n{path}:{each['line']}: {each['name']}: to be looked at; no addition mends it"
            yield from wrapped(each["text"])
    for each in facts["elsewhere"]:
        yield f"\n{path}:{each['line']}: in no statement that is understood"
        yield from wrapped(each["text"])
    concerning = [each for each in facts["unclear"] if each["names_chime"]]
    for each in concerning:
        yield f"\n{path}:{each['line']}: not understood, and it names Chime"
        yield from wrapped(each["text"])
    others = [each for each in facts["unclear"] if not each["names_chime"]]
    if others:
        lines = ", ".join(str(each["line"]) for each in others)
        count = _count(len(others), "statement")
        yield f"\n{path}: {count} not understood that do not name Chime, in line {lines}"


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
