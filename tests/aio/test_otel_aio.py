"""The hook for OpenTelemetry with aiobotocore: tasks that run at once mark each its own span."""

from __future__ import annotations

import asyncio

import pytest
from aiobotocore.session import get_session

import chime_shim
from chime_shim.events import OtelHook, set_hooks

pytest.importorskip("opentelemetry.sdk.trace", reason="no OpenTelemetry SDK is installed")
from opentelemetry.sdk.trace import TracerProvider


def test_each_task_marks_its_own_span(loopback):
    tracer = TracerProvider().get_tracer("an application")

    async def call(client, method, **params):
        with tracer.start_as_current_span(method) as span:
            await getattr(client, method)(**params)
        return span

    async def main():
        making = chime_shim.client("chime", "us-east-1", session=get_session(), endpoint_url=loopback.url)
        async with making as client:
            return await asyncio.gather(
                call(client, "get_meeting", MeetingId="m-1"),
                call(client, "get_proxy_session", VoiceConnectorId="abc", ProxySessionId="1"),
                call(client, "list_accounts"),
            )

    with set_hooks([OtelHook()]):
        spans = asyncio.run(main())

    marks = [
        (span.attributes.get("chime_shim.operation"), span.attributes.get("chime_shim.outcome"))
        for span in spans
    ]
    assert marks == [("GetMeeting", "ok"), ("GetProxySession", "ok"), (None, None)]
