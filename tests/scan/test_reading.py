"""What a receiver is, worked out from the source: idioms in a few lines each.

A line that has to be found ends in ``# !``, one that is only likely in ``# ?``; all others must not be found.
"""

from __future__ import annotations

import re

import pytest

from chime_shim.scan import scan_source

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
    # Through classes.
    "a client by the constructor's argument": """
import boto3
class A:
    def __init__(self, service):
        self.c = boto3.client(service)
    def go(self):
        return self.c.create_meeting()  # ?
A("chime").go()
A("chime-sdk-meetings").go()
A("chime-sdk-meetings").c.create_meeting()
A("chime").c.delete_meeting()  # !
""",
    "a base class": """
import boto3
class Base:
    service = "s3"
    def __init__(self):
        self.c = boto3.client(self.service)
class Chime(Base):
    service = "chime"
    def go(self):
        self.c.create_meeting()  # !
Chime().go()
""",
    "super": """
import boto3
class Base:
    def __init__(self, service):
        self.c = boto3.client(service)
class Chime(Base):
    def __init__(self):
        super().__init__("chime")
class Meetings(Base):
    def __init__(self):
        super().__init__("chime-sdk-meetings")
Chime().c.create_meeting()  # !
Meetings().c.create_meeting()
""",
    "a wrapper that hands on": """
import boto3
class Proxy:
    def __init__(self):
        self._c = boto3.client("chime")
    def __getattr__(self, name):
        return getattr(self._c, name)
Proxy().create_meeting()  # ?
""",
    "a class method and a static one": """
import boto3
class A:
    c = boto3.client("chime")
    @classmethod
    def one(cls):
        return cls.c.create_meeting()  # !
    @staticmethod
    def two():
        return A.c.delete_meeting()  # !
""",
    "callable": """
import boto3
class Make:
    def __call__(self):
        return boto3.client("chime")
Make()().create_meeting()  # !
""",
    "a context manager's class": """
import boto3
class Open:
    def __enter__(self):
        return boto3.client("chime")
    def __exit__(self, *args): ...
with Open() as c:
    c.create_meeting()  # !
""",
    "an enumeration": """
import enum, boto3
class Service(enum.Enum):
    CHIME = "chime"
boto3.client(Service.CHIME.value).create_meeting()  # !
""",
    "an attribute of something foreign": """
import boto3, flask
app = flask.Flask(__name__)
app.chime = boto3.client("chime")
app.chime.create_meeting()  # !
""",
    # In containers.
    "a dict by a loop": """
import boto3
clients = {}
for service in ("chime", "chime-sdk-meetings"):
    clients[service] = boto3.client(service)
clients["chime"].create_meeting()  # !
clients["chime-sdk-meetings"].create_meeting()
""",
    "a dict by a comprehension": """
import boto3
clients = {s: boto3.client(s) for s in ["chime", "chime-sdk-meetings"]}
clients["chime"].create_meeting()  # !
clients.get("chime").create_meeting()  # !
clients["chime-sdk-meetings"].create_meeting()
""",
    "unpacked": """
import boto3
s3, c = boto3.client("s3"), boto3.client("chime")
c.create_meeting()  # !
s3.create_meeting()
""",
    "appended": """
import boto3
pool = []
pool.append(boto3.client("chime"))
pool[0].create_meeting()  # !
""",
    "items of a dict": """
import boto3
for name, c in {"a": boto3.client("chime")}.items():
    c.create_meeting()  # !
""",
    # Not called by their name.
    "a bound method": 'import boto3\nf = boto3.client("chime").create_meeting  # !\nf()\n',
    "getattr with a constant": """
import boto3
c = boto3.client("chime")
getattr(c, "create_meeting")()  # !
""",
    "getattr with parts": """
import boto3
c = boto3.client("chime")
for verb in ("create", "delete"):
    getattr(c, f"{verb}_meeting")()  # !
    getattr(c, verb + "_meeting")()  # !
    getattr(c, "%s_meeting" % verb)()  # !
""",
    "getattr with a parameter": """
import boto3
c = boto3.client("chime")
def call(name, **kw):
    return getattr(c, name)(**kw)  # !
call("create_meeting")
""",
    "methodcaller": """
import operator, boto3
operator.methodcaller("create_meeting")(boto3.client("chime"))  # !
""",
    "a paginator": 'import boto3\nboto3.client("chime").get_paginator("list_app_instances")  # !\n',
    "a presigned URL": 'import boto3\nboto3.client("chime").generate_presigned_url("get_meeting")  # !\n',
    "an API call": 'import boto3\nboto3.client("chime")._make_api_call("CreateMeeting", {})  # !\n',
    "a hook": """
import boto3
c = boto3.client("s3")
c.meta.events.register("before-call.chime.CreateMeeting", print)  # !
""",
    # In tests.
    "a Stubber": """
import boto3
from botocore.stub import Stubber
with Stubber(boto3.client("chime")) as stub:
    stub.add_response("create_meeting", {})  # !
    stub.client.create_meeting()  # !
Stubber(boto3.client("chime-sdk-meetings")).add_response("create_meeting", {})
""",
    "patch.object": """
import boto3
from unittest import mock
c = boto3.client("chime")
with mock.patch.object(c, "create_meeting") as m:  # !
    m.return_value = {}
""",
    "a mock in the place of a method": """
import boto3
from unittest.mock import MagicMock
c = boto3.client("chime")
c.create_meeting = MagicMock()  # !
""",
    "autospec": """
import boto3
from unittest.mock import create_autospec
m = create_autospec(boto3.client("chime"))
m.create_meeting.return_value = {}  # !
""",
    "a fixture": """
import boto3, pytest
@pytest.fixture
def client():
    return boto3.client("chime")
def test_it(client):
    client.create_meeting()  # !
""",
    # By annotations.
    "an annotation": """
from mypy_boto3_chime import ChimeClient
def f(c: ChimeClient, d: "ChimeClient | None" = None):
    c.create_meeting()  # !
    d.delete_meeting()  # !
""",
    "a successor's annotation": """
from mypy_boto3_chime_sdk_meetings.client import ChimeSDKMeetingsClient
def f(c: ChimeSDKMeetingsClient):
    c.create_meeting()
""",
    "typing.cast": """
from typing import cast
from mypy_boto3_chime.client import ChimeClient
cast(ChimeClient, get()).create_meeting()  # !
""",
    "aioboto3": """
import aioboto3
async def f():
    async with aioboto3.Session().client("chime") as c:
        await c.create_meeting()  # !
""",
    # The order of things.
    "a branch that ends": """
import boto3
def f(old):
    c = boto3.client("chime-sdk-meetings")
    if old:
        c = boto3.client("chime")
        c.delete_meeting()  # !
        return
    c.create_meeting()
f(1)
""",
    "filled later": """
import boto3
_c = None
def get():
    global _c
    if _c is None:
        _c = boto3.client("chime")
    return _c
get().create_meeting()  # !
""",
    "match": """
import boto3
match kind:
    case "old":
        c = boto3.client("chime")
    case _:
        c = boto3.client("chime-sdk-meetings")
c.create_meeting()  # ?
""",
    "walrus and lambda": """
import boto3
if (c := boto3.client("chime")):
    f = lambda: c.create_meeting()  # !
""",
}


@pytest.mark.parametrize("source", [pytest.param(source, id=name) for name, source in CASES.items()])
def test_it_finds_what_it_should(source):
    expected = {
        number: {"!": "certain", "?": "likely"}[line[-1]]
        for number, line in enumerate(source.splitlines(), start=1)
        if re.search(r"# [!?]$", line)
    }
    result = scan_source(source, "it.py")
    assert result.problem is None
    found = {each.span.line: each.confidence for each in result.findings if each.confidence != "possible"}
    assert found == expected


@pytest.mark.parametrize("source", [pytest.param(source, id=name) for name, source in CASES.items()])
def test_reading_only_what_matters_finds_the_same_as_reading_everything(source, monkeypatch):
    from chime_shim.scan import _project

    quick = scan_source(source, "it.py")
    whole = _project.Relevance
    monkeypatch.setattr(_project, "Relevance", lambda text, **_: whole(text, everything=True))
    slow = scan_source(source, "it.py")
    strong = [each for each in slow.findings if each.confidence != "possible"]
    assert [each for each in quick.findings if each.confidence != "possible"] == strong
