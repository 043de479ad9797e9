"""Services that answer with marked values, whatever they are asked."""

from __future__ import annotations

import itertools
import json

from botocore.awsrequest import AWSResponse

from tests.redaction.marks import mark, marked
from tests.support.model_params import (
    ARN_PREFIX,
    IDENTITY,
    MEETINGS,
    MESSAGING,
    MODELS,
    PIPELINES,
    RETIRED,
    VOICE,
    legacy_input,
    to_wire,
)
from tests.support.wire import conversation

RESOURCES = {
    "meeting/{}": MEETINGS,
    "media-pipeline/{}": PIPELINES,
    "vc/{}": VOICE,
    "app-instance/{}/user/{}": IDENTITY,
    "app-instance/{}/channel/{}": MESSAGING,
}
SECRET_HEADERS = {"x-amzn-RequestId": "r-1"}


class Raw:
    def __init__(self, data):
        self.data = data

    def stream(self):
        yield self.data


class Service:
    """Answers requests before they are sent, and keeps them: to see that marked values went out."""

    def __init__(self, client):
        self.sent = []
        client.meta.events.register("before-send.chime", self._take)

    def answer(self, *answers):
        """Give these in turn, then the last again: status, body, and headers."""
        self._answers = itertools.chain(answers, itertools.repeat(answers[-1]))

    def _take(self, request, **_):
        self.sent.append(f"{request.url} {request.headers} {request.body}")
        status, body, headers = next(self._answers)
        return AWSResponse(request.url, status, {**SECRET_HEADERS, **headers}, Raw(body))


def params_for(operation, resource):
    """All parameters, marked; an ARN that tells the service has marks where its ids are."""
    shape = legacy_input(operation)
    params = marked(shape) if shape is not None else {}
    if resource is not None:
        params["ResourceARN"] = ARN_PREFIX + resource.format(mark(), mark())
    return params


def good_answers(operation, params, service):
    if operation in RETIRED:
        return [(200, b"{}", {})]
    if service is not None:
        shape = MODELS[service].operation_model(operation).output_shape
        bodies = [to_wire(shape, marked(shape)) if shape is not None else {}]
    else:
        bodies = [body for _, body in conversation(operation, params, marked)]
    return [(200, json.dumps(body).encode(), {}) for body in bodies]


def refusal(name, status):
    body = {"Code": "NotFound", "Message": f"No {mark()}", "RequestId": "r-1", mark(): mark()}
    return [(status, json.dumps(body).encode(), {"x-amzn-ErrorType": name} if name else {})]


REFUSALS = {
    "declared": ("NotFoundException", 404),
    "renamed": ("ResourceNotFoundException", 404),
    "undeclared": ("ValidationException", 400),
    "throttled": ("ThrottlingException", 429),
    "failed": ("ServiceFailureException", 500),
}
