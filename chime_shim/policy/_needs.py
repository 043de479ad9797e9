"""What has to be allowed in the AWS account: the shim sends other requests, but cannot change policies.

Sources: the pages on the five namespaces in AWS's SDK guide, such as
https://docs.aws.amazon.com/chime-sdk/latest/dg/meeting-namespace-migration.html, and the service
authorization reference: the five namespaces share the prefix ``chime:`` with the legacy one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim._models.rehearsal import destinations, rehearse, sample
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes._services import IDENTITY, MEDIA_PIPELINES, MEETINGS, MESSAGING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.routes._route import Route

__all__ = ["LEGACY_PRINCIPAL", "ONCE", "PRINCIPALS", "actions"]

LEGACY_PRINCIPAL = "chime.amazonaws.com"
"""Who the legacy namespace was to SNS topics, SQS queues, S3 buckets, Lambda functions and roles."""

PRINCIPALS: Mapping[str, str] = {
    IDENTITY: "identity.chime.amazonaws.com",
    MEDIA_PIPELINES: "mediapipelines.chime.amazonaws.com",
    MEETINGS: "meetings.chime.amazonaws.com",
    MESSAGING: "messaging.chime.amazonaws.com",
}
"""Who the successor is to them, by service; to that of voice nothing changes."""

ONCE: Mapping[str, str] = {
    "CreateMediaCapturePipeline": (
        "The account needs the service-linked role AWSServiceRoleForAmazonChimeSDKMediaPipelines. Make it "
        "once: aws iam create-service-linked-role --aws-service-name mediapipelines.chime.amazonaws.com"
    ),
    "PutAppInstanceStreamingConfigurations": (
        "Streams go out under the service-linked role AWSServiceRoleForChimeSDKMessaging. If there is none "
        "yet, the caller may need iam:CreateServiceLinkedRole, and write access to the Kinesis stream (so "
        "reported by a user; not documented)"
    ),
}
"""What else is to be done in the account, by legacy operation."""


def actions(route: Route) -> tuple[str, ...]:
    """Return the IAM actions that the caller of a legacy operation needs, such as ``"chime:GetMeeting"``."""
    if route.retired:
        return ()
    if route.compose is not None:
        operations = [step.operation for step in rehearse(route).steps]
    else:
        operations = [operation for _, operation in destinations(route)]
    if route.to is not None and route.choose is not None:
        shape = legacy_model().operation_model(route.operation).input_shape
        operations.append(route.choose(sample(shape))[1])
    return tuple(f"chime:{operation}" for operation in dict.fromkeys(operations))
