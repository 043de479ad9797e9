"""The functions of others that chime_shim relies on beyond their documentation, and the sources of them seen.

``python -m tests.drift.relied_on --accept`` takes down the sources in the installed releases, after someone
has read what changed in them.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import json
import textwrap
from functools import reduce
from importlib import import_module, metadata
from pathlib import Path

SOURCES = Path(__file__).with_name("sources.json")

# The file of chime_shim, or of its emulator, that relies on the functions: "module:qualified name".
RELIED_ON = {
    "_activation": [
        "botocore.client:BaseClient.__getattr__",
        "botocore.session:Session.create_client",
        "aiobotocore.client:AioBaseClient.__getattr__",
        "aiobotocore.session:AioSession._create_client",
    ],
    "_graft.validation": [
        "botocore.serialize:create_serializer",
        "botocore.validate:ParamValidationDecorator",
        "botocore.utils:is_json_value_header",
        "botocore.utils:parse_to_aware_datetime",
        "botocore.validate:ParamValidator",
        "botocore.validate:range_check",
        "botocore.validate:type_check",
    ],
    "_graft.endpoint_cache": [
        "botocore.hooks:HierarchicalEmitter._emit",
        "botocore.hooks:HierarchicalEmitter._register_section",
        "botocore.hooks:HierarchicalEmitter.unregister",
        "botocore.regions:EndpointRulesetResolver._get_provider_params",
        "botocore.regions:EndpointRulesetResolver.construct_endpoint",
        "aiobotocore.hooks:AioHierarchicalEmitter._emit",
        "aiobotocore.regions:AioEndpointRulesetResolver._get_provider_params",
        "aiobotocore.regions:AioEndpointRulesetResolver.construct_endpoint",
    ],
    "_graft.client": [
        "botocore.client:BaseClient.__init__",
        "botocore.client:BaseClient._convert_to_request_dict",
        "botocore.client:BaseClient._emit_api_params",
        "botocore.client:BaseClient._make_api_call",
        "botocore.client:BaseClient._make_request",
        "botocore.client:BaseClient._resolve_endpoint_ruleset",
        "botocore.client:ClientMeta.__init__",
        "botocore.endpoint:Endpoint.__init__",
        "botocore.endpoint:Endpoint._needs_retry",
        "botocore.endpoint:Endpoint._send_request",
        "botocore.signers:generate_presigned_url",
    ],
    "_graft.aio": [
        "aiobotocore.client:AioBaseClient._convert_to_request_dict",
        "aiobotocore.client:AioBaseClient._emit_api_params",
        "aiobotocore.client:AioBaseClient._make_api_call",
        "aiobotocore.client:AioBaseClient._make_request",
        "aiobotocore.client:AioBaseClient._resolve_endpoint_ruleset",
        "aiobotocore.endpoint:AioEndpoint._needs_retry",
        "aiobotocore.endpoint:AioEndpoint._send_request",
        "aiobotocore.session:AioSession.create_client",
        "aiobotocore.session:ClientCreatorContext",
    ],
    "_graft.target": [
        "botocore.model:OperationModel.__init__",
        "botocore.model:ServiceModel.__init__",
        "botocore.model:ServiceModel.operation_model",
        "botocore.signers:RequestSigner.__init__",
        "botocore.signers:RequestSigner.get_auth_instance",
        "botocore.signers:RequestSigner.sign",
    ],
    "legacy_api.restored": [
        "aiobotocore.client:AioClientCreator._create_api_method",
        "botocore.client:ClientCreator.__init__",
        "botocore.client:ClientCreator._create_api_method",
        "botocore.client:ClientCreator._create_methods",
        "botocore.client:ClientCreator._create_name_mapping",
    ],
    "_graft.replacements": [
        "botocore.awsrequest:AWSResponse.__init__",
        "botocore.validate:ValidationErrors.__init__",
        "botocore.validate:ValidationErrors.report",
    ],
    "_graft.sessions": [
        "botocore.loaders:Loader.__init__",
        "botocore.loaders:Loader.list_available_services",
    ],
    "_graft.successors": [
        "botocore.config:Config.__init__",
        "botocore.httpsession:URLLib3Session.__init__",
        "botocore.session:Session.get_component",
        "botocore.session:Session.register_component",
    ],
    "_graft.replies": [
        "botocore.awsrequest:HeadersDict",
        "botocore.awsrequest:_HeaderKey",
        "botocore.endpoint:Endpoint._do_get_response",
        "botocore.endpoint:convert_to_response_dict",
        "botocore.parsers:BaseJSONParser",
        "botocore.parsers:BaseRestParser",
        "botocore.parsers:ResponseParser",
        "botocore.parsers:ResponseParserFactory",
        "botocore.parsers:RestJSONParser",
        "botocore.utils:lowercase_dict",
        "aiobotocore.endpoint:AioEndpoint._do_get_response",
        "aiobotocore.endpoint:convert_to_response_dict",
        "aiobotocore.parsers:AioResponseParserFactory",
        "aiobotocore.parsers:AioRestJSONParser",
    ],
    "_graft.timestamps": [
        "botocore.utils:_parse_timestamp_with_tzinfo",
        "botocore.utils:parse_timestamp",
    ],
    "_graft.user_agent": [
        "botocore.useragent:UserAgentString",
    ],
    "emulator": [
        "moto.awslambda.utils:get_backend",
        "moto.backends:_import_backend",
        "moto.backends:get_backend",
        "moto.core.base_backend:BackendDict.__init__",
        "moto.core.base_backend:BackendDict.iter_backends",
        "moto.core.parse:RestJSONParser",
        "moto.core.responses:BaseResponse._authenticate_and_authorize_normal_action",
        "moto.core.responses:BaseResponse._enrich_response",
        "moto.core.responses:BaseResponse.call_action",
        "moto.core.responses:BaseResponse.dispatch",
        "moto.core.responses:BaseResponse.setup_class",
        "moto.core.serialize:RestJSONSerializer",
        "moto.core.serialize:TimestampSerializer",
        "moto.moto_server.werkzeug_app:DomainDispatcherApplication.__call__",
        "moto.moto_server.werkzeug_app:DomainDispatcherApplication.infer_service_region_host",
        "moto.moto_server.werkzeug_app:create_backend_app",
    ],
}
NAMES = sorted({name for names in RELIED_ON.values() for name in names})


def release(name):
    """The installed release that a function is in, such as ``"botocore 1.44.5"``."""
    package = name.partition(".")[0]
    return f"{package} {metadata.version(package)}"


def digest(name):
    """The hash of a function's or class's source, whatever its lines and indents.

    Raises:
        ImportError, AttributeError: If there is no such thing.
    """
    module, _, path = name.partition(":")
    function = reduce(getattr, path.split("."), import_module(module))
    # Ours, or another library's, may be around it while the tests run.
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    return hashlib.sha256(" ".join(source.split()).encode()).hexdigest()[:16]


def found(name):
    """The same of a function that may be gone, or not be there yet: ``"gone"``."""
    try:
        return digest(name)
    except (ImportError, AttributeError):
        return "gone"


def known():
    """The sources seen: by function, by hash, the releases with that source."""
    return json.loads(SOURCES.read_text(encoding="utf-8"))


def installed(name):
    """Tell whether the package that has a function is installed."""
    try:
        release(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def main(argv=None):
    """Compare the installed sources with those seen, or take them down."""
    parser = argparse.ArgumentParser(description="Compare the sources that chime_shim relies on.")
    parser.add_argument("--accept", action="store_true", help="take down the installed sources")
    accept = parser.parse_args(argv).accept
    seen = known() if SOURCES.exists() else {}
    seen = {name: seen.get(name, {}) for name in NAMES}
    for name in filter(installed, NAMES):
        releases = seen[name].setdefault(found(name), [])
        if release(name) not in releases:
            releases.append(release(name))
            releases.sort(key=_order)
    text = json.dumps(seen, indent=1) + "\n"
    if accept:
        SOURCES.write_text(text, encoding="utf-8")
    return int(not accept and text != SOURCES.read_text(encoding="utf-8"))


def _order(name):
    return [int(part) for part in name.partition(" ")[2].split(".")]


if __name__ == "__main__":
    raise SystemExit(main())
