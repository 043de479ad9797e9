"""The restored service description, with the installed botocore and with botocore's own merge."""

import gzip
import json
import logging
import subprocess
import sys

import botocore.session
import pytest
from botocore.exceptions import ParamValidationError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.stub import Stubber

from chime_shim.legacy_api import DATA_PATH, EXTRAS_FILE, extras, removed_operations, restore
from tests.support.versions import needs_removal

REMOVED = sorted(removed_operations())


@pytest.fixture
def installed():
    return Loader().load_service_model("chime", "service-2")


@pytest.fixture
def merged():
    """What botocore makes of the extras by itself."""
    return Loader(extra_search_paths=[str(DATA_PATH)]).load_service_model("chime", "service-2")


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    session = botocore.session.Session()
    session.set_config_variable("data_path", str(DATA_PATH))
    return session.create_client("chime", region_name="us-east-1")


def references(definition):
    if isinstance(definition, dict):
        if isinstance(definition.get("shape"), str):
            yield definition["shape"]
        for value in definition.values():
            yield from references(value)
    elif isinstance(definition, list):
        for item in definition:
            yield from references(item)


def keys(definition):
    if isinstance(definition, dict):
        yield from definition
        for value in definition.values():
            yield from keys(value)
    elif isinstance(definition, list):
        for item in definition:
            yield from keys(item)


def unresolved(description):
    return {name for name in references(description) if name not in description["shapes"]}


@needs_removal
def test_exactly_the_129_are_restored(installed):
    operations = restore(installed)["operations"]
    assert len(operations) == 191
    assert len(REMOVED) == 129
    assert operations.keys() - installed["operations"].keys() == removed_operations()


@needs_removal
def test_botocore_merges_the_extras_to_the_same_description(installed, merged):
    # As text: the order of definitions, members and required lists must be the same too.
    assert json.dumps(merged) == json.dumps(restore(installed))


def test_every_shape_reference_resolves(installed, merged):
    assert unresolved(restore(installed)) == set()
    assert unresolved(merged) == set()


@needs_removal
def test_the_installed_shapes_alone_would_not_do(installed):
    assert unresolved({"operations": dict(extras()["operations"]), "shapes": installed["shapes"]})


def test_no_extra_shape_is_without_a_use():
    used = {
        name for kind in extras().values() for definition in kind.values() for name in references(definition)
    }
    assert extras()["shapes"].keys() <= used


@needs_removal
@pytest.mark.parametrize("operation", REMOVED)
def test_service_models_of_both_ways_agree(operation, installed, merged):
    ours, botocores = (
        ServiceModel(model, "chime").operation_model(operation) for model in (restore(installed), merged)
    )
    for one, other in [
        (ours.input_shape, botocores.input_shape),
        (ours.output_shape, botocores.output_shape),
        *zip(ours.error_shapes, botocores.error_shapes, strict=True),
    ]:
        assert described(one) == described(other)
    assert (ours.http, ours.endpoint, ours.deprecated) == (botocores.http, botocores.endpoint, True)


def described(shape):
    """Everything botocore's shape objects tell; the chime model has no recursive shapes."""
    if shape is None:
        return None
    members = getattr(shape, "members", {})
    parts = [(name, described(member)) for name, member in members.items()]
    parts += [
        (part, described(getattr(shape, part))) for part in ("member", "key", "value") if hasattr(shape, part)
    ]
    return (shape.name, shape.type_name, shape.serialization, shape.metadata, parts)


def test_the_extras_are_facts_only_and_small():
    document = json.loads(gzip.decompress(EXTRAS_FILE.read_bytes()))
    assert document.keys() == {"version", "merge"}
    assert document["merge"].keys() == {"operations", "shapes"}
    assert {"documentation", "deprecatedMessage"}.isdisjoint(keys(document))
    assert EXTRAS_FILE.stat().st_size <= 15_360


def test_sensitive_shapes_stay_marked():
    assert {name for name, shape in extras()["shapes"].items() if shape.get("sensitive")} == {
        "Arn",
        "Content",
        "ExternalMeetingIdType",
        "ExternalUserIdType",
        "FunctionArn",
        "Metadata",
        "NextToken",
        "NonEmptyContent",
        "NonEmptyResourceName",
        "ProxySessionNameString",
        "ResourceName",
        "SensitiveNonEmptyString",
        "TagKey",
        "TagValue",
        "UserId",
        "UserName",
    }


def test_restore_leaves_its_input_alone_and_shares_it(installed):
    snapshot = json.dumps(installed)
    restored = restore(installed)
    restored["operations"]["Mine"] = restored["shapes"]["Mine"] = {}
    assert json.dumps(installed) == snapshot
    assert "Mine" not in restore(installed)["operations"]
    assert restored["metadata"] is installed["metadata"]
    kept = next(iter(installed["operations"]))
    assert restored["operations"][kept] is installed["operations"][kept]


def test_restoring_twice_adds_nothing(installed):
    once = restore(installed)
    assert json.dumps(restore(once)) == json.dumps(once)


def test_what_is_installed_wins(installed):
    own = {"name": "CreateMeeting", "http": {"method": "POST", "requestUri": "/own"}}
    installed["operations"]["CreateMeeting"] = own
    installed["shapes"]["Meeting"] = shape = {"type": "structure", "members": {}}
    restored = restore(installed)
    assert restored["operations"]["CreateMeeting"] is own
    assert restored["shapes"]["Meeting"] is shape
    assert removed_operations() <= restored["operations"].keys()


def test_a_botocore_that_never_lost_them_is_kept_as_it_is(before):
    assert json.dumps(restore(before)) == json.dumps(before)


def test_botocores_merge_changes_nothing_where_nothing_was_lost(before, tmp_path):
    place = tmp_path / "chime" / "2018-05-01"
    place.mkdir(parents=True)
    (place / "service-2.json").write_text(json.dumps(before))
    paths = [str(tmp_path), str(DATA_PATH)]
    loader = Loader(extra_search_paths=paths, include_default_search_paths=False)
    assert json.dumps(loader.load_service_model("chime", "service-2")) == json.dumps(before)


def test_the_extras_are_read_once_and_are_read_only():
    assert extras() is extras()
    with pytest.raises(TypeError, match="does not support item assignment"):
        extras()["operations"]["CreateMeeting"] = {}


def test_nothing_is_read_and_no_botocore_imported_at_import():
    code = (
        "import sys, runpy;"
        f"room = runpy.run_path({str(DATA_PATH / '__init__.py')!r});"
        "assert room['extras'].cache_info().currsize == 0;"
        "assert not {'botocore', 'boto3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_client_has_the_methods_the_exceptions_and_the_stubs_again(client):
    reply = {"ProxySession": {"VoiceConnectorId": "v", "ProxySessionId": "p", "Status": "Open"}}
    with Stubber(client) as stub:
        stub.add_response("get_proxy_session", reply, {"VoiceConnectorId": "v", "ProxySessionId": "p"})
        assert client.get_proxy_session(VoiceConnectorId="v", ProxySessionId="p") == reply
        stub.add_client_error("get_proxy_session", "NotFoundException", http_status_code=404)
        with pytest.raises(client.exceptions.NotFoundException):
            client.get_proxy_session(VoiceConnectorId="v", ProxySessionId="p")


def test_a_client_validates_in_the_legacy_order(client):
    with pytest.raises(ParamValidationError) as caught:
        client.create_proxy_session(VoiceConnectorId="", GeoMatchLevel="Country")
    assert str(caught.value).splitlines()[1:] == [
        'Missing required parameter in input: "ParticipantPhoneNumbers"',
        'Missing required parameter in input: "Capabilities"',
        "Invalid length for parameter VoiceConnectorId, value: 0, valid min length: 1",
    ]


def test_botocore_logs_that_the_operation_is_deprecated(client, caplog):
    with Stubber(client) as stub, caplog.at_level(logging.DEBUG, "botocore.client"):
        stub.add_response("delete_meeting", {})
        client.delete_meeting(MeetingId="m")
    assert "Warning: chime.DeleteMeeting() is deprecated" in caplog.text
