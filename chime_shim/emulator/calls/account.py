"""What calls need to know of an account: its numbers, rules, applications and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._service import one_at_a_time
from chime_shim.emulator.chime_sdk_meetings.models import ATTENDEES, MEETINGS
from chime_shim.emulator.chime_sdk_voice.kinds import (
    APPLICATIONS,
    CALLS,
    CONNECTORS,
    GROUPS,
    IN_DELETION_QUEUE,
    NUMBERS,
    RULES,
    everywhere,
    number_id,
)

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._collection import Collection, Item

HOME = "us-east-1"


@dataclass(frozen=True)
class Target:
    """A SIP media application that may take a call."""

    region: str
    application_id: str
    arn: str


class Account:
    """The state of an account, as calls see it.

    Args:
        account_id: The account.
    """

    def __init__(self, account_id: str) -> None:
        self.id = account_id

    def voice(self, region: str = HOME) -> Backend:
        """Return the telephony of the account in a region."""
        backend: Backend = backends_of("chime-sdk-voice")[self.id][region]
        return backend

    def owns(self, number: str) -> bool:
        """Say whether a phone number is the account's."""
        found = self._items(NUMBERS).get(number_id(number), {})
        return bool(found) and found["Status"] != IN_DELETION_QUEUE

    def has_connector(self, arn: Any) -> bool:
        """Say whether an ARN is that of a voice connector, or a group of them, of the account."""
        arns = {each.get("VoiceConnectorArn") for each in self._items(CONNECTORS).values()}
        return arn in arns | {each.get("VoiceConnectorGroupArn") for each in self._items(GROUPS).values()}

    def rule(self, trigger_type: str, value: str) -> Item | None:
        """Return the SIP rule that a number or the host of a connector triggers, if it is enabled."""
        return next(
            (
                rule
                for rule in self._items(RULES).values()
                if (rule["TriggerType"], rule["TriggerValue"]) == (trigger_type, value)
                and not rule["Disabled"]
            ),
            None,
        )

    def targets(self, rule: Item) -> list[Target]:
        """Return the applications of a rule in the order of their priority: 1 comes before 2."""
        ranked = sorted(rule["TargetApplications"], key=lambda target: target.get("Priority", 0))
        applications = self._items(APPLICATIONS)
        return [
            target(applications[each[APPLICATIONS.key]])
            for each in ranked
            if each[APPLICATIONS.key] in applications
        ]

    def target(self, application_id: str) -> Target:
        """Return an application as a target."""
        return target(self._items(APPLICATIONS)[application_id])

    def take_requests(self) -> list[tuple[Item, Item]]:
        """Return what the API was asked for since the last time: each call, with what is wanted of it."""
        with one_at_a_time:
            return [
                (item, request)
                for item in self._items(CALLS).values()
                for request in [
                    item.setdefault("Requests", []).pop(0) for _ in list(item.get("Requests", []))
                ]
            ]

    def note(self, region: str, transaction_id: str, application_id: str) -> None:
        """Let the API know of a call."""
        with one_at_a_time:
            item = {CALLS.key: transaction_id, APPLICATIONS.key: application_id}
            CALLS.add(self.voice(region), item)

    def forget(self, region: str, transaction_id: str) -> None:
        """Let the API know that a call is over."""
        with one_at_a_time:
            self.voice(region).stores[CALLS].pop(transaction_id, None)

    def admits(self, meeting_id: str, join_token: str) -> bool:
        """Say whether a join token is that of an attendee of a meeting."""
        return any(each["JoinToken"] == join_token for each in self._attendees(meeting_id))

    def are_attendees(self, meeting_id: str, attendees: list[Any]) -> bool:
        """Say whether all of these are attendees of a meeting."""
        known = {each[ATTENDEES.key] for each in self._attendees(meeting_id)}
        return all(isinstance(each, str) and each in known for each in attendees)

    def has_meeting(self, meeting_id: str) -> bool:
        """Say whether a meeting has not ended."""
        return any(meeting_id in MEETINGS.store(backend) for backend in self._meetings())

    def _attendees(self, meeting_id: str) -> list[Item]:
        with one_at_a_time:
            return [
                attendee
                for backend in self._meetings()
                for attendee in ATTENDEES.store(backend).values()
                if attendee[MEETINGS.key] == meeting_id
            ]

    def _meetings(self) -> list[Backend]:
        return list(backends_of("chime-sdk-meetings")[self.id].values())

    def _items(self, kind: Collection) -> dict[str, Item]:
        with one_at_a_time:
            return everywhere(self.voice(), kind)


def target(application: Item) -> Target:
    """Return an application as a target."""
    endpoints = application["Endpoints"]
    arn = endpoints[0].get("LambdaArn", "") if endpoints else ""
    return Target(application["AwsRegion"], application[APPLICATIONS.key], arn)
