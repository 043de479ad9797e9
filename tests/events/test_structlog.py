import asyncio
import io
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import structlog

from chime_shim.events import CallSite, StructlogHook, emit, set_hooks

UNCONFIGURED = """
import sys
from chime_shim.events import LegacyCall, emit, find_call_site

def main():
    for _ in range(3):
        emit(
            LegacyCall(
                operation="CreateProxySession",
                successor="chime-sdk-voice:CreateProxySession",
                call_site=find_call_site(),
                duration_ms=1.5,
            )
        )
"""


@pytest.fixture
def hook():
    return StructlogHook()


@pytest.fixture
def native():
    """Configure structlog as an application would, and give the lines that it writes."""
    output = io.StringIO()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(output),
    )
    return lambda: [json.loads(text) for text in output.getvalue().splitlines()]


# Nothing is configured


def test_unconfigured_the_first_call_of_a_line_is_on_stderr_and_nothing_on_stdout(run_python):
    done = run_python(UNCONFIGURED + "main()\n")
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr == (
        "chime_shim.legacy_call operation='CreateProxySession'"
        " successor='chime-sdk-voice:CreateProxySession' call_site='app.py:11' function='main'"
        " mode='forward' outcome='ok' duration_ms=1.5\n"
    )


def test_with_basic_config_the_application_has_the_handler_and_nothing_is_on_stdout(run_python):
    setup = "import logging; logging.basicConfig(format='%(levelname)s %(name)s %(operation)s', level=10)\n"
    done = run_python(UNCONFIGURED + setup + "main()\n")
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "WARNING chime_shim CreateProxySession",
        "DEBUG chime_shim CreateProxySession",
        "DEBUG chime_shim CreateProxySession",
    ]


# logging is what there is


def test_without_structlog_configured_logging_gets_a_line_with_the_keys_as_attributes(
    hook, make_call, caplog
):
    hook(make_call())
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("chime_shim", logging.WARNING)
    assert record.getMessage().startswith("chime_shim.legacy_call operation='CreateProxySession' successor=")
    assert {key: getattr(record, key) for key in make_call().as_dict()} == make_call().as_dict()


def test_the_line_leaves_out_what_is_not_known_and_the_record_keeps_it(hook, make_call, caplog):
    hook(make_call(successor=None, notice=None))
    (record,) = caplog.records
    assert "None" not in record.getMessage()
    assert (record.successor, record.notice) == (None, None)


def test_a_record_is_one_line_whatever_the_service_answered(hook, make_call, caplog):
    hook(make_call(outcome="Bad\nWARNING forged", call_site=CallSite("a\nb.py", 1, "%s")))
    assert "\n" not in caplog.records[0].getMessage()


@pytest.mark.parametrize(
    ("level", "expected"), [("DEBUG", ["WARNING", "DEBUG"]), ("INFO", ["WARNING"]), ("ERROR", [])]
)
def test_levels_of_logging_are_respected(hook, make_call, caplog, level, expected):
    with caplog.at_level(level, logger="chime_shim"):
        hook(make_call())
        hook(make_call())
    assert [record.levelname for record in caplog.records] == expected


def test_bound_context_stays_out_of_logging(hook, make_call, caplog):
    structlog.contextvars.bind_contextvars(user="someone@example.com")
    hook(make_call())
    assert "someone@example.com" not in str(vars(caplog.records[0]))


def test_the_library_adds_no_handler(hook, make_call):
    hook(make_call())
    assert logging.getLogger("chime_shim").handlers == []


# First and later


def test_first_is_first_of_an_operation_and_a_call_site(hook, make_call, caplog):
    caplog.set_level("DEBUG", logger="chime_shim")
    hook(make_call())
    hook(make_call(outcome="NotFoundException", duration_ms=9.0))
    hook(make_call(operation="GetProxySession"))
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    assert [record.levelname for record in caplog.records] == ["WARNING", "DEBUG", "WARNING", "WARNING"]


def test_threads_that_call_at_once_get_one_warning(hook, make_call, caplog):
    caplog.set_level("DEBUG", logger="chime_shim")
    threads = 16
    start = threading.Barrier(threads)

    def call_ten_times(_):
        start.wait()
        for _ in range(10):
            hook(make_call())

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(call_ten_times, range(threads)))
    levels = [record.levelname for record in caplog.records]
    assert (levels.count("WARNING"), levels.count("DEBUG")) == (1, threads * 10 - 1)


# The application configured structlog


def test_a_configured_structlog_gets_native_events_with_bound_context(hook, make_call, native, caplog):
    structlog.contextvars.bind_contextvars(tenant="blue")
    hook(make_call())
    hook(make_call())
    rest = make_call().as_dict() | {"event": "chime_shim.legacy_call", "tenant": "blue"}
    assert native() == [{**rest, "level": "warning"}, {**rest, "level": "debug"}]
    assert caplog.records == []


def test_a_comparison_is_an_event_of_its_own_and_a_warning_when_it_tells_something_new(
    hook, make_comparison, native, caplog
):
    told = [
        make_comparison(),
        make_comparison(),
        make_comparison(differences=("Channels[].Mode: differs",)),
        make_comparison(outcome="candidate unavailable", differences=()),
        make_comparison(outcome="match", differences=()),
    ]
    for comparison in told:
        hook.compared(comparison)
    levels = ["warning", "debug", "warning", "warning", "debug"]
    assert native() == [
        {**comparison.as_dict(), "event": "chime_shim.comparison", "level": level}
        for comparison, level in zip(told, levels, strict=True)
    ]
    assert caplog.records == []


def test_configuring_structlog_takes_effect_at_the_next_event(hook, make_call, caplog, request):
    hook(make_call())
    native = request.getfixturevalue("native")
    hook(make_call())
    structlog.reset_defaults()
    hook(make_call(call_site=CallSite("other.py", 1, "main")))
    assert [event["level"] for event in native()] == ["debug"]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


def test_capture_logs_sees_the_event(hook, make_call):
    with structlog.testing.capture_logs() as captured:
        hook(make_call())
    assert captured == [{**make_call().as_dict(), "event": "chime_shim.legacy_call", "log_level": "warning"}]


def test_structlog_on_top_of_logging_gets_the_logger_by_name(hook, make_call, caplog):
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    hook(make_call())
    hook(make_call())
    (record,) = caplog.records
    assert (record.name, record.message, record.retries) == ("chime_shim", "chime_shim.legacy_call", 0)


def test_an_application_with_async_loggers_loses_no_event(hook, make_call, native):
    structlog.configure(wrapper_class=structlog.stdlib.AsyncBoundLogger)

    async def application():
        hook(make_call())

    asyncio.run(application())
    assert [event["event"] for event in native()] == ["chime_shim.legacy_call"]


def test_a_processor_that_fails_is_no_concern_of_the_caller(hook, make_call, caplog):
    def broken(*_):
        raise RuntimeError("+12065550100")

    structlog.configure(processors=[broken])
    with set_hooks([hook]):
        emit(make_call())
    assert [record.getMessage() for record in caplog.records] == [
        "chime_shim hook StructlogHook failed with RuntimeError"
    ]


SECRETS = {"ParticipantPhoneNumbers": ["+12065550100"], "JoinToken": "t0ken", "Content": "hello"}


def test_values_of_parameters_reach_no_native_event(hook, make_call, native):
    hook(make_call(parameters=SECRETS))
    assert native()[0]["parameters"] == list(SECRETS)
    assert not leaked(native())


def test_values_of_parameters_reach_no_log_record_and_no_stream(hook, make_call, caplog, capfd):
    hook(make_call(parameters=SECRETS))
    assert caplog.records[0].parameters == list(SECRETS)
    assert not leaked(vars(caplog.records[0]), caplog.text, capfd.readouterr())


def leaked(*sinks):
    return [value for value in ("2065550100", "t0ken", "hello") if value in repr(sinks)]
