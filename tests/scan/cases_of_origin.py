"""Where clients come from: see test_reading."""

from __future__ import annotations

CASES = {
    # Nothing to find.
    "a successor's client": 'import boto3\nc = boto3.client("chime-sdk-meetings")\nc.create_meeting()\n',
    "another library's client": 'import doorbell\nc = doorbell.client("chime")\nc.create_meeting()\n',
    "a kept operation": 'import boto3\nc = boto3.client("chime")\nc.list_accounts()\n',
    "a resource": 'import boto3\nc = boto3.resource("chime")\nc.create_meeting()\n',
    "rebound to a successor": """
import boto3
c = boto3.client("chime")
c.create_meeting()  # !
c = boto3.client("chime-sdk-meetings")
c.create_meeting()
def later():
    return c.create_meeting()
""",
    "shadowed by a parameter": """
import boto3
c = boto3.client("chime")
def f(c):
    return c.create_meeting()
f(boto3.client("chime-sdk-meetings"))
""",
    "shadowed in a comprehension": """
import boto3
c = boto3.client("chime")
print([c.create_meeting() for c in meetings()], c.delete_meeting())  # !
""",
    "a class of one's own": """
import boto3
boto3.client("chime")
class Meetings:
    def create_meeting(self): return 1
Meetings().create_meeting()
""",
    "deleted": """
import boto3
c = boto3.client("chime")
del c
c.create_meeting()
""",
    # Where it comes from.
    "an alias of boto3": 'import boto3 as aws\nc = aws.client("chime")\nc.create_meeting()  # !\n',
    "by keyword": 'import boto3\nboto3.client(service_name="chime").create_meeting()  # !\n',
    "by keywords in a dict": """
import boto3
given = {"service_name": "chime"}
boto3.client(**given).create_meeting()  # !
""",
    "a name in a constant": 'import boto3\nS = "chime"\nboto3.client(S).create_meeting()  # !\n',
    "a default of the environment": """
import os, boto3
c = boto3.client(os.environ.get("SERVICE", "chime"))
c.create_meeting()  # ?
""",
    "a default session": 'import boto3\nboto3.DEFAULT_SESSION.client("chime").create_meeting()  # !\n',
    "botocore": """
import botocore.session
c = botocore.session.get_session().create_client("chime")
c.create_meeting()  # !
""",
    "a session that is a parameter": 'def f(session):\n    session.client("chime").create_meeting()  # ?\n',
    "a session by its annotation": """
import boto3
def f(session: boto3.Session):
    session.client("chime").create_meeting()  # !
""",
    "the shim's own": 'import chime_shim\nchime_shim.client("chime").create_meeting()  # !\n',
    "wrapped by the shim": """
import boto3, chime_shim
c = boto3.client("chime")
chime_shim.wrap(c).create_meeting()  # !
chime_shim.successor(c, "chime-sdk-meetings").create_meeting()
""",
    "imported within a function": """
def f():
    import boto3
    return boto3.client("chime").create_meeting()  # !
""",
    "imported in a try": """
try:
    import boto3 as b
except ImportError:
    b = None
b.client("chime").create_meeting()  # !
""",
    "either of two services": """
import boto3
c = boto3.client("chime") if old else boto3.client("chime-sdk-meetings")
c.create_meeting()  # ?
""",
    # Through functions.
    "a factory with the service as its argument": """
import boto3
def make(service, region="us-east-1"):
    return boto3.client(service, region_name=region)
make("chime").create_meeting()  # !
make("chime-sdk-meetings").create_meeting()
""",
    "a factory of keywords": """
import boto3
def make(**kw):
    return boto3.client(**kw)
make(service_name="chime").create_meeting()  # !
make(service_name="chime-sdk-meetings").create_meeting()
""",
    "functools.partial": """
import functools, boto3
make = functools.partial(boto3.client, "chime")
make(region_name="us-east-1").create_meeting()  # !
""",
    "a factory that is handed over": """
import boto3
def use(make):
    make("chime").create_meeting()  # !
use(boto3.client)
""",
    "a callback": """
import asyncio, boto3
def work(c):
    c.create_meeting()  # ?
asyncio.to_thread(work, boto3.client("chime"))
""",
    "a thread": """
import threading, boto3
def work(c):
    c.create_meeting()  # ?
threading.Thread(target=work, args=(boto3.client("chime"),)).start()
""",
    "a context manager": """
import contextlib, boto3
@contextlib.contextmanager
def opened():
    yield boto3.client("chime")
with opened() as c:
    c.create_meeting()  # !
""",
    "a generator": """
import boto3
def clients():
    yield boto3.client("chime")
for c in clients():
    c.create_meeting()  # !
""",
    "a closure": """
import boto3
def outer():
    c = boto3.client("chime")
    def inner():
        return c.create_meeting()  # !
    return inner
outer()()
""",
    "recursion": """
import boto3
def f(c, n):
    c.create_meeting()  # ?
    return f(c, n - 1) if n else c
f(boto3.client("chime"), 3).delete_meeting()  # ?
""",
    "nonlocal": """
import boto3
def outer():
    c = None
    def start():
        nonlocal c
        c = boto3.client("chime")
    start()
    c.create_meeting()  # !
outer()
""",
    "an exit stack": """
import contextlib, boto3
with contextlib.ExitStack() as stack:
    c = stack.enter_context(contextlib.closing(boto3.client("chime")))
    c.create_meeting()  # !
""",
}
