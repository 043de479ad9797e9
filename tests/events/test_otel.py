"""The hook for OpenTelemetry, with the real SDK and, for the calls, real clients over HTTP."""

from __future__ import annotations

import logging
import sys

import botocore.client
import pytest
from botocore.exceptions import ClientError, ParamValidationError

import chime_shim
from chime_shim import OperationRetiredError
from chime_shim.events import OtelHook, emit, set_hooks
from tests.support.loopback import Answer
from tests.support.versions import needs_removal

pytest.importorskip("opentelemetry.instrumentation.botocore", reason="no OpenTelemetry is installed")
from opentelemetry.instrumentation.botocore import BotocoreInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "+12065550100"}
FORWARDED = {
    "chime_shim.operation": "GetProxySession",
    "chime_shim.successor": "chime-sdk-voice:GetProxySession",
    "chime_shim.mode": "forward",
}
OURS = "chime_shim."


class Meter:
    """A meter provider, and what was counted with it."""

    def __init__(self):
        self._reader = InMemoryMetricReader()
        self.provider = MeterProvider([self._reader])

    @property
    def metric(self):
        data = self._reader.get_metrics_data()
        (resource,) = data.resource_metrics
        (scope,) = resource.scope_metrics
        (metric,) = scope.metrics
        return scope.scope, metric

    @property
    def counted(self):
        _, metric = self.metric
        return [(point.value, dict(point.attributes)) for point in metric.data.data_points]


@pytest.fixture
def meter():
    return Meter()


@pytest.fixture
def tracing():
    """A tracer provider; ``tracing.spans()`` gives the spans that have ended."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    provider.spans = exporter.get_finished_spans
    return provider


@pytest.fixture
def tracer(tracing):
    return tracing.get_tracer("an application")


@pytest.fixture
def legacy(loopback, meter):
    with set_hooks([OtelHook(meter.provider)]):
        yield chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)


def ours(span):
    return {name: value for name, value in span.attributes.items() if name.startswith(OURS)}


# The counter


def test_the_counter_has_name_unit_and_attributes_as_documented(meter, make_call):
    hook = OtelHook(meter.provider)
    hook(make_call())
    hook(make_call())
    hook(make_call(outcome="NotFoundException"))

    scope, metric = meter.metric
    assert (scope.name, scope.version) == ("chime_shim", chime_shim.__version__)
    assert (metric.name, metric.unit, metric.data.is_monotonic) == ("chime_shim.legacy_calls", "{call}", True)
    call = {
        "chime_shim.operation": "CreateProxySession",
        "chime_shim.successor": "chime-sdk-voice:CreateProxySession",
        "chime_shim.mode": "forward",
    }
    assert meter.counted == [
        (2, {**call, "chime_shim.outcome": "ok"}),
        (1, {**call, "chime_shim.outcome": "NotFoundException"}),
    ]


def test_a_retired_operation_has_no_successor(meter, make_call):
    OtelHook(meter.provider)(make_call(operation="ListMeetings", successor=None))

    ((_, attributes),) = meter.counted
    assert "chime_shim.successor" not in attributes


def test_outcomes_are_few_whatever_a_service_answers(meter, make_call):
    hook = OtelHook(meter.provider)
    for number in range(150):
        hook(make_call(outcome=f"Error{number}"))
    hook(make_call(outcome="not a name: +12065550100"))

    counts = {attributes["chime_shim.outcome"]: value for value, attributes in meter.counted}
    assert len(counts) == 101
    assert counts["_OTHER"] == 51


def test_without_an_sdk_nothing_happens(make_call, caplog):
    with set_hooks([OtelHook()]):
        emit(make_call())

    assert caplog.records == []


def test_opentelemetry_is_imported_by_the_first_call_and_not_before(run_python):
    done = run_python(
        "import sys\n"
        "from chime_shim.events import LegacyCall, OtelHook, find_call_site, set_hooks, emit\n"
        "set_hooks([OtelHook()])\n"
        "print('opentelemetry' in sys.modules)\n"
        "emit(LegacyCall(operation='A', successor=None, call_site=find_call_site(), duration_ms=1))\n"
        "print('opentelemetry.metrics' in sys.modules)"
    )
    assert (done.stdout, done.stderr) == ("False\nTrue\n", "")


def test_without_the_package_one_clear_message_and_no_failure(make_call, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with set_hooks([OtelHook()]):
        emit(make_call())
        emit(make_call())

    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert 'pip install "chime-shim[otel]"' in record.getMessage()


# Spans


def test_the_span_of_the_application_is_marked_and_none_is_added(legacy, tracing, tracer, meter):
    with tracer.start_as_current_span("GET /calls"):
        legacy.get_proxy_session(**IDS)

    (span,) = tracing.spans()
    assert ours(span) == {**FORWARDED, "chime_shim.outcome": "ok"}
    assert meter.counted == [(1, ours(span))]
    assert "+12065550100" not in str(dict(span.attributes))


def test_an_error_is_an_outcome_and_no_status_of_the_applications_span(legacy, loopback, tracing, tracer):
    loopback.answer(Answer.error("NotFoundException", 404))
    with tracer.start_as_current_span("GET /calls"), pytest.raises(ClientError) as caught:
        legacy.get_proxy_session(**IDS)

    (span,) = tracing.spans()
    assert isinstance(caught.value, ClientError)
    assert ours(span)["chime_shim.outcome"] == "NotFoundException"
    # The application caught it: that is no failure of its span.
    assert span.status.is_unset


def test_a_retired_operation_is_marked(legacy, tracing, tracer):
    with tracer.start_as_current_span("GET /calls"), pytest.raises(OperationRetiredError):
        legacy.list_meetings()

    (span,) = tracing.spans()
    assert ours(span) == {
        "chime_shim.operation": "ListMeetings",
        "chime_shim.mode": "forward",
        "chime_shim.outcome": "OperationRetired",
    }


@pytest.mark.parametrize("refused", ["list_meetings", "get_meeting"])
def test_a_refused_call_is_marked_on_its_own_span_whatever_was_called_before(
    legacy, tracing, tracer, refused
):
    with tracer.start_as_current_span("first"):
        legacy.get_proxy_session(**IDS)
    with tracer.start_as_current_span("second"), pytest.raises((OperationRetiredError, ParamValidationError)):
        getattr(legacy, refused)()

    first, second = tracing.spans()
    assert ours(first) == {**FORWARDED, "chime_shim.outcome": "ok"}
    outcome = {"list_meetings": "OperationRetired", "get_meeting": "ParamValidationError"}[refused]
    assert ours(second)["chime_shim.outcome"] == outcome


def test_the_arn_decides_the_successor_that_the_span_names(legacy, tracing, tracer):
    arn = "arn:aws:chime:us-east-1:111122223333:vc/abc"
    with tracer.start_as_current_span("GET /calls"):
        legacy.list_tags_for_resource(ResourceARN=arn)

    assert ours(tracing.spans()[0])["chime_shim.successor"] == "chime-sdk-voice:ListTagsForResource"


def test_a_call_without_a_span_is_counted_all_the_same(legacy, meter):
    legacy.get_proxy_session(**IDS)

    assert meter.counted == [(1, {**FORWARDED, "chime_shim.outcome": "ok"})]


# Together with the instrumentation of botocore


def legacy_client(loopback):
    import boto3

    return boto3.client("chime", "us-east-1", endpoint_url=loopback.url)


# Where botocore has the operations itself, a client that was there first keeps them.
ORDERS = ["instrumented first", "shim first", pytest.param("client first", marks=needs_removal)]


@pytest.fixture(params=ORDERS)
def instrumented(request, tracing, meter, loopback):
    """A legacy client of a process with both, in any order."""
    patches = {"instrument": lambda: BotocoreInstrumentor().instrument(tracer_provider=tracing)}
    activations = []
    patches["install"] = lambda: activations.append(chime_shim.install())
    clients = []
    patches["client"] = lambda: clients.append(legacy_client(loopback))
    order = {
        "instrumented first": ["instrument", "install", "client"],
        "shim first": ["install", "instrument", "client"],
        "client first": ["client", "install", "instrument"],
    }[request.param]
    stock = botocore.client.BaseClient.__dict__["_make_api_call"]
    try:
        for step in order:
            patches[step]()
        with set_hooks([OtelHook(meter.provider)]):
            yield clients[0]
    finally:
        BotocoreInstrumentor().uninstrument()
        for activation in activations:
            activation.uninstall()
    assert botocore.client.BaseClient.__dict__["_make_api_call"] is stock


def test_the_span_of_the_instrumentation_is_marked_and_the_one_around_it_is_not(
    instrumented, tracing, tracer, meter
):
    with tracer.start_as_current_span("GET /calls"):
        instrumented.get_proxy_session(**IDS)

    call, request = tracing.spans()
    assert call.name == "Chime.GetProxySession"
    assert call.parent.span_id == request.context.span_id
    assert ours(call) == FORWARDED
    assert ours(request) == {}
    assert meter.counted == [(1, {**FORWARDED, "chime_shim.outcome": "ok"})]


def test_calls_that_chime_still_has_are_traced_and_not_marked(instrumented, tracing, meter):
    instrumented.list_accounts()
    instrumented.get_proxy_session(**IDS)

    kept, forwarded = tracing.spans()
    assert (ours(kept), ours(forwarded)) == ({}, FORWARDED)
    assert len(meter.counted) == 1


def test_the_call_site_is_the_applications_line_all_the_same(instrumented):
    calls = []
    with set_hooks([calls.append]):
        instrumented.get_proxy_session(**IDS)

    assert calls[0].call_site.file.endswith("test_otel.py")
