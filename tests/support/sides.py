"""The two sides of a client, both played: who was asked, and what was told of it."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError

from chime_shim._graft.compare.candidate import THREADS
from tests.support.loopback import Answer

OLD, NEW = "chime.us-east-1.amazonaws.com", "voice-chime.us-east-1.amazonaws.com"
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
LONG = 30


def session(**members):
    return Answer.of({"ProxySession": {"ProxySessionId": "1", "Capabilities": ["SMS", "Voice"], **members}})


def page(token=None):
    more = {} if token is None else {"NextToken": token}
    return Answer.of({"ProxySessions": [{"ProxySessionId": "1"}], **more})


FORBIDDEN = Answer.error("ForbiddenException", 403, "deprecated", Code="Forbidden")
NOT_FOUND = Answer.error("NotFoundException", 404, Code="NotFound")
LOST = "lost"


class Raw:
    def __init__(self, data):
        self.data = data

    def stream(self):
        yield self.data


class Sides:
    """Answers requests before they are sent, by the host that they go to; an answer that is LOST is none."""

    def __init__(self):
        self.answers = {OLD: session(), NEW: session()}
        self.hosts, self.paths, self.calls, self.comparisons = [], [], [], []
        self.candidate_may_go_on = threading.Event()
        self.candidate_may_go_on.set()

    def take(self, request, **_):
        host = urlsplit(request.url).hostname
        if threading.current_thread().name == "chime_shim":
            self.candidate_may_go_on.wait(LONG)
        self.hosts.append(host)
        self.paths.append(urlsplit(request.url).path)
        answer = self.answers[host]
        if answer is LOST:
            raise EndpointConnectionError(endpoint_url=request.url)
        headers = {"x-amzn-RequestId": f"of {host}", **answer.headers}
        return AWSResponse(request.url, answer.status, headers, Raw(answer.body))

    # a hook
    def __call__(self, call):
        self.calls.append(call)

    def compared(self, comparison):
        self.comparisons.append(comparison)

    def comparison(self):
        assert THREADS.join(LONG)
        (comparison,) = self.comparisons
        return comparison
