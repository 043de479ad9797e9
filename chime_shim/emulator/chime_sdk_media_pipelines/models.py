"""The state of ``chime-sdk-media-pipelines``. What AWS's pages do not say is marked as an assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator._store import equal_to
from chime_shim.emulator.chime_sdk_media_pipelines.insights import Insights
from chime_shim.emulator.chime_sdk_media_pipelines.lifecycle import KIND, PIPELINES, TAGS
from chime_shim.emulator.chime_sdk_media_pipelines.pipelines import CAPTURE, Pipelines
from chime_shim.emulator.chime_sdk_media_pipelines.pools import Pools

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._collection import Item


class ChimeSDKMediaPipelinesBackend(Pipelines, Insights, Pools):
    """The media pipelines of one account in one region."""

    tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()

    @property
    def media_pipelines(self) -> Mapping[str, Item]:
        """The pipelines of all kinds, by id."""
        return PIPELINES.store(self)

    @property
    def media_capture_pipelines(self) -> Mapping[str, Item]:
        """The pipelines that capture, by id."""
        captures = PIPELINES.where(self, *equal_to({KIND: CAPTURE}))
        return {each["MediaPipelineId"]: each for each in captures}


chime_sdk_media_pipelines_backends = BackendDict(ChimeSDKMediaPipelinesBackend, "chime-sdk-media-pipelines")
