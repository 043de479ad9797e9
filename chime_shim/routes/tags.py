"""The three tag operations that take any ARN: the ARN tells the service."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from chime_shim.routes._route import Route
from chime_shim.routes._services import IDENTITY, MEDIA_PIPELINES, MEETINGS, MESSAGING, VOICE

if TYPE_CHECKING:
    from chime_shim.routes._route import Params

__all__ = ["RESOURCES", "ROUTES"]

# The resource part of an ARN, and the service that keeps such resources. A channel is inside an app instance
# and yet another service's, so it comes first. ARNs with a colon for the slash are about as well.
RESOURCES = (
    (r"meeting[/:]", MEETINGS),
    (
        r"media-(pipeline|insights-pipeline-configuration|pipeline-kinesis-video-stream-pool)[/:]",
        MEDIA_PIPELINES,
    ),
    (r"(vc|vcg|sma|voice-profile-domain|voice-profile)[/:]", VOICE),
    (r"app-instance/[^/]+/(channel|channel-flow)/", MESSAGING),
    (r"app-instance/[^/]+(/(user|bot)/|$)", IDENTITY),
)
_ARN = re.compile(r"arn:[^:]*:chime:[^:]*:[^:]*:(?P<resource>.+)")


def _by_arn(operation: str, params: Params) -> tuple[str, str]:
    arn = _ARN.fullmatch(str(params.get("ResourceARN", "")))
    if arn is not None:
        for pattern, service in RESOURCES:
            if re.match(pattern, arn["resource"]):
                return service, operation
    raise ValueError(
        "ResourceARN is not the ARN of a meeting, media pipeline, voice connector, SIP media application, "
        "app instance, user, bot or channel, so its service is not known: call the successor client itself"
    )


ROUTES = tuple(
    Route(operation, choose=partial(_by_arn, operation))
    for operation in ("ListTagsForResource", "TagResource", "UntagResource")
)
