"""Names of other libraries that make, wrap or name clients, and the members of clients."""

from __future__ import annotations

import re
from functools import cache

from chime_shim.routes import ROUTES
from chime_shim.routes._names import method_name

__all__ = [
    "CALLERS",
    "CLIENT_MAKERS",
    "CONTEXT_MANAGERS",
    "COPYING",
    "DECORATORS",
    "DISTINCTIVE",
    "EVERYBODYS",
    "GIVERS",
    "HARMLESS",
    "HOLDERS",
    "KEEPERS",
    "MOCKS",
    "NAMING_MEMBERS",
    "OTHER_MEMBERS",
    "PATCHES",
    "SESSION_MAKERS",
    "SESSION_MEMBERS",
    "SHOWN",
    "STUBBERS",
    "annotated_service",
    "kept_methods",
    "leads_to_clients",
]

_LIBRARIES = re.compile(
    r"(aioboto3|aiobotocore|boto3|botocore(\.(client|session|stub)|$)|chime_shim|mypy_boto3|types_)"
)

CLIENT_MAKERS = frozenset({"boto3.client", "aioboto3.client", "chime_shim.client"})

SESSION_MAKERS = frozenset(
    {
        "aiobotocore.get_session",
        "aiobotocore.session.AioSession",
        "aiobotocore.session.get_session",
        "aioboto3.Session",
        "aioboto3.session.Session",
        "boto3.Session",
        "boto3._get_default_session",
        "boto3.session.Session",
        "boto3.setup_default_session",
        "botocore.session.Session",
        "botocore.session.get_session",
    }
)
SESSION_MEMBERS = frozenset({"client", "create_client"})

GIVERS = frozenset({"apply", "run_in_executor", "run_sync", "to_thread", "wait_for"})
"""Those of the callers that give what is returned."""

KEEPERS = re.compile(
    r"(?:queue|asyncio|multiprocessing)\.\w*Queue\(\)|contextvars\.ContextVar\(\)|threading\.local\(\)"
)
"""What other libraries make to keep things in."""

HOLDERS = ("django.apps.apps.", "django.conf.settings.", "flask.current_app.", "flask.g.")
"""Where frameworks keep what belongs to the program itself."""

STUBBERS = frozenset({"botocore.stub.Stubber"})
CONTEXT_MANAGERS = frozenset({"contextlib.asynccontextmanager", "contextlib.contextmanager"})
DECORATORS = frozenset(
    {"abstractmethod", "asynccontextmanager", "cache", "cached_property", "classmethod", "contextmanager"}
    | {
        "final",
        "fixture",
        "lru_cache",
        "override",
        "overload",
        "property",
        "staticmethod",
        "setter",
        "getter",
    }
    | {
        "deleter",
        "parametrize",
        "usefixtures",
        "skipif",
        "skip",
        "xfail",
        "abstractproperty",
        "hybrid_property",
    }
    | {"mock_aws", "asyncio", "wraps"}
)
"""Decorators, by the last part of their names, behind which a function stays what it is."""

SHOWN = frozenset(
    {"asyncio.run", "builtins.iter", "chime_shim.wrap", "contextlib.aclosing", "contextlib.closing"}
    | {"contextlib.nullcontext", "copy.copy", "copy.deepcopy", "types.MappingProxyType", "weakref.proxy"}
    | {"builtins.aiter", "builtins.anext", "asyncio.ensure_future", "asyncio.create_task", "asyncio.shield"}
)
"""Functions that give back what they are given."""

COPYING = {
    "_asdict": "dataclasses.asdict",
    "_replace": "dataclasses.replace",
    "copy": "dataclasses.replace",
    "dict": "dataclasses.asdict",
    "model_copy": "dataclasses.replace",
    "model_dump": "dataclasses.asdict",
}
"""Methods of named tuples and of pydantic's models that give what a function of dataclasses gives."""

HARMLESS = frozenset(
    f"builtins.{name}"
    for name in (
        *(
            "bool",
            "callable",
            "dir",
            "format",
            "hash",
            "help",
            "id",
            "isinstance",
            "issubclass",
            "len",
            "print",
        ),
        *("repr", "str", "type"),
    )
)
"""Functions that keep nothing of what they are given, and call no operation on it."""

CALLERS = frozenset(
    {
        "Process",
        "Thread",
        "Timer",
        "apply",
        "apply_async",
        "call_later",
        "call_soon",
        "gather",
        "map",
        "partial",
    }
    | {"reduce", "run_in_executor", "starmap", "submit", "to_thread", "wait_for", "run_sync", "addCleanup"}
)
"""Functions, by the last part of their names, that call what they are given, with the arguments after it."""

PATCHES = frozenset({"unittest.mock.patch", "mock.patch"})
MOCKS = ("unittest.mock.", "mock.")

# Members of a client that take an operation's name, and what such a use is.
NAMING_MEMBERS = {
    "_make_api_call": "api-call",
    "can_paginate": "paginator",
    "generate_presigned_url": "presigned",
    "get_paginator": "paginator",
}

# Those that have nothing to do with an operation.
OTHER_MEMBERS = frozenset(
    {"close", "exceptions", "generate_presigned_post", "get_waiter", "meta", "waiter_names"}
)

_WORDS = re.compile(
    "app_instance|attendee|channel_(ban|mem|mod|read)|e911|media_capture|messaging_session|meeting_t"
    "|meetings?_with|proxy_session|sip_(media|rule)|voice_connector"
)

DISTINCTIVE = frozenset(name for name in map(method_name, ROUTES) if _WORDS.search(name))
"""Methods that hardly anything but a Chime client has."""

EVERYBODYS = frozenset({f"{verb}_channel" for verb in ("create", "delete", "describe", "update")}) | {
    "list_channels",
    "list_tags_for_resource",
    "tag_resource",
    "untag_resource",
}
"""Removed methods that clients of other services of AWS have as well."""

_ANNOTATIONS = re.compile(
    r"(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(?P<service>\w+?)"
    r"(?:\.client)?\.\w+Client"
)


def annotated_service(name: str) -> str | None:
    """Return the service of a client's type, such as ``"mypy_boto3_chime.client.ChimeClient"``."""
    match = _ANNOTATIONS.fullmatch(name)
    return match["service"].replace("_", "-") if match else None


@cache
def leads_to_clients(name: str) -> bool:
    """Tell whether clients may come from something of another library, such as ``"botocore.session"``."""
    return _LIBRARIES.match(name) is not None


@cache
def kept_methods() -> frozenset[str]:
    """Return the methods for the operations that ``chime`` still has."""
    from chime_shim.legacy_api.restored import legacy_model

    return frozenset(method_name(each) for each in legacy_model().operation_names if each not in ROUTES)
