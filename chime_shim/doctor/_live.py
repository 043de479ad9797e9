"""AWS itself, asked: a few calls that only read, through the shim and through the successors' own clients.

Nothing of what AWS answers is kept or shown but whether it answered, whether it was allowed, and whether both
ways gave the same: the report may be shown to anybody.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim import settings
from chime_shim.policy._needs import actions
from chime_shim.routes._errors import RENAMED

from ._check import Check
from ._live_plan import MOST, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._live_plan import Probe
    from ._operations import Operations

__all__ = ["check_live"]

_COLUMNS = ("operation", "of", "reachable", "allowed", "equal")
_REFUSED = {"AccessDenied", "AccessDeniedException", "ForbiddenException", "UnauthorizedClientException"}
_THROTTLED = {"ThrottledClientException", "ThrottlingException", "TooManyRequestsException"}
# Of AWS's sentence only the action is told: the rest names the caller and the resource.
_LACKING = re.compile(r"not authorized to perform: (chime:\w+)")
_YES, _NO, _NONE = "yes", "NO", "-"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a call.

    Args:
        reply: The reply, if there was one; it is compared, and never shown.
        code: The error that AWS answered with.
        lacking: The action that it says is not allowed.
        failure: The error of botocore's if nothing was answered.
    """

    reply: Mapping[str, Any] | None = None
    code: str | None = None
    lacking: str | None = None
    failure: str | None = None


def check_live(operations: Operations, *, dry_run: bool = False) -> Iterator[Check]:
    """Make the calls, and say how AWS answered.

    Args:
        operations: The operations in use, from which the calls are chosen.
        dry_run: Whether only to list them: then nothing is sent.
    """
    setting = settings.resolve().settings.chime_bearer
    bearer = setting if isinstance(setting, str) else None
    plan = Plan.of(operations, bearer=bearer is not None)
    if dry_run:
        text = (
            f"{len(plan.probes)} operations would be called, each through the shim and its successor's client"
        )
        rows = tuple((each.route.operation, str(each.route.to), each.text) for each in plan.probes)
        yield Check("live", "note", text, table=(("operation", "of", "given"), *rows))
    else:
        yield _report(plan, bearer)
    if plan.left_out:
        reasons: dict[str, list[str]] = {}
        for operation, reason in plan.left_out.items():
            reasons.setdefault(reason, []).append(operation)
        details = tuple(f"{reason}: {', '.join(names)}" for reason, names in reasons.items())
        yield Check("live", "note", f"of those that read, {len(plan.left_out)} are not called", details)


def _report(plan: Plan, bearer: str | None) -> Check:
    from botocore.exceptions import BotoCoreError

    import chime_shim

    try:
        legacy = chime_shim.client("chime", region_name=settings.LEGACY_REGION, config=_config())
        with chime_shim.mode("forward"):
            rows = list(_Asked(legacy, bearer).rows(plan))
    except BotoCoreError as error:
        # Without credentials, or with a broken configuration, there is nothing to be told of AWS.
        return Check("live", "fail", f"no call can be made: {type(error).__name__}")
    text, level = f"AWS was asked {len(rows)} times, in both ways", "ok"
    wrong = [row for row in rows if _NO in {cell.partition(":")[0] for cell in row[2:]}]
    if wrong:
        level = "fail" if any(row[2].startswith(_NO) for row in wrong) else "warn"
        text = f"{text}: {len(wrong)} not as they should be"
    if not plan.in_use:
        text = f"{text}; which operations are in use is not known, so general ones were called"
    return Check("live", level, text, table=(_COLUMNS, *rows))  # type: ignore[arg-type]


def _config() -> Any:
    from botocore.config import Config

    return Config(connect_timeout=5, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 2})


class _Asked:
    """The calls of a plan, one after another: later ones are given what earlier ones listed."""

    def __init__(self, legacy: Any, bearer: str | None) -> None:
        self._legacy = legacy
        self._bearer = bearer
        self._replies: dict[str, Mapping[str, Any]] = {}

    def rows(self, plan: Plan) -> Iterator[tuple[str, ...]]:
        for probe in plan.probes[:MOST]:
            names = (probe.route.operation, probe.route.namespace)
            params = self._params(probe)
            if params is None:
                yield (*names, "not asked: nothing to ask for", _NONE, _NONE)
                continue
            shim = self._call(self._legacy, probe.route.operation, params)
            if shim.reply is not None:
                self._replies[probe.route.operation] = shim.reply
            yield (*names, *self._told(probe, shim, self._native(probe, params)))

    def _params(self, probe: Probe) -> dict[str, Any] | None:
        params: dict[str, Any] = {"MaxResults": 1} if probe.limited else {}
        for name, supplier in probe.supplied.items():
            if supplier is None:
                params[name] = str(uuid.uuid4())
            else:
                items = self._replies.get(supplier.operation, {}).get(supplier.items)
                if not items or supplier.member not in items[0]:
                    return None
                params[name] = items[0][supplier.member]
        return {**params, "ChimeBearer": self._bearer} if probe.bears else params

    def _native(self, probe: Probe, params: dict[str, Any]) -> _Answer:
        import chime_shim

        client = chime_shim.successor(self._legacy, str(probe.route.to))
        return self._call(client, probe.route.successor_operation, probe.route.translate(params)[0])

    def _call(self, client: Any, operation: str, params: Mapping[str, Any]) -> _Answer:
        from botocore import exceptions as known
        from botocore import xform_name

        try:
            return _Answer(reply=getattr(client, xform_name(operation))(**params))
        except known.ClientError as error:
            lacking = _LACKING.search(str(error.response.get("Error", {}).get("Message", "")))
            return _Answer(code=_code(error), lacking=lacking[1] if lacking else None)
        except (known.ConnectionError, known.HTTPClientError, known.ParamValidationError) as error:
            return _Answer(failure=type(error).__name__)

    def _told(self, probe: Probe, shim: _Answer, native: _Answer) -> tuple[str, str, str]:
        failure = shim.failure or native.failure
        if failure is not None:
            return f"{_NO}: {failure}", _NONE, _NONE
        service = str(probe.route.to)
        codes = [shim.code, RENAMED.get(service, {}).get(str(native.code), native.code)]
        throttled = [code for code in codes if code in _THROTTLED]
        if throttled:
            return _YES, f"{_NO}: throttled, try again later", _NONE
        refused = [each for each, code in zip((shim, native), codes, strict=True) if code in _REFUSED]
        if refused:
            lacking = dict.fromkeys(each.lacking for each in refused if each.lacking)
            return (
                _YES,
                f"{_NO}: {', '.join(lacking or actions(probe.route))}",
                _told_equal(codes[0] == codes[1]),
            )
        if shim.reply is None or native.reply is None:
            same = codes[0] == codes[1]
            # That there is no such thing is the answer to be had.
            found = _YES if same and codes[0] == "NotFoundException" else f"{_NO}: {codes[0] or codes[1]}"
            return _YES, found, _told_equal(same)
        return _YES, _YES, _told_equal(_agree(shim.reply, native.reply))


def _code(error: Any) -> str:
    code = str(error.response.get("Error", {}).get("Code", ""))
    # A name, and nothing that somebody between here and AWS may have put in its place.
    return code if re.fullmatch(r"\w{1,80}", code) else "an error without a name"


def _told_equal(same: bool) -> str:
    return _YES if same else _NO


def _agree(shim: Any, native: Any) -> bool:
    """Tell whether two replies say the same of what both of them have."""
    if isinstance(shim, dict) and isinstance(native, dict):
        both = shim.keys() & native.keys() - {"ResponseMetadata", "NextToken"}
        return all(_agree(shim[name], native[name]) for name in both)
    if isinstance(shim, list) and isinstance(native, list):
        return len(shim) == len(native) and all(map(_agree, shim, native))
    return bool(shim == native)
