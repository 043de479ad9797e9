"""A call before and after the move, with the parameters that it cannot do without."""

from __future__ import annotations

from pprint import pformat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chime_shim.routes import Route

__all__ = ["after", "before"]

_REGION = "us-east-1"


def before(operation: str) -> str:
    """Show a legacy call."""
    from chime_shim._models.rehearsal import sample
    from chime_shim.legacy_api.restored import legacy_model

    params = sample(legacy_model().operation_model(operation).input_shape)
    return "\n".join(['chime = boto3.client("chime")', *_call("chime", operation, params, {})])


def after(route: Route) -> str:
    """Show the native call in its place; for a retired operation, how an application answers it itself."""
    from chime_shim._models.rehearsal import destinations, native_params, rehearse

    if route.retired:
        return "\n".join(_replacement(route.operation))
    service, operation = destinations(route)[0]
    name = service.removeprefix("chime-sdk-").replace("-", "_")
    lines = ["# the service that the ARN belongs to"] if route.to is None else []
    lines.append(f'{name} = boto3.client("{service}", region_name="{_REGION}")')
    if route.compose is None:
        lines += _call(name, operation, native_params(route, service), _remarks(route, service))
    else:
        for step in rehearse(route).steps:
            lines += _call(name, step.operation, step.params, {})
    return "\n".join(lines)


def _remarks(route: Route, service: str) -> dict[str, str]:
    """Return the comments, by parameter."""
    from chime_shim._models.differences import differences

    remarks = {}
    for each in differences(route):
        if (each.service, each.kind) == (service, "now-required"):
            parameter, _, member = each.path.partition(".")
            remarks[parameter] = f"  # {member} is required now" if member else "  # required now"
    return remarks


def _call(
    client: str, operation: str, params: Mapping[str, Any], remarks: Mapping[str, str]
) -> Iterator[str]:
    from chime_shim.routes._names import method_name

    call = f"{client}.{method_name(operation)}"
    if not params:
        yield f"{call}()"
        return
    yield f"{call}("
    for name, value in params.items():
        # No made-up value has a quotation mark in it.
        text = pformat(value, width=max(40, 64 - len(name)), sort_dicts=False)
        first, *more = text.replace("'", '"').splitlines()
        lines = [f"    {name}={first}", *(f"    {' ' * len(name)} {line}" for line in more)]
        lines[-1] += f",{remarks.get(name, '')}"
        yield from lines
    yield ")"


def _replacement(operation: str) -> Iterator[str]:
    from chime_shim.legacy_api.restored import legacy_model
    from chime_shim.routes._names import method_name

    shape = legacy_model().operation_model(operation).output_shape
    reply = ", ".join(f'"{name}": ...' for name in shape.members if name != "NextToken") if shape else ""
    yield f'@chime_shim.replace("{operation}")'
    yield f"def {method_name(operation)}(client, **params):"
    yield f"    return {{{reply}}}  # from your own records" if reply else "    ...  # in your own records"
