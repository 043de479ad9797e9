from __future__ import annotations

import inspect
import logging
from dataclasses import fields

import pytest
from botocore.config import Config

import chime_shim
from chime_shim import ChimeDeprecationWarning, LegacyCall
from chime_shim.events import set_hooks
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_CALL_IDS, PROXY_CALLS

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture
def legacy(loopback):
    config = Config(retries={"total_max_attempts": 3, "mode": "standard"})
    return chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url, config=config)


@pytest.fixture
def calls():
    seen = []
    with set_hooks([seen.append]):
        yield seen


def here(offset=0):
    frame = inspect.currentframe().f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno + offset}".rpartition("/")[2]


@pytest.mark.parametrize(("method", "params"), [call[:2] for call in PROXY_CALLS], ids=PROXY_CALL_IDS)
def test_each_legacy_call_makes_one_event(method, params, legacy, loopback, calls):
    loopback.answer(Answer(headers={"x-amzn-RequestId": "r-1"}))

    getattr(legacy, method)(**params)

    (call,) = calls
    assert call.operation == legacy.meta.method_to_api_mapping[method]
    assert call.successor == f"chime-sdk-voice:{call.operation}"
    assert (call.mode, call.outcome, call.error) == ("forward", "ok", False)
    assert (call.request_id, call.status_code, call.retries) == ("r-1", 200, 0)
    assert call.duration_ms > 0
    assert call.parameters == tuple(params)
    assert "2026-04-07" in call.notice


def test_an_event_lacks_no_attribute(legacy, calls):
    legacy.get_proxy_session(**IDS)

    assert [field.name for field in fields(LegacyCall) if not hasattr(calls[0], field.name)] == []


def test_the_event_and_the_warning_name_the_line_of_the_caller(legacy, calls):
    with pytest.warns(
        ChimeDeprecationWarning, match="^chime:GetProxySession moved to chime-sdk-voice"
    ) as caught:
        legacy.get_proxy_session(**IDS)
        line = here(-1)

    assert str(calls[0].call_site).endswith(line)
    assert calls[0].call_site.function == "test_the_event_and_the_warning_name_the_line_of_the_caller"
    assert f"{caught[0].filename}:{caught[0].lineno}".endswith(line)


@pytest.mark.filterwarnings("error::chime_shim.ChimeDeprecationWarning")
def test_a_warning_made_an_error_stops_the_call_before_anything_is_sent(legacy, loopback, calls):
    with pytest.raises(ChimeDeprecationWarning):
        legacy.get_proxy_session(**IDS)

    assert (loopback.requests, calls) == ([], [])


def test_retries_are_one_call(legacy, loopback, calls, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    loopback.answer(Answer.error("ServiceFailureException", 500), Answer.of({}))

    legacy.get_proxy_session(**IDS)

    (call,) = calls
    assert len(loopback.requests) == 2
    assert (call.outcome, call.retries) == ("ok", 1)


def test_an_error_of_the_service_is_the_outcome(legacy, loopback, calls):
    loopback.answer(Answer.error("NotFoundException", 404, "no"))

    with pytest.raises(legacy.exceptions.NotFoundException):
        legacy.get_proxy_session(**IDS)

    (call,) = calls
    assert (call.outcome, call.status_code, call.error) == ("NotFoundException", 404, True)


def test_an_error_of_this_side_is_the_outcome(legacy, calls):
    with pytest.raises(Exception, match="ProxySessionId"):
        legacy.get_proxy_session(VoiceConnectorId="a")

    (call,) = calls
    assert (call.outcome, call.status_code, call.request_id) == ("ParamValidationError", None, None)


def test_of_the_parameters_only_names_that_the_operation_knows_are_kept(legacy, calls):
    with pytest.raises(Exception, match="Unknown parameter"):
        legacy.get_proxy_session(**IDS, **{"+14015550101": "Support"})

    assert calls[0].parameters == ("VoiceConnectorId", "ProxySessionId")


def test_kept_operations_make_no_event(legacy, calls, recwarn):
    legacy.list_accounts()

    assert calls == []
    assert [warning for warning in recwarn if warning.category is ChimeDeprecationWarning] == []


def test_a_failing_hook_changes_nothing_for_the_caller(legacy, calls, caplog):
    def broken(call):
        raise RuntimeError("broken")

    with set_hooks([broken]):
        assert legacy.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200

    assert "broken" in caplog.text


def test_nothing_sensitive_reaches_a_log_or_a_warning(legacy, loopback, caplog):
    caplog.set_level(logging.DEBUG, logger="chime_shim")
    params = PROXY_CALLS[0][1]
    loopback.answer(
        Answer.of(PROXY_CALLS[0][3]), Answer.error("BadRequestException", 400, "Bad number +14015550101")
    )

    with pytest.warns(ChimeDeprecationWarning) as warned:
        legacy.create_proxy_session(**params)
        with pytest.raises(legacy.exceptions.BadRequestException):
            legacy.create_proxy_session(**params)

    records = [record for record in caplog.records if record.name == "chime_shim"]
    text = " ".join([*(str(vars(record)) for record in records), *(str(w.message) for w in warned)])
    assert len(records) == 2
    for secret in ("4015550101", "2065550100", "9135550199", "Support"):
        assert secret not in text
