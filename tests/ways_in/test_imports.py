"""Activation while botocore is imported, imported anew, or not what it should be: whole, or not at all."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from botocore.client import BaseClient
from botocore.session import Session

import chime_shim
from chime_shim._patches import imports
from tests.support.versions import needs_removal

WHOLE = """
import os, warnings
os.environ.update(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b", AWS_DEFAULT_REGION="us-east-1")
warnings.simplefilter("ignore")
def whole():
    import boto3
    return hasattr(boto3.client("chime"), "create_meeting")
"""

# An import hook that makes a module slow to import, or takes a name out of it.
ALTERED = """
import importlib.abc, importlib.util, sys, threading, time
class Altered(importlib.abc.MetaPathFinder):
    def __init__(self, name, before=lambda: None, after=lambda module: None):
        self.name, self.before, self.after = name, before, after
    def find_spec(self, name, path, target=None):
        if name != self.name: return None
        self.before()
        sys.meta_path.remove(self)
        try: spec = importlib.util.find_spec(name)
        finally: sys.meta_path.insert(1, self)
        execute = spec.loader.exec_module
        class Loader(importlib.abc.Loader):
            def create_module(_, spec): return None
            def exec_module(_, module): execute(module); self.after(module)
        spec.loader = Loader()
        return spec
"""


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", WHOLE + ALTERED + textwrap.dedent(code)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(), done.stderr


@pytest.mark.parametrize("slow", ["botocore.waiter", "botocore.client", "botocore.session", "boto3.session"])
def test_install_while_another_thread_imports_boto3(slow):
    out, err = run(f"""
        reached = threading.Event()
        sys.meta_path.insert(0, Altered({slow!r}, lambda: (reached.set(), time.sleep(0.2))))
        thread = threading.Thread(target=__import__, args=("boto3",)); thread.start(); reached.wait()
        import chime_shim
        chime_shim.install()
        thread.join()
        print(whole())
    """)
    assert (out, err) == (["True"], "")


def test_install_comes_back_when_an_import_that_another_thread_began_is_done():
    out, err = run("""
        reached, go = threading.Event(), threading.Event()
        sys.meta_path.insert(0, Altered("botocore.session", after=lambda _: (reached.set(), go.wait(20))))
        thread = threading.Thread(target=__import__, args=("botocore.session",))
        thread.start()
        reached.wait()
        threading.Timer(0.2, go.set).start()
        import chime_shim
        chime_shim.install()
        done = go.is_set()  # what comes next would wait for the import, too
        from botocore.session import Session
        print(done, hasattr(Session.create_client, "__wrapped__"))
        thread.join()
    """)
    assert (out, err) == (["True", "True"], "")


@pytest.mark.parametrize(
    "within", ["botocore.waiter", "botocore.client", "botocore.session", "boto3.session"]
)
def test_install_in_the_middle_of_the_same_threads_import(within):
    out, err = run(f"""
        def install():
            import chime_shim
            kept.append(chime_shim.install())
        kept = []
        sys.meta_path.insert(0, Altered({within!r}, install))
        import boto3
        print(whole())
    """)
    assert (out, err) == (["True"], "")


IMPORTED_ANEW = """
for name in list(sys.modules):
    if name.split(".")[0] in ("boto3", "botocore"): del sys.modules[name]
"""
RELOADED = """
import importlib, botocore.session, botocore.client
importlib.reload(botocore.client); importlib.reload(botocore.session)
"""


@needs_removal
@pytest.mark.parametrize("change", [IMPORTED_ANEW, RELOADED], ids=["imported anew", "reloaded"])
def test_a_botocore_that_is_imported_again_is_patched_again(change):
    out, _ = run(f"""
import chime_shim
activation = chime_shim.install()
print(whole())
{change}
print(whole())
chime_shim.install().uninstall()
print(whole(), hasattr(chime_shim.client("chime"), "create_meeting"))
activation.uninstall()
print(whole())
""")
    assert out == ["True"] * 4 + ["False"]


MISSING = {
    "botocore.client": "del module.BaseClient.__getattr__",
    "botocore.session": "del module.Session.create_client",
    "botocore.session ": "del module.Session",
}


@pytest.mark.parametrize("order", ["install first", "import first"])
@pytest.mark.parametrize(("module", "statement"), MISSING.items(), ids=MISSING)
def test_a_name_that_botocore_lacks_costs_one_line_and_nothing_is_patched(module, statement, order):
    steps = ["import chime_shim; chime_shim.install()", "import boto3"]
    first, second = steps if order == "install first" else reversed(steps)
    out, err = run(f"""
        def take(module): {statement}
        sys.meta_path.insert(0, Altered({module.strip()!r}, after=take))
        {first}
        {second}
        import botocore.client, botocore.session
        import wrapt
        places = [(botocore.client, "BaseClient", "__getattr__")]
        places += [(botocore.session, "Session", "create_client")]
        ours = [vars(getattr(module, owner, object)).get(name) for module, owner, name in places]
        print(any(isinstance(each, wrapt.FunctionWrapper) for each in ours))
    """)
    assert out == ["False"]
    assert err.startswith("chime_shim is not at work: the installed botocore has no ")
    assert err.count("\n") == 1


@needs_removal
def test_calling_it_again_repairs_what_somebody_took_away():
    import boto3

    places = [(Session, "create_client"), (BaseClient, "__getattr__")]
    stock = [vars(owner)[name] for owner, name in places]
    with chime_shim.install():
        for (owner, name), function in zip(places, stock, strict=True):
            setattr(owner, name, function)
        assert not hasattr(boto3.client("chime", "us-east-1"), "create_meeting")
        with chime_shim.install():
            assert hasattr(boto3.client("chime", "us-east-1"), "create_meeting")
    assert [vars(owner)[name] for owner, name in places] == stock


def test_a_module_looks_as_if_its_import_had_not_been_watched():
    out, _ = run("""
        import chime_shim
        chime_shim.install()
        import botocore.client, botocore.session, inspect
        for module in (botocore.client, botocore.session):
            print(type(module.__loader__).__name__, module.__spec__.loader is module.__loader__)
        print(len(inspect.getsource(botocore.client)) > 1000)
    """)
    assert out == ["SourceFileLoader", "True", "SourceFileLoader", "True", "True"]


def test_the_last_uninstall_takes_the_import_hooks_away():
    before = list(sys.meta_path)
    with chime_shim.install():
        assert len(sys.meta_path) == len(before) + 1
    assert sys.meta_path == before


def test_a_module_that_nobody_imports_is_not_imported_to_wait_for_it():
    imports.wait_for_import("this_module_is_not_there")
    assert "this_module_is_not_there" not in sys.modules


STRESS = """
import faulthandler, os, random, sys, threading, warnings
import chime_shim, structlog, wrapt

warnings.simplefilter("ignore")
sys.setswitchinterval(1e-6)
faulthandler.dump_traceback_later(int(sys.argv[2]), exit=True)
failures = []

def import_boto3():
    import boto3
    boto3.client

def import_session():
    import botocore.session
    botocore.session.Session.create_client

def import_aiobotocore():
    try: import aiobotocore.session
    except ImportError: pass

def install_and_leave():
    with chime_shim.install(): pass

def install():
    kept.append(chime_shim.install())

def call():
    with chime_shim.install():
        import boto3
        from botocore.awsrequest import AWSResponse
        client = boto3.Session("a", "b", region_name="us-east-1").client("chime")
        answer = AWSResponse("", 200, {}, None)
        answer._content = b'{"Meeting": {"MeetingId": "m"}}'
        client.meta.events.register("before-send.chime.*", lambda **_: answer)
        assert client.get_meeting(MeetingId="m")["Meeting"] == {"MeetingId": "m"}

ACTIONS = [import_boto3, import_session, import_aiobotocore, install, install, call, call, install_and_leave]

def work(action, start):
    try:
        start.wait()
        action()
    except BaseException as error:
        failures.append(f"{action.__name__}: {error!r}")

def is_patched(owner, name):
    return isinstance(vars(owner)[name], wrapt.FunctionWrapper)

for round in range(int(sys.argv[1])):
    for name in list(sys.modules):
        if name.split(".")[0] in ("boto3", "botocore", "aiobotocore"): del sys.modules[name]
    kept, start = [], threading.Barrier(8)
    random.shuffle(ACTIONS)
    threads = [threading.Thread(target=work, args=(action, start), daemon=True) for action in ACTIONS]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    import botocore.session, botocore.client
    places = (botocore.session.Session, "create_client"), (botocore.client.BaseClient, "__getattr__")
    failures += [f"{round}: {name} is stock" for owner, name in places if not is_patched(owner, name)]
    for each in kept: each.uninstall()
    failures += [f"{round}: {name} stays" for owner, name in places if is_patched(owner, name)]
    if failures: break
print(len(failures), *failures[:5])
"""


def stressed(rounds, seconds):
    command = [sys.executable, "-c", STRESS, str(rounds), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stdout + done.stderr[-3000:]


def test_eight_threads_that_import_install_and_uninstall_at_once():
    stressed(4, 300)


@pytest.mark.long
def test_eight_threads_for_two_hundred_rounds():
    stressed(200, 3000)


def test_two_threads_of_which_one_waits_for_the_others_import_do_not_lock_each_other_out():
    # One installs, slowly; the other imports in the meantime, and its hook wants the lock of the first.
    done = run("""
        import chime_shim, chime_shim._activation as activation
        register, first = activation.register_post_import_hook, threading.Event()
        def slow(hook, name):
            if name == "botocore.client": first.set(); time.sleep(0.5)
            register(hook, name)
        activation.register_post_import_hook = slow
        threads = [threading.Thread(target=chime_shim.install, daemon=True)]
        threads[0].start(); first.wait()
        threads.append(threading.Thread(target=__import__, args=("botocore.session",), daemon=True))
        threads[1].start()
        for thread in threads: thread.join(60)
        print([thread.is_alive() for thread in threads], whole())
    """)
    assert done[0] == ["[False,", "False]", "True"]
