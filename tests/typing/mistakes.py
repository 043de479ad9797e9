"""What the types forbid: each ignored error has to be one, or mypy and pyright complain of the ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chime_shim

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from chime_shim.types import ChimeClient, MeetingTypeDef, TagTypeDef

chime = chime_shim.client("chime")

# Removed operations are struck out, on the async client too; kept ones are not.
chime.list_voice_connectors()  # type: ignore[deprecated]
chime.create_meeting(ClientRequestToken="daily")  # type: ignore[deprecated]
chime.list_meetings()  # type: ignore[deprecated]
chime.list_accounts()


class AioSession:
    def create_client(self, name: str) -> AbstractAsyncContextManager[object]:
        raise NotImplementedError(name)


async def removed(session: AioSession) -> None:
    async with chime_shim.client(session=session) as client:
        await client.list_voice_connectors()  # type: ignore[deprecated]
        await client.list_accounts()


chime.create_meetings()  # type: ignore[attr-defined]
chime.exceptions.NotFoundError  # type: ignore[attr-defined]

# Settings are keyword arguments, each of its own type.
chime_shim.install(regoin="us-west-2")  # type: ignore[call-arg]
chime_shim.configure(forward_phone_numbers="yes please")  # type: ignore[arg-type]
chime_shim.configure(control="new")  # type: ignore[arg-type]

# Parameters of an operation that was kept, so that there is nothing but the mistake to complain of.
chime.get_user()  # type: ignore[call-arg]
chime.get_user("account", "user")  # type: ignore[call-arg]
chime.get_user(AccountId="account", UserId=1)  # type: ignore[arg-type]
chime.get_user(AccountId="account", UserId="user", Name="name")  # type: ignore[call-arg]
chime.list_phone_numbers(Status="Unasigned")  # type: ignore[arg-type]
chime.list_users(AccountId="account")["User"]  # type: ignore[typeddict-item]


def shapes(meeting: MeetingTypeDef) -> None:
    meeting["MeetingID"]  # type: ignore[typeddict-item]
    tag: TagTypeDef = {"Key": "team"}  # type: ignore[typeddict-item]
    print(tag)


def replies(client: ChimeClient) -> None:
    page = client.list_accounts()
    token: str = page.get("NextToken")  # type: ignore[assignment]
    print(token)
