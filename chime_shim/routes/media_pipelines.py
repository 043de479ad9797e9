"""Operations that moved to ``chime-sdk-media-pipelines``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.routes._route import MissingMemberError, Route, Step, StepError, member
from chime_shim.routes._services import MEDIA_PIPELINES

if TYPE_CHECKING:
    from collections.abc import Generator, MutableMapping


def _list_pipelines(
    params: dict[str, Any], memory: MutableMapping[str, str]
) -> Generator[Step | list[Step], Any, dict[str, Any]]:
    """List with one Get for each item, for the successor's list has nothing but ids and ARNs."""
    listed = yield Step("ListMediaCapturePipelines", params)
    if not listed.get("MediaCapturePipelines"):
        return dict(listed)
    if not all(item and "MediaPipelineId" in item for item in listed["MediaCapturePipelines"]):
        raise MissingMemberError(listed, "MediaCapturePipelines[].MediaPipelineId")
    ids = [item["MediaPipelineId"] for item in listed["MediaCapturePipelines"]]
    replies = yield [Step("GetMediaCapturePipeline", {"MediaPipelineId": each}) for each in ids]
    pipelines = []
    for reply in replies:
        if isinstance(reply, StepError):
            # Pipelines vanish soon after they end: one may be gone between the list and its Get.
            if reply.code != "NotFoundException":
                raise reply
        else:
            pipelines.append(member(reply, "MediaCapturePipeline"))
    return {**listed, "MediaCapturePipelines": pipelines}


ROUTES = (
    Route("CreateMediaCapturePipeline", MEDIA_PIPELINES),
    Route("DeleteMediaCapturePipeline", MEDIA_PIPELINES),
    Route("GetMediaCapturePipeline", MEDIA_PIPELINES),
    Route("ListMediaCapturePipelines", MEDIA_PIPELINES, compose=_list_pipelines),
)
