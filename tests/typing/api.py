"""The public typing contract: checked by mypy, never run."""

from __future__ import annotations

from typing import Any

import chime_shim


def activation() -> None:
    handle: chime_shim.Activation = chime_shim.install()
    handle.uninstall()
    with chime_shim.install(region="us-west-2", chime_bearer="arn", forward_phone_numbers=True) as active:
        active.uninstall()
    chime_shim.install(chime_bearer=lambda operation, params: params.get("AppInstanceArn"))


def settings() -> None:
    chime_shim.configure(region="us-west-2")
    with chime_shim.configure(forward_phone_numbers=True):
        pass
    with chime_shim.mode("meetings=legacy"):
        pass
    wrong: type[ValueError] = chime_shim.SettingsError
    print(wrong)


def clients(session: object) -> None:
    legacy: Any = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=None)
    legacy = chime_shim.wrap(legacy)
    chime_shim.successor(legacy, "chime-sdk-voice").list_voice_connectors()


@chime_shim.replace("ListMeetings")
def list_meetings(client: Any, **params: Any) -> dict[str, Any]:
    return {"Meetings": []}


def hooks() -> None:
    def keep(call: chime_shim.LegacyCall) -> None:
        text: str = f"{call.operation} {call.outcome} {call.duration_ms:.1f} {call.call_site.file}"
        names: tuple[str, ...] = call.parameters
        print(text, names)

    class Exporter:
        def __call__(self, call: chime_shim.LegacyCall, /) -> None:
            fallback: str | None = call.fallback
            print(call.mode, fallback)

        def compared(self, comparison: chime_shim.Comparison) -> None:
            paths: tuple[str, ...] = comparison.differences
            print(comparison.outcome, paths, comparison.as_dict())

    chime_shim.set_hooks([keep, Exporter()])
    with chime_shim.set_hooks([]):
        pass


def errors() -> None:
    error: chime_shim.ChimeShimError
    try:
        activation()
    except (chime_shim.TranslationError, chime_shim.OperationRetiredError) as caught:
        error = caught
        operation: str = caught.operation_name
        print(error, operation)
    except (chime_shim.UnsupportedClientError, chime_shim.ReplacementError) as caught:
        print(caught)
    warning: type[DeprecationWarning] = chime_shim.ChimeDeprecationWarning
    lossy: type[UserWarning] = chime_shim.ChimeCompatibilityWarning
    print(warning, lossy)
