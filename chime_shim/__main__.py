"""``python -m chime_shim``: the same as ``chime-shim``."""

import sys

from chime_shim.cli import main

if __name__ == "__main__":
    sys.exit(main())
