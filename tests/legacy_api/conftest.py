"""The two botocore models that the restored API was made from, read from their wheels."""

import pytest

from chime_shim.cli._download import DownloadError
from tools import botocore_wheels


@pytest.fixture(scope="session")
def wheel_dir(pytestconfig):
    """The directory that `make legacy-api` uses too, so that a wheel is downloaded once."""
    directory = pytestconfig.rootpath / ".cache" / "wheels"
    try:
        for wheel in (botocore_wheels.LAST_WITH, botocore_wheels.FIRST_WITHOUT):
            botocore_wheels.fetch(wheel, directory)
    except DownloadError as error:
        # Only this one: a wheel with the wrong hash is a failure, not a reason to skip.
        pytest.skip(f"the botocore wheels are not to be had here: {error}")
    return directory


@pytest.fixture(scope="session")
def before(wheel_dir):
    return botocore_wheels.read_model(wheel_dir / botocore_wheels.LAST_WITH.file_name)


@pytest.fixture(scope="session")
def after(wheel_dir):
    return botocore_wheels.read_model(wheel_dir / botocore_wheels.FIRST_WITHOUT.file_name)
