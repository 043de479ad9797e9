"""The functions behind SIP media applications, and how AWS waits for them.

A function is a Python callable, the text ``module:handler``, or the URL that a function of another language
answers at. What is none of them is looked for among moto's Lambda functions.
"""

from __future__ import annotations

import importlib
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chime_shim.emulator._moto import invoke_lambda
from chime_shim.emulator._settings import configure, current

PATIENCE = 5
"""Seconds until a function that has not answered is invoked again. AWS's guide, timeouts."""

LIMIT = 20
"""Seconds until AWS gives up. AWS's guide, timeouts."""

_TRIES = 2
"""A function that answers with an error is invoked once more. AWS's guide, timeouts."""

Handler = Callable[[dict[str, Any], "Context"], Any]


class Context:
    """What a function gets beside the event, as from AWS Lambda.

    Args:
        arn: The function's ARN.
        request_id: The id of the attempt.
    """

    memory_limit_in_mb = 128

    def __init__(self, arn: str, request_id: str) -> None:
        self.invoked_function_arn = arn
        self.function_name = _name(arn)
        self.aws_request_id = request_id
        self.seconds = 0.0

    def spend(self, seconds: float) -> None:
        """Take time, by the clock of the call: no real time passes.

        Args:
            seconds: How much.

        Raises:
            ValueError: It is less than none.
        """
        if seconds < 0:
            raise ValueError("a function cannot spend less than 0 seconds")
        self.seconds += seconds

    def get_remaining_time_in_millis(self) -> int:
        """Tell how long AWS will wait for an answer."""
        return max(0, int((LIMIT - self.seconds) * 1000))


@dataclass(eq=False)
class Invocation:
    """What a function was told, and what came of it.

    Attributes:
        event: The event.
        at: When it was sent.
        attempts: How often it was sent: again after 5 seconds without an answer, and once after an error.
        seconds: How long AWS waited.
        response: What the function answered; None if it did not.
        ignored: Whether AWS ignores answers to this event.
        failure: Why there is no answer.
        refused: Why AWS does not follow the answer.
        error: The exception that the function raised last.
    """

    event: dict[str, Any]
    at: datetime
    attempts: int = 0
    seconds: float = 0
    response: Any = None
    ignored: bool = False
    failure: str | None = None
    refused: str | None = None
    error: BaseException | None = None

    @property
    def type(self) -> str:
        """The event's InvocationEventType."""
        return str(self.event["InvocationEventType"])


class Functions(dict[str, "Handler | str"]):
    """The functions of a test, by name or ARN."""

    def __setitem__(self, function: str, handler: Handler | str) -> None:
        """Set what is invoked.

        Raises:
            ValueError: It is neither a callable nor ``module:handler`` nor a URL.
        """
        named = isinstance(handler, str) and all(handler.partition(":"))
        if not callable(handler) and not named:
            raise ValueError("a function is a callable, 'module:handler', or the URL that it answers at")
        super().__setitem__(function, handler)

    def invoke(self, arn: str, event: dict[str, Any], at: datetime, new_id: Callable[[], str]) -> Invocation:
        """Invoke a function as AWS does: with retries, and within 20 seconds.

        Args:
            arn: The ARN of the function.
            event: What to tell it.
            at: The time of the call.
            new_id: Makes the ids of requests.

        Returns:
            The invocation, which has a response or a failure.
        """
        invocation = Invocation(event, at)
        handler = self._handler(arn)
        answered = float(LIMIT)  # when the first answer came
        start, errors = 0.0, 0
        while start < answered and errors < _TRIES:
            context = Context(arn, new_id())
            invocation.attempts += 1
            try:
                response = _ask(handler, event, context, at + timedelta(seconds=start))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a function may raise anything
                errors += 1
                start += context.seconds
                invocation.error, invocation.failure = error, f"the function raised {_described(error)}"
                continue
            if start + context.seconds < answered:
                answered = start + context.seconds
                invocation.response = response
            start += PATIENCE
        if answered < LIMIT:
            invocation.failure, invocation.seconds = None, answered
        elif errors < _TRIES:
            invocation.failure = f"the function did not answer within {LIMIT} seconds"
            invocation.seconds = LIMIT
        else:
            invocation.seconds = min(start, LIMIT)
        return invocation

    def _handler(self, arn: str) -> Handler:
        handler = self.get(arn) or self.get(_name(arn))
        if handler is None:
            return _on_lambda
        if callable(handler):
            return handler
        if handler.startswith(("http://", "https://")):
            return _at_url(handler)
        return _by_name(handler)


def slow(handler: Handler, *seconds: float) -> Handler:
    """Make a function take its time, by the clock of the call.

    Args:
        handler: The function.
        seconds: How long it takes at its first attempt, its second, and so on; the last holds for the rest.
    """
    left = list(seconds)

    def slowed(event: dict[str, Any], context: Context) -> Any:
        context.spend(left.pop(0) if len(left) > 1 else left[0])
        return handler(event, context)

    return slowed


def _ask(handler: Handler, event: dict[str, Any], context: Context, start: datetime) -> Any:
    """Call a handler with a copy of the event; its clock, and that of what it calls, is the call's."""
    clock = replace(current(), clock=lambda: start + timedelta(seconds=context.seconds))
    with configure(clock):
        response = handler(json.loads(json.dumps(event)), context)
    return json.loads(json.dumps(response, allow_nan=False))


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _name(arn: str) -> str:
    parts = arn.split(":")
    return parts[6] if len(parts) > 6 else arn  # noqa: PLR2004 - arn:aws:lambda:region:account:function:name


def _by_name(where: str) -> Handler:
    def handler(event: dict[str, Any], context: Context) -> Any:
        module, _, path = where.partition(":")
        found: Any = importlib.import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
        return found(event, context)

    return handler


def _at_url(url: str) -> Handler:
    def handler(event: dict[str, Any], context: Context) -> Any:
        body = json.dumps(event).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - http(s)
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=LIMIT) as answer:  # noqa: S310 - by its scheme, above
                return json.loads(answer.read() or b"null")
        finally:
            context.spend(time.monotonic() - began)

    return handler


def _on_lambda(event: dict[str, Any], context: Context) -> Any:
    return json.loads(invoke_lambda(context.invoked_function_arn, json.dumps(event)))
