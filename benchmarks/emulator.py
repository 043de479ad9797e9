"""What an emulated call costs: Chime's in process, beside moto's own services, and beside HTTP on loopback.

Run it as ``python -m benchmarks.emulator``. A whole call is what a test pays. Much of it is botocore's, which
reads a reply the longer the more times and lists there are; so what the emulation costs by itself is measured
as well, from the request, as botocore hands it over, to moto's reply.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from moto import mock_aws
from moto.core.models import botocore_stubber

import chime_shim.emulator  # noqa: F401 - moto then has Chime
from benchmarks._harness import compare, environment, options, table, timed
from benchmarks._server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Call = Callable[[], Any]

_CREDENTIALS = {"aws_access_key_id": "benchmark", "aws_secret_access_key": "benchmark"}


def client(service: str, **more: Any) -> Any:
    """Make a client that no proxy or endpoint of the environment's leads away."""
    return boto3.client(service, "us-east-1", config=Config(proxies={}), **_CREDENTIALS, **more)


def chime_calls() -> Iterator[tuple[str, Call]]:
    """Yield calls of Chime's, small and large."""
    voice, meetings = client("chime-sdk-voice"), client("chime-sdk-meetings")
    made = voice.create_voice_connector(Name="benchmark", RequireEncryption=True)
    connector = {"VoiceConnectorId": made["VoiceConnector"]["VoiceConnectorId"]}
    voice.put_voice_connector_proxy(
        **connector, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"]
    )
    session = voice.create_proxy_session(
        **connector, ParticipantPhoneNumbers=["+14015550101", "+12065550100"], Capabilities=["Voice"]
    )["ProxySession"]["ProxySessionId"]
    meeting = meetings.create_meeting(MediaRegion="us-east-1", ExternalMeetingId="benchmark")["Meeting"]
    yield "voice GetVoiceConnector", partial(voice.get_voice_connector, **connector)
    yield "voice GetProxySession", partial(voice.get_proxy_session, **connector, ProxySessionId=session)
    yield "meetings GetMeeting", partial(meetings.get_meeting, MeetingId=meeting["MeetingId"])


def moto_calls() -> Iterator[tuple[str, Call]]:
    """Yield calls of moto's own."""
    parameters = client("ssm")
    parameters.put_parameter(Name="benchmark", Value="1", Type="String")
    yield "ssm GetParameter", partial(parameters.get_parameter, Name="benchmark")
    yield "sts GetCallerIdentity", client("sts").get_caller_identity


@contextmanager
def loopback_call() -> Iterator[Call]:
    """Give a call that goes by HTTP to a process that answers at once, always the same."""
    with serving({"VoiceConnector": {"Name": "benchmark"}}) as url:
        voice = client("chime-sdk-voice", endpoint_url=url)
        voice.meta.events.unregister("before-send", botocore_stubber)
        yield partial(voice.get_voice_connector, VoiceConnectorId="abcdef1ghij2klmno3pqr4")


def emulation(call: Call) -> Call:
    """Give what moto does of a call, without botocore."""
    requests = []

    def keep(request: Any, **_: Any) -> None:
        requests.append(request)

    events = getattr(call, "func", call).__self__.meta.events
    events.register_first("before-send", keep)
    call()
    events.unregister("before-send", keep)
    return partial(botocore_stubber.process_request, requests[-1])


def measure(calls: int, rounds: int) -> Iterator[Sequence[str]]:
    """Yield a row of the table for each pair of calls, whole and without botocore."""
    with mock_aws(), loopback_call() as over_http:
        chime, others = list(chime_calls()), list(moto_calls())
        kinds = [
            ("whole call", chime, [*others, ("HTTP on loopback", over_http)]),
            ("emulation", *([(name, emulation(call)) for name, call in each] for each in (chime, others))),
        ]
        for kind, candidates, baselines in kinds:
            for name, call in candidates:
                for other_name, other in baselines:
                    result = compare(timed(call, calls), timed(other, calls), rounds)
                    times = (f"{seconds * 1e6:.0f}" for seconds in (result.candidate, result.baseline))
                    yield (kind, name, other_name, str(result.ratio), *times)


def main() -> None:
    given = options("Compare emulated calls with moto's own and with HTTP.", calls=20, rounds=60)
    os.environ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
    header = ("of", "Chime", "other", "Chime / other", "Chime µs", "other µs")
    print(table(header, measure(given.calls, given.rounds), given.format))
    print(
        f"\nRatios: median (quartiles) of {given.rounds} pairs of blocks of {given.calls} calls, the two of "
        "a pair in random order. Times: medians.\nThe goal is a ratio of at most 1 beside moto's own.\n"
        f"{environment('botocore', 'boto3', 'moto')}."
    )


if __name__ == "__main__":
    main()
