"""What composed calls cost beyond the requests that they take. Run it as ``python -m benchmarks.composed``.

The direct side makes the same requests, of the successor, one after another, in the way that an application
would without the shim. A list is answered with several requests at once by the shim, and its direct side
makes them in as many threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import boto3

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS
from benchmarks._harness import Row, controlled, run, timed
from benchmarks._server import serving

MAX_CONCURRENCY = 8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MEETING = {"MeetingId": "m-1", "MeetingArn": "arn:aws:chime:us-east-1:111122223333:meeting/m-1"}
_APP = "arn:aws:chime:us-east-1:111122223333:app-instance/1"
_PIPELINES = [{"MediaPipelineId": f"{number:036}"} for number in range(8)]
_STREAMS = [{"DataType": "Channel", "ResourceArn": "arn:aws:kinesis:us-east-1:111122223333:stream/1"}]
# Every request gets the same answer: of each reply the others' members are left out.
_BODY = {
    "Meeting": _MEETING,
    "MediaCapturePipelines": _PIPELINES,
    "MediaCapturePipeline": {"MediaPipelineId": "p", "Status": "Initializing"},
    "StreamingConfigurations": _STREAMS,
    "Tags": [{"Key": "a", "Value": "b"}],
}


def tag_meeting(client: Any) -> None:
    found = client.get_meeting(MeetingId="m-1")["Meeting"]
    client.tag_resource(ResourceARN=found["MeetingArn"], Tags=[{"Key": "a", "Value": "b"}])


def list_pipelines(client: Any) -> None:
    listed = client.list_media_capture_pipelines()["MediaCapturePipelines"]
    with ThreadPoolExecutor(min(len(listed), MAX_CONCURRENCY)) as pool:
        list(
            pool.map(
                lambda it: client.get_media_capture_pipeline(MediaPipelineId=it["MediaPipelineId"]), listed
            )
        )


def get_configurations(client: Any) -> None:
    client.get_messaging_streaming_configurations(AppInstanceArn=_APP)


# legacy method, its arguments, successor, the same by hand
CASES: tuple[tuple[str, dict[str, Any], str, Callable[[Any], None]], ...] = (
    (
        "tag_meeting",
        {"MeetingId": "m-1", "Tags": [{"Key": "a", "Value": "b"}]},
        "chime-sdk-meetings",
        tag_meeting,
    ),
    ("list_media_capture_pipelines", {}, "chime-sdk-media-pipelines", list_pipelines),
    (
        "get_app_instance_streaming_configurations",
        {"AppInstanceArn": _APP},
        "chime-sdk-messaging",
        get_configurations,
    ),
)


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each composed call."""
    with serving(_BODY) as url:
        for method, arguments, service, by_hand in CASES:
            legacy = chime_shim.client("chime", endpoint_url=url, **CLIENT_ARGUMENTS)
            direct, twin = (boto3.client(service, endpoint_url=url, **CLIENT_ARGUMENTS) for _ in range(2))

            def through_shim(legacy: Any = legacy, method: str = method, arguments: Any = arguments) -> None:
                # It forgets the meeting's ARN, so that each call takes both requests.
                legacy._chime_shim.memory.clear()
                getattr(legacy, method)(**arguments)

            blocks = [through_shim, partial(by_hand, direct), partial(by_hand, twin)]
            shim, control = controlled(*(timed(each, calls, perf_counter) for each in blocks), rounds)
            yield Row("composed", method, shim.ratio, control.ratio, shim.times())


def main() -> None:
    run(
        "Compare composed calls with their requests.",
        measure,
        "boto3",
        "botocore",
        calls=5,
        rounds=120,
    )


if __name__ == "__main__":
    main()
