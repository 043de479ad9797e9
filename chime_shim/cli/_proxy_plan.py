"""The commands that create what CloudFormation cannot: SIP media application, rules, product types."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_REGIONS = ("us-east-1", "us-west-2")


def main(options: argparse.Namespace) -> int:
    """Print the commands.

    Returns:
        0.

    Raises:
        ValueError: If a number or the region cannot be.
    """
    from chime_shim.cli._proxy_table import setting_of

    setting = setting_of(options)
    if setting.region not in _REGIONS:
        raise ValueError(f"numbers of SIP media applications are in {' and '.join(_REGIONS)} only")
    if not all(re.fullmatch(r"\+[1-9]\d{1,14}", number, re.ASCII) for number in options.numbers):
        raise ValueError("a number is written in E.164 form, such as +12065550100")
    print("\n".join(_plan(options, setting.table, setting.region)))
    return 0


def _plan(options: argparse.Namespace, table: str, region: str) -> Iterator[str]:
    voice = f"aws chime-sdk-voice --region {region}"
    stack, country = shlex.quote(options.stack), shlex.quote(options.country)
    yield from (
        "#!/bin/sh -e",
        "# Experimental. None of this was ever run against AWS: read it before you run it.",
        "# It costs about 1 USD a month for each number, and by the minute for calls.",
        "",
        "# Table, function, role, and the permission for Amazon Chime to invoke the function.",
        f"chime-shim proxy-sessions template --table {table} > proxy-sessions.json",
        f"aws cloudformation deploy --region {region} --stack-name {stack} \\",
        "  --template-file proxy-sessions.json --capabilities CAPABILITY_IAM",
        f"FUNCTION=$(aws cloudformation describe-stacks --region {region} --stack-name {stack} \\",
        "  --query \"Stacks[0].Outputs[?OutputKey=='Function'].OutputValue\" --output text)",
        "",
        "# The SIP media application, which invokes the function for each event of a call.",
        f"APPLICATION=$({voice} create-sip-media-application --aws-region {region} \\",
        f'  --name {stack} --endpoints LambdaArn="$FUNCTION" \\',
        "  --query SipMediaApplication.SipMediaApplicationId --output text)",
    )
    for number in options.numbers:
        digits = number.removeprefix("+")
        yield from (
            "",
            f"# {number}: the product type can only be changed while nothing is assigned to the number.",
            f"{voice} update-phone-number --phone-number-id {number} \\",
            "  --product-type SipMediaApplicationDialIn",
            "# One rule for each number: calls to it go to the application.",
            f"{voice} create-sip-rule --name proxy-{digits} --trigger-type ToPhoneNumber \\",
            f"  --trigger-value {number} --target-applications \\",
            f'  SipMediaApplicationId="$APPLICATION",Priority=1,AwsRegion={region}',
        )
    at = f"--table {table} --region {region}"
    yield from (
        "",
        "# The pool, from which sessions get their numbers; then look at all of it.",
        f"chime-shim proxy-sessions numbers add {at} --country {country} \\",
        f"  {' '.join(options.numbers)}",
        f"chime-shim proxy-sessions check {at}",
    )
