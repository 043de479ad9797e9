"""Run examples of the AWS CLI in this process, one after another, and print how each went."""

from __future__ import annotations

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def main():
    for command in json.load(sys.stdin):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = create_clidriver().main(command)
            except SystemExit as end:
                code = end.code
        sys.__stdout__.write(json.dumps([code, out.getvalue(), err.getvalue()]) + "\n")


main()
