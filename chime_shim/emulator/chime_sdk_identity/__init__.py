"""``chime-sdk-identity``: app instances, their users and administrators."""

from chime_shim.emulator.chime_sdk_identity.models import chime_sdk_identity_backends

__all__ = ["chime_sdk_identity_backends"]
