"""What a row says of itself."""

from __future__ import annotations

import pytest

from chime_shim.routes import ROUTES

NAMESPACES = {
    "ListMeetings": "meetings",
    "ListAttendeeTags": "meetings",
    "TagResource": "tags",
    "ListTagsForResource": "tags",
    "CreateMeeting": "meetings",
    "CreateProxySession": "voice",
    "CreateMediaCapturePipeline": "media-pipelines",
    "CreateAppInstance": "identity",
    "SendChannelMessage": "messaging",
}


@pytest.mark.parametrize(("operation", "namespace"), NAMESPACES.items())
def test_each_operation_belongs_to_a_namespace(operation, namespace):
    assert ROUTES[operation].namespace == namespace
