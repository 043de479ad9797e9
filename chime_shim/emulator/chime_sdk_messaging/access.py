"""Who calls, and who may: each operation of a bearer's is declared with the role that it takes.

AWS's operation pages tell what administrators, moderators and members can do, and that public channels can
be read by everybody. That a moderator may do all that a member may, and an administrator all that a
moderator may, short of sending, follows from them. Assumption: who is banned does not read either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.emulator.chime_sdk_identity.kinds import (
    ADMINS,
    BOTS,
    INSTANCES,
    USERS,
    in_pages,
    instance_of,
    person,
)
from chime_shim.emulator.chime_sdk_identity.models import chime_sdk_identity_backends
from chime_shim.emulator.chime_sdk_messaging import elastic, exceptions
from chime_shim.emulator.chime_sdk_messaging.kinds import BANS, CHANNELS, MEMBERSHIPS, MODERATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._collection import Item, Operation, Params


def state_of(backend: Backend) -> Backend:
    """Return where the chat of the backend's account and region is kept: with the users it belongs to."""
    state: Backend = chime_sdk_identity_backends[backend.account_id][backend.region_name]
    return state


@dataclass(frozen=True)
class Call:
    """A request by a user of an app instance, perhaps about one of its channels.

    Args:
        state: Where everything is kept.
        params: The parameters, with the ``AppInstanceArn``.
        bearer: The user, or the bot, who calls.
        channel: The channel, or nothing.
    """

    state: Backend
    params: Params
    bearer: Item
    channel: Item = field(default_factory=dict)

    @classmethod
    def read(cls, state: Backend, params: Params) -> Call:
        """Find out who calls, and about what.

        Raises:
            UnauthorizedClientException: The bearer is no user.
            NotFoundException: The app instance or the channel does not exist.
            ForbiddenException: The bearer is of another app instance.
        """
        arn = params.get("ChimeBearer", "")
        bearer = USERS.store(state).get(arn) or BOTS.store(state).get(arn)
        if bearer is None:
            raise exceptions.invalid_bearer()
        about = (INSTANCES.key, CHANNELS.key, USERS.key, "ChimeBearer")
        arn = next(params[name] for name in about if name in params)
        params = {**params, INSTANCES.key: instance_of(arn)}
        if INSTANCES.find(state, params)[INSTANCES.key] != bearer[INSTANCES.key]:
            raise exceptions.not_allowed(bearer["Arn"], "a user of the app instance")
        channel = CHANNELS.find(state, params) if CHANNELS.key in params else {}
        elastic.check(state, channel, params)
        return cls(state, params, bearer, channel)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.state.now()

    @property
    def subject(self) -> Item:
        """The user whom the request is about: the one it names, or the bearer.

        Raises:
            NotFoundException: There is no such user.
        """
        return self.user(self.params.get(USERS.key, self.bearer["Arn"]))

    def user(self, arn: str) -> Item:
        """Return a user, or a bot, of the app instance.

        Raises:
            NotFoundException: There is none with this ARN.
        """
        return person(self.state, self.params, arn)

    def demand(self, role: Callable[[Call], bool]) -> None:
        """Go on only if the bearer has the role.

        Raises:
            ForbiddenException: The bearer has not.
        """
        if not role(self):
            raise exceptions.not_allowed(self.bearer["Arn"], DEMANDS[role])


def anyone(_: Call) -> bool:
    """Tell that every user of the app instance may."""
    return True


def admin(call: Call) -> bool:
    """Tell whether the bearer administers the app instance."""
    return call.bearer["Arn"] in ADMINS.store(call.state)


def moderator(call: Call) -> bool:
    """Tell whether the bearer moderates the channel; administrators do so in all channels."""
    return admin(call) or bool(MODERATORS.of(call.state, call.channel, call.bearer["Arn"]))


def member(call: Call) -> bool:
    """Tell whether the bearer is in the channel."""
    return bool(MEMBERSHIPS.of(call.state, call.channel, call.bearer["Arn"]))


def reader(call: Call) -> bool:
    """Tell whether the bearer can see the channel."""
    banned = BANS.of(call.state, call.channel, call.bearer["Arn"])
    return moderator(call) or member(call) or (call.channel["Privacy"] == "PUBLIC" and not banned)


def inviter(call: Call) -> bool:
    """Tell whether the bearer can add anybody, be it only themselves, to the channel."""
    return moderator(call) or (call.channel["Mode"] == "UNRESTRICTED" and reader(call))


def self_or_admin(call: Call) -> bool:
    """Tell whether the bearer asks about themselves, or administers the app instance."""
    return call.subject is call.bearer or admin(call)


def oneself(call: Call) -> bool:
    """Tell whether the bearer acts on their own membership."""
    return member(call) and call.params["MemberArn"] == call.bearer["Arn"]


def self_or_moderator(call: Call) -> bool:
    """Tell whether the bearer acts on their own membership, or moderates the channel."""
    return call.params["MemberArn"] == call.bearer["Arn"] or moderator(call)


DEMANDS: Mapping[Callable[[Call], bool], str] = {
    admin: "an administrator of the app instance",
    moderator: "a moderator of the channel",
    member: "a member of the channel",
    reader: "a member of the channel, as it is private or the user banned",
    inviter: "a moderator, as the channel is restricted, or a member",
    oneself: "the member whose preferences they are",
    self_or_admin: "an administrator to ask about somebody else",
    self_or_moderator: "a moderator of the channel to remove somebody else",
}
"""What to say when a role is missing."""


def takes(role: Callable[[Call], bool]) -> Callable[[Callable[[Call], Item]], Operation]:
    """Make an operation that takes a role out of a function that does it.

    Args:
        role: Tells whether the bearer may.
    """

    def decorate(perform: Callable[[Call], Item]) -> Operation:
        def operation(backend: Backend, params: Params) -> Item:
            call = Call.read(state_of(backend), params)
            call.demand(role)
            return perform(call)

        return in_pages(operation)

    return decorate
