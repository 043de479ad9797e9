"""Tags, which every service keeps by ARN, and by the same rules.

A resource keeps its own, under ``Tags``, so they go when it goes. A backend's class names what can be
tagged, and gets the three operations::

    TAGS = Tags({CONNECTORS: "VoiceConnectorArn"})

    class ChimeSDKVoiceBackend(Backend):
        tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import (
    BadRequestException,
    NotFoundException,
    ResourceLimitExceededException,
    ServiceError,
)
from chime_shim.emulator._store import on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._collection import Collection, Item, Operation, Params

LIMIT = 50
"""How many tags AWS lets a resource have, where its own model says nothing else."""

_RESERVED = "aws:"


@dataclass(frozen=True)
class Tags:
    """The tags of a service's resources.

    Args:
        resources: The kinds of resources that can be tagged, and the member of each that is its ARN.
        missing: The error when no resource has the ARN.
        too_many: The error when a resource would have more tags than it may.
        limit: How many it may have.
    """

    resources: Mapping[Collection, str]
    missing: type[ServiceError] = NotFoundException
    too_many: type[ServiceError] = ResourceLimitExceededException
    limit: int = LIMIT

    def operations(self) -> tuple[Operation, Operation, Operation]:
        """Make ``TagResource``, ``UntagResource`` and ``ListTagsForResource``."""
        return (
            lambda backend, params: self.add(self.find(backend, params), params["Tags"]),
            lambda backend, params: self.remove(self.find(backend, params), params["TagKeys"]),
            lambda backend, params: self.show(self.find(backend, params)),
        )

    def find(self, backend: Backend, params: Params) -> Item:
        """Return the resource that has the ARN of the parameters.

        Raises:
            ServiceError: As ``missing`` says.
        """
        arn = params["ResourceARN"]
        for collection, member in self.resources.items():
            for item in collection.where(backend, on(member), (arn,)):
                return item
        raise self.missing(f"Resource {arn} not found")

    def add(self, item: Item, tags: Iterable[Mapping[str, Any]]) -> Item:
        """Tag a resource. A tag that it has gets the new value, in its old place.

        Raises:
            BadRequestException: A key is reserved for AWS.
            ServiceError: As ``too_many`` says; nothing was changed.
        """
        values = {tag["Key"]: tag["Value"] for tag in [*item.get("Tags", ()), *tags]}
        if any(key.lower().startswith(_RESERVED) for key in values):
            raise BadRequestException(f"Tag keys that begin with {_RESERVED} are reserved")
        if len(values) > self.limit:
            raise self.too_many(f"A resource can have up to {self.limit} tags")
        item["Tags"] = [{"Key": key, "Value": value} for key, value in values.items()]
        return {}

    def remove(self, item: Item, keys: Iterable[str]) -> Item:
        """Take tags off a resource. It is no error if it does not have them."""
        gone = set(keys)
        item["Tags"] = [tag for tag in item.get("Tags", ()) if tag["Key"] not in gone]
        return {}

    def show(self, item: Item) -> Item:
        """Return the result that shows a resource's tags."""
        return {"Tags": item.get("Tags", [])}

    def of_new(self, params: Params) -> Item:
        """Return the ``Tags`` member of a resource that is being made, by the rules of tagging."""
        item: Item = {}
        self.add(item, params.get("Tags", ()))
        return item
