"""Where clients are kept, and how they are used: see test_reading."""

from __future__ import annotations

CASES = {
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
