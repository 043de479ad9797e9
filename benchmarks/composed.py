"""What composed calls cost beyond the requests that they take. Run it as ``python -m benchmarks.composed``.

The direct side makes the same requests, of the successor, one after another, in the way that an application
would without the shim.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

import boto3

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS, answering
from benchmarks._counted import DIRECT, SHIM, Counted
from benchmarks._harness import Row, controlled, run, timed
from benchmarks._server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Case: TypeAlias = tuple[str, dict[str, Any], str, Callable[[Any], None]]

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
    for listed in client.list_media_capture_pipelines()["MediaCapturePipelines"]:
        client.get_media_capture_pipeline(MediaPipelineId=listed["MediaPipelineId"])


def get_configurations(client: Any) -> None:
    client.get_messaging_streaming_configurations(AppInstanceArn=_APP)


# legacy method, its arguments, successor, the same by hand
CASES: tuple[Case, ...] = (
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
    """Yield a row for each transport and composed call."""
    with serving(_BODY) as url:
        for case in CASES:
            for where, endpoint, clock in (("loopback", url, perf_counter), ("cut", None, thread_time)):
                each = [_call(case, side, endpoint) for side in (SHIM, DIRECT, DIRECT)]
                shim, control = controlled(*(timed(call, calls, clock) for call in each), rounds)
                yield Row("composed", f"{case[0]}, {where}", shim.ratio, control.ratio, shim.times())


def counted() -> Iterator[Counted]:
    """Yield what of this is counted."""
    for case in CASES:
        yield Counted("composed", case[0], contextmanager(partial(_cut, case)))


def _cut(case: Case, side: str) -> Iterator[Callable[[], None]]:
    yield _call(case, side, None)


def _call(case: Case, side: str, endpoint_url: str | None) -> Callable[[], None]:
    method, arguments, service, by_hand = case
    make = chime_shim.client if side == SHIM else boto3.client
    client: Any = make("chime" if side == SHIM else service, endpoint_url=endpoint_url, **CLIENT_ARGUMENTS)
    if endpoint_url is None:
        client.meta.events.register("before-send", answering(_BODY))
    if side != SHIM:
        return partial(by_hand, client)

    def through_shim() -> None:
        # It forgets the meeting's ARN, so that each call takes both requests.
        client._chime_shim.memory.clear()
        getattr(client, method)(**arguments)

    return through_shim


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
