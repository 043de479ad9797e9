"""Mutants of published runs that no test can kill, or that have a test since; by name, with the reason."""

from __future__ import annotations

__all__ = ["EQUIVALENT", "SINCE"]

# The program does the same.
EQUIVALENT = {
    "_graft/validation.py:_structure.check:returns None:038c49": "only its truth is looked at.",
    "routes/_rules.py:edited:without an argument:d42dcb": "both sides always have the same number of parts.",
}

# They survived, and a test was written that fails with them.
SINCE = {
    "_activation.py:_create_client:constant:26442a": "tests/graft/test_crossings.py",
    "routes/_route.py:Route.namespace:condition:cb990f": "tests/routes/test_route.py",
}
