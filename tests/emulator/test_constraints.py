import pytest
from botocore.model import DenormalizedStructureBuilder

from chime_shim.emulator._constraints import check
from chime_shim.emulator._errors import BadRequestException

SHAPE = (
    DenormalizedStructureBuilder()
    .with_members(
        {
            "Token": {"type": "string", "pattern": "^[a-z]*${2,64}$"},
            "Minutes": {"type": "integer", "min": 1, "max": 60},
            "Share": {"type": "float", "max": 1},
            "At": {"type": "timestamp"},
            "On": {"type": "boolean"},
            "Labels": {
                "type": "map",
                "max": 1,
                "key": {"type": "string", "max": 3},
                "value": {"type": "string", "pattern": "[a-z]+"},
            },
        }
    )
    .build_model()
)


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"Minutes": None},
        {"Minutes": 60},
        {"Share": 1},
        {"On": True},
        # As CloudFormation hands it to a function, and that sends it on.
        {"On": "true"},
        {"On": "false"},
        {"At": "2026-04-01T12:00:00Z"},
        {"Labels": {"abc": "x"}},
        # AWS declares a pattern that no engine can read.
        {"Token": "anything"},
        {"Unknown": 1},
    ],
)
def test_what_is_declared_passes(right):
    check(right, SHAPE)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"Token": 1}, "'Token' failed to satisfy constraint: Member must have type string"),
        ({"Minutes": True}, "'Minutes' failed to satisfy constraint: Member must have type integer"),
        ({"On": "yes"}, "'On' failed to satisfy constraint: Member must have type boolean"),
        ({"On": 1}, "'On' failed to satisfy constraint: Member must have type boolean"),
        ({"Minutes": 0}, "'Minutes' .* have value greater than or equal to 1"),
        ({"Minutes": 61}, "'Minutes' .* have value less than or equal to 60"),
        ({"Share": 1.5}, "'Share' .* have value less than or equal to 1"),
        ({"Labels": []}, "'Labels' .* have type map"),
        ({"Labels": {"a": "x", "b": "x"}}, "'Labels' .* have length less than or equal to 1"),
        ({"Labels": {"long": "x"}}, "'Labels' .* have length less than or equal to 3"),
        ({"Labels": {"a": "X"}}, "'Labels.a' .* satisfy regular expression pattern"),
    ],
)
def test_what_is_not_is_named(wrong, problem):
    with pytest.raises(BadRequestException, match=problem):
        check(wrong, SHAPE)


def test_an_operation_without_input_has_nothing_to_check():
    check({"anything": 1}, None)
