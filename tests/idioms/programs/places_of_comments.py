"""Calls that stay, where a line of the source is not where a statement starts."""

import boto3

chime = boto3.client("chime")


def count():
    return len(chime.list_media_capture_pipelines()["MediaCapturePipelines"])  # legacy: ListMediaCapturePipelines


text = """
one
"""; print(len(chime.list_media_capture_pipelines()["MediaCapturePipelines"]), text)  # legacy: ListMediaCapturePipelines
number = 1; \
print(number, chime.list_media_capture_pipelines()["MediaCapturePipelines"])  # legacy: ListMediaCapturePipelines
if number: print(chime.list_media_capture_pipelines()["MediaCapturePipelines"]); print("more")  # legacy: ListMediaCapturePipelines
longer = """a
b""" + str(len(chime.list_media_capture_pipelines()["MediaCapturePipelines"]))  # legacy: ListMediaCapturePipelines
print(longer, count())
print(text)
