"""``chime-sdk-voice``: voice connectors, proxy sessions, phone numbers, and SIP media applications.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``kinds``: what is kept, as data, and what it is found by
- ``connectors``: voice connectors, their settings, and groups of them
- ``calling_rules``: the formats of countries and networks
- ``phone_numbers``: phone numbers and their orders
- ``numbering``: the plan of made-up numbers
- ``proxy_sessions``: proxy sessions
- ``proxy_numbers``: the choice of a proxy number
- ``sip``: SIP media applications and rules
- ``voice_profiles``: voice profile domains
- ``account``: what an account has once
"""

from chime_shim.emulator.chime_sdk_voice.models import chime_sdk_voice_backends

__all__ = ["chime_sdk_voice_backends"]
