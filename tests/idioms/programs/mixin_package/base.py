"""A mixin that holds the client."""

import boto3


class ChimeMixin:
    @property
    def client(self):
        if not hasattr(self, "_client"):
            self._client = boto3.client("chime")
        return self._client
