"""The addresses that warnings, comments, reports and pages point to: all of them come from here."""

from __future__ import annotations

__all__ = [
    "BY_HAND_URL",
    "GUIDE_URL",
    "OPERATIONS_URL",
    "OTHER_LANGUAGES_URL",
    "PROXY_SESSIONS_URL",
    "REPOSITORY_URL",
    "TROUBLESHOOTING_URL",
    "operation_url",
    "rule_url",
]

REPOSITORY_URL = "https://github.com/chime-shim/chime_shim"

_PAGES = f"{REPOSITORY_URL}/blob/main"

GUIDE_URL = f"{_PAGES}/migration_guide.md"
"""The migration guide."""

OPERATIONS_URL = f"{_PAGES}/docs/operations.md"
"""The page of all operations and of the rules of ``scan``, with an anchor for each."""

BY_HAND_URL = f"{_PAGES}/docs/by_hand.md"
"""The page of what ``fix`` leaves to people."""

OTHER_LANGUAGES_URL = f"{_PAGES}/docs/other_languages.md"
"""The page for those who use JavaScript, Java or Terraform beside Python."""

PROXY_SESSIONS_URL = f"{_PAGES}/docs/proxy_sessions.md"
"""The page on what can stand behind proxy sessions after their end."""

TROUBLESHOOTING_URL = f"{_PAGES}/docs/troubleshooting.md"
"""Error messages, and what to do."""


def operation_url(operation: str) -> str:
    """Return the address of what is known of an operation, such as ``"CreateMeeting"``."""
    return f"{OPERATIONS_URL}#{operation.lower()}"


def rule_url(rule: str) -> str:
    """Return the address of a rule of ``chime-shim scan``, such as ``"CS022"``."""
    return f"{OPERATIONS_URL}#{rule.lower()}"
