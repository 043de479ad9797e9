"""Functions of another library with a wrapper around them, put there and taken away again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

__all__ = ["Patch", "layers", "load_wrapt"]


class Patch(NamedTuple):
    """A wrapper for one method.

    Args:
        module: The module of the class.
        path: The class and its method, such as ``"Session.create_client"``.
        wrapper: The wrapper, as ``wrapt.FunctionWrapper`` takes it.
    """

    module: str
    path: str
    wrapper: Callable[..., Any]

    @property
    def package(self) -> str:
        """The package that the module belongs to."""
        return self.module.partition(".")[0]

    def is_lacking(self, module: ModuleType) -> bool:
        """Tell whether the method is not there to be wrapped."""
        owner, attribute = self._place(module)
        return owner is None or not callable(vars(owner).get(attribute))

    def apply(self, module: ModuleType) -> None:
        """Put the wrapper there, unless it is there already, under whatever others put over it."""
        from wrapt import FunctionWrapper  # the package is to be imported without it

        owner, attribute = self._place(module)
        if not any(self.is_ours(layer) for layer in layers(vars(owner)[attribute])):
            setattr(owner, attribute, FunctionWrapper(vars(owner)[attribute], self.wrapper))

    def remove(self) -> None:
        """Take the wrapper away. Under another library's it has to stay, and to let every call pass."""
        module = sys.modules.get(self.module)
        owner, attribute = (None, "") if module is None else self._place(module)
        current = None if owner is None else vars(owner).get(attribute)
        if current is not None and self.is_ours(current):
            setattr(owner, attribute, current.__wrapped__)

    def is_ours(self, function: Any) -> bool:
        """Tell whether ``function`` is this wrapper, around something."""
        return getattr(function, "_self_wrapper", None) is self.wrapper

    def _place(self, module: ModuleType) -> tuple[Any, str]:
        owner, attribute = self.path.split(".")
        return vars(module).get(owner), attribute


def layers(function: Any) -> Iterator[Any]:
    """Yield a function, what it wraps, what that wraps, and so on."""
    while function is not None:
        yield function
        function = getattr(function, "__wrapped__", None)


def load_wrapt() -> None:
    """Import wrapt, or raise whatever is wrong with it."""
    import wrapt  # noqa: F401 - importing chime_shim imports none of its dependencies
