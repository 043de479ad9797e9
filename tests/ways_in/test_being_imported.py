"""A module that a thread is about to import is known by the lock of its import alone."""

from __future__ import annotations

import importlib
import threading

import pytest

from chime_shim._patches.imports import _importer, is_being_imported

NAME = "not_yet_a_module_of_anybody"


@pytest.fixture
def lock():
    lock = importlib._bootstrap._get_module_lock(NAME)
    lock.acquire()
    yield lock
    lock.release()


def test_the_thread_that_holds_the_lock_is_the_one_that_imports(lock):
    assert _importer(NAME) == threading.get_ident()
    assert is_being_imported(NAME)


def test_nobody_imports_what_has_no_lock():
    assert _importer("another_that_nobody_asked_for") is None
    assert not is_being_imported("another_that_nobody_asked_for")


def test_what_was_imported_is_imported_no_more():
    assert not is_being_imported("threading")
