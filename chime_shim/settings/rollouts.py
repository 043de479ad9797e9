"""What a rollout says: text such as ``"*=forward,meetings=legacy,ListChannels=compare@10%"``.

Each part names an operation, a namespace, or ``*`` for all, and its mode; the most specific part wins. A part
may be for a percentage: the rest gets what the next less specific part says, and in the end ``forward``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from chime_shim.legacy_api.facts import is_read, resource
from chime_shim.routes import KEPT_ROUTES, ROUTES

if TYPE_CHECKING:
    from chime_shim.routes import Route

__all__ = ["ALL", "COMPARE", "FORWARD", "LEGACY", "MODES", "NAMESPACES", "Rollout", "parse", "share_of"]

FORWARD, LEGACY, COMPARE = MODES = ("forward", "legacy", "compare")
ALL = "*"
NAMESPACES = tuple(sorted({route.namespace for route in ROUTES.values()}))

_MODE = r"(?P<mode>[a-z]+)(?:@(?P<percent>\d+(?:\.\d+)?)%)?"


@dataclass(frozen=True, slots=True)
class Rollout:
    """Which mode each operation is in.

    Args:
        text: How it was said.
        rules: By operation the modes in question, each up to a percentage, the most specific first; an
            operation that is not there is forwarded.
    """

    text: str
    rules: Mapping[str, tuple[tuple[str, float], ...]] = field(compare=False, repr=False)

    def mode(self, operation: str, params: Any) -> str:
        """Return the mode of a call. It is always the same for calls about the same resource."""
        rules = self.rules.get(operation, ())
        if not rules:
            return FORWARD
        if rules[0][1] >= 100:  # noqa: PLR2004 - percent
            return rules[0][0]
        share = _share(operation, params)
        return next((mode for mode, percent in rules if share < percent), FORWARD)

    def __str__(self) -> str:
        return self.text


def parse(value: Any) -> Rollout:
    """Make a rollout of text, or of a table from name to mode.

    Raises:
        ValueError: If it makes no sense. The text says what is wrong, and what is possible.
    """
    if isinstance(value, Rollout):
        return value
    if isinstance(value, Mapping):
        value = ",".join(f"{name}={mode}" for name, mode in value.items())
    if not isinstance(value, str) or not value.strip(", "):
        raise ValueError('expected a string such as "*=forward,meetings=legacy,ListChannels=compare@10%"')
    return _parsed(value)


@lru_cache(maxsize=64)
def _parsed(value: str) -> Rollout:
    parts: dict[str, tuple[str, float]] = {}
    for part in (part.strip() for part in value.split(",")):
        if not part:
            continue
        name, equals, chosen = part.rpartition("=")
        name = name.strip() if equals else ALL
        if name in parts:
            raise ValueError(f"{name} is there twice")
        _check_name(name)
        parts[name] = _rule(name, chosen.strip())
    rules = {route.operation: tuple(_rules_of(route, parts)) for route in ROUTES.values()}
    return Rollout(value.strip(), {operation: found for operation, found in rules.items() if found})


def _check_name(name: str) -> None:
    if name == ALL or name in NAMESPACES or name in ROUTES:
        return
    if name in KEPT_ROUTES:
        raise ValueError(f"{name} is still in chime: the setting forward_phone_numbers decides on it")
    from difflib import get_close_matches

    known = {each.lower(): each for each in (*ROUTES, *NAMESPACES)}
    close = [known[each] for each in get_close_matches(name.replace("_", "").lower(), known)]
    remedy = (
        f"did you mean {' or '.join(close)}?"
        if close
        else f"namespaces are {', '.join(NAMESPACES)}, and chime-shim explain lists the operations"
    )
    raise ValueError(f"{name!r} is no operation and no namespace: {remedy}")


def _rule(name: str, text: str) -> tuple[str, float]:
    match = re.fullmatch(_MODE, text)
    if match is None or match["mode"] not in MODES:
        raise ValueError(
            f"{text!r} is no mode: expected forward, legacy or compare, and perhaps @10% after it"
        )
    percent = 100.0 if match["percent"] is None else float(match["percent"])
    if percent > 100:  # noqa: PLR2004 - percent
        raise ValueError(f"{text!r} is more than 100%")
    if match["mode"] == COMPARE and name in ROUTES:
        if not is_read(name):
            raise ValueError(f"{name} cannot be compared: it writes, and would be done twice")
        if ROUTES[name].retired:
            raise ValueError(f"{name} cannot be compared: it has no successor")
    return match["mode"], percent


def _rules_of(route: Route, parts: Mapping[str, tuple[str, float]]) -> Iterator[tuple[str, float]]:
    for name in (route.operation, route.namespace, ALL):
        chosen, percent = parts.get(name, (FORWARD, 0.0))
        # Of a namespace those are compared that can be.
        if chosen == COMPARE and (route.retired or not is_read(route.operation)):
            continue
        if percent:
            yield chosen, percent
        if percent >= 100:  # noqa: PLR2004 - percent
            return


def _share(operation: str, params: Any) -> float:
    name = resource(operation)
    value = params.get(name) if name is not None and isinstance(params, Mapping) else None
    if not isinstance(value, str):
        return random.random() * 100  # noqa: S311 - no secret
    return share_of(value)


def share_of(value: str) -> float:
    """Place a resource between 0 and 100: always and everywhere in the same place.

    An ARN is placed by what comes after its last slash, so that a meeting is where its id is.
    """
    name = value.rpartition("/")[2]
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big") / 2**32 * 100
