"""Operations that moved to ``chime-sdk-messaging``.

All but the three of streaming configurations go to the host they always went to. ``ChimeBearer`` is required
now, in botocore's model; without it the request goes out as it always did, and the service answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.routes._route import Route, Step
from chime_shim.routes._services import MESSAGING

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, MutableMapping


SUCCESSOR_NAMES = {
    "AppInstanceStreamingConfigurations": "StreamingConfigurations",
    "AppInstanceDataType": "DataType",
}
_LEGACY_NAMES = {successor: legacy for legacy, successor in SUCCESSOR_NAMES.items()}


def _put_streaming_configurations(
    params: dict[str, Any], memory: MutableMapping[str, str]
) -> Generator[Step, Any, dict[str, Any]]:
    reply = yield Step("PutMessagingStreamingConfigurations", _renamed(params, SUCCESSOR_NAMES))
    legacy: dict[str, Any] = _renamed(reply, _LEGACY_NAMES)
    return legacy


def _get_streaming_configurations(
    params: dict[str, Any], memory: MutableMapping[str, str]
) -> Generator[Step, Any, dict[str, Any]]:
    reply = yield Step("GetMessagingStreamingConfigurations", params)
    legacy: dict[str, Any] = _renamed(reply, _LEGACY_NAMES)
    return legacy


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(name, name): _renamed(member, names) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, names) for item in value]
    return value


ROUTES = (
    Route("BatchCreateChannelMembership", MESSAGING),
    Route("CreateChannel", MESSAGING),
    Route("CreateChannelBan", MESSAGING),
    Route("CreateChannelMembership", MESSAGING),
    Route("CreateChannelModerator", MESSAGING),
    Route(
        "DeleteAppInstanceStreamingConfigurations",
        MESSAGING,
        successor="DeleteMessagingStreamingConfigurations",
    ),
    Route("DeleteChannel", MESSAGING),
    Route("DeleteChannelBan", MESSAGING),
    Route("DeleteChannelMembership", MESSAGING),
    Route("DeleteChannelMessage", MESSAGING),
    Route("DeleteChannelModerator", MESSAGING),
    Route("DescribeChannel", MESSAGING),
    Route("DescribeChannelBan", MESSAGING),
    Route("DescribeChannelMembership", MESSAGING),
    Route("DescribeChannelMembershipForAppInstanceUser", MESSAGING),
    Route("DescribeChannelModeratedByAppInstanceUser", MESSAGING),
    Route("DescribeChannelModerator", MESSAGING),
    Route(
        "GetAppInstanceStreamingConfigurations",
        MESSAGING,
        successor="GetMessagingStreamingConfigurations",
        compose=_get_streaming_configurations,
    ),
    Route("GetChannelMessage", MESSAGING),
    Route("GetMessagingSessionEndpoint", MESSAGING),
    Route("ListChannelBans", MESSAGING),
    Route("ListChannelMemberships", MESSAGING),
    Route("ListChannelMembershipsForAppInstanceUser", MESSAGING),
    Route("ListChannelMessages", MESSAGING),
    Route("ListChannelModerators", MESSAGING),
    Route("ListChannels", MESSAGING),
    Route("ListChannelsModeratedByAppInstanceUser", MESSAGING),
    Route(
        "PutAppInstanceStreamingConfigurations",
        MESSAGING,
        successor="PutMessagingStreamingConfigurations",
        compose=_put_streaming_configurations,
    ),
    Route("RedactChannelMessage", MESSAGING),
    Route("SendChannelMessage", MESSAGING),
    Route("UpdateChannel", MESSAGING),
    Route("UpdateChannelMessage", MESSAGING),
    Route("UpdateChannelReadMarker", MESSAGING),
)
