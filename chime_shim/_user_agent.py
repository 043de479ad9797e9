"""The one header by which a service can tell a forwarded call from one of the successor's own client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim._forwarding import KEY
from chime_shim._version import __version__

if TYPE_CHECKING:
    from botocore.awsrequest import AWSRequest

__all__ = ["SUFFIX", "mark_user_agent"]

SUFFIX = f" chime-shim/{__version__}"
"""What stands at the end of the user agent of forwarded calls, after all that ``Config`` put there."""


def mark_user_agent(request: AWSRequest, **_: Any) -> None:
    """Add the suffix to a forwarded call's user agent.

    It is botocore's ``request-created`` handler that runs last: of late botocore makes the user agent anew
    for each request. The signature of a request does not cover the user agent.
    """
    forwarding = request.context.get(KEY)
    if forwarding is not None and forwarding.target is not None:
        user_agent = request.headers.get("User-Agent")
        if isinstance(user_agent, str):  # a hook may have taken it away, or made it what it likes
            request.headers.replace_header("User-Agent", user_agent + SUFFIX)
