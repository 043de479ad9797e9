"""What the graft takes for granted of botocore, checked when a client is grafted.

If botocore renames one of its steps, or asks more of one, a graft would only seem to be at work. Such a
client is left alone. That each call really passes the steps is proved at the call, see ``call``.
"""

from __future__ import annotations

from functools import lru_cache
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

from botocore import __version__
from botocore.client import BaseClient, ClientCreator, ClientMeta
from botocore.endpoint import Endpoint

from chime_shim.errors import SeamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["check"]

# The steps of a call that the mixin takes the place of, with all that botocore hands to them.
_STEPS = {
    "_resolve_endpoint_ruleset": ("operation_model", "params", "request_context", "ignore_signing_region"),
    "_convert_to_request_dict": (
        "api_params",
        "operation_model",
        "endpoint_url",
        "context",
        "headers",
        "set_user_agent_header",
    ),
    "_make_request": ("operation_model", "request_dict", "request_context"),
}
# What is called, and with how many arguments. These are often replaced by fakes, whose names are their own.
_CALLED = {"_make_api_call": 2}
_ATTRIBUTES = (
    "_client_config",
    "_endpoint",
    "_loader",
    "_request_signer",
    "_ruleset_resolver",
    "_serializer",
    "meta",
)
_MAKERS = (
    (ClientCreator, "_create_methods", ("service_model",)),
    (ClientCreator, "_create_name_mapping", ("service_model",)),
    (
        ClientMeta,
        "__init__",
        (
            "events",
            "client_config",
            "endpoint_url",
            "service_model",
            "method_to_api_mapping",
            "partition",
        ),
    ),
    (Endpoint, "create_request", ("params", "operation_model")),
)


def check(client: Any) -> None:
    """Make sure that the graft fits ``client``.

    Raises:
        SeamError: If botocore lacks something that the graft needs, or has it in another form.
    """
    lacking = [name for name in _ATTRIBUTES if not hasattr(type(client), name) and name not in vars(client)]
    problems = [f"its clients have no {name}" for name in lacking]
    # botocore makes a class for each client: what the graft fits is the one below.
    cls = next(each for each in type(client).__mro__ if each.__name__ in {"AioBaseClient", "BaseClient"})
    problems += _problems(cls, *(getattr(cls, name, None) for name in (*_STEPS, *_CALLED)))
    if problems:
        raise SeamError("; ".join(problems), __version__)


@lru_cache(maxsize=32)
def _problems(cls: type[BaseClient], *functions: Callable[..., Any] | None) -> tuple[str, ...]:
    """Return what does not fit. The functions are asked for again only when one has changed."""
    steps, called = functions[: len(_STEPS)], functions[len(_STEPS) :]
    found = [
        problem
        for function, (name, expected) in zip(steps, _STEPS.items(), strict=True)
        for problem in _differences(function, f"{cls.__name__}.{name}", expected)
    ]
    for function, (name, count) in zip(called, _CALLED.items(), strict=True):
        if function is None:
            found.append(f"{cls.__name__}.{name} is missing")
        elif not _takes(function, count + 1):
            found.append(f"{cls.__name__}.{name} does not take {count} arguments")
    for owner, name, expected in _MAKERS:
        found += _differences(getattr(owner, name, None), f"{owner.__name__}.{name}", expected)
    return tuple(found)


def _differences(function: Callable[..., Any] | None, name: str, expected: tuple[str, ...]) -> Iterator[str]:
    if function is None:
        yield f"{name} is missing"
        return
    try:
        parameters = list(signature(function).parameters.values())
    except (TypeError, ValueError):  # one of C's, or a fake
        return
    if {each.kind for each in parameters} >= {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}:
        return  # somebody's wrapper: it passes on whatever it is given
    found = tuple(each.name for each in parameters[1:])
    if found != expected:
        odd = [each for each in (*found, *expected) if (each in found) != (each in expected)]
        yield f"{name} has other parameters ({', '.join(odd) or 'in another order'})"


def _takes(function: Callable[..., Any], count: int) -> bool:
    try:
        signature(function).bind(*(None,) * count)
    except TypeError:
        return False
    except ValueError:
        return True
    return True
