"""The successor clients of a legacy client: built when first needed, once, from the same session."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from botocore import UNSIGNED, __version__
from botocore.config import Config
from botocore.session import Session

from chime_shim._graft.hosts import is_aws_endpoint, is_legacy_endpoint
from chime_shim._graft.validation import validates
from chime_shim.errors import SuccessorMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.settings import Settings

__all__ = ["Origin", "Successors"]

# The parameters of Session.create_client in their order, which botocore keeps. Not asked of the function
# itself: another library's wrapper may have no signature of its own.
_CREATE_CLIENT = (
    "service_name",
    "region_name",
    "api_version",
    "use_ssl",
    "verify",
    "endpoint_url",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "config",
    "aws_account_id",
)

_logger = logging.getLogger("chime_shim")

# botocore's sessions are not made for building clients in several threads at once.
_building = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_building._at_fork_reinit)  # type: ignore[attr-defined]


class Origin(NamedTuple):
    """How a legacy client came to be: all that is needed to make another client like it.

    Args:
        session: The botocore session (of boto3's sessions: the one inside).
        arguments: What ``Session.create_client`` was called with, by name.
    """

    session: Any
    arguments: Mapping[str, Any]

    @classmethod
    def of_call(cls, session: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Origin:
        """Take down a call of ``session.create_client`` that makes a client."""
        arguments = {**dict(zip(_CREATE_CLIENT, args, strict=False)), **kwargs}
        del arguments["service_name"]
        return cls(session, arguments)

    @classmethod
    def of(cls, client: Any, session: Any = None, credentials: Any = None) -> Origin:
        """Infer the origin of ``client``, for a client that was made elsewhere.

        Args:
            client: The client.
            session: A new session to make clients like it with; botocore's own kind unless given.
            credentials: A credential provider for that session.
        """
        session = session or Session()
        credentials = credentials or _Credentials(client._request_signer._credentials)
        session.register_component("data_loader", client._loader)
        session.register_component("credential_provider", credentials)
        return cls(
            session,
            {
                "endpoint_url": None
                if is_aws_endpoint(client.meta.endpoint_url)
                else client.meta.endpoint_url,
                "use_ssl": client.meta.endpoint_url.startswith("https"),
                "verify": client._endpoint.http_session._verify,
                "config": _config_of(client),
            },
        )


@dataclass(slots=True, eq=False, repr=False)
class Successors:
    """The successor clients of one legacy client, by service.

    Args:
        origin: How the legacy client came to be.
        legacy_endpoint: The legacy client's endpoint, which may come from the environment or the AWS config.
        settings: Says in which region each service is called.
    """

    origin: Origin
    legacy_endpoint: str
    settings: Settings
    _clients: dict[str, Any] = field(default_factory=dict)
    _warned: bool = False

    def client(self, service: str) -> Any:
        """Return the real client of ``service``, such as ``"chime-sdk-voice"``.

        It has the legacy client's credentials, config, certificates and, unless it was an AWS host,
        endpoint. Its region is the one that the settings name.
        """
        client = self._clients.get(service)
        if client is None:
            with _building:
                client = self._clients.get(service)
                if client is None:
                    client = self._clients[service] = self._build(service)
        return client

    def _build(self, service: str) -> Any:
        arguments = self.arguments(service)
        client = self.origin.session.create_client(service, **arguments)
        if self.lacks_endpoint(client):
            arguments["endpoint_url"] = self.legacy_endpoint
            client = self.origin.session.create_client(service, **arguments)
        return client

    def arguments(self, service: str) -> dict[str, Any]:
        """Return what ``create_client`` takes to make the client of ``service``.

        Raises:
            SuccessorMissingError: If the installed botocore has no such service.
        """
        loader = self.origin.session.get_component("data_loader")
        if service not in loader.list_available_services("service-2"):
            raise SuccessorMissingError(missing=service, botocore=__version__)
        arguments = dict(self.origin.arguments)
        arguments.pop("api_version", None)
        arguments["region_name"] = self.settings.region_of(service)
        endpoint_url = arguments.get("endpoint_url")
        if endpoint_url and is_legacy_endpoint(endpoint_url):
            arguments["endpoint_url"] = None
            self._warn_of_ignored(endpoint_url)
        return arguments

    def lacks_endpoint(self, client: Any) -> bool:
        """Tell whether AWS_ENDPOINT_URL_CHIME or its like is meant: it names none of them, but serves all."""
        return is_aws_endpoint(client.meta.endpoint_url) and not is_aws_endpoint(self.legacy_endpoint)

    def _warn_of_ignored(self, endpoint_url: str) -> None:
        if not self._warned:
            self._warned = True
            _logger.warning(
                "chime_shim does not use endpoint_url %s for forwarded calls: it is a host of the old "
                "namespace. They go to the successors' own endpoints; remove the argument.",
                urlsplit(endpoint_url).hostname,
            )


class _Credentials(NamedTuple):
    """A credential provider that answers with a client's own credentials, refreshable ones included."""

    credentials: Any

    def load_credentials(self) -> Any:
        return self.credentials


# What botocore resolves into a client's config, and has to be resolved again for another service.
_RESOLVED = frozenset({"region_name", "signature_version", "user_agent", "s3", "parameter_validation"})


def _config_of(client: Any) -> Config:
    config = client.meta.config
    options = {
        name: getattr(config, name)
        for name, default in Config.OPTION_DEFAULTS.items()
        if name not in _RESOLVED and getattr(config, name, default) != default
    }
    if config.signature_version is UNSIGNED:
        options["signature_version"] = UNSIGNED
    return Config(parameter_validation=validates(client), **options)
