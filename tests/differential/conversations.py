"""What each side's server answers to one legacy call: the same reply, in the wire form of either side."""

from __future__ import annotations

import itertools

from tests.differential.excused import COMPOSED, NOW_200
from tests.support import wire
from tests.support.differential import LEGACY, SHIM
from tests.support.loopback import Answer
from tests.support.model_params import ARN_PREFIX, VOICE
from tests.support.model_params import LEGACY as LEGACY_MODEL

# The legacy exceptions, what each said in its member Code, and what meetings call them now.
CODES = {
    "AccessDeniedException": "AccessDenied",
    "BadRequestException": "BadRequest",
    "ConflictException": "Conflict",
    "ForbiddenException": "Forbidden",
    "NotFoundException": "NotFound",
    "ResourceLimitExceededException": "ResourceLimitExceeded",
    "ServiceFailureException": "ServiceFailure",
    "ServiceUnavailableException": "ServiceUnavailable",
    "ThrottledClientException": "Throttled",
    "UnauthorizedClientException": "Unauthorized",
    "UnprocessableEntityException": "Unprocessable",
}
LEGACY_NAMES = {
    "LimitExceededException": "ResourceLimitExceededException",
    "ResourceNotFoundException": "NotFoundException",
    "ThrottlingException": "ThrottledClientException",
    "TooManyTagsException": "ResourceLimitExceededException",
    "UnauthorizedException": "UnauthorizedClientException",
}
_UNIQUE = itertools.count()
_LEGACY_BODY = {
    "GetAppInstanceStreamingConfigurations": wire.renamed_configurations,
    "PutAppInstanceStreamingConfigurations": wire.renamed_configurations,
}


def tailored(operation, params, arn):
    """Give the members that decide where a call goes the values to do so."""
    if arn is not None:
        return {**params, "ResourceARN": arn}
    if operation in {"TagMeeting", "UntagMeeting", "ListMeetingTags"}:
        # A client remembers the ARNs of the meetings that it asked for before.
        return {**params, "MeetingId": f"{params['MeetingId']}-{next(_UNIQUE)}"}
    return params


def replies(operation, params, value_of):
    """Make the scripts of both mirrors: ``value_of`` makes values of output shapes."""
    steps = wire.conversation(operation, params, value_of)
    bodies = [body for _, body in steps]
    if operation == "ListMediaCapturePipelines":
        legacy = wire.rebuilt_list(bodies)
    else:
        legacy = _LEGACY_BODY.get(operation, dict)(bodies[-1])
    status = LEGACY_MODEL.operation_model(operation).http.get("responseCode", 200)
    return {
        LEGACY: [("", Answer.of(legacy, status))],
        SHIM: [_scripted(number, *step) for number, step in enumerate(steps)],
    }


def anything_goes(operation):
    """Make the scripts of both mirrors where a reply is needed, whatever is in it."""
    status = LEGACY_MODEL.operation_model(operation).http.get("responseCode", 200)
    body = {"Meeting": {"MeetingArn": f"{ARN_PREFIX}meeting/5f6d"}, "MediaCapturePipelines": []}
    now = 200 if operation in NOW_200 | COMPOSED else status
    # The meeting's ARN is asked for before its tags.
    return {
        LEGACY: [("", Answer.of(body, status))],
        SHIM: [("/tags", Answer.of(body, status)), ("", Answer.of(body, now))],
    }


def _scripted(number, step, body):
    # The Gets of a list are on their way at once, and told apart by their path.
    suffix = f"/{step.params['MediaPipelineId']}" if number and "MediaPipelineId" in step.params else ""
    return suffix, Answer.of(body, step.model.http.get("responseCode", 200))


def errors(operation, params, value_of):
    """Make the scripts of both mirrors for each error that may come of a call, and name it.

    An error may come at each step; what counts is what the legacy model declares, and the successor's.
    """
    steps = wire.conversation(operation, params, value_of)
    legacy_names = {shape.name for shape in LEGACY_MODEL.operation_model(operation).error_shapes}
    for number, (step, _) in enumerate(steps[:2]):
        declared = {shape.name: shape for shape in step.model.error_shapes}
        covered = {LEGACY_NAMES.get(name, name) for name in declared}
        for name in [*declared, *sorted(legacy_names - covered)]:
            if (operation, number, name) != ("ListMediaCapturePipelines", 1, "NotFoundException"):
                legacy_name = LEGACY_NAMES.get(name, name)
                status = _status(legacy_name)
                said = {"Code": CODES[legacy_name]}
                refusal = Answer.error(name, status, **({} if step.service == VOICE else said))
                before = [_scripted(0, *each) for each in steps[:number]]
                yield (
                    f"{number} {name}",
                    {
                        LEGACY: [("", Answer.error(legacy_name, status, **said))],
                        SHIM: [*before, ("", refusal)],
                    },
                )


def _status(legacy_name):
    return LEGACY_MODEL.shape_for(legacy_name).metadata["error"]["httpStatusCode"]
