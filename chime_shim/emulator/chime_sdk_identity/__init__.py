"""``chime-sdk-identity``: app instances, their users, bots and administrators.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``kinds``: what is kept, as data; when users expire, and what goes with them
- ``bots``: bots
- ``endpoints``: the devices of users
"""

from chime_shim.emulator.chime_sdk_identity.models import chime_sdk_identity_backends

__all__ = ["chime_sdk_identity_backends"]
