"""Faults on demand: the next calls of an operation throttle, fail, hang, break off, or answer nonsense.

A fault is met after the operation is known and before anything is done, so a call that fails changes
nothing. Within a process it is raised as what botocore makes of it; on a server it happens to the connection.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NoReturn

from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from chime_shim.emulator._errors import ServiceError
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import at_next_reset, mock_random
from chime_shim.emulator._registry import SERVICES
from chime_shim.emulator._settings import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chime_shim.emulator._moto import Reply, ServiceRequest

    Effect = Callable[["Fault", str, ServiceRequest], Reply | None]

_NONSENSE = "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>"


@dataclass(eq=False)
class Fault:
    """A fault in force. Used with ``with``, it ends with the block.

    Attributes:
        operation: The operations that it happens to, as a pattern.
        kind: What happens.
        times: To how many requests it happens at most; None is no limit.
        probability: To which share of them.
        seconds: How long ``slow`` takes.
        hits: To how many requests it has happened.
    """

    operation: str
    kind: str
    times: int | None
    probability: float
    seconds: float
    hits: int = field(default=0, init=False)
    _owner: Faults = field(repr=False)
    _random: Any = field(repr=False)

    def end(self) -> None:
        """Let it happen no more. A second call does nothing."""
        self._owner._end(self)

    def strikes(self, service: str, operation: str) -> bool:
        """Say whether it happens to a request for this operation, and count that."""
        names = (operation, f"{service}:{operation}")
        strikes = (
            (self.times is None or self.hits < self.times)
            and any(fnmatchcase(name, self.operation) for name in names)
            and (self.probability >= 1 or self._random.random() < self.probability)
        )
        self.hits += strikes
        return strikes

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()


class Faults:
    """The faults in force, for all services, accounts and regions. A reset of moto's ends them all."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def inject(  # noqa: PLR0913 - all but two have names
        self,
        operation: str,
        kind: str,
        *,
        times: int | None = None,
        probability: float = 1,
        seed: int | None = None,
        seconds: float = 1,
    ) -> Fault:
        """Let requests fail from now on. Of faults that fit a request, the oldest strikes.

        What is counted are requests: each of botocore's retries is one more.

        Args:
            operation: Whose: ``"CreateMeeting"``, ``"List*"``, ``"*"``, or with the service,
                ``"chime-sdk-voice:CreateProxySession"``.
            kind: ``"throttle"`` (429), ``"error-500"`` and ``"error-503"`` answer with the service's own
                error. ``"timeout"`` never answers; in a process it does not wait, but raises
                ``ReadTimeoutError`` at once. ``"reset"`` breaks the connection off. ``"garbage"`` is a
                200 whose body is a web page. ``"slow"`` waits, and then does what was asked for.
            times: To how many requests it happens. All, unless given.
            probability: To which share of the requests.
            seed: Makes the choice repeat; the emulator's own seed unless given.
            seconds: How long ``slow`` waits.

        Returns:
            The fault, which can be used with ``with`` and tells how often it happened.

        Raises:
            ValueError: There is no such operation or kind, or a number makes no sense.
        """
        if kind not in KINDS:
            raise ValueError(f"no kind of fault is called {kind!r}: there are {', '.join(KINDS)}")
        if not _known(operation):
            raise ValueError(f"no operation of Chime's is called {operation!r}")
        if times is not None and times < 1:
            raise ValueError(f"times is at least 1, not {times}")
        if not 0 < probability <= 1:
            raise ValueError(f"probability is more than 0 and at most 1, not {probability}")
        if seconds < 0:
            raise ValueError(f"seconds is 0 or more, not {seconds}")
        seed = current().seed if seed is None else seed
        source = mock_random if seed is None else random.Random(seed)  # noqa: S311 - no secrets
        fault = Fault(operation, kind, times, probability, seconds, self, source)
        with self._lock:
            self._faults.append(fault)
        at_next_reset(self.clear)
        return fault

    def clear(self) -> None:
        """End all faults."""
        with self._lock:
            self._faults.clear()

    def meet(self, service: str, operation: str, request: ServiceRequest) -> Reply | None:
        """Do to a request what is in store for it.

        Returns:
            The reply, if that is all that comes of the request.

        Raises:
            ServiceError: The service refuses.
            ConnectionError, HTTPClientError: There is to be no reply.
        """
        with self._lock:
            fault = next((each for each in self._faults if each.strikes(service, operation)), None)
        return KINDS[fault.kind](fault, service, request) if fault else None

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter(self._faults.copy())

    def _end(self, fault: Fault) -> None:
        with self._lock:
            if fault in self._faults:
                self._faults.remove(fault)


class _Injected(ServiceError):
    """The error of a service's own that has a status."""

    def __init__(self, service: str, status: int, code: str) -> None:
        super().__init__("A fault was injected")
        self.status, self.code = status, code
        shapes = operations_of(service).model.error_shapes
        self._name = next(
            shape.name for shape in shapes if shape.metadata.get("error", {}).get("httpStatusCode") == status
        )

    @property
    def name(self) -> str:
        return str(self._name)


def _refuse(status: int, code: str) -> Effect:
    def refuse(_: Fault, service: str, __: ServiceRequest) -> NoReturn:
        raise _Injected(service, status, code)

    return refuse


def _hang(_: Fault, __: str, request: ServiceRequest) -> NoReturn:
    if request.connection is None:
        raise ReadTimeoutError(endpoint_url=request.uri)
    while request.connection.recv(4096):  # until the caller has waited enough
        pass
    raise ConnectionAbortedError("the caller gave up")


def _break_off(_: Fault, __: str, request: ServiceRequest) -> NoReturn:
    if request.connection is None:
        raise ConnectionClosedError(endpoint_url=request.uri)
    request.connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("a fault was injected")


def _talk_nonsense(_: Fault, __: str, request: ServiceRequest) -> Reply:
    return request.reply(200, {"Content-Type": "text/html"}, _NONSENSE)


def _wait(fault: Fault, _: str, __: ServiceRequest) -> None:
    time.sleep(fault.seconds)


KINDS: dict[str, Effect] = {
    "throttle": _refuse(429, "Throttled"),
    "error-500": _refuse(500, "ServiceFailure"),
    "error-503": _refuse(503, "ServiceUnavailable"),
    "timeout": _hang,
    "reset": _break_off,
    "garbage": _talk_nonsense,
    "slow": _wait,
}


def _known(pattern: str) -> bool:
    return any(
        fnmatchcase(operation, pattern) or fnmatchcase(f"{service}:{operation}", pattern)
        for service in SERVICES
        for operation in operations_of(service).model.operation_names
    )


faults = Faults()
