"""``chime-sdk-messaging``: channels in app instances, who is in them, and what is said there.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``kinds``: what is kept, as data; when channels expire
- ``access``: who calls, and who may
- ``channels``: channels
- ``roles``: members, moderators and banned users
- ``messages``: messages
- ``flows``: channel flows
- ``elastic``: the sub-channels of elastic channels
- ``search``: the search for channels by members
"""

from chime_shim.emulator.chime_sdk_messaging.models import chime_sdk_messaging_backends

__all__ = ["chime_sdk_messaging_backends"]
