"""Show which actions and principals a policy still needs, and write a policy that has them.

POLICY.json is an IAM policy, or the policy of a topic, queue, bucket, function or role: what there is to add
to each of its statements is listed, and with --output a new policy written. POLICY.json stays as it is, and
AWS is not asked. The shim sends some calls under other names, and the successors are other principals.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chime_shim.cli._output import UsageError, add_format, missing, reason_of
from chime_shim.cli._terminal import BOLD, filled, paint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from chime_shim.policy import Examination, Policy

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim iam policy.json": "list what it lacks",
    "chime-shim iam policy.json --output new.json": "and write a policy that lacks nothing",
    "chime-shim iam topic.json --service meetings": "of a topic that only meetings use",
}

JSON_VERSION = 1
_SERVICES = ("identity", "media-pipelines", "meetings", "messaging")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim iam``."""
    parser.add_argument("policy", metavar="POLICY.json", help="the policy, or - for standard input")
    parser.add_argument(
        "--service",
        action="append",
        choices=_SERVICES,
        help="a successor that uses the resource, whose principal it has to know; may be given more than "
        "once; all unless given",
    )
    parser.add_argument(
        "--output", metavar="NEW.json", help="write the new policy to a new file, or - for stdout"
    )
    add_format(parser)


def main(options: argparse.Namespace) -> int:
    """Examine a policy.

    Returns:
        0 if it lacks nothing, or what it lacks was written and nothing is left to be looked at; 1 if
        something is; 2 if there is no policy, or the new one cannot be written.
    """
    from chime_shim.policy import Policy, PolicyError, examine, extended

    if options.format == "json" and options.output == "-":
        raise UsageError("--format json and --output - both write to standard output")
    try:
        policy = Policy.parse(_read(options.policy))
    except FileNotFoundError:
        raise missing(options.policy) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{options.policy}: cannot be read: {reason_of(error)}") from None
    except PolicyError as error:
        raise UsageError(f"{options.policy}: {error}") from None
    services = [f"chime-sdk-{each}" for each in options.service or _SERVICES]
    found = examine(policy, services)
    new = extended(policy, found.additions)
    if options.output is not None and (problem := _write(new, options.output)) is not None:
        print(f"chime-shim: {options.output}: {problem}", file=sys.stderr)
        return 2
    facts = _facts(policy, found, new)
    # What is piped on is the policy, and only that.
    stream = sys.stderr if options.output == "-" else sys.stdout
    if options.format == "json":
        print(json.dumps(facts, indent=2), file=stream)
    else:
        print("\n".join(_page(facts, options.output)), file=stream)
    left = bool(facts["remarks"]) or (options.output is None and bool(facts["additions"]))
    return int(left or facts["too_long"])


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


def _facts(policy: Policy, found: Examination, new: Policy) -> dict[str, Any]:
    from chime_shim.policy import LIMIT, size

    return {
        "version": JSON_VERSION,
        "statements": len(policy.statements),
        "additions": [
            {
                "statement": each.statement.number,
                "name": each.statement.name,
                "actions": {action: list(legacy) for action, legacy in each.actions.items()},
                "principals": list(each.principals),
                "new_statement": each.apart,
            }
            for each in found.additions
        ],
        "remarks": [
            {"statement": each.statement.number, "name": each.statement.name, "text": each.text}
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
            yield from _wrapped(f"{each['name']}: {each['text']}")
    if facts["too_long"]:
        yield (
            f"\nThe new policy has {facts['size']} characters, and IAM takes {facts['limit']} for a managed "
            "one: split it"
        )
    if facts["once"]:
        yield "\nOnce in the account, if the policy is for calls of these kinds"
        for text in facts["once"]:
            yield from _wrapped(text)
    if output not in {None, "-"}:
        yield f"\nWrote {output}. Compare the two before you use it."


def _addition(facts: Mapping[str, Any]) -> Iterator[str]:
    apart = (
        ", in a statement of its own beside it, as it names what it does not allow" * facts["new_statement"]
    )
    yield "\n" + paint(f"{_capital(facts['name'])}: add{apart}", BOLD)
    for action, legacy in facts["actions"].items():
        yield from _wrapped(f"action {action}, for {', '.join(legacy)}", "  + ")
    for principal in facts["principals"]:
        yield from _wrapped(f"principal {principal}", "  + ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wrapped(text: str, bullet: str = "  - ") -> Iterator[str]:
    yield filled(text, bullet)
