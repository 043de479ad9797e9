"""What the caller is told, in the form of the old API's errors. No text has a phone number in it."""

from __future__ import annotations

STATUS = {
    "BadRequestException": (400, "BadRequest"),
    "ForbiddenException": (403, "Forbidden"),
    "NotFoundException": (404, "NotFound"),
    "ThrottledClientException": (429, "Throttled"),
    "ServiceFailureException": (500, "ServiceFailure"),
    "ServiceUnavailableException": (503, "ServiceUnavailable"),
}
"""Status and code of the errors that all eight operations declare."""

_NOT_ALLOWED = {"AccessDeniedException", "UnrecognizedClientException", "ExpiredTokenException"}


class ServiceProblem(Exception):
    """An operation ends with an error of the old API.

    Args:
        message: What is wrong, and what to do.
        name: The error.
    """

    def __init__(self, message: str, name: str = "BadRequestException") -> None:
        super().__init__(message)
        self.name = name


def no_numbers(countries: list[str]) -> ServiceProblem:
    """Refuse countries in which the pool has no number."""
    where = ", ".join(map(repr, countries))
    remedy = "add one with: chime-shim proxy-sessions numbers add"
    return ServiceProblem(f"The pool has no active number in {where}: {remedy}")


def contended() -> ServiceProblem:
    """Give up where others were quicker, time after time."""
    text = "Other requests changed the same items each time: try again"
    return ServiceProblem(text, "ServiceUnavailableException")


def failed(code: str, table: str) -> ServiceProblem:
    """Tell of an error of DynamoDB's."""
    what = f"DynamoDB refused to use table {table!r} ({code})"
    if "Throttl" in code or code in {"ProvisionedThroughputExceededException", "RequestLimitExceeded"}:
        return ServiceProblem(f"{what}: try again", "ThrottledClientException")
    if code in _NOT_ALLOWED:
        remedy = "chime-shim proxy-sessions template --policy application shows what to allow"
        return ServiceProblem(f"{what}: {remedy}", "ForbiddenException")
    if code == "ResourceNotFoundException":
        what += ": chime-shim proxy-sessions template makes one"
    return ServiceProblem(what, "ServiceFailureException")
