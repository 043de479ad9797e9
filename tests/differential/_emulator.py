"""An emulator whose ids and clock are the same in each run. It prints its address and serves."""

import sys
from datetime import datetime, timezone

from chime_shim.emulator import EmulatorSettings, configure
from chime_shim.emulator._server import bind

NOON = datetime(2026, 4, 1, 12, tzinfo=timezone.utc)

if __name__ == "__main__":
    configure(EmulatorSettings(seed=1, clock=lambda: NOON))
    server = bind("127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
