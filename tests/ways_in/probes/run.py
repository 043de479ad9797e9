"""Makes all observations and prints them: ``python -m tests.ways_in.probes.run URL [shim]``.

It is run by botocore 1.37.1, and by the installed one with the shim.
"""

from __future__ import annotations

import inspect
import json
import os
import sys

from tests.ways_in.probes import events, mocks, objects
from tests.ways_in.probes.common import make


def probes():
    for module in (objects, mocks, events):
        for name, function in list(vars(module).items()):
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield name, function


def main(url, *options):
    os.environ.update(AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret")
    if options == ("shim",):
        import chime_shim

        chime_shim.install()
    json.dump({name: probe(make(url)) for name, probe in probes()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
