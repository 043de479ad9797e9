"""The few named rules that rows are made of.

A path names a member: ``"Tags"``, ``"StreamingConfiguration.Disabled"``, ``"Attendees[].Tags"`` (in each item
of a list). Values of another type than the path expects are left alone: whoever switched off the checking of
parameters hears of them from the service.

They are named tuples: to define a dataclass takes eight times as long, and the first client of a process
waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chime_shim.routes._route import Params, Reply

__all__ = ["Default", "Drop", "FillReply", "OmitEmptyItems"]


class Default(NamedTuple):
    """Gives a member that became required the value that its absence meant."""

    path: str
    value: Any

    @property
    def lossy(self) -> bool:
        """Whether something that the caller asked for is lost."""
        return False

    @property
    def text(self) -> str:
        """The rule in plain words."""
        return f"{self.path} is sent as {self.value!r} unless given"

    def __call__(self, params: Params) -> Params:
        """Add the member where it is absent."""
        translated: Params = edited(params, self.path, lambda holder, name: {name: self.value, **holder})
        return translated


class Drop(NamedTuple):
    """Leaves out a member that the successor does not take."""

    path: str
    reason: str

    @property
    def lossy(self) -> bool:
        """Whether something that the caller asked for is lost."""
        return True

    @property
    def text(self) -> str:
        """The rule in plain words."""
        return f"{self.path} is dropped: {self.reason}"

    def __call__(self, params: Params) -> Params:
        """Drop the member where it is present."""
        translated: Params = edited(
            params, self.path, lambda holder, name: {key: holder[key] for key in holder if key != name}
        )
        return translated


class FillReply(NamedTuple):
    """Gives a member that may now be absent from replies the value that its absence means."""

    path: str
    value: Any
    reason: str

    @property
    def text(self) -> str:
        """The rule in plain words."""
        return f"{self.path} is {self.value!r} in replies that lack it: {self.reason}"

    def __call__(self, reply: Reply) -> None:
        """Add the member where it is absent."""
        for holder, name in holders(reply.parsed, self.path):
            holder.setdefault(name, self.value)


class OmitEmptyItems(NamedTuple):
    """Leaves out list items in replies that lack the one member that they are made of."""

    path: str
    reason: str

    @property
    def text(self) -> str:
        """The rule in plain words."""
        return f"items of {self.path} that are empty are left out of replies: {self.reason}"

    def __call__(self, reply: Reply) -> None:
        """Take out the empty items."""
        for holder, name in holders(reply.parsed, self.path):
            if name in holder:
                holder[name] = [item for item in holder[name] if item]


def edited(params: Any, path: str, change: Callable[[Params, str], Params]) -> Any:
    """Return ``params`` changed at ``path``, or ``params`` itself if nothing changes; it is not modified."""
    first, _, rest = path.partition(".")
    if not isinstance(params, dict):
        return params
    if not rest:
        changed = change(params, first)
        return params if changed.keys() == params.keys() else changed
    name = first.removesuffix("[]")
    if name not in params:
        return params
    inner: Any
    if first.endswith("[]"):
        if not isinstance(params[name], list | tuple):
            return params
        inner = [edited(item, rest, change) for item in params[name]]
        same = all(new is old for new, old in zip(inner, params[name], strict=True))
    else:
        inner = edited(params[name], rest, change)
        same = inner is params[name]
    return params if same else {**params, name: inner}


def holders(parsed: Any, path: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Find the structures of a parsed reply that have, or lack, the member at the end of ``path``."""
    if parsed is None:  # a null in a list
        return
    first, _, rest = path.partition(".")
    if not rest:
        yield parsed, first
        return
    inner = parsed.get(first.removesuffix("[]"))
    if inner is not None:
        for item in inner if first.endswith("[]") else [inner]:
            yield from holders(item, rest)
