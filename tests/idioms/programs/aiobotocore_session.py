# not run: aiobotocore is not installed here
"""aiobotocore: create_client of a session, entered by an exit stack."""

from contextlib import AsyncExitStack

from aiobotocore.session import get_session


class Rooms:
    async def __aenter__(self):
        self.stack = AsyncExitStack()
        self.client = await self.stack.enter_async_context(get_session().create_client("chime"))
        return self

    async def __aexit__(self, *exception):
        await self.stack.aclose()

    async def names(self):
        reply = await self.client.list_voice_connectors()  # legacy: ListVoiceConnectors
        return [each["Name"] for each in reply["VoiceConnectors"]]
