"""These tests run where aiobotocore is installed: ``make test`` has an environment for them."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("aiobotocore") else ["test_*.py"]
