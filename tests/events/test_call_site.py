import asyncio
import code
import gc
import inspect
import os
import threading
import weakref

import pytest
import wrapt

from chime_shim.events import CallSite, find_call_site, find_caller, speak_for
from chime_shim.events._call_site import _call_site, _working_directory

HERE = os.path.relpath(__file__)

# A client, as instrumentation would leave it: two wrappers around a method of "botocore".
WRAPPED = """
import sys, wrapt
from chime_shim.events import find_call_site

names = {"__name__": "botocore.client"}
exec("def api_call(find):\\n    return find()\\n", names)

def instrument(wrapped, instance, args, kwargs):
    return wrapped(*args, **kwargs)

instrument.__globals__["__name__"] = "opentelemetry.instrumentation.botocore"
method = wrapt.FunctionWrapper(wrapt.FunctionWrapper(names["api_call"], instrument), instrument)

application = {"__name__": "__main__", "method": method, "find": find_call_site}
exec(compile("\\n\\nsite = method(find)\\n", "application.py", "exec"), application)
print(application["site"], "wrapt._wrappers" in sys.modules)
"""


def line():
    return inspect.currentframe().f_back.f_lineno


@pytest.fixture(autouse=True)
def _fresh_working_directory():
    for remembered in (_call_site, _working_directory):
        remembered.cache_clear()
    yield
    for remembered in (_call_site, _working_directory):
        remembered.cache_clear()


def test_a_call_site_is_rendered_as_file_and_line():
    assert str(CallSite("src/app.py", 12, "main")) == "src/app.py:12"


def test_the_direct_caller_is_found():
    expected = (HERE, line() + 1, "test_the_direct_caller_is_found")
    assert find_call_site() == expected


@pytest.mark.parametrize(
    "module",
    [
        "botocore.client",
        "boto3",
        "wrapt.wrappers",
        "aiobotocore.client",
        "chime_shim._graft.client",
        "contextlib",
        "opentelemetry.instrumentation.botocore",
        "aws_xray_sdk.ext.botocore.patch",
        "ddtrace",
        "functools",
    ],
)
def test_frames_on_the_way_are_skipped(through, module):
    expected = (HERE, line() + 1, "test_frames_on_the_way_are_skipped")
    assert through("botocore.client")(through(module), find_call_site) == expected


@pytest.mark.parametrize(
    "module",
    ["chime_shim_tests.voice", "tests.chime_shim", "botocore_helpers", "boto3x", "my.botocore", "__main__"],
)
def test_programs_with_similar_names_are_callers(through, module):
    site = through(module)(through("botocore.client"), find_call_site)
    assert site == ("library.py", 2, "call_through")


@pytest.mark.parametrize("module", [None, "", 7, ["botocore"]])
def test_code_without_a_proper_name_is_a_caller(through, module):
    call_through = through("x")
    call_through.__globals__["__name__"] = module
    assert call_through(find_call_site).file == "library.py"
    assert through(None)(find_call_site).file == "library.py"


@pytest.mark.parametrize(
    "filename",
    ["<stdin>", "<string>", "<ipython-input-1-0a1b>", "/tmp/ipykernel_7/123.py", "<frozen runpy>"],
)
def test_names_that_are_no_files_below_here_stay_as_they_are(through, filename):
    assert through("__main__", filename)(find_call_site) == (filename, 2, "call_through")


def test_a_file_below_the_working_directory_is_relative_to_it(through, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    below, beside = tmp_path / "src" / "app.py", f"{tmp_path}-other/app.py"
    assert through("app", str(below))(find_call_site).file == f"src{os.sep}app.py"
    assert through("app", beside)(find_call_site).file == beside


def test_a_working_directory_that_was_removed_is_no_obstacle(through, monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert through("app", "/srv/app.py")(find_call_site).file == "/srv/app.py"


def test_find_caller_gives_the_frame_itself_at_its_current_line(through):
    frame = through("botocore.client")(find_caller)
    assert frame is inspect.currentframe()
    assert CallSite.of(frame).line == line()


@pytest.mark.parametrize(("compiled", "disable"), [(True, ""), (False, "1")])
def test_nested_wrapt_wrappers_are_skipped_in_c_and_in_python(run_python, compiled, disable):
    done = run_python(WRAPPED, WRAPT_DISABLE_EXTENSIONS=disable)
    assert done.stderr == ""
    assert done.stdout == f"application.py:3 {compiled}\n"


def test_a_wrapper_of_the_application_itself_is_the_caller(through):
    @wrapt.decorator
    def mine(wrapped, instance, args, kwargs):
        return wrapped(*args, **kwargs)

    assert mine(through("botocore.client"))(find_call_site).function == "mine"


def test_an_interactive_session_is_found(capsys, through):
    console = code.InteractiveConsole({"api_call": through("botocore.client"), "find": find_call_site})
    console.push("print(api_call(find))")
    assert capsys.readouterr().out == "<console>:1\n"


def test_python_c_and_stdin_are_found(run_python):
    source = "from chime_shim.events import find_call_site as find; print(find())"
    run = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {source!r}], check=True)\n"
    run += f"subprocess.run([sys.executable, '-'], input={source!r}, text=True, check=True)"
    assert run_python(run).stdout == "<string>:1\n<stdin>:1\n"


def test_a_coroutine_is_found_behind_the_event_loop(through):
    async def application():
        return through("aiobotocore.client")(find_call_site)

    assert asyncio.run(application()).function == "application"


def test_a_task_without_a_caller_is_given_to_who_runs_the_loop():
    names = {"__name__": "aiobotocore.client", "find": find_call_site}
    exec("async def api_call():\n    return find()\n", names)

    async def application():
        return await asyncio.gather(names["api_call"]())

    (site,) = asyncio.run(application())
    assert site.function == "test_a_task_without_a_caller_is_given_to_who_runs_the_loop"


def test_where_all_frames_are_libraries_the_nearest_other_one_is_named(through):
    sites = []
    # The target of a thread: below it there is nothing of the application.
    names = {"__name__": "chime_shim._graft.client", "sites": sites, "find": find_call_site}
    exec("def convert():\n    sites.append(find())\n", names)
    thread = threading.Thread(target=through("botocore.client"), args=(names["convert"],))
    thread.start()
    thread.join()
    assert sites[0].file.endswith("threading.py")


def test_where_every_frame_is_skipped_the_outermost_is_named(run_python):
    code = (
        "__name__ = 'chime_shim'\n"
        "from chime_shim.events import find_call_site\n"
        "def inner():\n    return find_call_site()\n"
        "print(inner())"
    )
    assert run_python(code).stdout == "app.py:5\n"


def test_a_call_site_keeps_nothing_of_the_caller_alive(through):
    class Local:
        pass

    def application():
        local = Local()
        return weakref.ref(local), through("botocore.client")(find_call_site)

    gc.disable()
    try:
        local, _site = application()
        assert local() is None
    finally:
        gc.enable()


SPOKEN_FOR = "def call(find):\n    return find()\n"


@pytest.fixture
def spoken_for(monkeypatch):
    """A package that makes calls for somebody outside the process, as the AWS CLI does."""
    monkeypatch.setattr("chime_shim.events._call_site._speakers", {})
    speak_for("aws_cli_of_ours", lambda: CallSite.at("deploy.sh", 3, "aws"))
    names = {"__name__": "aws_cli_of_ours.driver"}
    exec(SPOKEN_FOR, names)
    return names["call"]


def test_who_asked_a_package_from_outside_is_named_in_its_place(spoken_for):
    assert spoken_for(find_call_site) == ("deploy.sh", 3, "aws")


def test_other_callers_speak_for_themselves(spoken_for):
    assert find_call_site().file == HERE
    assert spoken_for(lambda: find_call_site().file) == HERE
