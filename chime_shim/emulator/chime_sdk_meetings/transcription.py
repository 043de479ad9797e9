"""Which settings of a transcription go together, as the text of AWS's model says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator._errors import BadRequestException

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HIDING = ("ContentIdentificationType", "ContentRedactionType")

_DEMANDS: tuple[tuple[Callable[[Mapping[str, Any]], bool], str], ...] = (
    (
        lambda given: ("LanguageCode" in given) != given.get("IdentifyLanguage", False),
        "either LanguageCode or IdentifyLanguage must be given",
    ),
    (
        lambda given: not all(name in given for name in _HIDING),
        "ContentIdentificationType and ContentRedactionType cannot both be given",
    ),
    (
        lambda given: "PiiEntityTypes" not in given or any(name in given for name in _HIDING),
        "PiiEntityTypes needs ContentIdentificationType or ContentRedactionType",
    ),
    (
        lambda given: "LanguageOptions" not in given or given.get("IdentifyLanguage", False),
        "LanguageOptions needs IdentifyLanguage",
    ),
    (
        lambda given: "PreferredLanguage" not in given or "LanguageOptions" in given,
        "PreferredLanguage needs IdentifyLanguage and LanguageOptions",
    ),
    (
        lambda given: (
            not given.get("IdentifyLanguage", False)
            or not given.keys() & {"LanguageModelName", "ContentRedactionType"}
        ),
        "IdentifyLanguage cannot be combined with LanguageModelName or ContentRedactionType",
    ),
)


def check(configuration: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a ``TranscriptionConfiguration`` that contradicts itself.

    Raises:
        BadRequestException: Says what is demanded.
    """
    if len(configuration) != 1:
        raise BadRequestException("TranscriptionConfiguration must have the settings of one engine")
    settings = configuration.get("EngineTranscribeSettings")
    if settings is None:
        return
    for fulfilled, demand in _DEMANDS:
        if not fulfilled(settings):
            raise BadRequestException(f"EngineTranscribeSettings: {demand}")
