"""Voice profile domains. They are empty: a profile is made from a voice, and nobody speaks here."""

from __future__ import annotations

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator.chime_sdk_voice.kinds import DOMAINS, PROFILES, TAGS, dated


class VoiceProfiles(Backend):
    """The voice profile domains of one account in one region. The key that is named is not looked at."""

    get_voice_profile_domain = DOMAINS.getter()
    list_voice_profile_domains = DOMAINS.lister()
    delete_voice_profile_domain = DOMAINS.deleter()
    get_voice_profile = PROFILES.getter()
    list_voice_profiles = PROFILES.lister()

    @once()
    def create_voice_profile_domain(self, params: Params) -> Item:
        """Make a domain."""
        domain_id = self.new_id(22)
        domain = {
            "VoiceProfileDomainId": domain_id,
            "VoiceProfileDomainArn": self.arn(f"voice-profile-domain/{domain_id}"),
            **dated(self),
            **pick(params, "Name", "Description", "ServerSideEncryptionConfiguration"),
            **TAGS.of_new(params),
        }
        return DOMAINS.add(self, domain)

    def update_voice_profile_domain(self, params: Params) -> Item:
        """Change what is given of a domain's name and description."""
        domain = DOMAINS.find(self, params)
        changes = pick(params, "Name", "Description")
        return DOMAINS.change(self, domain, changes, UpdatedTimestamp=self.now())
