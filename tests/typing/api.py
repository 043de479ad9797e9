"""The public typing contract: checked by mypy and pyright, never run. What it forbids is in mistakes.py."""
# mypy: disable-error-code="deprecated"
# pyright: reportDeprecated=false

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import assert_type

import chime_shim
from chime_shim.events import EmfHook, OtelHook
from chime_shim.types import AsyncChimeClient, CapabilityType, ChimeClient, MeetingTypeDef

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager


def activation() -> None:
    handle: chime_shim.Activation = chime_shim.install()
    handle.uninstall()
    with chime_shim.install(region="us-west-2", chime_bearer="arn", forward_phone_numbers=True) as active:
        active.uninstall()
    chime_shim.install(chime_bearer=lambda operation, params: params.get("AppInstanceArn"))


def settings() -> None:
    chime_shim.configure(region="us-west-2")
    with chime_shim.configure(forward_phone_numbers=True):
        pass
    with chime_shim.mode("meetings=legacy"):
        pass
    wrong: type[ValueError] = chime_shim.SettingsError
    print(wrong)


class AioSession:
    def create_client(self, name: str) -> AbstractAsyncContextManager[object]:
        raise NotImplementedError(name)


class AioClient:
    async def __aenter__(self) -> object:
        return self


def clients(session: object, existing: object) -> None:
    assert_type(chime_shim.client(), ChimeClient)
    assert_type(chime_shim.client("chime"), ChimeClient)
    legacy = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=None)
    assert_type(legacy, ChimeClient)
    assert_type(chime_shim.wrap(existing), ChimeClient)
    assert_type(chime_shim.successor(legacy, "chime-sdk-voice"), Any)


def an_untyped_client_is_typed_by_annotation(session: Any, existing: Any) -> tuple[ChimeClient, ChimeClient]:
    made: ChimeClient = chime_shim.client(session=session)
    wrapped: ChimeClient = chime_shim.wrap(existing)
    return made, wrapped


async def async_clients(session: AioSession, existing: AioClient) -> None:
    async with chime_shim.client("chime", session=session) as chime:
        assert_type(chime, AsyncChimeClient)
        meeting = (await chime.get_meeting(MeetingId="id"))["Meeting"]
        assert_type(meeting, MeetingTypeDef)
        await chime.list_accounts(MaxResults=5)
    assert_type(chime_shim.wrap(existing), AsyncChimeClient)


def removed_operations(chime: ChimeClient, capabilities: list[CapabilityType]) -> MeetingTypeDef:
    made = chime.create_meeting(ClientRequestToken="daily", Tags=[{"Key": "team", "Value": "blue"}])
    assert_type(made["Meeting"]["MediaPlacement"]["AudioHostUrl"], str)
    assert_type(made["ResponseMetadata"]["HTTPStatusCode"], int)
    session = chime.create_proxy_session(
        VoiceConnectorId="abcdef1ghij2klmno3pqr4",
        ParticipantPhoneNumbers=("+14015550101", "+12065550100"),
        Capabilities=capabilities,
        GeoMatchParams={"Country": "US", "AreaCode": "206"},
    )["ProxySession"]
    assert_type(session["CreatedTimestamp"], datetime)
    assert_type(session["Capabilities"], list[CapabilityType])
    assert_type(chime.delete_meeting(MeetingId="id")["ResponseMetadata"]["RequestId"], str)
    return made["Meeting"]


def what_came_may_be_sent_again(chime: ChimeClient) -> None:
    termination = chime.get_voice_connector_termination(VoiceConnectorId="id")["Termination"]
    termination["Disabled"] = True
    chime.put_voice_connector_termination(VoiceConnectorId="id", Termination=termination)
    chime.put_voice_connector_termination(VoiceConnectorId="id", Termination={"CpsLimit": 2})


def pages(chime: ChimeClient) -> str | None:
    page = chime.list_channels(AppInstanceArn="arn", MaxResults=50)
    if "NextToken" in page:
        page = chime.list_channels(AppInstanceArn="arn", NextToken=page["NextToken"])
    names = [channel["Name"] for channel in page["Channels"]]
    print(names)
    return page.get("NextToken")


def kept_operations(chime: ChimeClient) -> None:
    assert_type(chime.list_accounts(Name="acme")["Accounts"][0]["AccountId"], str)
    assert_type(chime.can_paginate("list_accounts"), bool)
    assert_type(chime.generate_presigned_url("get_meeting", Params={"MeetingId": "id"}), str)


def legacy_errors(chime: ChimeClient) -> None:
    try:
        chime.get_meeting(MeetingId="id")
    except chime.exceptions.NotFoundException as error:
        assert_type(error.response["Error"]["Code"], str)
        assert_type(error.response["Message"], str)
    except (chime.exceptions.ThrottledClientException, chime.exceptions.ClientError) as error:
        assert_type(error.operation_name, str)


@chime_shim.replace("ListMeetings")
def list_meetings(client: Any, **params: Any) -> dict[str, Any]:
    return {"Meetings": []}


def hooks() -> None:
    def keep(call: chime_shim.LegacyCall) -> None:
        text: str = f"{call.operation} {call.outcome} {call.duration_ms:.1f} {call.call_site.file}"
        names: tuple[str, ...] = call.parameters
        print(text, names)

    class Exporter:
        def __call__(self, call: chime_shim.LegacyCall, /) -> None:
            fallback: str | None = call.fallback
            print(call.mode, fallback)

        def compared(self, comparison: chime_shim.Comparison) -> None:
            paths: tuple[str, ...] = comparison.differences
            print(comparison.outcome, paths, comparison.as_dict())

    chime_shim.set_hooks([keep, Exporter(), EmfHook("MyApp", to="stderr"), OtelHook()])
    with chime_shim.set_hooks([]):
        pass


def errors() -> None:
    error: chime_shim.ChimeShimError
    try:
        activation()
    except (chime_shim.TranslationError, chime_shim.OperationRetiredError) as caught:
        error = caught
        operation: str = caught.operation_name
        print(error, operation)
    except (chime_shim.UnsupportedClientError, chime_shim.ReplacementError) as caught:
        print(caught)
    warning: type[DeprecationWarning] = chime_shim.ChimeDeprecationWarning
    lossy: type[UserWarning] = chime_shim.ChimeCompatibilityWarning
    print(warning, lossy)
