"""Refusals of the legacy endpoint, and its names for those of its successors."""

from __future__ import annotations

from chime_shim.emulator._errors import ForbiddenException, ServiceError
from chime_shim.routes._errors import CODES, RENAMED

_LEGACY_NAMES = {name: legacy for renamed in RENAMED.values() for name, legacy in renamed.items()}


def account_closed(account_id: str) -> ForbiddenException:
    """Refuse an account that is not let in any more, in the words that AWS uses since October 2023."""
    return ForbiddenException(
        f"Account Id {account_id} is not authorized to call deprecated Amazon Chime SDK API on the "
        '"chime" endpoint, use one of the "*-chime*" endpoints instead.'
    )


def legacy_form(error: ServiceError) -> ServiceError:
    """Return a successor's error as the legacy endpoint has it, under its legacy name."""
    name = _LEGACY_NAMES.get(error.name, error.name)
    if name == error.name:
        return error
    renamed: ServiceError = type(name, (ServiceError,), {"status": error.status, "code": CODES[name]})(
        str(error)
    )
    return renamed
