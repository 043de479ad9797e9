"""What ``chime-sdk-identity`` keeps, as data, and what goes with a user."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Collection, Item, Operation, Params, Setting
from chime_shim.emulator._store import on
from chime_shim.emulator._tags import Tags

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend

EXPIRATION = "ExpirationSettings"


def expires(item: Item, since: datetime) -> datetime | None:
    """Tell when an item is deleted. AWS says within 6 hours of that; here it is that moment."""
    settings = item.get(EXPIRATION)
    return since + timedelta(days=settings["ExpirationDays"]) if settings else None


def _expire(backend: Backend, user: Item) -> datetime | None:
    """Delete a user whose time is over."""
    end = expires(user, user["CreatedTimestamp"])
    if end is None or end > backend.now():
        return end
    forget(backend, user["Arn"])
    return None


def forget(backend: Backend, arn: str) -> None:
    """Delete a user or a bot, who then is no administrator, and in no channel, any more."""
    for collection in list(backend.stores):
        for item in collection.where(backend, on(USERS.key), (arn,)):
            if item[collection.key] in backend.stores[collection].by_key:  # it may have gone with another
                collection.remove(backend, item)


INSTANCES = Collection("AppInstance", key="AppInstanceArn")
USERS = Collection("AppInstanceUser", key="AppInstanceUserArn", parent=INSTANCES, advance=_expire)
BOTS = Collection("AppInstanceBot", key="AppInstanceBotArn", parent=INSTANCES)
ENDPOINTS = Collection("AppInstanceUserEndpoint", key="EndpointId", parent=USERS)
ADMINS = Collection("AppInstanceAdmin", key="AppInstanceAdminArn", parent=INSTANCES)
RETENTION = Setting("AppInstanceRetentionSettings", of=INSTANCES)
TAGS = Tags({INSTANCES: INSTANCES.key, USERS: USERS.key, BOTS: BOTS.key})


def instance_of(arn: str) -> str:
    """Return the ARN of the app instance that a user, a bot or a channel belongs to: the start of its own."""
    return "/".join(arn.split("/")[:2])


def completed(params: Params, kind: Collection) -> Params:
    """Complete the parameters of an operation that names a user or a bot, but not its app instance."""
    return {**params, INSTANCES.key: instance_of(params[kind.key])}


def person(backend: Backend, params: Params, arn: str) -> Item:
    """Return the user or the bot of the parameters' app instance that has an ARN.

    Raises:
        NotFoundException: There is none.
    """
    kind = BOTS if "/bot/" in arn else USERS
    return kind.find(backend, {**params, kind.key: arn})


def in_pages(operation: Operation) -> Operation:
    """Give a list pages of 50. Assumption: the most that ``MaxResults`` may ask for is what one gets."""
    return lambda backend, params: operation(backend, {"MaxResults": 50, **params})
