"""Sessions share what the restored model takes to make, and nothing that one of them changes."""

from __future__ import annotations

import copy
import json
import pickle

import boto3
import pytest

import chime_shim


def model_of(session):
    return chime_shim.client("chime", "us-east-1", session=session).meta.service_model


def test_sessions_with_the_same_data_share_the_model():
    assert model_of(boto3.Session()) is model_of(boto3.Session())


def test_a_session_whose_data_differ_has_its_own():
    session = boto3.Session()
    loader = session._session.get_component("data_loader")
    load = loader.load_service_model
    stock = copy.deepcopy(load("chime", "service-2"))
    stock["operations"]["ListAccounts"]["documentation"] = "mine"

    def load_mine(name, kind, *args, **kwargs):
        return stock if (name, kind) == ("chime", "service-2") else load(name, kind, *args, **kwargs)

    loader.load_service_model = load_mine
    mine, other = model_of(session), model_of(boto3.Session())

    assert mine is not other
    assert mine.operation_model("ListAccounts").documentation == "mine"
    assert other.operation_model("ListAccounts").documentation != "mine"
    assert "CreateProxySession" in mine.operation_names


def test_nobody_changes_it_for_all_and_copies_can_be_changed():
    description = model_of(boto3.Session())._service_description
    # References to one shape are one object.
    reference = description["shapes"]["CreateProxySessionRequest"]["members"]["ExpiryMinutes"]
    assert reference == {"shape": "PositiveInteger"}
    for change in (
        lambda: description.update(metadata={}),
        lambda: description["shapes"].pop("Account"),
        lambda: description["operations"].setdefault("Mine", {}),
        lambda: description["shapes"].__setitem__("Mine", {}),
        lambda: reference.update(documentation="mine"),
    ):
        with pytest.raises(TypeError, match="shared by all sessions"):
            change()
    for mine in (copy.deepcopy(description), pickle.loads(pickle.dumps(description))):
        mine["shapes"]["Mine"] = {}
        assert type(mine) is type(mine["shapes"]) is dict
    assert json.loads(json.dumps(description)) == description


def test_methods_that_botocore_made_are_not_made_again():
    client = chime_shim.client("chime", "us-east-1", session=boto3.Session())
    restored = type(client).__mro__[-2]
    stock = boto3.Session().client("chime", "us-east-1")
    assert {"create_proxy_session", "create_meeting"} <= {*vars(restored), *dir(stock)}
    assert not {name for name in vars(restored) if not name.startswith("__")} & set(dir(stock))
