"""Makes calls on a ``chime`` client, and tells all that can be seen of each: the same file for both sides.

Usage: _runner.py ENDPOINT. Pickled calls come on standard input, pickled transcripts go to standard output.
It needs nothing but boto3: it runs on botocore 1.37.1 as it is, and on today's under ``chime-shim run``.
"""

import json
import os
import pickle
import sys
import time
import uuid
import warnings
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.stub import Stubber

ONE_TRY = {"total_max_attempts": 1, "mode": "standard"}
CLIENTS = {
    "strict": {"retries": ONE_TRY},
    "unchecked": {"retries": ONE_TRY, "parameter_validation": False},
    "default": {},  # tries as often as its botocore does
    # On today's side these two are made as if there were no shim; on the other there is none.
    "early": {"retries": ONE_TRY},
    "wrapped": {"retries": ONE_TRY},
}
SHIM = sys.modules.get("chime_shim")


def plain(value):
    """Copy a value so that it can be compared by its text, with nothing that is of a botocore's own."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return value.decode(errors="backslashreplace")
    if value is None or isinstance(value, (str, int, float)):
        return value
    return repr(value) if isinstance(value, datetime) else type(value).__name__


def unordered(value):
    """Copy a value of which the order of members means nothing: headers, queries, JSON on the wire."""
    if isinstance(value, dict):
        return {name: unordered(value[name]) for name in sorted(value)}
    return [unordered(item) for item in value] if isinstance(value, list) else value


def body_of(content):
    text = plain(content)
    try:
        return unordered(json.loads(text))
    except (TypeError, ValueError):
        return text or ""


def request_of(request):
    """Show a request in any of the forms that hooks get it in."""
    if isinstance(request, dict):
        if "url_path" not in request:
            return plain(request)
        shown = {name: plain(request[name]) for name in ("method", "url_path", "url")}
        headers, body, query = request["headers"], request["body"], request["query_string"]
        shown["query_string"] = unordered(plain(query)) if isinstance(query, dict) else query
    else:
        shown = {"method": request.method, "url": request.url}
        headers, body = request.headers, getattr(request, "data", None) or request.body
    shown["headers"] = {name.lower(): plain(value) for name, value in headers.items()}
    return {**shown, "headers": unordered(shown["headers"]), "body": body_of(body)}


def reply_of(reply):
    return None if reply is None else [reply[0].status_code, plain(reply[1])]


SHOWN = {
    "params": request_of,
    "request": request_of,
    "parsed": plain,
    "http_response": lambda response: response.status_code,
    "response": reply_of,
    "attempts": plain,
    "caught_exception": plain,
    "operation_name": plain,
    "signing_name": plain,
    "region_name": plain,
}


class Caller:
    """A client, and all that is seen of its calls."""

    def __init__(self, session, endpoint):
        self.session = session
        self.endpoint = endpoint
        self.calls = 0
        self.clients = {name: self.new_client(name, options) for name, options in CLIENTS.items()}
        self.exceptions = self.clients["strict"].exceptions

    def new_client(self, name, options):
        config = Config(inject_host_prefix=False, **options)
        if name in {"early", "wrapped"}:
            os.environ["CHIME_SHIM_DISABLED"] = "1"
        client = self.session.client("chime", "us-east-1", endpoint_url=self.endpoint, config=config)
        os.environ.pop("CHIME_SHIM_DISABLED", None)
        if SHIM is not None and name == "early":
            SHIM.install()
        if SHIM is not None and name == "wrapped":
            client = SHIM.wrap(client)
        client.meta.events.register("*.chime", self.see)
        # Where a hook on all of the service's retries is; one on an operation, or by wildcard, comes earlier.
        client.meta.events.register("needs-retry.chime", self.see_retry)
        return client

    def see(self, event_name, **arguments):
        if not event_name.startswith("needs-retry"):
            self.see_retry(event_name, **arguments)

    def see_retry(self, event_name, **arguments):
        shown = {name: show(arguments[name]) for name, show in SHOWN.items() if name in arguments}
        for request in (shown.get("params", {}), shown.get("request", {})):
            if "url" in request:
                request["url"] = request["url"].removeprefix(self.endpoint)
        self.events.append([event_name, shown])

    def __call__(self, method, params, client):
        # One for all of the call: how many a botocore asks for is its own affair.
        self.calls += 1
        uuid.uuid4 = lambda: uuid.UUID(int=self.calls, version=4)
        self.events = []
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            outcome = self.outcome(method, params, client)
        said = [[each.category.__name__, str(each.message)] for each in warned]
        return {**outcome, "warnings": said, "events": self.events}

    def outcome(self, method, params, client):
        try:
            return {"reply": plain(self.result(method, params, client))}
        except Exception as error:  # noqa: BLE001 - whatever it is, it is compared
            caught_as = [
                name
                for name in dir(self.exceptions)
                if name.endswith("Exception") and isinstance(error, getattr(self.exceptions, name))
            ]
            shown = {
                "classes": [cls.__name__ for cls in type(error).__mro__],
                "text": str(error),
                "response": plain(getattr(error, "response", None)),
                "operation_name": getattr(error, "operation_name", None),
                "caught as client.exceptions": caught_as,
            }
            return {"error": shown}

    def result(self, method, params, client):
        """Call a method; or ``"stubbed early"``, with a reply in the parameters; or ``"presigned early"``."""
        way, _, name = client.rpartition(" ")
        client = self.clients[name]
        if way == "presigned":
            return shown_url(client.generate_presigned_url(method, params))
        if way == "stubbed":
            with Stubber(client) as stubber:
                stubber.add_response(method, params["reply"])
                return getattr(client, method)(**params["params"])
        return getattr(client, method)(**params)


def shown_url(url):
    """Show a presigned URL without what is another at each moment."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    moving = {"X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"}
    return {"path": parts.path, **{name: query[name] for name in sorted(query) if name not in moving}}


def main(endpoint):
    time.sleep = lambda _: None  # retries need not be waited for
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    session = boto3.Session()
    caller = Caller(session, endpoint)
    while True:
        try:
            call = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        if call == "restart":
            caller = Caller(session, endpoint)
            continue
        pickle.dump(caller(*call), answers)
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
