"""Operations that moved to ``chime-sdk-voice``."""

from __future__ import annotations

from chime_shim.routes._route import Route
from chime_shim.routes._rules import Default, FillReply, OmitEmptyItems
from chime_shim.routes._services import VOICE

# botocore 1.43.50 marks the eight as deprecated since this date.
PROXY_SESSIONS_ENDED = "2026-04-07"


def _equal_priority(groups: str) -> FillReply:
    # The successor lets a group distribute calls evenly, and its items then have no priority.
    return FillReply(f"{groups}.VoiceConnectorItems[].Priority", 1, "all items of the group rank equally")


_TARGETS = OmitEmptyItems(
    "StreamingConfiguration.StreamingNotificationTargets",
    "NotificationTarget, the one member of a target, is no longer required",
)

ROUTES = (
    Route("AssociatePhoneNumbersWithVoiceConnector", VOICE),
    Route("AssociatePhoneNumbersWithVoiceConnectorGroup", VOICE),
    Route("CreateProxySession", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("CreateSipMediaApplication", VOICE),
    Route("CreateSipMediaApplicationCall", VOICE),
    Route("CreateSipRule", VOICE),
    Route("CreateVoiceConnector", VOICE),
    Route("CreateVoiceConnectorGroup", VOICE, reply_rules=(_equal_priority("VoiceConnectorGroup"),)),
    Route("DeleteProxySession", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("DeleteSipMediaApplication", VOICE),
    Route("DeleteSipRule", VOICE),
    Route("DeleteVoiceConnector", VOICE),
    Route("DeleteVoiceConnectorEmergencyCallingConfiguration", VOICE),
    Route("DeleteVoiceConnectorGroup", VOICE),
    Route("DeleteVoiceConnectorOrigination", VOICE),
    Route("DeleteVoiceConnectorProxy", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("DeleteVoiceConnectorStreamingConfiguration", VOICE),
    Route("DeleteVoiceConnectorTermination", VOICE),
    Route("DeleteVoiceConnectorTerminationCredentials", VOICE),
    Route("DisassociatePhoneNumbersFromVoiceConnector", VOICE),
    Route("DisassociatePhoneNumbersFromVoiceConnectorGroup", VOICE),
    Route("GetProxySession", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("GetSipMediaApplication", VOICE),
    Route("GetSipMediaApplicationLoggingConfiguration", VOICE),
    Route("GetSipRule", VOICE),
    Route("GetVoiceConnector", VOICE),
    Route("GetVoiceConnectorEmergencyCallingConfiguration", VOICE),
    Route("GetVoiceConnectorGroup", VOICE, reply_rules=(_equal_priority("VoiceConnectorGroup"),)),
    Route("GetVoiceConnectorLoggingConfiguration", VOICE),
    Route("GetVoiceConnectorOrigination", VOICE),
    Route("GetVoiceConnectorProxy", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("GetVoiceConnectorStreamingConfiguration", VOICE, reply_rules=(_TARGETS,)),
    Route("GetVoiceConnectorTermination", VOICE),
    Route("GetVoiceConnectorTerminationHealth", VOICE),
    Route("ListProxySessions", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("ListSipMediaApplications", VOICE),
    Route("ListSipRules", VOICE),
    Route("ListVoiceConnectorGroups", VOICE, reply_rules=(_equal_priority("VoiceConnectorGroups[]"),)),
    Route("ListVoiceConnectorTerminationCredentials", VOICE),
    Route("ListVoiceConnectors", VOICE),
    Route("PutSipMediaApplicationLoggingConfiguration", VOICE),
    Route("PutVoiceConnectorEmergencyCallingConfiguration", VOICE),
    Route("PutVoiceConnectorLoggingConfiguration", VOICE),
    Route("PutVoiceConnectorOrigination", VOICE),
    Route("PutVoiceConnectorProxy", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route(
        "PutVoiceConnectorStreamingConfiguration",
        VOICE,
        rules=(Default("StreamingConfiguration.Disabled", value=False),),
        reply_rules=(_TARGETS,),
    ),
    Route("PutVoiceConnectorTermination", VOICE),
    Route("PutVoiceConnectorTerminationCredentials", VOICE),
    Route("UpdateProxySession", VOICE, ended=PROXY_SESSIONS_ENDED),
    Route("UpdateSipMediaApplication", VOICE),
    Route("UpdateSipMediaApplicationCall", VOICE),
    Route("UpdateSipRule", VOICE),
    Route("UpdateVoiceConnector", VOICE),
    Route("UpdateVoiceConnectorGroup", VOICE, reply_rules=(_equal_priority("VoiceConnectorGroup"),)),
    Route("ValidateE911Address", VOICE),
)
