"""Post-import hooks that stay: they run at the first import of a module, at a later one, and at a reload.

wrapt's run once for each name, at once for a module that another thread is still importing, and, in old
releases, under a lock. That is too little for tests that take botocore out of ``sys.modules``.
"""

from __future__ import annotations

import importlib
import sys
import threading
from importlib.abc import Loader, MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    Hook = Callable[[ModuleType], object]

__all__ = [
    "at_next_import",
    "is_being_imported",
    "register_post_import_hook",
    "unregister_post_import_hooks",
    "wait_for_import",
]

_hooks: dict[str, Hook] = {}
_stirred: Callable[[], object] | None = None


def register_post_import_hook(hook: Hook, name: str) -> None:
    """Have ``hook`` called at the end of each import of a module that begins from now on.

    Args:
        hook: Called with the module, in the importing thread, which holds the lock of the import. It must not
            raise, and must not wait for anybody who may wait for an import.
        name: The full name of the module.
    """
    _hooks[name] = hook
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)


def unregister_post_import_hooks() -> None:
    """Take all hooks back."""
    _hooks.clear()
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)


def at_next_import(action: Callable[[], object] | None) -> None:
    """Have ``action`` called once, when any other module is about to be imported; None: nothing."""
    global _stirred  # noqa: PLW0603 - there is one import system
    _stirred = action


def _run_at_next_import() -> None:
    action = _stirred
    at_next_import(None)  # first: the action may import, or ask for another time
    if action is not None:
        action()


class _Finder(MetaPathFinder):
    """A finder that finds what those after it find, with a loader that runs the hook when it is done."""

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in _hooks:
            if _stirred is not None:
                _run_at_next_import()
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec: ModuleSpec | None = find(fullname, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _HookedLoader(spec.loader)
                return spec
        return None


class _HookedLoader(Loader):
    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # The module is to look as if nobody had watched, to itself as well.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        hook = _hooks.get(module.__name__)
        if hook is not None:
            hook(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


_finder = _Finder()


def wait_for_import(name: str) -> None:
    """Wait while another thread is importing a module. A module that nobody is importing is not imported.

    The caller must hold no lock that a hook takes.
    """
    if _importer(name) not in {None, threading.get_ident()}:
        try:
            importlib.import_module(name)  # the import system's own way to wait
        except ImportError:  # whoever imports it will hear of it
            return


def is_being_imported(name: str) -> bool:
    """Tell whether a thread, perhaps this one, is in the middle of importing a module."""
    module = sys.modules.get(name)
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False)) or (
        module is None and _importer(name) is not None
    )


def _importer(name: str) -> int | None:
    """Return the thread that holds the lock of a module's import, if one does."""
    # Between finding a module and putting it into sys.modules there is only the lock to show for it.
    reference = getattr(getattr(importlib, "_bootstrap", None), "_module_locks", {}).get(name)
    lock = None if reference is None else reference()
    owner: int | None = getattr(lock, "owner", None)
    return owner
