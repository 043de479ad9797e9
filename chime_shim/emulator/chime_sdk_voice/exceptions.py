"""Refusals of ``chime-sdk-voice`` that say more than that something was not found."""

from __future__ import annotations

from chime_shim.emulator._errors import BadRequestException, ConflictException, ForbiddenException


def no_proxy(connector_id: str) -> BadRequestException:
    """Refuse a session on a connector without a proxy configuration."""
    return BadRequestException(f"VoiceConnector {connector_id} has no proxy configuration")


def proxy_disabled(connector_id: str) -> ForbiddenException:
    """Refuse a session on a connector whose proxy configuration is disabled."""
    return ForbiddenException(f"Proxy sessions are disabled on VoiceConnector {connector_id}")


def session_closed(session_id: str) -> BadRequestException:
    """Refuse a change to a session that has ended."""
    return BadRequestException(f"ProxySession {session_id} is closed")


def connector_in_use(connector_id: str, what: str) -> ConflictException:
    """Refuse to delete a connector that has something."""
    return ConflictException(f"VoiceConnector {connector_id} has {what}")


def already_associated() -> ConflictException:
    """Refuse to take a number from what it is associated with."""
    error = ConflictException("The number is associated with something else")
    error.code = "PhoneNumberAssociationsExist"
    return error


def not_associated(kind: str) -> BadRequestException:
    """Refuse to disassociate a number from what it is not associated with."""
    return BadRequestException(f"The number is not associated with this {kind}")


def no_capability() -> BadRequestException:
    """Refuse a session that can do nothing."""
    return BadRequestException("Capabilities must have at least one of Voice and SMS")


def not_positive(member: str) -> BadRequestException:
    """Refuse a number below 1."""
    return BadRequestException(f"{member} must be greater than or equal to 1")


def no_pool(countries: list[str]) -> BadRequestException:
    """Refuse countries in which there are no proxy numbers."""
    return BadRequestException(f"There are no proxy phone numbers for {', '.join(map(repr, countries))}")


def pool_empty() -> BadRequestException:
    """Refuse a session for which no number of the pool is free."""
    return BadRequestException("Every proxy phone number of the pool is in use by one of the participants")
