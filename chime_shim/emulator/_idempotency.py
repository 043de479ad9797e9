"""Requests with a ``ClientRequestToken``, which are carried out once however often they come."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import TypeVar

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Params
from chime_shim.emulator._errors import ConflictException, ServiceError

AnyBackend = TypeVar("AnyBackend", bound=Backend)
Creation = Callable[[AnyBackend, Params], Item]

_decorated = itertools.count()

ANSWERED = Collection("Request", key="#request")


def once(
    *scope: str, conflict: type[ServiceError] = ConflictException
) -> Callable[[Creation[AnyBackend]], Creation[AnyBackend]]:
    """Let an operation answer a request that comes again as it answered the first.

    Assumption: AWS forgets tokens after a while, which it does not state; here they are never forgotten.

    Args:
        scope: The parameters within whose values a token is unique.
        conflict: The error when another request had the token.
    """

    def decorate(create: Creation[AnyBackend]) -> Creation[AnyBackend]:
        number = next(_decorated)

        @functools.wraps(create)
        def operation(backend: AnyBackend, params: Params) -> Item:
            names = (*scope, "ClientRequestToken")
            key = " ".join((str(number), *(str(params.get(name)) for name in names)))
            if key not in ANSWERED.store(backend):
                result = create(backend, params)
                ANSWERED.add(backend, {ANSWERED.key: key, "Params": params, "Result": result})
            answered = ANSWERED.store(backend)[key]
            if answered["Params"] != params:
                raise conflict("The ClientRequestToken was used for a request that said otherwise")
            known: Item = answered["Result"]
            return known

        return operation

    return decorate
