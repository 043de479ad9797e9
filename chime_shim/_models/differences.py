"""How the successor's operation differs from the legacy one: computed from the models, member by member.

A difference is either done away with by a rule of the route, or explained in ``_explained``: a test holds
every botocore to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim._models.rehearsal import destinations, successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes._errors import RENAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botocore.model import OperationModel, Shape

    from chime_shim.routes._route import Route

    # kind, path, what it was, what it is
    Found = tuple[str, str, Any, Any]

__all__ = ["KINDS", "Difference", "differences"]

KINDS = {
    # What is sent.
    "now-required": "required now",
    "no-longer-required": "no longer required",
    "dropped": "not taken any more",
    "type": "of type {new}, was {old}",
    "location": "sent in the {new}, was in the {old}",
    "wire-name": "sent as {new}, was {old}",
    "timestamp": "sent in the format {new}, was {old}",
    "idempotency-token": "made up where it is absent: {new}, was {old}",
    "min-raised": "minimum {new}, was {old}",
    "min-lowered": "minimum {new}, was {old}",
    "min-removed": "no minimum, was {old}",
    "max-lowered": "maximum {new}, was {old}",
    "pattern": "must match {new}",
    "value-dropped": "cannot be {old} any more",
    # What is answered.
    "reply-lacks": "not in replies any more",
    "reply-optional": "may be absent from replies",
    "reply-type": "of type {new} in replies, was {old}",
    "reply-location": "in the {new} of replies, was in the {old}",
    "reply-wire-name": "comes as {new} in replies, was {old}",
    "reply-timestamp": "comes in the format {new} in replies, was {old}",
    "reply-new-value": "may be {new} in replies",
    "error-renamed": "takes the place of {old}",
    "error-new": "may be raised",
    "error-gone": "not raised any more",
    # The request as a whole.
    "method": "HTTP method {new}, was {old}",
    "path": "HTTP path {new}, was {old}",
    "status": "HTTP status {new}, was {old}",
}
"""The kinds of differences, and what they are in plain words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Args:
        service: The successor, such as ``"chime-sdk-meetings"``.
        kind: One of ``KINDS``.
        path: The member, as in ``"Attendees[].Tags"``; an error's name; or empty, for the whole request.
        old: What it was in the legacy model, for kinds that have that.
        new: What it is in the installed successor's model.
    """

    service: str
    kind: str
    path: str = ""
    old: Any = None
    new: Any = None

    @property
    def name(self) -> str:
        """A name that stays the same, such as ``"now-required:MediaRegion"``."""
        return f"{self.kind}:{self.path}" if self.path else self.kind

    @property
    def change(self) -> str:
        """What happened to the member, in plain words: ``"required now"``."""
        old, new = ("none" if value is None else value for value in (self.old, self.new))
        return KINDS[self.kind].format(old=old, new=new)


def differences(route: Route) -> Iterator[Difference]:
    """Compare the legacy operation with the installed successor's; with each, if the ARN decides.

    What botocore ignores in both is left out, such as minima of replies. What only the service checks is
    there: patterns, maxima and values.
    """
    legacy = legacy_model().operation_model(route.operation)
    for service, operation in destinations(route):
        successor = successor_model(service).operation_model(operation)
        for found in _operations(legacy, successor, RENAMED.get(service, {})):
            yield Difference(service, *found)


def _operations(old: OperationModel, new: OperationModel, renamed: Mapping[str, str]) -> Iterator[Found]:
    yield from _structures(old.input_shape, new.input_shape, "", reply=False)
    yield from _structures(old.output_shape, new.output_shape, "", reply=True)
    legacy_names = {shape.name for shape in old.error_shapes}
    names = {shape.name for shape in new.error_shapes}
    for name in sorted(names - legacy_names):
        if name in renamed:
            yield "error-renamed", name, renamed[name], name
        else:
            yield "error-new", name, None, name
    for name in sorted(legacy_names - names - {renamed.get(name) for name in names}):
        yield "error-gone", name, name, None
    if old.http["method"] != new.http["method"]:
        yield "method", "", old.http["method"], new.http["method"]
    if _path(old) != _path(new):
        yield "path", "", _path(old), _path(new)
    old_status, new_status = (operation.http.get("responseCode", 200) for operation in (old, new))
    if old_status != new_status:
        yield "status", "", old_status, new_status


def _path(operation: OperationModel) -> str:
    # A label's own name, in braces, never reaches the wire: what matters is the member that fills it.
    shape = operation.input_shape
    members = shape.members.items() if shape is not None else ()
    labels = {inner.serialization.get("name", member): member for member, inner in members}
    path: str = operation.http["requestUri"]
    return re.sub(r"{(\w+)(\+?)}", lambda label: f"{{{labels[label[1]]}{label[2]}}}", path)


def _structures(old: Shape | None, new: Shape | None, path: str, *, reply: bool) -> Iterator[Found]:
    """Compare the members; a structure that is not there has none."""
    old_members, new_members = ({} if shape is None else shape.members for shape in (old, new))
    old_required, new_required = (() if shape is None else shape.required_members for shape in (old, new))
    prefix = f"{path}." if path else ""
    if not reply:
        for name in sorted(set(new_required) - set(old_required)):
            yield "now-required", prefix + name, None, None
    for name, shape in old_members.items():
        member = prefix + name
        if name not in new_members:
            yield ("reply-lacks" if reply else "dropped"), member, None, None
            continue
        if name in old_required and name not in new_required:
            yield ("reply-optional" if reply else "no-longer-required"), member, None, None
        yield from _wire(shape, new_members[name], name, member, reply=reply)
        yield from _shapes(shape, new_members[name], member, reply=reply)


def _wire(old: Shape, new: Shape, name: str, path: str, *, reply: bool) -> Iterator[Found]:
    kind = "reply-" if reply else ""
    old_location, new_location = (shape.serialization.get("location", "body") for shape in (old, new))
    if old_location != new_location:
        yield f"{kind}location", path, old_location, new_location
    old_name, new_name = (shape.serialization.get("name", name) for shape in (old, new))
    if old_name != new_name and not old_location == new_location == "uri":
        yield f"{kind}wire-name", path, old_name, new_name
    old_token, new_token = (bool(shape.metadata.get("idempotencyToken")) for shape in (old, new))
    if old_token != new_token:
        yield "idempotency-token", path, old_token, new_token


def _shapes(old: Shape, new: Shape, path: str, *, reply: bool) -> Iterator[Found]:
    kind = "reply-" if reply else ""
    if old.type_name != new.type_name:
        yield f"{kind}type", path, old.type_name, new.type_name
        return
    yield from _values(old, new, path) if reply else _limits(old, new, path)
    if old.type_name == "structure":
        yield from _structures(old, new, path, reply=reply)
    elif old.type_name == "list":
        yield from _shapes(old.member, new.member, f"{path}[]", reply=reply)
    elif old.type_name == "map":
        yield from _shapes(old.value, new.value, f"{path}{{}}", reply=reply)
    elif old.type_name == "timestamp":
        old_format, new_format = (shape.serialization.get("timestampFormat") for shape in (old, new))
        if old_format != new_format:
            yield f"{kind}timestamp", path, old_format, new_format


def _limits(old: Shape, new: Shape, path: str) -> Iterator[Found]:
    old_min, new_min = old.metadata.get("min"), new.metadata.get("min")
    if new_min is None and old_min is not None:
        yield "min-removed", path, old_min, None
    elif new_min is not None and new_min != old_min:
        yield ("min-raised" if new_min > (old_min or 0) else "min-lowered"), path, old_min, new_min
    old_max, new_max = old.metadata.get("max"), new.metadata.get("max")
    if new_max is not None and (old_max is None or new_max < old_max):
        yield "max-lowered", path, old_max, new_max
    old_pattern, new_pattern = old.metadata.get("pattern"), new.metadata.get("pattern")
    if new_pattern not in {None, old_pattern}:
        yield "pattern", path, old_pattern, new_pattern
    new_values = new.metadata.get("enum")
    dropped = set(old.metadata.get("enum", ())) - set(new_values or ())
    if new_values and dropped:
        yield "value-dropped", path, ", ".join(sorted(dropped)), None


def _values(old: Shape, new: Shape, path: str) -> Iterator[Found]:
    old_values = old.metadata.get("enum")
    added = set(new.metadata.get("enum", ())) - set(old_values or ())
    if old_values and added:
        yield "reply-new-value", path, None, ", ".join(sorted(added))
