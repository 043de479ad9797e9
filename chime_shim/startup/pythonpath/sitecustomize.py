"""Have the shim in every Python whose PYTHONPATH begins with this directory.

A process that never imports botocore pays for one comparison per import. The program cannot tell: the
directory leaves ``sys.path``, and the program gets the sitecustomize that it would have had without it.
Whatever fails here, the program starts.

Any Python 3 may come along, an older one and one without chime_shim too: hence no newer syntax.
"""
# ruff: noqa: INP001

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes milliseconds


class _Waiting:
    """A finder that finds nothing: it installs the shim just before botocore is imported."""

    def __init__(self) -> None:
        # It stays where it is when it is done: the list is being walked while it is asked.
        self.waits = True

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if self.waits and name == "botocore":
            self.waits = False
            _install()


def _install() -> None:
    try:
        import chime_shim

        chime_shim.install()
    except Exception as error:  # noqa: BLE001 - the program goes on, whatever it is
        # A Python that chime_shim was not installed for is not to be bothered.
        if getattr(error, "name", None) != "chime_shim" and sys.stderr is not None:
            problem = type(error).__name__ + ": " + str(error)
            sys.stderr.write("chime-shim: not installed, the program goes on without it: " + problem + "\n")


sys.path[:] = [_entry for _entry in sys.path if os.path.abspath(_entry) != _HERE]  # noqa: PTH100
del sys.modules[__name__]
try:
    # Python reports what that raises, also that there is none, as if this file were not here.
    import sitecustomize  # type: ignore[import-not-found] # noqa: F401 - the next one
finally:
    if "botocore" in sys.modules:
        _install()
    else:
        sys.meta_path.insert(0, _Waiting())
