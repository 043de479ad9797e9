"""Refusals of ``chime-sdk-identity`` that say more than that something was not found."""

from __future__ import annotations

from chime_shim.emulator._errors import ConflictException


def user_exists(user_arn: str) -> ConflictException:
    """Refuse a second user with the same id."""
    return ConflictException(f"AppInstanceUser {user_arn} exists already")


def admin_exists(user_arn: str) -> ConflictException:
    """Refuse to promote an administrator."""
    return ConflictException(f"{user_arn} is an AppInstanceAdmin already")
