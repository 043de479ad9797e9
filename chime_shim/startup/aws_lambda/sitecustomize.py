"""Have the shim in the Python runtime of AWS Lambda; the layer's wrapper puts this directory on PYTHONPATH.

Lambda's bootstrap looks at PYTHONPATH, and adds the directories of layers to ``sys.path`` only if there is
none. So that variable is put back before it looks, and the rest is left to the sitecustomize for all Pythons.
"""
# ruff: noqa: INP001, PTH100, PTH120 - pathlib takes milliseconds

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_STARTUP = os.path.dirname(_HERE)

_others = os.environ.pop("PYTHONPATH", "").partition(os.pathsep)[2]
if _others:
    os.environ["PYTHONPATH"] = _others

# Last, for whatever the function or another layer brings of its own has precedence. And not left to the
# bootstrap, which does without it if the function has a PYTHONPATH.
sys.path.append(os.path.dirname(os.path.dirname(_STARTUP)))
sys.path[sys.path.index(_HERE)] = os.path.join(_STARTUP, "pythonpath")  # noqa: PTH118
del sys.modules[__name__]
import sitecustomize  # type: ignore[import-not-found] # noqa: E402, F401 - the one for all Pythons
