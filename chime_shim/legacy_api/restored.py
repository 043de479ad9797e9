"""The legacy API in full, as botocore's own objects."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary, WeakSet

from botocore.hooks import HierarchicalEmitter
from botocore.loaders import create_loader
from botocore.model import ServiceModel

from chime_shim import legacy_api
from chime_shim.legacy_api import standalone_path
from chime_shim.legacy_api._frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LEGACY_SERVICE", "Restored", "is_standalone", "legacy_model", "with_chime"]

LEGACY_SERVICE = "chime"


class Restored(NamedTuple):
    """The legacy API, made once for each model of ``chime``: sessions with the same data share it.

    Args:
        model: The service model with all operations.
        names: From method name to operation name.
        methods: A class of the methods that the model of botocore has not.
        checks: From operation name to the compiled check of its parameters, as they were used.
    """

    model: ServiceModel
    names: Mapping[str, str]
    methods: type[Any]
    checks: dict[str, Callable[[Any], bool]]

    @classmethod
    def of(cls, client: Any, creator_class: type[Any], *, with_phone_numbers: bool = False) -> Restored:
        """Restore what ``client`` lacks, with methods as botocore's ``creator_class`` makes them.

        Args:
            client: A ``chime`` client.
            creator_class: botocore's, or aiobotocore's.
            with_phone_numbers: Whether to restore operations on phone numbers, too, if botocore has none.
        """
        loader = client._loader
        made = _made.setdefault(loader, {})
        with_phone_numbers = with_phone_numbers and is_standalone(loader)
        key = creator_class, with_phone_numbers
        if key not in made:
            stock = client.meta.service_model._service_description
            shared = _shared.setdefault(key, [])
            # A session may have a model of its own, of its own directory.
            restored = next((known for seen, known in shared if seen == stock), None)
            if restored is None:
                restored = cls._made_of(stock, creator_class, with_phone_numbers=with_phone_numbers)
                # A copy of the tables: what the session does to its own is not ours.
                shared[_MOST_SHARED:] = []
                shared.insert(0, (_tables_of(stock), restored))
            made[key] = restored
        return made[key]

    @classmethod
    def _made_of(
        cls, stock: Mapping[str, Any], creator_class: type[Any], *, with_phone_numbers: bool
    ) -> Restored:
        description = legacy_api.restore(stock, with_phone_numbers=with_phone_numbers)
        model = ServiceModel(Frozen(_tables_of(description)), LEGACY_SERVICE)
        creator = creator_class(create_loader(), None, None, HierarchicalEmitter(), None, None)
        names = creator._create_name_mapping(model)
        # A method and its documentation take 1.5 kB: botocore's own are not made again.
        known = stock["operations"]
        lost = {name: each for name, each in description["operations"].items() if name not in known}
        added = ServiceModel(Frozen({**model._service_description, "operations": lost}), LEGACY_SERVICE)
        methods = type("Chime", (), creator._create_methods(added))
        return cls(model, names, methods, {})

    def class_over(self, stock: type[Any], mixin: type[Any]) -> type[Any]:
        """Make a class that adds to ``stock`` the methods that it lacks, and puts ``mixin`` before it."""
        # They come last, so that what botocore or a handler of creating-client-class.chime made has
        # precedence; and are inherited: botocore makes a class for each client, and copying takes long.
        namespace = {"_PY_TO_OP_NAME": self.names, "__module__": stock.__module__}
        return type(stock.__name__, (mixin, stock, self.methods), namespace)


def _tables_of(description: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Frozen(value) if isinstance(value, dict) else value for name, value in description.items()}


@cache
def legacy_model() -> ServiceModel:
    """Return the restored model of ``chime``."""
    installed = with_chime(create_loader()).load_service_model(LEGACY_SERVICE, "service-2")
    return ServiceModel(legacy_api.restore(installed), LEGACY_SERVICE)


def with_chime(loader: Any) -> Any:
    """Return a botocore data loader that has ``chime``: ``loader`` itself, unless it lacks it."""
    # botocore asks this itself, in the same words: the loader remembers the answer for both.
    if LEGACY_SERVICE in loader.list_available_services("service-2"):
        return loader
    whole = _whole.get(loader)
    if whole is None:
        # A new one, because this one remembers what it did not find.
        paths = [*loader.search_paths, standalone_path()]
        whole = type(loader)(paths, loader.file_loader, include_default_search_paths=False)
        _whole[loader] = whole
        _standalone.add(whole)
    return whole


def is_standalone(loader: Any) -> bool:
    """Tell whether a loader has its ``chime`` from here, and not from botocore."""
    return loader in _standalone


_MOST_SHARED = 7
_standalone: WeakSet[Any] = WeakSet()
# By the loader that lacks chime, the one that has it.
_whole: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
_made: WeakKeyDictionary[Any, dict[tuple[type[Any], bool], Restored]] = WeakKeyDictionary()
# By the kind of client: models of chime as botocore has them, and what was made of each; the latest first.
_shared: dict[tuple[type[Any], bool], list[tuple[Mapping[str, Any], Restored]]] = {}
