"""A composed call in progress, without any input or output: sync and async drive the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from botocore.parsers import create_parser

from chime_shim._graft.underway import current_observation
from chime_shim.errors import ReplyIncompleteError
from chime_shim.routes import MissingMemberError, Step, StepError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from botocore.model import OperationModel, Shape

    Answer = tuple[Any, dict[str, Any]]

__all__ = ["ComposedCall"]


class ComposedCall:
    """What to request next, until there is a result.

    A driver performs ``steps``, in any order or at once, and gives ``feed`` the answers in their order, until
    there are no more steps.

    A fake that answers in ``before-send`` knows the legacy call only, and not its steps. So if what it
    answers is no reply to a step, it is the reply to the call, as it was with botocore 1.37.1.

    Args:
        composition: The route's generator.
        legacy: The legacy operation, to whose output the result is cut down.

    Attributes:
        steps: What to perform now; empty at the end.
        result: At the end, the HTTP response and the parsed reply that the caller gets.
    """

    def __init__(self, composition: Generator[Any, Any, dict[str, Any]], legacy: OperationModel) -> None:
        self.steps: Sequence[Step] = ()
        self.result: Answer | None = None
        self._composition = composition
        self._legacy = legacy
        self._single = True
        self._last: Answer | None = None
        self._answers: Sequence[tuple[Step, Answer]] = ()
        self._refused: dict[StepError, tuple[Step, Answer]] = {}
        self._advance(None)

    def feed(self, answers: Sequence[Answer]) -> None:
        """Go on with the answers to ``steps``."""
        self._answers = list(zip(self.steps, answers, strict=True))
        outcomes = [self._outcome(step, answer) for step, answer in self._answers]
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
        except MissingMemberError as missing:
            self._finish_without(missing)
        except StepError as refused:
            step, self.result = self._refused[refused]
            if (observation := current_observation()) is not None:
                observation.cause = ClientError(self.result[1], step.operation)

    def _finish(self, reply: dict[str, Any]) -> None:
        assert self._last is not None, "a composition makes at least one request"
        http, parsed = self._last
        kept = {"ResponseMetadata": parsed["ResponseMetadata"], **reply}
        shape = self._legacy.output_shape
        members = pruned(kept, shape) if shape is not None else {}
        self.result = http, {"ResponseMetadata": kept["ResponseMetadata"], **members}

    def _finish_without(self, missing: MissingMemberError) -> None:
        step, (http, parsed) = next(
            (step, answer) for step, answer in self._answers if answer[1] is missing.reply
        )
        if _came_from_the_network(http):
            raise ReplyIncompleteError(self._legacy.name, step.operation, missing.path) from None
        # Read already, by botocore: to read aiobotocore's `content` would take an `await`.
        body = getattr(http, "_content", None) or b""
        response = {"status_code": http.status_code, "headers": http.headers, "body": body}
        reply = create_parser("rest-json").parse(response, self._legacy.output_shape)
        reply["ResponseMetadata"] = parsed["ResponseMetadata"]
        self.result = http, reply


def _came_from_the_network(http: Any) -> bool:
    return type(http.raw).__module__.partition(".")[0] in {"aiohttp", "httpx", "urllib3"}


def pruned(value: Any, shape: Shape) -> Any:
    """Return a parsed value with the members that ``shape`` has, in the order of the value."""
    if shape.type_name == "structure":
        return {name: pruned(value[name], shape.members[name]) for name in value if name in shape.members}
    if shape.type_name == "list":
        return [pruned(item, shape.member) for item in value]
    return value
