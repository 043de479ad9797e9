"""What calls need to know of an account: its numbers, rules, applications and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._service import one_at_a_time
from chime_shim.emulator._store import equal_to, on
from chime_shim.emulator.chime_sdk_meetings.models import ATTENDEES, MEETINGS
from chime_shim.emulator.chime_sdk_voice.kinds import (
    APPLICATIONS,
    CALLS,
    CONNECTORS,
    GROUPS,
    HOME,
    IN_DELETION_QUEUE,
    NUMBERS,
    REQUESTS,
    RULES,
    everywhere,
    number_id,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._collection import Collection
    from chime_shim.emulator._store import Item


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
        found = self._where(NUMBERS, {NUMBERS.key: number_id(number)})
        return any(each["Status"] != IN_DELETION_QUEUE for each in found)

    def has_connector(self, arn: Any) -> bool:
        """Say whether an ARN is that of a voice connector, or a group of them, of the account."""
        kinds = {CONNECTORS: "VoiceConnectorArn", GROUPS: "VoiceConnectorGroupArn"}
        return isinstance(arn, str) and any(self._where(kind, {kinds[kind]: arn}) for kind in kinds)

    def rule(self, trigger_type: str, value: str) -> Item | None:
        """Return the SIP rule that a number or the host of a connector triggers, if it is enabled."""
        trigger = {"TriggerType": trigger_type, "TriggerValue": value, "Disabled": False}
        return next(iter(self._where(RULES, trigger)), None)

    def targets(self, rule: Item) -> list[Target]:
        """Return the applications of a rule in the order of their priority: 1 comes before 2."""
        ranked = sorted(rule["TargetApplications"], key=lambda target: target.get("Priority", 0))
        return [self.target(each[APPLICATIONS.key]) for each in ranked]

    def target(self, application_id: str) -> Target:
        """Return an application as a target."""
        (application,) = self._where(APPLICATIONS, {APPLICATIONS.key: application_id})
        arn = application["Endpoints"][0].get("LambdaArn", "")
        return Target(application["AwsRegion"], application_id, arn)

    def take_requests(self) -> list[tuple[Item, Item]]:
        """Return what the API was asked for since the last time: each call, with what is wanted of it."""
        with one_at_a_time:
            items = [item for voice in self._voices() for item in CALLS.store(voice).values()]
            return [(item, request) for item in items for request in item.pop(REQUESTS, ())]

    def note(self, transaction_id: str, application_id: str) -> None:
        """Let the API know of a call, where it knows of the application."""
        with one_at_a_time:
            for voice in self._voices():
                if application_id in APPLICATIONS.store(voice):
                    CALLS.add(voice, {CALLS.key: transaction_id, APPLICATIONS.key: application_id})

    def forget(self, transaction_id: str) -> None:
        """Let the API know that a call is over."""
        with one_at_a_time:
            for voice in self._voices():
                if item := CALLS.store(voice).get(transaction_id):
                    CALLS.remove(voice, item)

    def admits(self, meeting_id: str, join_token: str) -> bool:
        """Say whether a join token is that of an attendee of a meeting."""
        return any(each["JoinToken"] == join_token for each in self._attendees(meeting_id))

    def are_attendees(self, meeting_id: str, attendees: list[Any]) -> bool:
        """Say whether all of these are attendees of a meeting."""
        known = [each[ATTENDEES.key] for each in self._attendees(meeting_id)]
        return all(each in known for each in attendees)

    def has_meeting(self, meeting_id: str) -> bool:
        """Say whether a meeting has not ended."""
        with one_at_a_time:
            return any(meeting_id in MEETINGS.store(backend) for backend in self._meetings())

    def _attendees(self, meeting_id: str) -> list[Item]:
        with one_at_a_time:
            found = [
                ATTENDEES.where(backend, on(MEETINGS.key), (meeting_id,)) for backend in self._meetings()
            ]
            return [attendee for each in found for attendee in each]

    def _voices(self) -> list[Backend]:
        return list(backends_of("chime-sdk-voice")[self.id].values())

    def _meetings(self) -> list[Backend]:
        return list(backends_of("chime-sdk-meetings")[self.id].values())

    def _where(self, kind: Collection, members: Mapping[str, Any]) -> list[Item]:
        with one_at_a_time:
            return everywhere(self.voice(), kind, *equal_to(members))
