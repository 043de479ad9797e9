from __future__ import annotations

import functools

import botocore.client
import botocore.session
import pytest
from wrapt import FunctionWrapper

import chime_shim
from chime_shim.doctor import _seam
from chime_shim.doctor._seam import check_installed, check_possible

MAKE = "BaseClient._make_api_call"
CREATE = "Session.create_client"


@pytest.fixture
def installed():
    with chime_shim.install():
        yield


def told(checks):
    return {(each.level, each.text.partition(" ")[0]): each for each in checks}


def library(name, source):
    """A function of another library's, which ``source`` makes of ``wrapped``."""
    names = {"__name__": f"{name}.patch", "functools": functools, "FunctionWrapper": FunctionWrapper}
    exec(source, names)
    return names["patch"]


FUNCTION_WRAPPER = """
def patch(wrapped):
    def around(wrapped, instance, args, kwargs):
        return wrapped(*args, **kwargs)
    return FunctionWrapper(wrapped, around)
"""
WRAPS = """
def patch(wrapped):
    @functools.wraps(wrapped)
    def around(*args, **kwargs):
        return wrapped(*args, **kwargs)
    return around
"""
BLIND = """
def patch(wrapped):
    def around(*args, **kwargs):
        return wrapped(*args, **kwargs)
    return around
"""


def patched(monkeypatch, owner, name, source):
    monkeypatch.setattr(owner, name, library("tracer", source)(vars(owner)[name]))


def test_it_says_where_the_shim_is(installed):
    (check,) = check_installed()
    assert (check.level, check.name) == ("ok", "activation")
    assert CREATE in check.text
    assert "BaseClient.__getattr__" in check.text


@pytest.mark.parametrize("source", [FUNCTION_WRAPPER, WRAPS])
@pytest.mark.parametrize("name", ["_make_api_call", "__getattr__"])
def test_another_librarys_wrapper_is_named_and_no_reason_to_worry(name, source, installed, monkeypatch):
    patched(monkeypatch, botocore.client.BaseClient, name, source)

    found = told(check_installed())

    check = found["note", f"BaseClient.{name}"]
    assert "is wrapped by tracer too" in check.text
    assert check.details[0].startswith("from the outermost: tracer, ")
    assert check.details[0].endswith("botocore")
    assert ("ok", "the") in found


def test_the_order_of_wrappers_is_told(monkeypatch):
    patched(monkeypatch, botocore.session.Session, "create_client", WRAPS)
    with chime_shim.install():
        check = told(check_installed())["note", CREATE]

    assert check.details[0].startswith("from the outermost: chime_shim, tracer, botocore")


def test_a_function_that_hides_what_it_wraps_is_a_warning(monkeypatch):
    patched(monkeypatch, botocore.client.BaseClient, "_make_api_call", BLIND)
    with chime_shim.install():
        check = told(check_installed())["warn", MAKE]
    assert "was replaced by a function of tracer" in check.text


def test_a_seam_that_somebody_took_away_is_a_failure(installed, monkeypatch):
    stock = botocore.session.Session.create_client.__wrapped__
    monkeypatch.setattr(botocore.session.Session, "create_client", stock)

    check = told(check_installed())["fail", CREATE]
    assert "without the shim" in check.text


def test_an_activation_that_was_ended_or_switched_off_is_a_warning(monkeypatch):
    assert next(check_installed()).level == "warn"
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
    with chime_shim.install():
        assert "CHIME_SHIM_DISABLED is set" in next(check_installed()).text
    (check,) = check_possible()
    assert "CHIME_SHIM_DISABLED is set" in check.text


def test_it_is_tried_out_and_undone():
    (check,) = check_possible()
    assert (check.level, chime_shim._activation.is_active()) == ("ok", False)


def test_a_botocore_that_does_not_fit_is_a_failure(monkeypatch):
    from chime_shim._graft import attach

    def fail(*args, **kwargs):
        raise TypeError("not like this")

    monkeypatch.setattr(attach, "graft", fail)
    (check,) = check_possible()
    assert check.level == "fail"
    assert "does not fit the installed botocore" in check.text


def test_a_configuration_that_makes_no_client_is_a_failure_in_botocores_words(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "absent")
    (check,) = check_possible()
    assert check.level == "fail"
    assert "ProfileNotFound: The config profile (absent) could not be found" in check.text


def test_an_error_of_somebody_elses_is_named_without_its_words():
    assert _seam.described(ValueError("+12065550100")) == "ValueError"
