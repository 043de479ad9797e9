"""The parts of botocore's models that the restored API is made of.

What is kept is what botocore acts on, and an operation's ``deprecated`` flag is part of that: botocore
logs it at each call, and help() says it. What is dropped is text for people: ``documentation`` and
``deprecatedMessage``, neither of which changes a call.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["SharedShapesError", "facts", "kept_part", "removed_part", "standalone_part", "text"]

TEXT_FOR_PEOPLE = ("documentation", "deprecatedMessage")


class SharedShapesError(Exception):
    """A removed operation uses a shape that was kept, but changed."""


def removed_part(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Find the operations that a later model lacks, and every shape it lacks for them.

    Args:
        before (Mapping[str, Any]): The service description that has the operations.
        after (Mapping[str, Any]): The service description that lost them.

    Returns:
        ``operations`` and ``shapes``, sorted by name. Inside a definition the order is that of ``before``:
        the order of ``members`` and ``required`` is seen in signatures and in validation messages.

    Raises:
        SharedShapesError: A shape that both models have, and a removed operation uses, is not the same.
            The extras cannot restore it without changing the operations that were kept.
    """
    operations = {
        name: facts(before["operations"][name])
        for name in sorted(before["operations"].keys() - after["operations"].keys())
    }
    used = _used(operations, before)
    changed = [
        name
        for name in used.keys() & after["shapes"].keys()
        if text(used[name]) != text(facts(after["shapes"][name]))
    ]
    if changed:
        raise SharedShapesError(f"kept shapes differ between the models: {', '.join(sorted(changed))}")
    lacking = {name: shape for name, shape in used.items() if name not in after["shapes"]}
    return {"operations": operations, "shapes": lacking}


def standalone_part(before: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Make the service description that the removed part can be merged into where there is no other.

    Args:
        before (Mapping[str, Any]): The service description that has the operations.
        part (Mapping[str, Any]): What :func:`removed_part` found.

    Returns:
        A service description without operations: who it is, and the shapes that ``part`` uses but lacks.
    """
    used = _used(part["operations"], before)
    shared = {name: shape for name, shape in used.items() if name not in part["shapes"]}
    return {
        "version": before["version"],
        "metadata": before["metadata"],
        "operations": {},
        "shapes": shared,
    }


def kept_part(names: Iterable[str], before: Mapping[str, Any], *others: Mapping[str, Any]) -> dict[str, Any]:
    """Find operations that were kept, and the shapes that only they use.

    Args:
        names (Iterable[str]): The operations.
        before (Mapping[str, Any]): The service description that has them.
        others (Mapping[str, Any]): Parts whose shapes are there already.

    Returns:
        ``operations`` and ``shapes``, as :func:`removed_part` does.
    """
    operations = {name: facts(before["operations"][name]) for name in sorted(names)}
    there = {name for part in others for name in part["shapes"]}
    lacking = {name: shape for name, shape in _used(operations, before).items() if name not in there}
    return {"operations": operations, "shapes": lacking}


def _used(operations: Mapping[str, Any], model: Mapping[str, Any]) -> dict[str, Any]:
    shapes = model["shapes"]
    return {name: facts(shapes[name]) for name in sorted(_reachable(operations, shapes))}


def facts(definition: Any) -> Any:
    """Copy a definition without the text; a *member* of such a name is a dict, and stays."""
    if isinstance(definition, dict):
        return {
            key: facts(value)
            for key, value in definition.items()
            if not (key in TEXT_FOR_PEOPLE and isinstance(value, str))
        }
    if isinstance(definition, list):
        return [facts(item) for item in definition]
    return definition


def _reachable(operations: Mapping[str, Any], shapes: Mapping[str, Any]) -> set[str]:
    reached: set[str] = set()
    waiting = set(_references(operations))
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting.update(reference for reference in _references(shapes[name]) if reference not in reached)
    return reached


def _references(definition: Any) -> Iterator[str]:
    """Walk every ``{"shape": NAME}``: inputs, outputs, errors, members, list items, map keys and values."""
    if isinstance(definition, dict):
        if isinstance(definition.get("shape"), str):
            yield definition["shape"]
        for value in definition.values():
            yield from _references(value)
    elif isinstance(definition, list):
        for item in definition:
            yield from _references(item)


def text(definition: Any) -> str:
    """Write compactly, in the order given, so that equal text means equal in order too."""
    return json.dumps(definition, separators=(",", ":"))
