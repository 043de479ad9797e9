"""What the emulator costs as it fills: 100,000 resources made, one by one, and listed, page by page.

Run it as ``python -m benchmarks.emulator_growth`` (a minute or two). Ideal is a cost that stays what it was
for the first: the first requests' mean, times their number. What is measured is the emulation, from the
request as botocore hands it over to moto's reply; botocore's own work does not grow.
"""

from __future__ import annotations

import json
import os
import statistics
from functools import partial
from time import process_time
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSRequest
from moto import mock_aws
from moto.core.models import botocore_stubber

import chime_shim.emulator  # noqa: F401 - moto then has Chime
from benchmarks._harness import Quartiles, Row, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

RESOURCES = 100_000
LOOKED_UP = 2_000
"""How many requests are timed at either end."""

_WARMING_UP = 20

_VOICE = "https://voice-chime.us-east-1.amazonaws.com"
_HEADERS = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=x/20260401/us-east-1/chime/aws4_request",
    "Content-Type": "application/json",
}


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield rows: whole cost to ideal cost, and the last requests to the first."""
    ends = min(calls, RESOURCES // 4)
    with mock_aws():
        create = partial(_ask, "POST", "/voice-connectors", {"Name": "x", "RequireEncryption": True})
        made: list[str] = []
        times = [
            _timed(lambda: made.append(create()["VoiceConnector"]["VoiceConnectorId"]))
            for _ in range(RESOURCES)
        ]
        yield _whole(f"making {RESOURCES:,} voice connectors / ideal", times, ends)
        yield _ends("  the last of them / the first", times, ends)
        pages = list(_pages("/voice-connectors"))
        yield _whole(f"listing them in {len(pages):,} pages of 100 / ideal", pages, len(pages) // 10)
        yield _ends("  the last pages / the first", pages, len(pages) // 10)
        gets = [
            _timed(partial(_ask, "GET", f"/voice-connectors/{each}")) for each in made[:ends] + made[-ends:]
        ]
        yield _ends("looking up the last / the first", gets, ends)
        deletes = [_timed(partial(_ask, "DELETE", f"/voice-connectors/{each}")) for each in made]
        yield _whole(f"deleting {RESOURCES:,}, oldest first / ideal", deletes[::-1], ends)


def _ask(method: str, path: str, body: Any = None) -> Any:
    data = json.dumps(body) if body else b""
    request = AWSRequest(method, _VOICE + path, headers=_HEADERS, data=data).prepare()
    _, _, reply = botocore_stubber.process_request(request)
    return json.loads(reply) if reply else None


def _pages(path: str) -> Iterator[float]:
    token = ""
    while True:
        replies: list[Any] = []
        query = f"?max-results=100{token and f'&next-token={token}'}"
        yield _timed(lambda: replies.append(_ask("GET", path + query)))  # noqa: B023 - called at once
        if not replies[0].get("NextToken"):
            return
        token = replies[0]["NextToken"]


def _timed(act: Callable[[], Any]) -> float:
    started = process_time()
    act()
    return process_time() - started


def _whole(what: str, times: Sequence[float], first: int) -> Row:
    ideal = statistics.fmean(times[_WARMING_UP:first]) * len(times)
    ratio = sum(times) / ideal
    return Row("emulator growth", what, Quartiles(ratio, ratio, ratio), detail=f"{sum(times):.1f} s")


def _ends(what: str, times: Sequence[float], count: int) -> Row:
    late, early = Quartiles.of(times[-count:]), Quartiles.of(times[:count])
    ratios = sorted(one / other for one, other in zip(late, early, strict=True))
    return Row(
        "emulator growth",
        what,
        Quartiles(*ratios),
        detail=f"{late.median * 1e6:,.0f} / {early.median * 1e6:,.0f} µs",
    )


def main() -> None:
    os.environ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
    run("Measure the emulator as it fills.", measure, "botocore", "moto", calls=LOOKED_UP, rounds=2)


if __name__ == "__main__":
    main()
