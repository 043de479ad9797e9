"""Keep proxy sessions going on your own account (experimental).

AWS ended proxy sessions. For voice, a DynamoDB table, numbers of yours, a SIP media application and a
function can stand behind the old calls. None of it was ever run against AWS. What it costs and what cannot be
kept is in docs/proxy_sessions.md. In the order of use: template and plan show
what to create, numbers fills the pool, check looks at all of it, call tries it on the emulator.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from chime_shim.cli import _proxy_call, _proxy_check, _proxy_plan

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim proxy-sessions template > proxy-sessions.json": "table, function, role, permission",
    "chime-shim proxy-sessions template --policy application": "what the program has to be allowed",
    "chime-shim proxy-sessions plan --numbers +12065550100": "the commands that create the rest",
    "chime-shim proxy-sessions numbers add --country US +12065550100": "take a number into the pool",
    "chime-shim proxy-sessions numbers withdraw +12065550100": "take it out, once nobody has it",
    "chime-shim proxy-sessions check": "table, pool, rules, and sessions against quotas",
    "chime-shim proxy-sessions call +14015550101 +12065550100": "dial a number on the emulator",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the commands below ``chime-shim proxy-sessions``, and their arguments."""
    commands = parser.add_subparsers(title="commands", metavar="action", required=True, help="what to do")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        added.set_defaults(proxy_command=run)
        return added

    template = command("template", _template, "print the CloudFormation template, or a policy")
    template.add_argument(
        "--policy", choices=("application", "function", "deployer"), help="a policy instead"
    )
    _add_table(template)
    plan = command(
        "plan", _proxy_plan.main, "print the AWS CLI commands that create the rest; nothing is run"
    )
    plan.add_argument("--numbers", nargs="+", required=True, metavar="NUMBER", help="numbers that you own")
    plan.add_argument("--country", default="US", help="their country (%(default)s)")
    plan.add_argument("--stack", default="proxy-sessions", help="name of the stack (%(default)s)")
    _add_table(plan)
    numbers = command("numbers", _list, "list the numbers of the pool, add or withdraw some")
    what = numbers.add_subparsers(title="commands", metavar="action", help="list, add or withdraw")
    shown = what.add_parser("list", help="list them, with their open sessions")
    shown.set_defaults(proxy_command=_list)
    added = what.add_parser("add", help="take numbers into the pool")
    added.add_argument("numbers", nargs="+", metavar="NUMBER", help="in E.164 form")
    added.add_argument("--country", required=True, help="their country, as in US")
    added.set_defaults(proxy_command=_add)
    gone = what.add_parser("withdraw", help="take numbers out, once no open session has them")
    gone.add_argument("numbers", nargs="+", metavar="NUMBER", help="in E.164 form")
    gone.set_defaults(proxy_command=_withdraw)
    _add_table(numbers)
    for each in (shown, added, gone):
        _add_table(each, argparse.SUPPRESS)  # what stands before the word is not to be forgotten
    check = command("check", _proxy_check.main, "check table, TTL, pool, rules, and sessions against quotas")
    check.add_argument("--max-numbers", type=int, default=5, help="quota of numbers (%(default)s)")
    check.add_argument(
        "--max-calls", type=int, default=10, help="quota of calls, two a conversation (%(default)s)"
    )
    _add_table(check)
    call = command("call", _proxy_call.main, "dial a number on the emulator, and see who rings")
    call.add_argument("caller", metavar="FROM", help="the caller's number")
    call.add_argument("number", metavar="NUMBER", help="the number that is dialled")
    call.add_argument(
        "--phone",
        action="append",
        default=[],
        metavar="NUMBER=KIND",
        help="a phone that does not just answer: busy, off, silent or voicemail",
    )
    _add_table(call)


def main(options: argparse.Namespace) -> int:
    """Run one of the commands.

    Returns:
        0; 1 if something was found to be wrong, or nobody rang; 2 if it cannot be told.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    from chime_shim.proxy_sessions._problems import ServiceProblem
    from chime_shim.proxy_sessions._requests import Refused

    try:
        code: int = options.proxy_command(options)
    except (ServiceProblem, ValueError) as problem:
        print(f"chime-shim: {problem}", file=sys.stderr)
        return 2
    except (Refused, ClientError, BotoCoreError) as problem:
        code_of = problem.code if isinstance(problem, Refused) else _reason(problem)
        print(f"chime-shim: AWS refuses, or cannot be reached: {code_of}", file=sys.stderr)
        return 2
    return code


def _reason(problem: Any) -> str:
    # Not its text, which may have the key of an item.
    response = getattr(problem, "response", {})
    return str(response.get("Error", {}).get("Code") or type(problem).__name__)


def _add_table(parser: argparse.ArgumentParser, default: Any = None) -> None:
    parser.add_argument(
        "--table", default=default, help="the table; that of the setting proxy_sessions, or proxy-sessions"
    )
    parser.add_argument("--region", default=default, help="its region; that of the setting, or us-east-1")
    text = "where DynamoDB is called, if not where boto3 would call it"
    parser.add_argument("--endpoint-url", default=default, help=text)


def _template(options: argparse.Namespace) -> int:
    from chime_shim.cli._proxy_table import setting_of
    from chime_shim.proxy_sessions._template import policy, template

    setting = setting_of(options)
    if options.policy:
        arn = f"arn:aws:dynamodb:{setting.region}:ACCOUNT:table/{setting.table}"
        print(json.dumps(policy(options.policy, arn), indent=2))
    else:
        print(json.dumps(template(setting.table), indent=2))
    return 0


def _list(options: argparse.Namespace) -> int:
    from chime_shim.cli._proxy_pool import open_sessions
    from chime_shim.cli._proxy_table import Table
    from chime_shim.proxy_sessions import _items as items
    from chime_shim.proxy_sessions._lists import pool
    from chime_shim.proxy_sessions._requests import milliseconds

    table = Table.of(options)
    numbers = table.run(pool())
    used = table.run(open_sessions(milliseconds()))
    for number in numbers:
        name = items.id_of(number)
        print(f"{name:<16} {number['country']} {number['state']:<8} {used[name]} open")
    if not numbers:
        print("The pool is empty: chime-shim proxy-sessions numbers add", file=sys.stderr)
    return 0 if numbers else 1


def _add(options: argparse.Namespace) -> int:
    from chime_shim.cli import _proxy_pool as pool
    from chime_shim.cli._proxy_table import Table

    table = Table.of(options)
    for number in options.numbers:
        table.run(pool.add(number, options.country))
        print(f"{number} is in the pool")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    from chime_shim.cli import _proxy_pool as pool
    from chime_shim.cli._proxy_table import Table
    from chime_shim.proxy_sessions._requests import milliseconds

    table, left = Table.of(options), 0
    for number in options.numbers:
        used = table.run(pool.withdraw(number, milliseconds()))
        left += used
        state = f"gets no new session; withdraw it again later: {used} open" if used else "is out of the pool"
        print(f"{number} {state}")
    return int(left > 0)
