"""The state of ``chime-sdk-voice``. What AWS's pages do not say is marked as an assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator.chime_sdk_voice.account import Account
from chime_shim.emulator.chime_sdk_voice.connectors import Connectors
from chime_shim.emulator.chime_sdk_voice.kinds import CONNECTORS, SESSIONS, TAGS
from chime_shim.emulator.chime_sdk_voice.phone_numbers import PhoneNumbers
from chime_shim.emulator.chime_sdk_voice.proxy_sessions import ProxySessions
from chime_shim.emulator.chime_sdk_voice.sip import Sip
from chime_shim.emulator.chime_sdk_voice.voice_profiles import VoiceProfiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._collection import Item


class ChimeSDKVoiceBackend(Connectors, ProxySessions, PhoneNumbers, Sip, VoiceProfiles, Account):
    """The telephony of one account in one region."""

    tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()

    @property
    def voice_connectors(self) -> Mapping[str, Item]:
        """The voice connectors, by id."""
        return CONNECTORS.store(self)

    @property
    def proxy_sessions(self) -> Mapping[str, Item]:
        """The proxy sessions of all connectors, by id, closed ones too."""
        return SESSIONS.store(self)


chime_sdk_voice_backends = BackendDict(ChimeSDKVoiceBackend, "chime-sdk-voice")
