"""What a lost command of the AWS CLI is called now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore import xform_name

from chime_shim.routes import ROUTES
from chime_shim.routes.tags import RESOURCES

if TYPE_CHECKING:
    from chime_shim.routes._route import Route

__all__ = ["advice", "new_names"]


def new_names(route: Route) -> tuple[str, ...]:
    """Return the commands that a lost one may have become.

    Args:
        route: Where its operation went.

    Returns:
        Such as ``("aws chime-sdk-voice create-proxy-session",)``: several if an ARN decides, or none.
    """
    if route.retired:
        return ()
    services = [route.to] if route.to else dict.fromkeys(service for _, service in RESOURCES)
    return tuple(f"aws {service} {xform_name(route.successor_operation, '-')}" for service in services)


def advice(operation: str) -> str:
    """Say in one sentence or two what became of a lost command.

    Args:
        operation: Such as ``"CreateMeeting"``.
    """
    route = ROUTES[operation]
    if route.retired:
        return f"AWS retired this command without a successor. Instead: {route.remedy}."
    ended = f" AWS ended the feature on {route.ended}: calls may fail at any time." if route.ended else ""
    names = new_names(route)
    by_arn = ", as the ARN says" if len(names) > 1 else ""
    return (
        f"AWS removed this command, and chime-shim forwards it. Its successor: {' or '.join(names)}{by_arn}."
        f"{ended}"
    )
