"""Show which actions and principals policies still need, and write policies that have them.

PATH is an IAM policy, or that of a topic, queue, bucket, function or role; or a file that has policies in it:
CloudFormation, SAM or serverless (YAML or JSON), Terraform, Python with the AWS CDK; or a directory of them.
AWS is not asked. The shim sends some calls under other names, and the successors are other principals.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli._bullets import wrapped
from chime_shim.cli._output import UsageError, add_format, missing, reason_of
from chime_shim.cli._terminal import BOLD, paint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from chime_shim.policy import Examination, Policy

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim iam policy.json": "list what it lacks",
    "chime-shim iam policy.json --output new.json": "and write a policy that lacks nothing",
    "chime-shim iam topic.json --service meetings": "of a topic that only meetings use",
    "chime-shim iam template.yaml infra/": "in templates, with the line of each statement",
    "chime-shim iam --diff infra/": "and show what --write would change in the files",
}

JSON_VERSION = 1
_SERVICES = ("identity", "media-pipelines", "meetings", "messaging")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim iam``."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="path",
        help="a policy, a file or a directory with policies, or - for a policy on standard input",
    )
    parser.add_argument(
        "--service",
        action="append",
        choices=_SERVICES,
        help="a successor that uses the resource, whose principal it has to know; may be given more than "
        "once; all unless given",
    )
    parser.add_argument(
        "--output", metavar="FILE", help="write the one new policy to a new file, or - for stdout"
    )
    parser.add_argument(
        "--write", action="store_true", help="put what is missing into the files; all else in them stays"
    )
    parser.add_argument("--diff", action="store_true", help="show what --write would change")
    add_format(parser)


def main(options: argparse.Namespace) -> int:
    """Examine policies.

    Returns:
        0 if nothing is missing, or what is missing was written and nothing is left to be looked at; 1 if
        something is; 2 if something could not be read or written, or is no policy.
    """
    from chime_shim.cli import _iam_files

    problem = _clash(options)
    if problem is not None:
        raise UsageError(problem)
    services = [f"chime-sdk-{each}" for each in options.service or _SERVICES]
    if options.write or options.diff or not _is_one_policy(options.paths):
        return _iam_files.main(options, services)
    return _one_policy(options, services)


def _clash(options: argparse.Namespace) -> str | None:
    if options.format == "json" and options.output == "-":
        return "--format json and --output - both write to standard output"
    if options.format == "json" and options.diff:
        return "--format json and --diff both write to standard output"
    if options.write and options.diff:
        return "--diff shows what --write would do: give one of them"
    if options.output is not None and (options.write or options.diff or not _is_one_policy(options.paths)):
        return (
            "--output is for one policy: --write changes files that have policies in them, --diff shows how"
        )
    if "-" in options.paths and (len(options.paths) > 1 or options.write or options.diff):
        return "- is for one policy on standard input"
    return None


def _is_one_policy(paths: Sequence[str]) -> bool:
    """Tell whether a policy document was given, or what was meant to be one."""
    from chime_shim.policy.written import look_at

    if len(paths) > 1 or Path(paths[0]).is_dir():
        return False
    if paths[0] == "-":
        return True
    file = look_at(paths[0])
    # Of JSON in which no policy is found the reason is given why it is none.
    return (file.format in {"", "json"} and not file.found) or file.is_document


def _one_policy(options: argparse.Namespace, services: Sequence[str]) -> int:
    from chime_shim.policy import Policy, PolicyError, examine, extended

    (path,) = options.paths
    try:
        text = _read(path)
        policy = Policy.parse(text)
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {reason_of(error)}") from None
    except PolicyError as error:
        raise UsageError(f"{path}: {error}") from None
    found = examine(policy, services)
    new = extended(policy, found.additions)
    if options.output is not None and (problem := _write(new, options.output)) is not None:
        print(f"chime-shim: {options.output}: {problem}", file=sys.stderr)
        return 2
    facts = _facts(policy, found, new, _lines(text))
    # What is piped on is the policy, and only that.
    stream = sys.stderr if options.output == "-" else sys.stdout
    if options.format == "json":
        print(json.dumps(facts, indent=2), file=stream)
    else:
        print("\n".join(_page(facts, options.output)), file=stream)
    left = bool(facts["remarks"]) or (options.output is None and bool(facts["additions"]))
    return int(left or facts["too_long"])


def _lines(text: str) -> list[int]:
    """Return the line of each statement."""
    from chime_shim.policy.written import lines_of_statements

    return lines_of_statements(text)


def _read(path: str) -> str:
    if path == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig")
    return Path(path).read_text(encoding="utf-8-sig")


def _write(policy: Policy, path: str) -> str | None:
    text = f"{json.dumps(policy.content, indent=2)}\n"
    if path == "-":
        print(text, end="")
        return None
    try:
        # Never over a file that is there: it may be the policy itself, under another name.
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return "already exists: name a new file, or remove it"
    except OSError as error:
        return f"cannot be written: {reason_of(error)}"
    return None


def _facts(policy: Policy, found: Examination, new: Policy, lines: Sequence[int]) -> dict[str, Any]:
    from chime_shim.policy import LIMIT, size

    return {
        "version": JSON_VERSION,
        "statements": len(policy.statements),
        "additions": [
            {
                "statement": each.statement.number,
                "line": lines[each.statement.number - 1],
                "name": each.statement.name,
                "actions": {action: list(legacy) for action, legacy in each.actions.items()},
                "principals": list(each.principals),
                "new_statement": each.apart,
            }
            for each in found.additions
        ],
        "remarks": [
            {
                "statement": each.statement.number,
                "line": lines[each.statement.number - 1],
                "name": each.statement.name,
                "text": each.text,
            }
            for each in found.remarks
        ],
        "once": list(found.once),
        "size": size(new),
        "limit": LIMIT,
        "too_long": size(policy) <= LIMIT < size(new),
    }


def _page(facts: Mapping[str, Any], output: str | None) -> Iterator[str]:
    count = facts["statements"]
    lacking = len(facts["additions"])
    yield f"{count} statement{'' if count == 1 else 's'}: " + (
        f"{lacking} {'lacks' if lacking == 1 else 'lack'} something" if lacking else "nothing to add"
    )
    for each in facts["additions"]:
        yield from _addition(each)
    if facts["remarks"]:
        yield "\n" + paint("Look at these yourself: no addition mends them", BOLD)
        for each in facts["remarks"]:
            yield from wrapped(f"{each['name']}, line {each['line']}: {each['text']}")
    if facts["too_long"]:
        yield (
            f"\nThe new policy has {facts['size']} characters, and IAM takes {facts['limit']} for a managed "
            "one: split it"
        )
    if facts["once"]:
        yield "\nOnce in the account, if the policy is for calls of these kinds"
        for text in facts["once"]:
            yield from wrapped(text)
    if output not in {None, "-"}:
        yield f"\nWrote {output}. Compare the two before you use it."


def _addition(facts: Mapping[str, Any]) -> Iterator[str]:
    apart = (
        ", in a statement of its own beside it, as it names what it does not allow" * facts["new_statement"]
    )
    yield "\n" + paint(f"{_capital(facts['name'])}, line {facts['line']}: add{apart}", BOLD)
    for action, legacy in facts["actions"].items():
        yield from wrapped(f"action {action}, for {', '.join(legacy)}", "  + ")
    for principal in facts["principals"]:
        yield from wrapped(f"principal {principal}", "  + ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
