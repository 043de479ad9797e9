"""Compiled checks never accept what botocore rejects; that they may leave to botocore what is right."""

from __future__ import annotations

import os
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

import pytest
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chime_shim
from chime_shim._graft.validation import compiled, fits
from chime_shim.legacy_api import removed_operations
from tests.support.model_params import full, legacy_input, minimal

OPERATIONS = sorted(name for name in removed_operations() if legacy_input(name) is not None)

# All that a model may say and the legacy one does not, or not yet.
STRANGE = ServiceModel(
    {
        "metadata": {"protocol": "rest-json"},
        "operations": {},
        "shapes": {
            "Everything": {
                "type": "structure",
                "required": ["Name"],
                "members": {
                    "Name": {"shape": "Name"},
                    "Host": {"shape": "Text", "hostLabel": True},
                    "Header": {"shape": "Text", "jsonvalue": True, "location": "header"},
                    "Document": {"shape": "Document"},
                    "Union": {"shape": "Union"},
                    "Blob": {"shape": "Blob"},
                    "Double": {"shape": "Double"},
                    "Count": {"shape": "Count"},
                    "When": {"shape": "When"},
                    "Map": {"shape": "Map"},
                    "Again": {"shape": "Everything"},
                    "Trees": {"shape": "Trees"},
                },
            },
            "Name": {"type": "string", "min": 2},
            "Text": {"type": "string"},
            "Document": {"type": "structure", "members": {}, "document": True},
            "Union": {
                "type": "structure",
                "members": {"A": {"shape": "Text"}, "B": {"shape": "Count"}},
                "union": True,
            },
            "Blob": {"type": "blob"},
            "Double": {"type": "double", "min": 0},
            "Count": {"type": "integer", "min": 3},
            "When": {"type": "timestamp"},
            "Map": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Trees"}, "min": 1},
            "Trees": {"type": "list", "member": {"shape": "Everything"}, "min": 1},
        },
    },
    "strange",
).shape_for("Everything")


class Text(str):
    __slots__ = ()


JUNK_VALUES = [
    None,
    "",
    " ",
    "x",
    "2020-04-15T16:10:10Z",
    Text("text"),
    b"bytes",
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    Decimal(1),
    True,
    (),
    [],
    [None],
    {},
    {"": None},
    {1: "x"},
    OrderedDict(Name="x"),
    {"x"},
    object(),
    datetime(2020, 4, 15),  # noqa: DTZ001 - as callers do
    datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
    datetime.max.replace(tzinfo=timezone.utc),
]
JUNK = st.sampled_from(JUNK_VALUES)


def mostly(strategy):
    """Values of a strategy, and now and then any other."""
    return st.integers(0, 19).flatmap(lambda dice: strategy if dice else JUNK)


@cache
def nearly(shape, depth=5):  # noqa: PLR0911 - one for each kind
    """Values that a shape allows but for a slip here and there."""
    if depth == 0:
        return JUNK

    def inner(of):
        return nearly(of, depth - 1)

    low = shape.metadata.get("min", 0)
    kind = shape.type_name
    if kind == "structure":
        members = {name: st.deferred(lambda of=of: inner(of)) for name, of in shape.members.items()}
        required = {name: members[name] for name in shape.required_members}
        optional = {name: value for name, value in members.items() if name not in required}
        right = st.fixed_dictionaries(required, optional=optional)
        loose = st.fixed_dictionaries({}, optional={**members, "Unheard": JUNK})
        return mostly(st.integers(0, 9).flatmap(lambda dice: right if dice else loose))
    if kind == "list":
        items = st.lists(st.deferred(lambda: inner(shape.member)), min_size=max(0, low - 1), max_size=low + 2)
        return mostly(items | items.map(tuple))
    if kind == "map":
        key, value = (st.deferred(lambda of=of: inner(of)) for of in (shape.key, shape.value))
        return mostly(st.lists(st.tuples(key.filter(hashable), value), max_size=low + 1).map(dict))
    if kind == "string":
        return mostly(st.text(min_size=max(0, low - 1), max_size=low + 2))
    if kind == "timestamp":
        zones = st.none() | st.just(timezone.utc) | st.timezones()
        return mostly(st.datetimes(timezones=zones))
    if kind == "boolean":
        return mostly(st.booleans())
    return mostly(st.integers(low - 1))


def hashable(value):
    try:
        hash(value)
    except TypeError:
        return False
    return True


def botocore_accepts(value, shape):
    try:
        return not ParamValidator().validate(value, shape).has_errors()
    except Exception:  # noqa: BLE001 - botocore's checks may also break, and that is no acceptance
        return False


def holds(shape, value):
    return not compiled(shape)(value) or botocore_accepts(value, shape)


def examples(number):
    return settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))


CASES = st.sampled_from(OPERATIONS).flatmap(lambda name: st.tuples(st.just(name), nearly(legacy_input(name))))


@examples(300)
@given(CASES)
def test_whatever_is_accepted_botocore_accepts(case):
    operation, value = case
    assert holds(legacy_input(operation), value)


@pytest.mark.long
@examples(int(os.environ.get("CHECK_EXAMPLES", "50000")))
@given(CASES)
def test_whatever_is_accepted_botocore_accepts_of_many(case):
    operation, value = case
    assert holds(legacy_input(operation), value)


def replaced(value, junk):
    """The value with junk in the place of it, and of each thing in it, one at a time."""
    yield junk
    if isinstance(value, dict):
        for name, item in value.items():
            yield from ({**value, name: changed} for changed in replaced(item, junk))
            yield {other: value[other] for other in value if other != name}
        yield {**value, "Unheard": junk}
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], changed, *value[index + 1 :]] for changed in replaced(item, junk))
        yield value[1:]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_junk_is_accepted_in_any_place(operation):
    shape = legacy_input(operation)
    check = compiled(shape)
    wrong = [
        value
        for junk in JUNK_VALUES
        for value in replaced(full(shape), junk)
        if check(value) and not botocore_accepts(value, shape)
    ]
    assert wrong == []


@examples(100)
@given(nearly(STRANGE))
def test_of_shapes_that_the_legacy_api_does_not_have_it_is_true_as_well(value):
    assert holds(STRANGE, value)


@pytest.mark.long
@examples(5000)
@given(nearly(STRANGE))
def test_of_many_shapes_that_the_legacy_api_does_not_have(value):
    assert holds(STRANGE, value)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_has_parameters_that_are_accepted_without_botocore(operation):
    shape = legacy_input(operation)
    check = compiled(shape)
    assert check(minimal(shape))
    assert check(full(shape))


@pytest.mark.parametrize(
    "change",
    [
        {"Name": "x"},
        {"Name": None},
        {"Name": Text("text")},
        {"Unheard": 1},
        {"Host": ""},
        {"Header": ...},
        {"Document": {"a": ...}},
        {"Union": {}},
        {"Union": {"A": "x", "B": 3}},
        {"Double": -1.0},
        {"Count": 2},
        {"Count": "3"},
        {"When": "yesterday"},
        {"When": datetime.min.replace(tzinfo=timezone(timedelta(hours=23)))},
        {"Blob": 1},
        {"Map": {"x": []}},
        {"Map": {"xx": [{}]}},
        {"Again": {}},
        {"Trees": []},
        {"Trees": [{"Name": "xx"}, {"Name": "xx", "Again": {"Name": "x"}}]},
        {1: 2},
    ],
    ids=str,
)
def test_a_mistake_is_never_accepted(change):
    assert not compiled(STRANGE)({"Name": "xx", **change})


def test_a_shape_within_itself_is_accepted():
    tree = {"Name": "xx", "Again": {"Name": "xx"}, "Trees": [{"Name": "xx", "Count": 3}]}
    assert compiled(STRANGE)(tree)


def test_a_validator_that_is_not_botocores_own_decides_alone():
    class Stricter(ParamValidator):
        pass

    assert fits(ParamValidator())
    assert not fits(Stricter())
    assert not fits(None)


def test_a_botocore_that_validates_more_decides_alone(monkeypatch):
    monkeypatch.setattr(ParamValidator, "VALIDATED_METADATA_ATTRS", {"required", "min", "max"}, raising=False)
    assert not fits(ParamValidator())


def test_what_is_refused_has_botocores_own_words():
    legacy = chime_shim.client("chime", "us-east-1")
    with pytest.raises(Exception, match="Missing required parameter in input") as refused:
        legacy.get_proxy_session(VoiceConnectorId="", ProxySessionId2="x")
    report = ParamValidator().validate(
        {"VoiceConnectorId": "", "ProxySessionId2": "x"}, legacy_input("GetProxySession")
    )
    assert str(refused.value) == f"Parameter validation failed:\n{report.generate_report()}"
