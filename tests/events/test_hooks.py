import logging

import pytest

from chime_shim.events import StructlogHook, emit, get_hooks, publish, set_hooks


@pytest.fixture(autouse=True)
def _hooks_stay_as_they_were():
    with set_hooks(get_hooks()):
        yield


def failing(call):
    raise RuntimeError("+12065550100")


class Sink(list):
    """A hook that cannot be hashed."""

    def __call__(self, call):
        self.append(call)


def test_at_first_the_only_hook_is_the_one_that_logs():
    (hook,) = get_hooks()
    assert type(hook) is StructlogHook


def test_each_hook_gets_the_same_event_in_order(make_call):
    seen = []
    set_hooks([lambda call: seen.append(("a", call)), lambda call: seen.append(("b", call))])
    call = make_call()
    emit(call)
    assert [name for name, _ in seen] == ["a", "b"]
    assert all(event is call for _, event in seen)


def test_set_hooks_replaces_at_once_and_for_good():
    set_hooks([print])
    assert get_hooks() == (print,)


def test_set_hooks_as_a_context_manager_restores(make_call):
    before = get_hooks()
    outer, inner = Sink(), Sink()
    with set_hooks([outer]):
        with set_hooks(iter([inner])):
            emit(make_call())
        emit(make_call(retries=1))
    assert get_hooks() == before
    assert ([call.retries for call in outer], [call.retries for call in inner]) == ([1], [0])


def test_set_hooks_restores_when_the_block_fails():
    before = get_hooks()
    with pytest.raises(ZeroDivisionError), set_hooks([]):
        raise ZeroDivisionError
    assert get_hooks() == before


def test_no_hooks_is_silence(make_call, caplog, capfd):
    caplog.set_level("DEBUG")
    set_hooks([])
    emit(make_call())
    assert (caplog.records, *capfd.readouterr()) == ([], "", "")


def test_a_hook_that_fails_neither_breaks_the_call_nor_the_other_hooks(make_call):
    sink = Sink()
    set_hooks([failing, sink, failing, sink])
    emit(make_call())
    assert len(sink) == 2


def test_a_failure_is_a_warning_once_per_hook_and_then_debug(make_call, caplog):
    caplog.set_level("DEBUG", logger="chime_shim")
    also_failing = Sink.__call__
    set_hooks([failing, also_failing])
    emit(make_call())
    emit(make_call())
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "chime_shim hook failing failed with RuntimeError"),
        ("WARNING", "chime_shim hook Sink.__call__ failed with TypeError"),
        ("DEBUG", "chime_shim hook failing failed with RuntimeError"),
        ("DEBUG", "chime_shim hook Sink.__call__ failed with TypeError"),
    ]


def test_a_failing_hook_that_is_an_object_is_named_by_its_class(make_call, caplog):
    class Exporter:
        def __call__(self, call):
            raise OSError

    set_hooks([Exporter()])
    emit(make_call())
    assert caplog.messages == [f"chime_shim hook {Exporter.__qualname__} failed with OSError"]


def test_the_message_and_the_traceback_of_a_failure_are_not_logged(make_call, caplog):
    set_hooks([failing])
    emit(make_call())
    (record,) = caplog.records
    assert record.exc_info is None
    assert "2065550100" not in caplog.text


def test_a_failing_log_filter_does_not_break_the_call_either(make_call):
    def broken(record):
        raise ValueError

    logger = logging.getLogger("chime_shim")
    logger.addFilter(broken)
    try:
        set_hooks([failing, sink := Sink()])
        emit(make_call())
    finally:
        logger.removeFilter(broken)
    assert len(sink) == 1


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_is_meant_to_stop_the_program_does(make_call, stop):
    def hook(call):
        raise stop

    set_hooks([hook])
    with pytest.raises(stop):
        emit(make_call())


# Comparisons


class Comparing(Sink):
    def __init__(self):
        self.comparisons = []

    def compared(self, comparison):
        self.comparisons.append(comparison)


class FailingToCompare:
    def __call__(self, call):
        pass

    def compared(self, comparison):
        raise RuntimeError("+12065550100")


def test_a_comparison_goes_to_the_hooks_that_ask_for_it(make_call, make_comparison):
    plain, comparing = Sink(), Comparing()
    set_hooks([plain, comparing, failing])
    publish(make_comparison())
    assert (plain, comparing, comparing.comparisons) == ([], [], [make_comparison()])


def test_a_hook_that_fails_to_compare_is_told_of_as_any_other_is(make_comparison, caplog):
    caplog.set_level("DEBUG", logger="chime_shim")
    set_hooks([FailingToCompare(), comparing := Comparing()])
    publish(make_comparison())
    publish(make_comparison())
    assert len(comparing.comparisons) == 2
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "chime_shim hook FailingToCompare failed with RuntimeError"),
        ("DEBUG", "chime_shim hook FailingToCompare failed with RuntimeError"),
    ]
