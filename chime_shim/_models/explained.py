"""Why no difference from the legacy operation does harm: a rule does away with it, or there is a reason."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from chime_shim._models.rehearsal import destinations, rehearse, sample, successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes._errors import CODES, RENAMED, legacy_error
from chime_shim.routes._route import Reply
from chime_shim.routes._rules import holders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim._models.differences import Difference
    from chime_shim.routes._route import Params, Route

__all__ = ["EXPLAINED", "Explanation", "answer", "deeds"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason, and the differences that it covers.

    Args:
        reason: What becomes of the call, in plain words.
        where: For the name of each difference the legacy operations that have it: names or patterns,
            with spaces between them. They are exact on purpose: what a new boto3 adds has to be looked at.
    """

    reason: str
    where: Mapping[str, str]

    def covers(self, operation: str, difference: str) -> bool:
        """Tell whether ``difference`` (a name) of ``operation`` is one of these."""
        patterns = self.where.get(difference, "").split()
        return any(fnmatchcase(operation, pattern) for pattern in patterns)


_ANY_TAGS = "TagResource UntagResource ListTagsForResource"
_MEETING_TAGS = "TagMeeting UntagMeeting ListMeetingTags"
_NEW_MEETING = "CreateMeeting CreateMeetingWithAttendees"
_SELECTED = "ChimeSdkMeetingConfiguration.SourceConfiguration.SelectedVideoStreams.AttendeeIds[]"
_TRANSCRIBE = "TranscriptionConfiguration.EngineTranscribe"
_ONE_PIPELINE = "DeleteMediaCapturePipeline GetMediaCapturePipeline"
_MADE_PIPELINE = "CreateMediaCapturePipeline GetMediaCapturePipeline"
_ARTIFACTS = "ChimeSdkMeetingConfiguration.ArtifactsConfiguration"
_NAMED = "*SipMediaApplication *SipRule *VoiceConnector *VoiceConnectorGroup"

EXPLAINED = (
    Explanation(
        "if it is absent, the bearer of the settings is sent; if there is none, the request goes out without "
        "it, as it always did, and the service answers",
        # Each of these has a bearer in the legacy model; the other messaging operations have none.
        {"now-required:ChimeBearer": "*Channel*"},
    ),
    Explanation(
        "if it is absent, the request goes out without it, as it always did, and the service answers",
        {
            "now-required:Content": "UpdateChannelMessage",
            "now-required:Metadata": "UpdateAppInstance UpdateAppInstanceUser",
        },
    ),
    Explanation(
        "the legacy minimum is checked; what is too short for the successor, the service refuses",
        {
            "min-raised:Attendees": "BatchCreateAttendee",
            "min-raised:Content": "UpdateChannelMessage",
            "min-raised:MediaPipelineId": _ONE_PIPELINE,
            "min-raised:MediaRegion": _NEW_MEETING,
            "min-raised:ResourceARN": _ANY_TAGS,
            f"min-raised:{_SELECTED}": "CreateMediaCapturePipeline",
        },
    ),
    Explanation(
        "the legacy rule, which is the stricter one, is still checked",
        {
            "min-lowered:TagKeys": "UntagMeeting UntagResource",
            "min-lowered:Tags": f"{_NEW_MEETING} TagMeeting TagResource",
            "min-lowered:Tags[].Value": f"{_NEW_MEETING} TagMeeting TagResource",
            "min-removed:VoiceConnectorId": "*ProxySession ListProxySessions *VoiceConnectorProxy",
            "no-longer-required:Mode": "UpdateChannel",
            "no-longer-required:Name": "UpdateChannel",
            "no-longer-required:StreamingConfiguration.StreamingNotificationTargets[].NotificationTarget": (
                "PutVoiceConnectorStreamingConfiguration"
            ),
            # These two are in older models only.
            "no-longer-required:TargetApplications": "CreateSipRule",
            f"no-longer-required:{_TRANSCRIBE}Settings.LanguageCode": "StartMeetingTranscription",
            "no-longer-required:VoiceConnectorItems[].Priority": (
                "CreateVoiceConnectorGroup UpdateVoiceConnectorGroup"
            ),
        },
    ),
    Explanation(
        "botocore does not check this: the service refuses what does not fit",
        {
            "max-lowered:Attendees": "BatchCreateAttendee",
            "max-lowered:MediaPipelineId": _ONE_PIPELINE,
            "max-lowered:MediaRegion": _NEW_MEETING,
            "max-lowered:NextToken": "ListAttendees ListMediaCapturePipelines ListPhoneNumberOrders",
            "max-lowered:ResourceARN": _ANY_TAGS,
            f"max-lowered:{_SELECTED}": "CreateMediaCapturePipeline",
            f"max-lowered:{_TRANSCRIBE}MedicalSettings.VocabularyName": "StartMeetingTranscription",
            f"max-lowered:{_TRANSCRIBE}Settings.VocabularyFilterName": "StartMeetingTranscription",
            f"max-lowered:{_TRANSCRIBE}Settings.VocabularyName": "StartMeetingTranscription",
            "pattern:Name": _NAMED,
            "pattern:NextToken": "ListMediaCapturePipelines",
            "pattern:PhoneNumberId": "DeletePhoneNumber GetPhoneNumber UpdatePhoneNumber",
            "pattern:ResourceARN": _ANY_TAGS,
            "pattern:TagKeys[]": "UntagMeeting UntagResource",
            "pattern:Tags[].Key": f"{_NEW_MEETING} TagMeeting TagResource",
            "pattern:Tags[].Value": f"{_NEW_MEETING} TagMeeting TagResource",
            "pattern:VoiceConnectorId": "*VoiceConnector* *ProxySession ListProxySessions",
            "pattern:VoiceConnectorItems[].VoiceConnectorId": "*VoiceConnectorGroup",
        },
    ),
    Explanation(
        "raised as the legacy client's exception of that name; old code may not expect it here",
        {
            "error-new:AccessDeniedException": "PutVoiceConnectorOrigination ValidateE911Address",
            "error-new:ConflictException": (
                f"{_NEW_MEETING} DeleteAppInstanceUser DeleteChannel PutAppInstanceStreamingConfigurations "
                "RedactChannelMessage"
            ),
            "error-new:NotFoundException": (
                "BatchCreateChannelMembership CreateChannelMembership CreateVoiceConnectorGroup ListSipRules"
            ),
            "error-new:ResourceLimitExceededException": (
                "BatchCreateChannelMembership DeleteAppInstance DeleteAppInstanceAdmin DeleteAppInstanceUser "
                "ListAppInstanceAdmins ListMediaCapturePipelines TagResource UpdateAppInstanceUser"
            ),
            "error-new:ThrottledClientException": _ANY_TAGS,
            "error-new:UnprocessableEntityException": "BatchCreateAttendee CreateAttendee",
        },
    ),
    Explanation(
        "the exception is still there to be named in an except clause",
        {
            "error-gone:ConflictException": "PutAppInstanceRetentionSettings",
            "error-gone:NotFoundException": (
                "DeleteAppInstanceStreamingConfigurations GetAppInstanceRetentionSettings "
                f"PutAppInstanceRetentionSettings {_ANY_TAGS}"
            ),
            # In the first models of the new tag and streaming operations these were not declared.
            "error-gone:BadRequestException": (
                f"DeleteAppInstanceStreamingConfigurations {_ANY_TAGS} {_MEETING_TAGS}"
            ),
            **dict.fromkeys(
                (
                    "error-gone:ForbiddenException",
                    "error-gone:ResourceLimitExceededException",
                    "error-gone:ServiceFailureException",
                    "error-gone:ServiceUnavailableException",
                    "error-gone:ThrottledClientException",
                    "error-gone:UnauthorizedClientException",
                ),
                f"{_ANY_TAGS} {_MEETING_TAGS}",
            ),
        },
    ),
    Explanation(
        "the value is handed on as it is",
        {
            "reply-new-value:MediaCapturePipeline.Status": _MADE_PIPELINE,
            f"reply-new-value:MediaCapturePipeline.{_ARTIFACTS}.Audio.MuxType": _MADE_PIPELINE,
            "reply-new-value:PhoneNumber.Status": "GetPhoneNumber RestorePhoneNumber UpdatePhoneNumber",
            "reply-new-value:PhoneNumberErrors[].ErrorCode": (
                "Associate* Disassociate* BatchDeletePhoneNumber BatchUpdatePhoneNumber"
            ),
            "reply-new-value:PhoneNumberOrder.Status": "CreatePhoneNumberOrder GetPhoneNumberOrder",
            "reply-new-value:PhoneNumberOrders[].Status": "ListPhoneNumberOrders",
            "reply-new-value:PhoneNumbers[].Status": "ListPhoneNumbers",
            "reply-new-value:VoiceConnector.AwsRegion": "*VoiceConnector",
            "reply-new-value:VoiceConnectors[].AwsRegion": "ListVoiceConnectors",
        },
    ),
    Explanation(
        "replies show the legacy status",
        {"status": f"BatchCreateAttendee CreateAttendee {_NEW_MEETING}"},
    ),
    Explanation(
        "the request is the successor's",
        {"path": f"*MediaCapturePipeline ListMediaCapturePipelines {_MEETING_TAGS}"},
    ),
    Explanation(
        "forward_phone_numbers is not for accounts with numbers of Amazon Chime's own Business Calling",
        {
            "dropped:BusinessCalling": "UpdateGlobalSettings",
            "max-lowered:VoiceConnector.CdrBucket": "UpdateGlobalSettings",
            "min-raised:VoiceConnector.CdrBucket": "UpdateGlobalSettings",
            "now-required:VoiceConnector": "UpdateGlobalSettings",
            "pattern:VoiceConnector.CdrBucket": "UpdateGlobalSettings",
            "reply-lacks:BusinessCalling": "GetGlobalSettings",
            "value-dropped:FilterName": "ListPhoneNumbers",
            "value-dropped:ProductType": (
                "CreatePhoneNumberOrder ListPhoneNumbers ListSupportedPhoneNumberCountries UpdatePhoneNumber"
            ),
            "value-dropped:UpdatePhoneNumberRequestItems[].ProductType": "BatchUpdatePhoneNumber",
        },
    ),
)
"""The differences that no rule does away with."""


def answer(route: Route, difference: Difference) -> str | None:
    """Say in plain words what the shim does about ``difference``; None if nobody has looked at it yet.

    A rule counts if it does away with the difference when it is tried on a made-up call.
    """
    if difference.kind == "error-renamed":
        parsed: dict[str, Any] = {"Error": {"Code": difference.path}}
        legacy_error(parsed, difference.service)
        return "raised under the legacy name" if parsed["Error"]["Code"] in CODES else None
    if difference.kind in {"now-required", "dropped"}:
        by_rule = _params_rule(route, difference)
    elif difference.kind in {"reply-lacks", "reply-optional"}:
        by_rule = _reply_rule(route, difference.path)
    else:
        by_rule = None
    if by_rule is not None:
        return by_rule
    reasons = (each.reason for each in EXPLAINED if each.covers(route.operation, difference.name))
    return next(reasons, None)


def deeds(route: Route) -> list[str]:
    """Say in plain words what the shim does for a call; nothing, if it is sent on as it is."""
    texts = [f"in the place of the call it sends {rehearse(route).text}"] if route.compose else []
    texts += [rule.text for rule in route.rules]
    texts += [rule.text for rule in route.reply_rules]
    if any(service in RENAMED for service, _ in destinations(route)):
        texts.append("errors get their legacy names")
    return texts


def _params_rule(route: Route, difference: Difference) -> str | None:
    path, wanted = difference.path, difference.kind == "now-required"
    if route.compose is not None:
        last = rehearse(route).steps[-1]
        return _requests(route) if _has(last.params, path) == wanted else None
    # For a member that is now required the call lacks it, and for one that is dropped the call has it.
    holder = path.rpartition(".")[0]
    given = holder if wanted else path
    shape = legacy_model().operation_model(route.operation).input_shape
    params = sample(shape, *([given] if given else ()))
    for rule in route.rules:
        if _has(rule(params), path) == wanted:
            return rule.text
    service, operation = route.target(params) if route.to else (difference.service, route.operation)
    required = successor_model(service).operation_model(operation).input_shape.required_members
    if wanted and route.choose is not None and path not in required:
        return f"without it the call is sent as {operation}"
    return None


def _reply_rule(route: Route, path: str) -> str | None:
    if route.compose is not None:
        return _requests(route) if _has(rehearse(route).reply, path) else None
    parsed = sample(legacy_model().operation_model(route.operation).output_shape, every=True)
    for holder, name in holders(parsed, path):
        del holder[name]
    for rule in route.reply_rules:
        rule(Reply(parsed, b"", {}))
        if _has(parsed, path):
            return rule.text
    return None


def _requests(route: Route) -> str:
    return f"the call is made of {' and '.join(step.operation for step in rehearse(route).steps)}"


def _has(params: Params, path: str) -> bool:
    """Tell whether every structure on the way to ``path`` has its member; there may be none at all."""
    return all(name in holder for holder, name in holders(params, path))
