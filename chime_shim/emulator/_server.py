"""moto's server with Chime in it, where a caller needs no more than the server's address."""

from __future__ import annotations

import json
import logging
import re
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from chime_shim.emulator._admission import refusal
from chime_shim.emulator._errors import UnknownOperationException
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import OPERATION
from chime_shim.emulator._registry import SERVICES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from werkzeug.serving import BaseWSGIServer

__all__ = ["bind"]

_LOGGER = logging.getLogger("chime_shim.emulator")

# In the header of a signed request, and in the query string of a presigned one.
_CREDENTIAL = re.compile(r"Credential=[^/&,\s]+/\d{8}/[^/\s]+/([^/\s]+)/aws4_request")


def bind(host: str, port: int, allowed_hosts: Collection[str] = ()) -> BaseWSGIServer:
    """Make a server that listens, and answers as soon as its ``serve_forever`` runs.

    Args:
        host: The address to listen at.
        port: The port, or 0 for any that is free.
        allowed_hosts: Further names that requests may have in ``Host`` and ``Origin``; ``*`` is any.

    Raises:
        OSError: It cannot listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Bound here, for werkzeug explains a busy port in its own words and exits.
    with socket.create_server((host, port), family=family) as listening:
        app: Any = Application(create_backend_app, {host, *allowed_hosts})
        return make_server(host, port, app, threaded=True, request_handler=_Handler, fd=listening.fileno())


class Application(DomainDispatcherApplication):
    """Knows requests to Chime by their path, too; moto would take them for S3's, if they are not signed."""

    def __init__(self, create_app: Any, allowed_hosts: Collection[str]) -> None:
        super().__init__(create_app)
        self._allowed_hosts = allowed_hosts

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        foreign = refusal(environ, self._allowed_hosts)
        if foreign:
            text = f"{foreign}: to answer all the same, start the server with --allow-host"
            return _refuse(start_response, "ForbiddenException", text)
        given = environ.get("HTTP_AUTHORIZATION", "")
        credential = _CREDENTIAL.search(given or unquote(environ.get("QUERY_STRING", "")))
        if credential is None and _is_chimes(environ):
            text = "The request is not signed with Signature Version 4; any credentials will do"
            return _refuse(start_response, "MissingAuthenticationTokenException", text)
        if credential and credential[1] == "chime":
            # So moto learns of a presigned request, too, whose it is and for which region.
            environ["HTTP_AUTHORIZATION"] = given or f"AWS4-HMAC-SHA256 {credential[0]}"
        answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer

    def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
        """Tell which service a request is for; None is for moto's guess, which is S3."""
        host: str | None = None
        with suppress(IndexError):  # a header of one word, where moto looks for the second
            host = super().infer_service_region_host(environ, path)
        form = environ.get("CONTENT_TYPE", "").startswith("multipart/form-data")
        if host is None and environ["REQUEST_METHOD"] == "POST" and not form:
            return "chime.us-east-1.amazonaws.com"  # which says that it is not found, where moto's S3 breaks
        return host


def _is_chimes(environ: dict[str, Any]) -> bool:
    parts = urlsplit(environ["REQUEST_URI"])
    if parts.path.split("/")[1] in SERVICES:
        return True
    query = parse_qsl(parts.query, keep_blank_values=True)
    for service in SERVICES:
        try:
            operations_of(service).find(environ["REQUEST_METHOD"], parts.path, query)
        except UnknownOperationException:
            continue
        return True
    return False


def _refuse(start_response: Any, error: str, text: str) -> Iterable[bytes]:
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": error}
    start_response("403 Forbidden", list(headers.items()))
    return [json.dumps({"Code": error.removesuffix("Exception"), "Message": text}).encode()]


# moto's own handler preserves headers of S3; the first releases of 5.2 have none.
_BaseHandler: Any = getattr(werkzeug_app, "MotoRequestHandler", WSGIRequestHandler)


class _Handler(_BaseHandler):  # type: ignore[misc]
    """Logs a line for each request: of those to Chime the operation, and no values."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        path = urlsplit(getattr(self, "path", "-")).path
        what = getattr(self, "environ", {}).get(OPERATION) or f"{self.command} {path}"
        _LOGGER.info("%s %s", code, what)

    def connection_dropped(self, error: BaseException, environ: dict[str, Any] | None = None) -> None:
        if environ:
            _LOGGER.info("--- %s: %s", environ.get(OPERATION, self.command), error)
