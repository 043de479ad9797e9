"""The exceptions of chime_shim.

::

    Exception
     ├── ChimeShimError
     │    ├── UnsupportedClientError   also a TypeError: wrap() or successor() was not given a chime client
     │    ├── TranslationError         also a ClientError, and the legacy client's BadRequestException
     │    ├── OperationRetiredError    also a ClientError
     │    ├── SuccessorMissingError    also botocore's UnknownServiceError: the installed botocore is too old
     │    ├── ProfileUnknownError      an early client's profile is not known, and it matters
     │    ├── ReplyIncompleteError     a successor's reply lacks what the legacy reply is made of
     │    ├── SeamError                the installed botocore makes calls in another way than the shim knows
     │    ├── ReplacementError         a registered replacement answered what no legacy reply is
     │    └── SettingsError            also a ValueError: a setting is unknown, or its value wrong
     └── Warning
          ├── ChimeDeprecationWarning     a DeprecationWarning: a legacy operation was called (in events)
          └── ChimeCompatibilityWarning   a UserWarning: something the caller asked for was lost (in events)

All else that goes wrong in a call is raised as the legacy client raised it: by botocore's own checks, or as
``client.exceptions.NotFoundException`` or another of those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, UnknownServiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ChimeShimError",
    "OperationRetiredError",
    "ProfileUnknownError",
    "ReplacementError",
    "ReplyIncompleteError",
    "SeamError",
    "SettingsError",
    "SuccessorMissingError",
    "TranslationError",
    "UnsupportedClientError",
]


def _not_sent(status: int) -> dict[str, object]:
    # Old code reads the status of whatever error it gets.
    return {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}


class ChimeShimError(Exception):
    """Base of the errors that are chime_shim's own."""


class UnsupportedClientError(ChimeShimError, TypeError):
    """A function that takes a ``chime`` client was given something else."""


class OperationRetiredError(ChimeShimError, ClientError):  # type: ignore[misc]
    """A legacy operation was called that has no successor; nothing was sent.

    Its ``response["Error"]["Code"]`` is ``"OperationRetired"``.

    Args:
        operation: The legacy operation, such as ``"ListMeetings"``.
        remedy: What to do in its place.
    """

    def __init__(self, operation: str, remedy: str) -> None:
        message = (
            f"AWS retired this operation without a successor. Instead: {remedy}; "
            f'or answer it yourself with @chime_shim.replace("{operation}")'
        )
        response = {
            "Error": {"Code": "OperationRetired", "Message": message},
            "ResponseMetadata": _not_sent(410),
        }
        super().__init__(response, operation)


class SuccessorMissingError(ChimeShimError, UnknownServiceError):  # type: ignore[misc]
    """The installed botocore lacks a successor, or an operation of one; nothing was sent.

    Args:
        missing: The successor, such as ``"chime-sdk-voice"``, or ``"chime-sdk-voice:TagResource"``.
        botocore: The installed version.
    """

    # The first boto3 that has all of them. Formatted by botocore, from the arguments.
    fmt = (
        "The installed botocore {botocore} has no {missing}, where chime_shim sends the call. "
        'Install boto3 with all its data, 1.26.133 or later: pip install "boto3>=1.26.133". '
        "If it is installed, look for a newer chime_shim."
    )

    def __init__(self, *, missing: str, botocore: str) -> None:
        super().__init__(missing=missing, botocore=botocore)  # type: ignore[call-arg]


class TranslationError(ChimeShimError, ClientError):  # type: ignore[misc]
    """A legacy call cannot be sent to a successor; nothing was sent.

    It is raised as a subclass of the legacy client's ``BadRequestException`` too, which is what the legacy
    service would have answered.

    Args:
        operation: The legacy operation, such as ``"TagResource"``.
        problem: The parameter that is in the way, why, and what to do next.
    """

    def __init__(self, operation: str, problem: str) -> None:
        response = {
            "Error": {"Code": "BadRequestException", "Message": problem},
            "ResponseMetadata": _not_sent(400),
            "Code": "BadRequest",
            "Message": problem,
        }
        super().__init__(response, operation)


class ProfileUnknownError(ChimeShimError):
    """The profile of a client made before ``install()`` is not known; nothing was sent.

    Args:
        profiles: Those that it may be of: they do not all name the same endpoints.
    """

    def __init__(self, profiles: Sequence[str]) -> None:
        super().__init__(
            "This chime client was made before chime_shim.install(), its session is gone, and its profile "
            f"may be any of these, which call different hosts: {', '.join(profiles)}. Call install() before "
            "the client is made, keep its session, or use chime_shim.wrap(client, session=session)."
        )
        self.profiles = tuple(profiles)


class ReplyIncompleteError(ChimeShimError):
    """A request of a composed call was answered without a member that the next one, or the reply, needs.

    Args:
        operation: The legacy operation, such as ``"ListMeetingTags"``.
        step: The successor's operation that was answered, such as ``"GetMeeting"``.
        member: The path of the member that is missing, such as ``"Meeting.MeetingArn"``.
    """

    def __init__(self, operation: str, step: str, member: str) -> None:
        super().__init__(
            f"{operation}: the reply to its request {step} lacks {member}. If a fake or a proxy answers for "
            f"the service, have it answer {step} with that member; or answer the call yourself with "
            f'@chime_shim.replace("{operation}").'
        )


class SeamError(ChimeShimError):
    """The installed botocore makes its calls in another way than chime_shim knows; nothing was sent.

    Args:
        problem: What is different.
        botocore: The installed version.
    """

    def __init__(self, problem: str, botocore: str) -> None:
        super().__init__(
            f"chime_shim does not fit the installed botocore {botocore}: {problem}. Look for a newer "
            "chime_shim, or install an earlier boto3."
        )


class ReplacementError(ChimeShimError):
    """A replacement, registered with ``chime_shim.replace``, gave what the legacy operation never replied."""


class SettingsError(ChimeShimError, ValueError):
    """A setting is unknown, or its value is wrong; nothing was changed.

    Args:
        problems: For each setting its name, where it was set, what is wrong and what is expected.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
