import functools
import inspect
import traceback
import warnings

import pytest

from chime_shim._links import operation_url
from chime_shim.events import ChimeDeprecationWarning, find_caller, warn_deprecated

CALL = ("CreateProxySession", "moved to chime-sdk-voice:CreateProxySession")

APPLICATION = """
import sys
from chime_shim.events import find_caller, warn_deprecated

names = {"__name__": "botocore.client", "find": find_caller, "warn_deprecated": warn_deprecated}
exec("def create_proxy_session():\\n    warn_deprecated('CreateProxySession', 'moved to x:Y', find())", names)

def main():
    for _ in range(3):
        names["create_proxy_session"]()
    print("sent", file=sys.stderr)

main()
"""


@pytest.fixture
def legacy(through):
    """Make a legacy call: it warns from the shim, called by botocore."""
    names = {"__name__": "chime_shim._graft.client", "find": find_caller, "warn_deprecated": warn_deprecated}
    exec("def warn(*call):\n    warn_deprecated(*call, find())\n", names)
    return functools.partial(through("botocore.client"), names["warn"])


def test_the_warning_is_at_the_callers_line(legacy):
    with pytest.warns(ChimeDeprecationWarning) as caught:
        legacy(*CALL)
    (warning,) = caught
    assert (warning.filename, warning.lineno) == (__file__, inspect.currentframe().f_lineno - 2)


def test_the_text_names_the_operation_its_fate_and_the_guide(legacy):
    with pytest.warns(ChimeDeprecationWarning) as caught:
        legacy(*CALL)
    assert str(caught[0].message) == (
        "chime:CreateProxySession moved to chime-sdk-voice:CreateProxySession; "
        f"see {operation_url('CreateProxySession')}"
    )


def test_it_is_a_deprecation_warning():
    assert issubclass(ChimeDeprecationWarning, DeprecationWarning)


@pytest.mark.filterwarnings("error")
def test_a_filter_that_makes_errors_of_it_raises_at_the_caller(legacy):
    with pytest.raises(ChimeDeprecationWarning, match=CALL[0]) as raised:
        legacy(*CALL)
    frames = traceback.extract_tb(raised.value.__traceback__)
    assert frames[0].name == "test_a_filter_that_makes_errors_of_it_raises_at_the_caller"


@pytest.mark.parametrize(
    ("action", "count"), [("default", 1), ("module", 1), ("once", 1), ("always", 3), ("ignore", 0)]
)
def test_filters_behave_as_for_any_warning(legacy, action, count):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)
        for _ in range(3):
            legacy(*CALL)
    assert len(caught) == count


def test_two_operations_on_one_line_are_two_warnings(legacy):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for operation in ("ListChannels", "ListAppInstances", "ListChannels"):
            legacy(operation, "moved to x:Y")
    assert [str(warning.message).split()[0] for warning in caught] == [
        "chime:ListChannels",
        "chime:ListAppInstances",
    ]


def test_a_filter_by_module_names_the_callers_module(legacy, through):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", module=r"old\.program$", category=ChimeDeprecationWarning)
        through("old.program")(legacy, *CALL)
        through("new.program")(legacy, *CALL)
    assert len(caught) == 1


def test_once_per_line_is_remembered_by_the_callers_module(legacy, through):
    program = through("old.program")
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("default")
        program(legacy, *CALL)
    assert any(CALL[0] in key[0] for key in program.__globals__["__warningregistry__"] if key != "version")


def test_code_without_a_module_name_is_warned_as_well(legacy, through):
    with pytest.warns(ChimeDeprecationWarning) as caught:
        through(None, "<string>")(legacy, *CALL)
    assert (caught[0].filename, caught[0].lineno) == ("<string>", 2)


def test_code_without_a_module_name_is_filtered_by_the_name_that_python_gives_it(legacy, through):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", module="<string>$", category=ChimeDeprecationWarning)
        through(None, "<string>")(legacy, *CALL)
    assert caught == []


SILENT = "import chime_shim.events; chime_shim.events.set_hooks([])\n"


def test_a_script_that_the_log_tells_of_is_not_warned_as_well(run_python):
    assert run_python(APPLICATION).stderr == "sent\n"


@pytest.mark.parametrize(("first", "options"), [(SILENT, ()), ("#\n", ("-W", "default"))])
def test_a_script_is_warned_once_with_its_own_source_line(run_python, tmp_path, first, options):
    done = run_python(first + APPLICATION, *options)
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr == (
        f"{tmp_path / 'app.py'}:11: ChimeDeprecationWarning: "
        f"chime:CreateProxySession moved to x:Y; see {operation_url('CreateProxySession')}"
        '\n  names["create_proxy_session"]()\nsent\n'
    )


def test_w_error_stops_a_script_before_it_sends(run_python):
    done = run_python(APPLICATION, "-W", "error")
    assert done.returncode == 1
    assert "chime_shim.events._warnings.ChimeDeprecationWarning: chime:CreateProxySession" in done.stderr
    assert not done.stderr.endswith("sent\n")


def test_in_production_a_library_that_calls_is_not_told(run_python):
    done = run_python("__name__ = 'some.module'\n" + APPLICATION)
    assert done.stderr == "sent\n"
