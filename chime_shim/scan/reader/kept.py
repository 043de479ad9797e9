"""What is found out of a node stays with the node, and goes with it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    Function = TypeVar("Function", bound=Callable[..., Any])

__all__ = ["kept_at_the_node"]


def kept_at_the_node(function: Function) -> Function:
    """Have a function of a syntax node remember its result, for as long as there is the node.

    A cache of its own would keep the trees of all scans of a process.
    """
    name = f"_chime_shim_{function.__name__}"

    @wraps(function)
    def told(node: Any, *given: Any) -> Any:
        held = node.__dict__
        if name not in held:
            held[name] = function(node, *given)
        return held[name]

    return cast("Function", told)
