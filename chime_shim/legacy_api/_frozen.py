"""Tables of a model that are shared, and so must not be changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

__all__ = ["Frozen"]


class Frozen(dict[str, Any]):
    """A table of a model that sessions share: nobody changes it for all the others. Copies can be changed."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("the restored model of chime is shared by all sessions: change a copy of it")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return deepcopy(dict(self), memo)

    def __reduce__(self) -> Any:
        return dict, (dict(self),)
