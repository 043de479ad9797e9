"""A fork in the middle of anything leaves the child no lock that nobody will release."""

from __future__ import annotations

import importlib
import os
import pkgutil
import threading
import warnings

import pytest

import chime_shim

ROOMS = (
    "_activation",
    "_clients",
    "_graft",
    "_patches",
    "events",
    "ledger",
    "proxy_sessions",
    "routes",
    "settings",
)
KINDS = (type(threading.Lock()), type(threading.RLock()))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def locks():
    """Every lock that a module on the way of a call keeps."""
    for found in pkgutil.walk_packages(chime_shim.__path__, "chime_shim."):
        if found.name.split(".")[1] not in ROOMS:
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:  # aiobotocore is not here
            continue
        for name, value in vars(module).items():
            if isinstance(value, KINDS):
                yield pytest.param(value, id=f"{found.name}.{name}")


LOCKS = list(locks())


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_that_another_thread_holds_is_free_in_a_child(lock):
    held, leave = threading.Event(), threading.Event()

    def hold():
        with lock:
            held.set()
            leave.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns of forks beside threads, which is the point
        child = os.fork()
    if not child:
        os._exit(0 if lock.acquire(blocking=False) else 1)
    status = os.waitpid(child, 0)[1]
    leave.set()
    thread.join()

    assert os.waitstatus_to_exitcode(status) == 0


def test_there_are_locks_to_be_looked_at():
    assert len(LOCKS) >= 8
