"""The call: how the removed operations of a ``chime`` client reach their successors.

``attach`` puts the mixin of ``client`` (or ``aio``) in front of a client. ``dispatch`` decides what becomes
of a call, ``call`` carries it through botocore's steps, and ``observation`` tells the hooks.
"""
