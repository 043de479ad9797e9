"""What the graft does in botocore's events: one client's replies and errors become the legacy ones.

botocore shows a reply to hooks at four places, and at each of them it is made the legacy one before any hook
of the application sees it: ``before-parse``, ``response-received``, ``needs-retry`` (from there on the HTTP
response itself has the legacy status) and ``after-call``. One thing cannot be had: botocore tries again after
``ThrottlingException`` by its name, so in ``needs-retry`` hooks registered before the client got its graft
see that name.
"""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

from botocore import __version__ as botocore_version

from chime_shim._graft.underway import KEY, REFUSED_AS, current_observation
from chime_shim._version import __version__
from chime_shim.errors import SeamError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.awsrequest import AWSRequest
    from botocore.model import OperationModel

    from chime_shim._graft.call import Forwarding

__all__ = ["USER_AGENT_SUFFIX", "register", "settle_status"]

USER_AGENT_SUFFIX = f" chime-shim/{__version__}"
"""What stands at the end of the user agent of forwarded calls, after all that ``Config`` put there."""


def register(events: Any) -> None:
    """Register the handlers with the emitter of a client; once, however often it is asked for."""
    events.register_first("before-parse.chime", settle_response, unique_id="chime_shim_response")
    events.register_first("response-received.chime", settle_reply, unique_id="chime_shim_reply")
    events.register_first("needs-retry.chime", settle_status, unique_id="chime_shim_status")
    # After botocore's own, which was registered when the client was made.
    events.register("needs-retry.chime", settle_name, unique_id="chime_shim_name")
    events.register_last("request-created.chime", mark_user_agent, unique_id="chime_shim_user_agent")


def settle_response(operation_model: OperationModel, response_dict: dict[str, Any], **_: Any) -> None:
    """Settle a response that is about to be parsed; what it answers, only the call underway tells."""
    observation = current_observation()
    forwarding = observation.forwarding if observation is not None else None
    if (
        forwarding is not None
        and forwarding.target is not None
        and forwarding.operation_model.name == operation_model.name
    ):
        forwarding.settle_response(response_dict)


def settle_reply(parsed_response: Any, response_dict: Any, context: dict[str, Any], **_: Any) -> None:
    """Settle a reply that was parsed."""
    forwarding: Forwarding | None = context.get(KEY)
    if forwarding is not None and forwarding.target is not None and parsed_response is not None:
        forwarding.settle_reply(parsed_response, response_dict, context)


def settle_status(response: Any, request_dict: Mapping[str, Any], **_: Any) -> None:
    """Give the HTTP response the legacy status, and the error the name by which botocore tries again."""
    forwarding: Forwarding | None = request_dict["context"].get(KEY)
    if forwarding is None or forwarding.target is None or response is None:
        return
    http, parsed = response
    http.status_code = forwarding.status_of(http.status_code)
    refused_as = request_dict["context"].get(REFUSED_AS)
    if refused_as is not None and "Code" in parsed.get("Error", {}):
        parsed["Error"]["Code"] = refused_as


def settle_name(response: Any, request_dict: Mapping[str, Any], **_: Any) -> None:
    """Give the error its legacy name again, now that botocore has decided whether to try again."""
    context = request_dict["context"]
    if context.get(REFUSED_AS) is not None and response is not None:
        from chime_shim.routes import legacy_error

        legacy_error(response[1], context[KEY].target.service)


def mark_user_agent(request: AWSRequest, operation_name: str, **_: Any) -> None:
    """Add the suffix to a forwarded call's user agent, having made sure that it is one.

    It is botocore's ``request-created`` handler that runs last: of late botocore makes the user agent anew
    for each request. The signature of a request does not cover the user agent.
    """
    forwarding = request.context.get(KEY)
    if forwarding is None or not forwarding.requested:
        from chime_shim._graft.call import proved

        if proved(operation_name, request.context) is None:
            return
        problem = f"a call of {operation_name} did not pass _make_request, and was not sent"
        raise SeamError(problem, botocore_version)
    if forwarding.target is not None:
        user_agent = request.headers.get("User-Agent")
        if isinstance(user_agent, str):  # a hook may have taken it away, or made it what it likes
            request.headers.replace_header("User-Agent", user_agent + USER_AGENT_SUFFIX)


# botocore inspects each handler that is registered, for each client. What it looks for is here at hand.
_HANDLERS: tuple[Any, ...] = (settle_response, settle_reply, settle_status, settle_name, mark_user_agent)
for handler in _HANDLERS:
    handler.__signature__ = signature(handler)
