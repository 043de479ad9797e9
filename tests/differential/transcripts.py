"""What is in a transcript, and where: see ``_runner.py``."""

from __future__ import annotations

_PER_REQUEST = (
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "received",
)


def requests(*transcripts):
    """Find all requests that hooks, and the server, saw."""
    for transcript in transcripts:
        for _, shown in transcript["events"]:
            for request in (shown.get("params"), shown.get("request")):
                if request is not None and "headers" in request:
                    yield request


def bodies(transcript):
    return (request for request in requests(transcript) if isinstance(request["body"], dict))


def replies(*transcripts):
    """Find all parsed replies that the caller and hooks saw."""
    for transcript in transcripts:
        found = [transcript.get("reply"), transcript.get("error", {}).get("response")]
        for _, shown in transcript["events"]:
            found += [shown.get("parsed"), (shown.get("response") or [None, None])[1]]
        yield from filter(None, found)


def forget_attempts(transcript):
    transcript["events"] = [each for each in transcript["events"] if not each[0].startswith(_PER_REQUEST)]


def forget_lengths(*transcripts):
    for request in requests(*transcripts):
        request["headers"].pop("content-length", None)


def attendees(operation, params):
    found = [params] if operation == "CreateAttendee" else params.get("Attendees") or []
    return [each for each in found if isinstance(each, dict)]


def take_warnings(transcript, category):
    transcript["warnings"] = [each for each in transcript["warnings"] if each[0] != category]
