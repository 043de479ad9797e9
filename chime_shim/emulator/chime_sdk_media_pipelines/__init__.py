"""``chime-sdk-media-pipelines``: the pipelines that capture the media of meetings."""

from chime_shim.emulator.chime_sdk_media_pipelines.models import chime_sdk_media_pipelines_backends

__all__ = ["chime_sdk_media_pipelines_backends"]
