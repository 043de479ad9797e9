"""The state of one service in one account and region."""

from __future__ import annotations

import itertools
import random
import string
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chime_shim.emulator._moto import BaseBackend, mock_random
from chime_shim.emulator._settings import current
from chime_shim.emulator._store import Store

if TYPE_CHECKING:
    from datetime import datetime

_LOWER_CASE_AND_DIGITS = string.ascii_lowercase + string.digits


class Backend(BaseBackend):
    """Keeps what its operations made; moto makes it anew at each reset.

    An operation is a method with the operation's name in snake case. It takes the parameters under their
    AWS names and returns what the output shape is filled from.

    Args:
        region_name: The region, such as ``"us-east-1"``.
        account_id: The account.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.stores: defaultdict[Any, Store] = defaultdict(Store)
        self.serials = itertools.count()
        seed = current().seed
        own_seed = f"{seed} {type(self).__name__} {account_id} {region_name}"
        self._random = mock_random if seed is None else random.Random(own_seed)  # noqa: S311 - no secrets

    def now(self) -> datetime:
        """Tell the time, in the milliseconds that AWS keeps."""
        time = current().clock()
        return time.replace(microsecond=time.microsecond // 1000 * 1000)

    def new_uuid(self) -> str:
        """Make an id such as ``0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8``."""
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def new_id(self, length: int) -> str:
        """Make an id of lower-case letters and digits."""
        return "".join(self._random.choices(_LOWER_CASE_AND_DIGITS, k=length))

    def arn(self, resource: str) -> str:
        """Name a resource of this account, such as ``vc/abcdef1ghij2klmno3pqr4``."""
        return f"arn:{self.partition}:chime:{self.region_name}:{self.account_id}:{resource}"
