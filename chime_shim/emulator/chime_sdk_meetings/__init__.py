"""``chime-sdk-meetings``: meetings, and the attendees that may join them.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``external_ids``: the rule for the ids that callers give
- ``features``: what a meeting allows its attendees
- ``media``: where the media of a meeting are
- ``transcription``: which settings of a transcription go together
"""

from chime_shim.emulator.chime_sdk_meetings.models import chime_sdk_meetings_backends

__all__ = ["chime_sdk_meetings_backends"]
