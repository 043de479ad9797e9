"""What the observations share."""

from __future__ import annotations

import boto3
from botocore.config import Config

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


def make(url):
    config = Config(retries={"total_max_attempts": 2, "mode": "standard"}, inject_host_prefix=False)
    return boto3.client("chime", "us-east-1", endpoint_url=url, config=config)


def status(client):
    return client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"]


def tried(action):
    """Return what ``action`` returns, or type and text of what it raises."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001 - whatever it is, it should be what it was
        return [type(error).__name__, str(error)]
