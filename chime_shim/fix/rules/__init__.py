"""The rules, each in a file of its own, with its examples."""

from __future__ import annotations

from chime_shim.fix.rules import (
    attendee_tags,
    client_types,
    clients,
    dial_out,
    error_codes,
    events,
    exceptions,
    iam,
    meeting_tags,
    pipelines,
    required,
    retired,
    statuses,
    streaming,
    stubs,
    tags_by_arn,
    without_attendees,
)

__all__ = ["RULES"]

# In the order in which they are applied.
RULES = (
    clients.RULE,
    client_types.RULE,
    retired.RULE,
    dial_out.RULE,
    events.RULE,
    tags_by_arn.RULE,
    without_attendees.RULE,
    required.RULE,
    attendee_tags.RULE,
    meeting_tags.RULE,
    pipelines.RULE,
    streaming.RULE,
    stubs.RULE,
    exceptions.RULE,
    error_codes.RULE,
    statuses.RULE,
    iam.RULE,
)
