"""The errors a service answers with. ``code`` is the enumerated value that AWS puts in the body."""

from __future__ import annotations


class ServiceError(Exception):
    """An error reply. The class's name is the name of the error's shape in AWS's models.

    Args:
        message: What the reply says.
    """

    status = 500
    code = "ServiceFailure"

    @property
    def name(self) -> str:
        """What ``x-amzn-ErrorType`` says."""
        return type(self).__name__


class BadRequestException(ServiceError):
    """The parameters do not match the service's restrictions."""

    status = 400
    code = "BadRequest"


class UnauthorizedClientException(ServiceError):
    """It is not known who calls."""

    status = 401
    code = "Unauthorized"


class ForbiddenException(ServiceError):
    """The caller may not do this."""

    status = 403
    code = "Forbidden"


class AccessDeniedException(ServiceError):
    """IAM refuses."""

    status = 403
    code = "AccessDenied"


class NotFoundException(ServiceError):
    """There is no such resource."""

    status = 404
    code = "NotFound"


class ConflictException(ServiceError):
    """The resource is in use."""

    status = 409
    code = "Conflict"


class GoneException(ServiceError):
    """AWS has ended this."""

    status = 410
    code = "Gone"


class ResourceLimitExceededException(ServiceError):
    """There would be more of something than there may be."""

    status = 400
    code = "ResourceLimitExceeded"


class UnprocessableEntityException(ServiceError):
    """The request is well-formed, and cannot be followed."""

    status = 422
    code = "Unprocessable"


class UnknownOperationException(ServiceError):
    """No operation of the service has this method and path."""

    status = 404
    code = "UnknownOperation"


class NotImplementedException(ServiceError):
    """AWS has the operation, this emulator has not."""

    status = 501
    code = "NotImplemented"
