import types

import pytest

from chime_shim import events

# The package above is replaced by an empty one, so that its imports are not counted here.
ALONE = """
import sys, types
parent = types.ModuleType("chime_shim")
parent.__path__ = [sys.argv[-1]]
sys.modules["chime_shim"] = parent
import chime_shim.events
"""


def test_all_names_exactly_what_is_exported():
    public = {
        name
        for name, value in vars(events).items()
        if not name.startswith("_") and name != "annotations" and not isinstance(value, types.ModuleType)
    }
    assert public == set(events.__all__)


@pytest.mark.parametrize("library", ["boto3", "botocore", "structlog", "wrapt", "asyncio"])
def test_importing_events_does_not_import(library, run_python):
    package = events.__path__[0].rpartition("events")[0]
    code = ALONE.replace("sys.argv[-1]", repr(package)) + f"print({library!r} in sys.modules)"
    done = run_python(code)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_logging_a_call_imports_no_aws_library(run_python):
    package = events.__path__[0].rpartition("events")[0]
    code = ALONE.replace("sys.argv[-1]", repr(package)) + (
        "from chime_shim.events import LegacyCall, emit, find_call_site\n"
        "emit(LegacyCall(operation='A', successor=None, call_site=find_call_site(), duration_ms=1))\n"
        "print({'boto3', 'botocore', 'wrapt'} & set(sys.modules))"
    )
    assert run_python(code).stdout == "set()\n"
