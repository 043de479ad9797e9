"""The successor clients of a legacy client: built when first needed, once, from the same session."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore import __version__
from botocore.config import Config

from chime_shim._graft.configured import ANY_SERVICE, named_endpoint
from chime_shim._graft.hosts import is_legacy_endpoint
from chime_shim.errors import ProfileUnknownError, SuccessorMissingError
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from chime_shim._graft.origin import Origin
    from chime_shim.settings import Settings

__all__ = ["Successors"]

_logger = logging.getLogger("chime_shim")

# botocore's sessions are not made for building clients in several threads at once.
_building = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_building._at_fork_reinit)  # type: ignore[attr-defined]


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

        It has the legacy client's credentials, config, certificates and, unless it was one of Chime's old
        hosts, endpoint. Its region is the one that the settings name.
        """
        client = self._clients.get(service)
        if client is None:
            with _building:
                client = self._clients.get(service)
                if client is None:
                    client = self.origin.session.create_client(service, **self.arguments(service))
                    self._clients[service] = client
        return client

    def arguments(self, service: str) -> dict[str, Any]:
        """Return what ``create_client`` takes to make the client of ``service``.

        Raises:
            ProfileUnknownError: If the legacy client may be of profiles that call different hosts.
            SuccessorMissingError: If the installed botocore has no such service.
        """
        if self.origin.profiles:
            raise ProfileUnknownError(self.origin.profiles)
        loader = self.origin.session.get_component("data_loader")
        if service not in loader.list_available_services("service-2"):
            raise SuccessorMissingError(missing=service, botocore=__version__)
        arguments = dict(self.origin.arguments)
        arguments.pop("api_version", None)
        arguments["region_name"] = self.settings.region_of(service)
        given = arguments.get("endpoint_url")
        if given and is_legacy_endpoint(given):
            self._replace(arguments, given)
        if not arguments.get("endpoint_url"):
            self._use_named(arguments, service)
        return arguments

    def _use_named(self, arguments: dict[str, Any], service: str) -> None:
        """Have the endpoint used that the environment or the AWS config names, the nearest one first.

        That is the successor's own, then the one of ``chime``, then the one of all services.
        """
        session, config = self.origin.session, arguments.get("config")
        named = named_endpoint(session, service, config)
        general = named_endpoint(session, ANY_SERVICE, config)
        if named == general != self.legacy_endpoint and not is_legacy_endpoint(self.legacy_endpoint):
            arguments["endpoint_url"] = self.legacy_endpoint
        elif named is not None and is_legacy_endpoint(named):
            self._replace(arguments, named)
            alone = Config(ignore_configured_endpoint_urls=True)
            arguments["config"] = alone if config is None else config.merge(alone)
        elif is_legacy_endpoint(ours := named_endpoint(session, LEGACY_SERVICE, config) or ""):
            self._warn_of_ignored(ours)

    def _replace(self, arguments: dict[str, Any], endpoint_url: str) -> None:
        """Leave an old host to botocore's own rules; whatever it was called by, those are called by https."""
        arguments["endpoint_url"] = None
        arguments.pop("use_ssl", None)
        self._warn_of_ignored(endpoint_url)

    def _warn_of_ignored(self, endpoint_url: str) -> None:
        if not self._warned:
            self._warned = True
            _logger.warning(
                "chime_shim does not use endpoint_url %s for forwarded calls: it is a host of the old "
                "namespace. They go to the successors' own endpoints; remove the argument or the setting.",
                urlsplit(endpoint_url).hostname,
            )
