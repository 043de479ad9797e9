"""The text of the user agent, remembered by what it depends on.

botocore makes it twice in each call, from the same settings of the session and of the client, and from the
features that the call used. This saves 3.3 to 4.4 percent of a small call's instructions. It must equal what
botocore would make now: a setting that somebody changes on the client's config, or a feature that is
registered, counts at the next text. Where a release keeps anything else in the maker of the text, or where
its components are modified by a function of somebody's own, the text is made each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim._graft.shortcuts import USER_AGENT, taken

try:
    from botocore import useragent
except ImportError:  # before 1.31.6
    useragent = None
try:
    from botocore.context import get_context
except ImportError:  # before 1.36.25: calls had no features

    def get_context() -> None:
        """Return that there is no context."""


if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RememberedUserAgent", "remembering"]

# All that a maker has to make its text from.
_KNOWN = {
    *("_platform_name", "_platform_version", "_platform_machine", "_python_version"),
    *("_python_implementation", "_execution_env", "_crt_version", "_session_user_agent_name"),
    *("_session_user_agent_version", "_session_user_agent_extra", "_client_config", "_client_features"),
    "_static_parts",
    *("_uses_paginator", "_uses_waiter", "_uses_resource"),  # of old ones, which make no text of them
}
_MOST = 32
_default_components = getattr(useragent, "modify_components", None)


def remembering(client: Any, *, alone: bool) -> dict[str, Any]:
    """Return what makes ``client``'s user agent, and remembers it, by the name of the attribute; or nothing.

    Args:
        client: A stock client.
        alone: Whether nobody else has that client: then botocore's handler, which makes the text anew for
            each request, remembers it, too.
    """
    creator = vars(client).get("_user_agent_creator")
    if not taken(USER_AGENT) or not _is_known(creator):
        return {}
    remembered = RememberedUserAgent(creator)
    if alone:
        creator.to_string = remembered.to_string
    return {"_user_agent_creator": remembered}


class RememberedUserAgent:
    """In the place of botocore's ``UserAgentString``.

    Args:
        creator: That one.
    """

    def __init__(self, creator: Any) -> None:
        self._creator = creator
        self._made: dict[Any, str] = {}
        self._make: Callable[[], str] = type(creator).to_string.__get__(creator)

    def to_string(self) -> str:
        """Return the text."""
        creator = self._creator
        config, context = creator._client_config, get_context()
        if config is None or useragent.modify_components is not _default_components:
            return self._make()
        inputs = (
            creator._session_user_agent_name,
            creator._session_user_agent_version,
            creator._session_user_agent_extra,
            creator._execution_env,
            getattr(config, "_supplied_user_agent", None),
            config.user_agent,
            config.user_agent_extra,
            config.user_agent_appid,
            config.retries.get("mode") if config.retries else None,
            config.endpoint_discovery_enabled,
            frozenset(getattr(creator, "_client_features", None) or ()),
            frozenset(context.features) if context is not None else None,
        )
        text = self._made.get(inputs)
        if text is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            text = self._made[inputs] = self._make()
        return text

    def __getattr__(self, name: str) -> Any:
        return getattr(self._creator, name)


def _is_known(creator: Any) -> bool:
    return (
        useragent is not None
        and type(creator) is useragent.UserAgentString
        and vars(creator).keys() <= _KNOWN
        and getattr(_default_components, "__module__", None) == "botocore.useragent"
    )
