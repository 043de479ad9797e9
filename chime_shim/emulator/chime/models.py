"""The legacy endpoint has little state of its own: most operations work on that of their successors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore import xform_name

from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import BadRequestException, NotImplementedException
from chime_shim.emulator._moto import BackendDict, backends_of
from chime_shim.emulator._store import equal_to
from chime_shim.emulator.chime.accounts import Accounts
from chime_shim.emulator.chime_sdk_meetings.models import (
    ATTENDEE_TAGS,
    ATTENDEES,
    MEETINGS,
    TAGS,
    chime_sdk_meetings_backends,
)
from chime_shim.emulator.chime_sdk_voice.kinds import NUMBERS, number_id
from chime_shim.emulator.chime_sdk_voice.models import chime_sdk_voice_backends
from chime_shim.routes import KEPT_ROUTES, ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chime_shim.emulator._backend import Backend

REGION = "us-east-1"
"""The only region of the legacy namespace, and so where what it made is kept."""


def _on_meetings(operation: Callable[[Backend, Params], Item]) -> Callable[[ChimeBackend, Params], Item]:
    """Make an operation that is done here, on the state of ``chime-sdk-meetings``."""
    return lambda chime, params: operation(chime_sdk_meetings_backends[chime.account_id][REGION], params)


class ChimeBackend(Accounts):
    """What moto finds under the name ``chime``.

    It has methods for the operations that part from their successors, or have none. All others are
    told by their routes, the same that the shim goes by. The shim's rules for parameters and replies are not
    used: what the old endpoint does must not depend on them.

    Args:
        region_name: ``us-east-1``.
        account_id: The account.
    """

    list_meetings = _on_meetings(MEETINGS.lister())

    tag_meeting = _on_meetings(lambda state, params: TAGS.add(MEETINGS.find(state, params), params["Tags"]))
    untag_meeting = _on_meetings(
        lambda state, params: TAGS.remove(MEETINGS.find(state, params), params["TagKeys"])
    )
    list_meeting_tags = _on_meetings(lambda state, params: TAGS.show(MEETINGS.find(state, params)))

    tag_attendee = _on_meetings(
        lambda state, params: ATTENDEE_TAGS.add(ATTENDEES.find(state, params), params["Tags"])
    )
    untag_attendee = _on_meetings(
        lambda state, params: ATTENDEE_TAGS.remove(ATTENDEES.find(state, params), params["TagKeys"])
    )
    list_attendee_tags = _on_meetings(lambda state, params: ATTENDEE_TAGS.show(ATTENDEES.find(state, params)))

    def serve(self, operation: str, params: Params) -> Item:
        """Carry out a legacy operation.

        Args:
            operation: Its name, such as ``"CreateProxySession"``.
            params: Its parameters, in the legacy shape.

        Returns:
            What the legacy output shape is filled from.

        Raises:
            ServiceError: The operation is not emulated, or refuses.
        """
        own = getattr(self, xform_name(operation), None)
        result: Item = own(params) if own else self._forward(operation, params)
        return result

    def create_meeting(self, params: Params) -> Item:
        """Make a meeting, in the media region that is the default."""
        return self._forward("CreateMeeting", {"MediaRegion": REGION, **params})

    def create_meeting_with_attendees(self, params: Params) -> Item:
        """Make a meeting and its first attendees, if any are given."""
        return self._forward("CreateMeetingWithAttendees", {"MediaRegion": REGION, **params})

    def create_meeting_dial_out(self, params: Params) -> Item:
        """Call somebody into a meeting, from a number of the account. Nobody's phone rings.

        Assumption: what does not exist is a bad request, since AWS declares no ``NotFoundException``.
        """
        meetings = chime_sdk_meetings_backends[self.account_id][REGION]
        token = equal_to(pick(params, MEETINGS.key, "JoinToken"))
        if not len(ATTENDEES.where(meetings, *token)):
            raise BadRequestException("JoinToken is not one of an attendee of the meeting")
        voice = chime_sdk_voice_backends[self.account_id][REGION]
        if number_id(params["FromPhoneNumber"]) not in NUMBERS.store(voice):
            raise BadRequestException("FromPhoneNumber is not a number of the account")
        return {"TransactionId": self.new_uuid()}

    def put_app_instance_streaming_configurations(self, params: Params) -> Item:
        """Set the streams of an app instance."""
        configurations = _renamed(
            params["AppInstanceStreamingConfigurations"], "AppInstanceDataType", "DataType"
        )
        successors = {**pick(params, "AppInstanceArn"), "StreamingConfigurations": configurations}
        return _legacy_streams(self._forward("PutAppInstanceStreamingConfigurations", successors))

    def get_app_instance_streaming_configurations(self, params: Params) -> Item:
        """Show the streams of an app instance."""
        return _legacy_streams(self._forward("GetAppInstanceStreamingConfigurations", params))

    def _forward(self, operation: str, params: Params) -> Item:
        route = ROUTES.get(operation) or KEPT_ROUTES.get(operation)
        if route is None:
            raise NotImplementedException(f"chime_shim's emulator of chime has no {operation} yet")
        try:
            service, successor = route.target(dict(params))
        except ValueError as error:
            raise BadRequestException(str(error)) from error
        state = backends_of(service)[self.account_id][REGION]
        result: Item = getattr(state, xform_name(successor))(params)
        return result


def _legacy_streams(result: Item) -> Item:
    configurations = _renamed(result["StreamingConfigurations"], "DataType", "AppInstanceDataType")
    return {"AppInstanceStreamingConfigurations": configurations}


def _renamed(items: Iterable[Item], old: str, new: str) -> list[Item]:
    return [{new if name == old else name: value for name, value in item.items()} for item in items]


chime_backends = BackendDict(ChimeBackend, "chime", use_boto3_regions=False, additional_regions=[REGION])
