"""IAM actions that are written beside the calls: the new actions are allowed as well.

The old ones stay: another program may still need them, and they do no harm.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit

if TYPE_CHECKING:
    from chime_shim.fix._sites import FileSite

__all__ = ["RULE"]


def _apply(site: FileSite) -> None:
    from chime_shim.policy._needs import actions

    needed = {f"chime:{finding.operation}": actions(finding.route) for finding, _ in site.here}
    for node in ast.walk(site.source.tree):
        if not isinstance(node, ast.Constant) or node.value not in needed:
            continue
        around = site.source.parent(node)
        beside = {getattr(each, "value", None) for each in getattr(around, "elts", [node])}
        more = [action for action in needed[node.value] if action not in beside]
        if not more:
            continue
        end = site.source.end(node)
        texts = [site.source.quoted(action, node) for action in more]
        if isinstance(around, ast.List | ast.Tuple | ast.Set):
            site.edits += [site.source.add_after(node, text) for text in texts]
        elif isinstance(around, ast.Dict):
            start = site.source.start(node)
            site.edits += [
                Edit(start, start, "["),
                Edit(end, end, f"{''.join(f', {text}' for text in texts)}]"),
            ]
        else:
            site.doubts.append((node, f"{node.value} has become {' and '.join(needed[node.value])}"))


RULE = Rule(
    "iam",
    "adds IAM actions of renamed operations to those that are written beside the calls",
    "file",
    _apply,
    (
        Example(
            """\
import boto3

ACTIONS = ["chime:CreateAppInstance"]
boto3.client("chime").create_app_instance(Name="support")
""",
            """\
import boto3

ACTIONS = ["chime:CreateAppInstance"]
boto3.client("chime-sdk-identity", region_name="us-east-1").create_app_instance(Name="support")
""",
        ),
        Example(
            """\
import boto3

ACTIONS = ["chime:DeleteAppInstanceStreamingConfigurations"]
boto3.client("chime").delete_app_instance_streaming_configurations(AppInstanceArn="arn")
""",
            """\
import boto3

ACTIONS = ["chime:DeleteAppInstanceStreamingConfigurations", \
"chime:DeleteMessagingStreamingConfigurations"]
boto3.client("chime-sdk-messaging", region_name="us-east-1")\
.delete_messaging_streaming_configurations(AppInstanceArn="arn")
""",
        ),
    ),
)
