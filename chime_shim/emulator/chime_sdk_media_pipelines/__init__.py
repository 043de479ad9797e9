"""``chime-sdk-media-pipelines``: what captures, broadcasts and analyzes media.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``lifecycle``: what is kept, as data; how every pipeline starts and ends
- ``pipelines``: capture, live connector, concatenation and stream pipelines
- ``pools``: pools of Kinesis video streams
- ``insights``: media insights: configurations, pipelines and tasks
- ``elements``: which elements of a configuration go together
"""

from chime_shim.emulator.chime_sdk_media_pipelines.models import chime_sdk_media_pipelines_backends

__all__ = ["chime_sdk_media_pipelines_backends"]
