"""Stubber: the error codes it is told, and the parameters that it expects, are the successor's."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._literals import keys_of
from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._successor_facts import now_required, successor_errors

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_CODE = 1  # its place among the arguments of add_client_error
_EXPECTED = 2  # and that of the expected parameters of add_response


def _apply(site: Site) -> None:
    stub = site.source.around(site.finding.node, ast.Call)
    if site.finding.kind != "stub" or not isinstance(stub, ast.Call) or not site.service:
        return
    if site.route.compose is not None:
        site.hold(f"{site.operation} takes other requests and replies now, so it is to be stubbed otherwise")
        return
    if getattr(stub.func, "attr", "") == "add_client_error":
        _rename_code(site, _argument(stub, "service_error_code", _CODE))
    expected = _argument(stub, "expected_params", _EXPECTED if _is_response(stub) else None)
    keys = keys_of(site.source, expected) if expected is not None else None
    lacking = [path for path in now_required(site.operation, site.service) if path not in (keys or {path})]
    lost = [rule.path for rule in site.route.rules if rule.lossy and rule.path in (keys or ())]  # type: ignore[attr-defined]
    if lacking:
        site.hold(f"the call sends {' and '.join(lacking)} now, which the parameters that are expected lack")
    elif lost:
        site.hold(
            f"the call sends no {' and '.join(lost)} any more, which the parameters that are expected have"
        )


def _is_response(stub: ast.Call) -> bool:
    return getattr(stub.func, "attr", "") == "add_response"


def _argument(call: ast.Call, name: str, place: int | None) -> ast.expr | None:
    for each in call.keywords:
        if each.arg == name:
            return each.value
    return call.args[place] if place is not None and len(call.args) > place else None


def _rename_code(site: Site, code: ast.expr | None) -> None:
    if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
        return
    names = successor_errors(site.operation, site.service, code.value)
    if names and code.value not in names:
        site.edits.append(site.source.retext(code, code.value, names[0]))


RULE = Rule(
    "stubs",
    "gives Stubber the successor's error codes",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3
from botocore.stub import Stubber

chime = boto3.client("chime")
stubber = Stubber(chime)
stubber.add_response("delete_meeting", {}, {"MeetingId": "m"})
""",
            """\
import boto3
from botocore.stub import Stubber

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
stubber = Stubber(chime)
stubber.add_response("delete_meeting", {}, {"MeetingId": "m"})
""",
        ),
        Example(
            """\
import boto3
from botocore.stub import Stubber

chime = boto3.client("chime")
stubber = Stubber(chime)
stubber.add_client_error("get_meeting", service_error_code="ThrottledClientException")
""",
            """\
import boto3
from botocore.stub import Stubber

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
stubber = Stubber(chime)
stubber.add_client_error("get_meeting", service_error_code="ThrottlingException")
""",
        ),
    ),
)
