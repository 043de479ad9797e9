"""How a successor's error becomes the legacy one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.routes._services import MEETINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

__all__ = ["CODES", "RENAMED", "RETRIED_BY_NAME", "legacy_error", "refused_as"]

# The legacy exceptions, and the value of the enum ErrorCode that each carries as its member Code.
CODES: Mapping[str, str] = {
    "AccessDeniedException": "AccessDenied",
    "BadRequestException": "BadRequest",
    "ConflictException": "Conflict",
    "ForbiddenException": "Forbidden",
    "NotFoundException": "NotFound",
    "ResourceLimitExceededException": "ResourceLimitExceeded",
    "ServiceFailureException": "ServiceFailure",
    "ServiceUnavailableException": "ServiceUnavailable",
    "ThrottledClientException": "Throttled",
    "UnauthorizedClientException": "Unauthorized",
    "UnprocessableEntityException": "Unprocessable",
}

# By service: the exceptions that go by another name there (botocore's models).
RENAMED: Mapping[str, Mapping[str, str]] = {
    MEETINGS: {
        "LimitExceededException": "ResourceLimitExceededException",
        "ResourceNotFoundException": "NotFoundException",
        "ThrottlingException": "ThrottledClientException",
        "TooManyTagsException": "ResourceLimitExceededException",
        "UnauthorizedException": "UnauthorizedClientException",
    }
}

# botocore tries again at these by their name; at the legacy name it would give up in its standard mode. The
# other way round, LimitExceededException is retried by name and ResourceLimitExceededException never was.
RETRIED_BY_NAME = frozenset({"ThrottlingException"})


def refused_as(code: str | None, service: str) -> str | None:
    """Return the successor's name of the error ``code``, if botocore tries again by that name."""
    names = RENAMED.get(service, {}).items()
    return next((name for name, legacy in names if legacy == code and name in RETRIED_BY_NAME), None)


_MEMBERS = frozenset({"Error", "ResponseMetadata", "Code", "Message"})


def legacy_error(parsed: MutableMapping[str, Any], service: str) -> None:
    """Make the parsed error reply of ``service`` the legacy one, in place.

    It gets its legacy name, and exactly the members of legacy exceptions: ``Code`` and ``Message``, which
    those of ``chime-sdk-voice`` lack, and no ``RequestId``. An error that no legacy model declares is left
    alone.
    """
    error = parsed.get("Error", {})
    name = error.get("Code", "")
    renamed = RENAMED.get(service, {})
    legacy = renamed.get(name, name)
    if legacy not in CODES:
        return
    error["Code"] = legacy
    if legacy in renamed.values():  # it may have its legacy name already
        parsed["Code"] = CODES[legacy]
    parsed.setdefault("Code", CODES[legacy])
    parsed["Message"] = parsed.pop("Message", error.get("Message", ""))  # after Code, as it always was
    for member in parsed.keys() - _MEMBERS:
        del parsed[member]
