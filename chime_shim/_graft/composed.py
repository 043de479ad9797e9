"""A composed call in progress, without any input or output: sync and async drive the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chime_shim._graft.underway import current_observation
from chime_shim.routes import Step, StepError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from botocore.model import Shape

    Answer = tuple[Any, dict[str, Any]]

__all__ = ["ComposedCall"]


class ComposedCall:
    """What to request next, until there is a result.

    A driver performs ``steps``, in any order or at once, and gives ``feed`` the answers in their order, until
    there are no more steps.

    Args:
        composition: The route's generator.
        output_shape: The legacy output shape, to which the result is cut down.

    Attributes:
        steps: What to perform now; empty at the end.
        result: At the end, the HTTP response and the parsed reply that the caller gets.
    """

    def __init__(self, composition: Generator[Any, Any, dict[str, Any]], output_shape: Shape | None) -> None:
        self.steps: Sequence[Step] = ()
        self.result: Answer | None = None
        self._composition = composition
        self._output_shape = output_shape
        self._single = True
        self._last: Answer | None = None
        self._refused: dict[StepError, tuple[Step, Answer]] = {}
        self._advance(None)

    def feed(self, answers: Sequence[Answer]) -> None:
        """Go on with the answers to ``steps``."""
        outcomes = [self._outcome(step, answer) for step, answer in zip(self.steps, answers, strict=True)]
        self._advance(outcomes[0] if self._single else outcomes)

    def _outcome(self, step: Step, answer: Answer) -> dict[str, Any] | StepError:
        http, parsed = answer
        if http.status_code >= 300:  # noqa: PLR2004 - how botocore tells errors
            error = StepError(parsed.get("Error", {}).get("Code", ""))
            self._refused[error] = step, answer
            return error
        self._last = answer
        return parsed

    def _advance(self, outcome: Any) -> None:
        self.steps = ()
        try:
            if isinstance(outcome, StepError):
                following = self._composition.throw(outcome)
            else:
                following = self._composition.send(outcome)
            self._single = isinstance(following, Step)
            self.steps = [following] if self._single else following
            if not self.steps:
                self._advance([])
        except StopIteration as done:
            self._finish(done.value)
        except StepError as refused:
            step, self.result = self._refused[refused]
            if (observation := current_observation()) is not None:
                observation.cause = ClientError(self.result[1], step.operation)

    def _finish(self, reply: dict[str, Any]) -> None:
        assert self._last is not None, "a composition makes at least one request"
        http, parsed = self._last
        kept = {"ResponseMetadata": parsed["ResponseMetadata"], **reply}
        self.result = (
            http,
            {
                "ResponseMetadata": kept["ResponseMetadata"],
                **(pruned(kept, self._output_shape) if self._output_shape is not None else {}),
            },
        )


def pruned(value: Any, shape: Shape) -> Any:
    """Return a parsed value with the members that ``shape`` has, in the order of the value."""
    if shape.type_name == "structure":
        return {name: pruned(value[name], shape.members[name]) for name in value if name in shape.members}
    if shape.type_name == "list":
        return [pruned(item, shape.member) for item in value]
    return value
