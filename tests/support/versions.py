"""Which releases are installed, for tests that hold for some of them only."""

from __future__ import annotations

import botocore
import pytest

BOTOCORE = tuple(map(int, botocore.__version__.split(".")[:3]))

REMOVED = BOTOCORE >= (1, 37, 2)
"""Whether the installed botocore lacks the 129 operations."""

needs_removal = pytest.mark.skipif(
    not REMOVED, reason=f"botocore {botocore.__version__} has the operations itself: 1.37.2 removed them"
)


def since(version, what):
    """Skip a test of ``what`` botocore has since ``version``, such as ``"1.31.0"``."""
    return pytest.mark.skipif(
        tuple(map(int, version.split("."))) > BOTOCORE,
        reason=f"botocore {botocore.__version__} has no {what}: it came with {version}",
    )
