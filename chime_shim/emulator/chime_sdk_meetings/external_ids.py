"""The rule for external ids that AWS's text gives and its model does not. It came with this service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import BadRequestException

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ALLOWED = re.compile(r"""(?!aws:)[-_&@+=,(){}\[\]/«».:|'"#a-zA-Z0-9À-ÿ\s]*""", re.IGNORECASE)


def check(params: Mapping[str, Any]) -> None:
    """Refuse external ids of meetings and users that have other characters, or begin with ``aws:``.

    Args:
        params: The parameters of an operation.

    Raises:
        BadRequestException: Names the member, and not its value.
    """
    for path, external_id in _external_ids(params):
        if not _ALLOWED.fullmatch(external_id):
            raise BadRequestException(
                f"Value at '{path}' must satisfy regular expression pattern: {_ALLOWED.pattern}"
            )


def _external_ids(params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("ExternalMeetingId", "ExternalUserId"):
        if name in params:
            yield name, params[name]
    for number, attendee in enumerate(params.get("Attendees", ()), start=1):
        yield f"Attendees.{number}.ExternalUserId", attendee["ExternalUserId"]
