"""All there is to call, by botocore's models, and values for it: the least, everything, or anything."""

from __future__ import annotations

import itertools
import os
from datetime import datetime, timedelta, timezone

from botocore.loaders import Loader
from botocore.model import ServiceModel
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chime_shim.legacy_api import removed_operations, restore

VOICE, MEETINGS, MESSAGING, IDENTITY, PIPELINES = SERVICES = [
    f"chime-sdk-{name}" for name in ("voice", "meetings", "messaging", "identity", "media-pipelines")
]
_LOADER = Loader()
LEGACY = ServiceModel(restore(_LOADER.load_service_model("chime", "service-2")), "chime")
MODELS = {name: ServiceModel(_LOADER.load_service_model(name, "service-2"), name) for name in SERVICES}

RETIRED = ["ListAttendeeTags", "ListMeetings", "TagAttendee", "UntagAttendee"]
FORWARDED = sorted(removed_operations() - set(RETIRED))

TAG_OPERATIONS = ["ListTagsForResource", "TagResource", "UntagResource"]
ARN_PREFIX = "arn:aws:chime:us-east-1:111122223333:"
RESOURCES = {
    "meeting/5f6d": MEETINGS,
    "meeting:5f6d": MEETINGS,
    "media-pipeline/5f6d": PIPELINES,
    "media-insights-pipeline-configuration/mine": PIPELINES,
    "media-pipeline-kinesis-video-stream-pool/mine": PIPELINES,
    "vc/abcdef": VOICE,
    "vcg/5f6d": VOICE,
    "sma/5f6d": VOICE,
    "voice-profile-domain/5f6d": VOICE,
    "voice-profile/5f6d": VOICE,
    "app-instance/5f6d": IDENTITY,
    "app-instance/5f6d/user/channel": IDENTITY,
    "app-instance/5f6d/bot/1": IDENTITY,
    "app-instance/5f6d/channel/1": MESSAGING,
    "app-instance/5f6d/channel-flow/1": MESSAGING,
}
ARNS = {ARN_PREFIX + resource: service for resource, service in RESOURCES.items()}

# Each operation as often as there are ways for it to go: (operation, the ARN that decides the way, or None).
CASES = [
    (operation, arn) for operation in FORWARDED for arn in (ARNS if operation in TAG_OPERATIONS else [None])
]
CASE_IDS = [f"{operation} {arn[len(ARN_PREFIX) :]}" if arn else operation for operation, arn in CASES]


def legacy_input(operation):
    return LEGACY.operation_model(operation).input_shape


# A thorough run takes more: OPERATION_EXAMPLES=200 pytest tests/graft/test_all_operations.py
some_examples = settings(
    max_examples=int(os.environ.get("OPERATION_EXAMPLES", "5")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# What a client cannot put into a JSON document, an HTTP header or a URL is not for a test of translation.
_ANY_TEXT = st.characters(exclude_categories=["Cs"])
_HEADER_TEXT = st.characters(min_codepoint=33, max_codepoint=126)
_LONGEST_LIST = 3
_LONGEST_TEXT = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def minimal(shape):
    """The required members, and no more."""
    return _example(shape, itertools.count(1), everything=False)


def full(shape):
    """Every member at every depth, with two items in each list; no two texts are the same."""
    return _example(shape, itertools.count(1), everything=True)


def sparse(shape):
    """As ``full``, but the innermost structures in lists have their required members only."""
    return _thinned(shape, full(shape))


def anything(shape):
    """A strategy for all that the shape allows; enums are not kept to, as botocore does not check them."""
    return _strategy(shape, None)


def to_wire(shape, value):
    """Turn a value of a REST-JSON shape into what is on the wire, ready to be dumped as JSON."""
    if shape.type_name == "structure":
        return {
            member.serialization.get("name", name): to_wire(member, value[name])
            for name, member in shape.members.items()
            if name in value
        }
    if shape.type_name == "list":
        return [to_wire(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: to_wire(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        if shape.serialization.get("timestampFormat") == "iso8601":
            return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return (value - _EPOCH) / timedelta(seconds=1)
    return value


def _example(shape, numbers, *, everything, location=None):
    def example(inner, where=None):
        return _example(inner, numbers, everything=everything, location=where)

    low = shape.metadata.get("min", 0)
    if shape.type_name == "structure":
        return {
            name: example(member, member.serialization.get("location"))
            for name, member in shape.members.items()
            if everything or name in shape.required_members
        }
    if shape.type_name == "list":
        high = shape.metadata.get("max", 2)
        return [example(shape.member) for _ in range(max(low, min(2, high) if everything else 0))]
    if shape.type_name == "map":
        return {example(shape.key): example(shape.value) for _ in range(max(low, 2 if everything else 0))}
    number = next(numbers)
    if shape.type_name == "string":
        text = f"v{number}" if location == "header" else f"v{number} /?ü€😀"
        return shape.enum[number % len(shape.enum)] if shape.enum else text.ljust(low, "x")
    if shape.type_name == "timestamp":
        return _EPOCH + timedelta(days=365 * 50, seconds=number)
    return {"boolean": number % 2 == 0, "integer": low + number, "long": low + number}[shape.type_name]


def _thinned(shape, value):
    if shape.type_name == "structure":
        return {name: _thinned(shape.members[name], item) for name, item in value.items()}
    if shape.type_name != "list":
        return value
    inner = shape.member
    if inner.type_name == "structure" and not any(
        member.type_name in {"structure", "list", "map"} for member in inner.members.values()
    ):
        return [{name: item[name] for name in inner.required_members} for item in value]
    return [_thinned(inner, item) for item in value]


def _strategy(shape, location):
    low = shape.metadata.get("min", 0)
    if shape.type_name == "structure":
        members = {
            name: _strategy(member, member.serialization.get("location"))
            for name, member in shape.members.items()
        }
        required = {name: members.pop(name) for name in shape.required_members}
        return st.fixed_dictionaries(required, optional=members)
    if shape.type_name == "list":
        return st.lists(_strategy(shape.member, None), min_size=low, max_size=max(low, _LONGEST_LIST))
    if shape.type_name == "map":
        key, value = (_strategy(each, None) for each in (shape.key, shape.value))
        return st.dictionaries(key, value, min_size=low, max_size=max(low, _LONGEST_LIST))
    if shape.type_name == "string":
        return _text(shape, low, location)
    if shape.type_name == "timestamp":
        moments = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc))  # noqa: DTZ001 - the strategy adds the zone
        return moments.map(lambda moment: moment.replace(microsecond=0))
    return {
        "boolean": st.booleans(),
        "integer": st.integers(low, 2**31 - 1),
        "long": st.integers(low, 2**53),
    }[shape.type_name]


def _text(shape, low, location):
    # An empty label has botocore refuse, or address another resource: it is not what this is about.
    low = max(low, 1 if location in {"uri", "header"} else 0)
    alphabet = _HEADER_TEXT if location == "header" else _ANY_TEXT
    text = st.text(alphabet, min_size=low, max_size=low + _LONGEST_TEXT)
    return st.sampled_from(shape.enum) | text if shape.enum else text
