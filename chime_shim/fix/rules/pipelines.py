"""``list_media_capture_pipelines``: the successor lists ids and ARNs only, so it is a loop of calls now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]


def _apply(site: Site) -> None:
    if site.operation == "ListMediaCapturePipelines":
        site.hold(
            "ListMediaCapturePipelines lists ids and ARNs only: call get_media_capture_pipeline for each, "
            "and pass over those that are not found"
        )


RULE = Rule(
    "pipelines",
    "says what to do about lists of media capture pipelines",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.get_media_capture_pipeline(MediaPipelineId="p")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-media-pipelines", region_name="us-east-1")
chime.get_media_capture_pipeline(MediaPipelineId="p")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
for pipeline in chime.list_media_capture_pipelines()["MediaCapturePipelines"]:
    print(pipeline["Status"])
""",
            """\
import boto3

chime = boto3.client("chime")
# chime-shim: ListMediaCapturePipelines lists ids and ARNs only: call get_media_capture_pipeline for \
each, and pass over those that are not found; see {guide}
for pipeline in chime.list_media_capture_pipelines()["MediaCapturePipelines"]:
    print(pipeline["Status"])
""",
        ),
    ),
)
