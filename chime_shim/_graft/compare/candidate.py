"""The second half of a compared call: the same on the other side, unseen and not waited for by the caller."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's name

from chime_shim._graft.compare.background import Background, Budget, Tasks
from chime_shim._graft.compare.differences import differences
from chime_shim._graft.underway import Underway, outcome_of
from chime_shim.errors import ChimeShimError
from chime_shim.events import Comparison, publish
from chime_shim.rollout import other_side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from botocore.model import Shape

    from chime_shim._graft.observation import Observation
    from chime_shim.routes import Route

__all__ = ["BUDGET", "TASKS", "THREADS", "Candidate"]

# Where candidates run. What is too much is left out, and counted: a program that has nothing to do but call
# would else share its interpreter with as many candidates, and each call take twice as long.
BUDGET = Budget(share=0.05, burst=0.02)
THREADS = Background(BUDGET, workers=2, limit=64)
TASKS = Tasks(BUDGET, limit=16)

# Refused, throttled, or not at work: of a service that answers so, nothing is known to compare.
_FORBIDDEN, _THROTTLED, _FAILED = 403, 429, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side answered."""

    outcome: str = "ok"
    reply: Mapping[str, Any] = field(default_factory=dict)
    from_service: bool = True

    @classmethod
    def of(cls, reply: Mapping[str, Any], error: BaseException | None) -> Answer:
        """Take down a reply, or the error in its place."""
        if error is None:
            return cls(reply=reply)
        outcome, reply = outcome_of(error)
        return cls(outcome, reply, isinstance(error, ClientError))

    @property
    def unavailable(self) -> bool:
        """Whether that side could not be asked."""
        status = self.reply.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return not self.from_service or status in {_FORBIDDEN, _THROTTLED} or status >= _FAILED


class Candidate(Underway):
    """The candidate's attempt at a call. As a context manager it compares and publishes, and swallows errors.

    Args:
        route: The route of the call.
        control: Which side answers the caller.
        params: The caller's parameters, who may change them in the meantime.
        output_shape: The legacy output shape.
        launch: Has the trial made, some time, by somebody else.
    """

    def __init__(
        self,
        route: Route,
        control: str,
        params: Mapping[str, Any],
        output_shape: Shape | None,
        launch: Callable[[Candidate], object],
    ) -> None:
        super().__init__(route, other_side(control))
        self.params = copied(params)
        self._output_shape = output_shape
        self._launch = launch
        self._reply: Mapping[str, Any] = {}

    def start(self, observation: Observation, error: BaseException | None) -> None:
        """Begin, now that the control has answered, or has failed with ``error``. It never raises."""
        if error is not None and not _is_of_the_other_end(error):
            return
        try:
            self._observation = observation
            self._control = Answer.of(_members(observation.reply) if error is None else {}, error)
            self._launch(self)
        except Exception as problem:  # noqa: BLE001 - comparing never breaks a call
            self._give_up(problem)

    def answered(self, reply: Mapping[str, Any]) -> None:
        """Keep the candidate's reply."""
        self._reply = reply

    def __enter__(self) -> Candidate:
        self.begin()
        self._started = perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.end()
        if error is not None and not isinstance(error, Exception):
            return False  # a task that was cancelled
        duration = (perf_counter() - self._started) * 1000
        try:
            publish(self._comparison(Answer.of(self._reply, error), duration))
        except Exception as problem:  # noqa: BLE001 - nobody is there to hear of it
            self._give_up(problem)
        return True

    def _give_up(self, problem: Exception) -> None:
        logging.getLogger("chime_shim").debug(
            "chime_shim could not compare %s: %s", self.route.operation, type(problem).__qualname__
        )

    def _comparison(self, candidate: Answer, candidate_ms: float) -> Comparison:
        outcome, paths = self._compared(candidate)
        return Comparison(
            operation=self.route.operation,
            successor=self.route.successor_name,
            call_site=self._observation.call_site,
            control=other_side(self.side),
            outcome=outcome,
            differences=paths,
            control_outcome=self._control.outcome,
            candidate_outcome=candidate.outcome,
            control_ms=self._observation.duration_ms,
            candidate_ms=candidate_ms,
            dropped=THREADS.dropped + TASKS.dropped,
        )

    def _compared(self, candidate: Answer) -> tuple[str, tuple[str, ...]]:
        control = self._control
        if control.outcome != candidate.outcome or not control.from_service:
            if control.unavailable:
                return "control unavailable", ()
            return ("candidate unavailable" if candidate.unavailable else "mismatch"), ()
        if control.outcome != "ok":
            return "match", ()
        paths = differences(control.reply, candidate.reply, self._output_shape)
        return ("mismatch" if paths else "match"), paths


def copied(value: Any) -> Any:
    """Copy what botocore parses and takes: dicts and lists; everything else in them is immutable."""
    kind = type(value)
    if kind is dict:
        return {name: copied(each) for name, each in value.items()}
    if kind is list:
        return [copied(each) for each in value]
    return value


def _members(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: copied(value) for name, value in reply.items() if name != "ResponseMetadata"}


def _is_of_the_other_end(error: BaseException) -> bool:
    if isinstance(error, ChimeShimError):
        return False
    return isinstance(error, (ClientError, ConnectionError, HTTPClientError))
