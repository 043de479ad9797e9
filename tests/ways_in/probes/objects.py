"""What can be seen of a client, and done with it, without making a request. A function is an observation."""

from __future__ import annotations

import contextlib
import copy
import inspect
import pickle
import weakref

from botocore.client import BaseClient

from tests.ways_in.probes.common import IDS, make, status, tried


def public_names(client):
    return [name for name in dir(client) if not name.startswith("_")]


def methods_by_getattr(client):
    methods = {name: getattr(client, name) for name in client.meta.method_to_api_mapping}
    return {
        name: [callable(method), method.__name__, method.__qualname__, method.__module__]
        for name, method in methods.items()
    }


def signatures(client):
    return [str(inspect.signature(getattr(client, name))) for name in client.meta.method_to_api_mapping]


def presence(client):
    names = ("create_proxy_session", "list_accounts", "CreateMeeting", "create_", "exceptions", "__enter__")
    return {name: hasattr(client, name) for name in names}


def unknown_names(client):
    return [tried(lambda: client.no_such_operation), tried(lambda: client._no_such_thing)]


def positional_arguments(client):
    return tried(lambda: client.get_proxy_session("abc", "1"))


def looks(client):
    return [type(client).__name__, type(client).__module__, repr(client).partition(" at ")[0], bool(client)]


def kinds(client):
    return [
        isinstance(client, BaseClient),
        isinstance(client, type(client)),
        hash(client) != 0,
    ]


def protocols(client):
    return [
        tried(lambda: len(client))[0],
        tried(lambda: iter(client))[0],
        tried(lambda: client["a"])[0],
        callable(client),
    ]


def meta(client):
    it = client.meta
    return {
        "region_name": it.region_name,
        "endpoint_url": it.endpoint_url.rpartition(":")[0],
        "partition": it.partition,
        "methods": dict(sorted(it.method_to_api_mapping.items())),
        "signature_version": it.config.signature_version,
        "config": [it.config.connect_timeout, it.config.max_pool_connections, it.config.region_name],
        "names": [name for name in dir(it) if not name.startswith("_")],
    }


def service_model(client):
    it = client.meta.service_model
    return {
        "names": [it.service_name, str(it.service_id), it.api_version, it.signing_name, it.endpoint_prefix],
        "operations": sorted(it.operation_names),
        "shapes": sorted(shape.name for shape in it.error_shapes),
        "signature": it.signature_version,
        "protocol": it.protocol,
    }


def operation_models(client):
    service = client.meta.service_model
    models = [service.operation_model(name) for name in sorted(service.operation_names)]
    return {
        model.name: [
            model.wire_name,
            model.http,
            model.endpoint,
            model.deprecated,
            model.has_streaming_input,
            model.idempotent_members,
            list(model.input_shape.members) if model.input_shape else None,
            list(model.output_shape.members) if model.output_shape else None,
            [shape.name for shape in model.error_shapes],
        ]
        for model in models
    }


def pagination(client):
    names = client.meta.method_to_api_mapping
    can = {name: client.can_paginate(name) for name in names}
    odd = [tried(lambda name=name: client.can_paginate(name)) for name in ("nonsense", "ListProxySessions")]
    return can, odd, tried(lambda: client.get_paginator("list_proxy_sessions"))


def waiters(client):
    return [client.waiter_names, tried(lambda: client.get_waiter("proxy_session_exists"))]


def exceptions(client):
    names = [name for name in dir(client.exceptions) if not name.startswith("_")]
    error = client.exceptions.NotFoundException({"Error": {"Code": "c", "Message": "m"}}, "Op")
    return [
        names,
        tried(lambda: client.exceptions.NoSuchException)[1].partition(" has ")[2],
        str(error),
        client.exceptions.from_code("NotFoundException") is client.exceptions.NotFoundException,
        [base.__name__ for base in client.exceptions.NotFoundException.__mro__],
    ]


def exceptions_of_two_clients(client):
    other = make(client.meta.endpoint_url)
    return other.exceptions.NotFoundException is client.exceptions.NotFoundException


def presigning(client):
    return [
        tried(lambda: client.generate_presigned_url("no_such_operation")),
        tried(lambda: client.generate_presigned_url("get_proxy_session", {"VoiceConnectorId": "a"})),
        tried(lambda: client.generate_presigned_url("get_proxy_session", {**IDS, "Odd": 1})),
        tried(lambda: client.generate_presigned_url("get_proxy_session", IDS))[:7],
        tried(lambda: client.generate_presigned_post("a", "b")),
    ]


def closing(client):
    with contextlib.closing(make(client.meta.endpoint_url)) as closed:
        before = status(closed)
    closed.close()
    return [before, status(closed)]


def context_manager(client):
    def enter():
        with client:
            pass

    return tried(enter)[0]


def attributes(client):
    client.tenant = "t-1"
    client.list_meetings = lambda: "mine"
    seen = [client.tenant, client.list_meetings(), "tenant" in vars(client)]
    del client.tenant, client.list_meetings
    return [*seen, hasattr(client, "tenant"), callable(client.list_meetings)]


def pickling(client):
    return [tried(lambda: pickle.dumps(client))[0], tried(lambda: pickle.dumps(client.get_proxy_session))[0]]


def copying(client):
    return [tried(lambda: copy.copy(client))[0], tried(lambda: copy.deepcopy(client))[0]]


def weak_references(client):
    other = make(client.meta.endpoint_url)
    reference = weakref.ref(other)
    return [reference() is other, weakref.WeakKeyDictionary({other: 1})[other]]
