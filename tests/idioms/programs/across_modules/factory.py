"""Makes clients."""

import boto3


def build(service="chime", **options):
    return boto3.client(service, **options)


def chime_client():
    return build()
