"""Which parts of a media insights configuration go together, as the text of AWS's model says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import BadRequestException

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIDING = ("ContentIdentificationType", "ContentRedactionType")
_LANGUAGE = ("LanguageCode", "IdentifyLanguage", "IdentifyMultipleLanguages")
_TRANSCRIBING = ("AmazonTranscribeCallAnalyticsProcessor", "AmazonTranscribeProcessor")


def check(params: Mapping[str, Any]) -> None:
    """Refuse elements and alert rules without the settings that their type calls for.

    Args:
        params: The parameters of an operation that makes or updates a configuration.

    Raises:
        BadRequestException: Names the element and what it must have.
    """
    for number, element in enumerate(params["Elements"], start=1):
        path, kind = f"Elements.{number}", element["Type"]
        _demand(f"{kind}Configuration" in element, path, f"{kind}Configuration")
        if kind in _TRANSCRIBING:
            _check_transcription(f"{path}.{kind}Configuration", kind, element[f"{kind}Configuration"])
    for number, rule in enumerate(params.get("RealTimeAlertConfiguration", {}).get("Rules", ()), start=1):
        _demand(
            f"{rule['Type']}Configuration" in rule,
            f"RealTimeAlertConfiguration.Rules.{number}",
            f"{rule['Type']}Configuration",
        )


def _check_transcription(path: str, kind: str, settings: Mapping[str, Any]) -> None:
    hiding = [name for name in _HIDING if name in settings]
    _demand(len(hiding) < len(_HIDING), path, f"only one of {' and '.join(_HIDING)}")
    _demand("PiiEntityTypes" not in settings or bool(hiding), path, f"{' or '.join(_HIDING)}")
    if kind == "AmazonTranscribeProcessor":
        named = [name for name in _LANGUAGE if settings.get(name)]
        _demand(len(named) == 1, path, f"exactly one of {', '.join(_LANGUAGE)}")


def _demand(fulfilled: bool, path: str, what: str) -> None:
    if not fulfilled:
        raise BadRequestException(f"{path} must have {what}")
