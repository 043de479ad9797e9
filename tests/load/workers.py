"""Old code in worker processes: usage: workers.py URL WAY. Each worker prints one line of JSON.

The server tells the calls apart by their ProxySessionId.
"""

import json
import multiprocessing
import os
import signal
import sys
import threading

import boto3

import chime_shim
from chime_shim import _activation, events
from chime_shim._graft import successors

URL = sys.argv[1] if len(sys.argv) > 1 else ""
WORKERS = 4
CALLS = 5


def make():
    return boto3.client("chime", "us-east-1", endpoint_url=URL or os.environ["CHIME_URL"])


def call(client, worker, number):
    return client.get_proxy_session(VoiceConnectorId="vc", ProxySessionId=f"{worker}-{number}")


def work(worker, client=None):
    """Make some calls, and tell what became of them."""
    seen = []
    with events.set_hooks([seen.append]):
        client = client or make()
        ids = [call(client, worker, number)["ProxySession"]["ProxySessionId"] for number in range(CALLS)]
    return {"worker": worker, "pid": os.getpid(), "ids": ids, "events": [event.outcome for event in seen]}


def print_all(results):
    for result in results:
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


def with_os_fork(client=None):
    """Fork as a pre-forking server does; the parent has used the shim, and goes on using it."""
    make().get_proxy_session(VoiceConnectorId="vc", ProxySessionId="parent")
    children = []
    for worker in range(WORKERS):
        pid = os.fork()
        if pid == 0:
            signal.alarm(20)
            print_all([work(worker, client)])
            os._exit(0)
        children.append(pid)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
    print_all([work(WORKERS, client)])
    sys.exit(len(failed))


def with_os_fork_and_a_client_of_the_parents():
    with_os_fork(make())


def with_os_fork_in_the_middle(owner, name, old_client):
    """Fork while another thread is inside a function, with a lock that it will not release in the child."""
    inside, leave = threading.Event(), threading.Event()
    function = getattr(owner, name)

    def slow(*args):
        inside.set()
        leave.wait(20)
        return function(*args)

    setattr(owner, name, slow)
    thread = threading.Thread(target=work, args=("thread", old_client))
    thread.start()
    inside.wait(20)
    setattr(owner, name, function)
    pid = os.fork()
    if pid == 0:
        signal.alarm(5)
        print_all([work(0, old_client)])
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    leave.set()
    thread.join()
    sys.exit(bool(status))


def with_a_pool_of(method):
    """Hand the work to a pool; a spawned worker is a new interpreter, and installs the shim itself."""
    os.environ["CHIME_URL"] = URL
    context = multiprocessing.get_context(method)
    with context.Pool(WORKERS, initializer=chime_shim.install) as pool:
        print_all(pool.map(work, range(WORKERS), chunksize=1))
        pool.close()
        pool.join()


if __name__ == "__main__":
    before = make()
    chime_shim.install()
    build, graft = (successors.Successors, "arguments", None), (_activation, "_grafted", before)
    WAYS = {
        "os.fork": with_os_fork,
        "os.fork, client of the parent's": with_os_fork_and_a_client_of_the_parents,
        "os.fork, a successor half made": lambda: with_os_fork_in_the_middle(*build),
        "os.fork, a client half grafted": lambda: with_os_fork_in_the_middle(*graft),
        "pool, fork": lambda: with_a_pool_of("fork"),
        "pool, spawn": lambda: with_a_pool_of("spawn"),
        "pool, forkserver": lambda: with_a_pool_of("forkserver"),
    }
    WAYS[sys.argv[2]]()
