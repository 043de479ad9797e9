"""Refusals of ``chime-sdk-messaging`` that say more than that something was not found."""

from __future__ import annotations

from chime_shim.emulator._errors import (
    BadRequestException,
    ConflictException,
    ForbiddenException,
    UnauthorizedClientException,
)


def invalid_bearer() -> UnauthorizedClientException:
    """Refuse a caller who is no user, in AWS's words."""
    return UnauthorizedClientException(
        "An invalid app instance user ARN was supplied for the x-amz-chime-bearer HTTP header."
    )


def not_allowed(bearer_arn: str, demand: str) -> ForbiddenException:
    """Refuse a caller who has not the role that this takes."""
    return ForbiddenException(f"{bearer_arn} may not do this: it takes {demand}")


def banned(user_arn: str) -> ForbiddenException:
    """Refuse to take a banned user into a channel."""
    return ForbiddenException(f"{user_arn} is banned from the channel")


def exists(what: str) -> ConflictException:
    """Refuse to make what is there."""
    return ConflictException(f"{what} exists already")


def redacted(message_id: str) -> ConflictException:
    """Refuse to change a message that is redacted."""
    return ConflictException(f"ChannelMessage {message_id} is redacted")


def too_long(message_type: str, limit: int) -> BadRequestException:
    """Refuse a message of more bytes than its type may have."""
    return BadRequestException(f"The Content of a {message_type} message can have up to {limit} bytes")


def control_metadata() -> BadRequestException:
    """Refuse metadata of a control message."""
    return BadRequestException("CONTROL messages do not contain Metadata")


def target_outside(user_arn: str) -> BadRequestException:
    """Refuse a message to somebody who is not in the channel."""
    return BadRequestException(f"The Target {user_arn} is not a member of the channel")


def not_streamable(resource_arn: str, prefix: str) -> BadRequestException:
    """Refuse to stream to something else than AWS streams to."""
    return BadRequestException(f"ResourceArn {resource_arn} does not begin with {prefix}")


def streamed_twice() -> BadRequestException:
    """Refuse two streams of the same data."""
    return BadRequestException("StreamingConfigurations has a DataType twice")


def no_filter_rule() -> BadRequestException:
    """Refuse to filter without a rule."""
    return BadRequestException("PushNotifications must have a FilterRule if they are FILTERED")
