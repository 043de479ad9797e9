"""The legacy ``chime`` endpoint: the removed operations, over the state of their successors."""

from chime_shim.emulator.chime.models import chime_backends

__all__ = ["chime_backends"]
