"""The legacy ``chime`` endpoint: the removed operations, over the state of their successors.

Besides moto's own ``models`` (the backend), ``responses``, ``urls`` and ``exceptions``:

- ``accounts``: Amazon Chime accounts, the one kind of thing that is kept here
"""

from chime_shim.emulator.chime.models import chime_backends

__all__ = ["chime_backends"]
