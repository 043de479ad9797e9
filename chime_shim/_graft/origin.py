"""How a legacy client came to be: its session, and what ``create_client`` was called with.

A client that was made elsewhere does not keep its session, and so forgets its profile, which may name
endpoints. Where a session that is still there has the client's data loader, it is the one. Otherwise the
credentials tell the profile, or all profiles that the client may have name the same endpoints. If none of
that holds, nothing may be sent: it could go, with one profile's credentials, to another's endpoint.
"""

from __future__ import annotations

import gc
import sys
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import UNSIGNED
from botocore.config import Config
from botocore.session import Session

from chime_shim._graft.configured import endpoint_named_in, named_endpoint
from chime_shim._graft.hosts import is_botocores_own, is_legacy_endpoint
from chime_shim._graft.validation import validates
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Origin", "instances"]

# The parameters of Session.create_client in their order, which botocore keeps. Not asked of the function
# itself: another library's wrapper may have no signature of its own.
_CREATE_CLIENT = (
    "service_name",
    "region_name",
    "api_version",
    "use_ssl",
    "verify",
    "endpoint_url",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "config",
    "aws_account_id",
)

# What else of a profile decides where its clients call.
_HOST_OPTIONS = ("ignore_configured_endpoint_urls", "use_dualstack_endpoint", "use_fips_endpoint")

# What botocore resolves into a client's config, and has to be resolved again for another service.
_RESOLVED = frozenset({"region_name", "signature_version", "user_agent", "s3", "parameter_validation"})


class Origin(NamedTuple):
    """All that is needed to make another client like a legacy one.

    Args:
        session: The botocore session (of boto3's sessions: the one inside).
        arguments: What ``Session.create_client`` was called with, by name.
        profiles: The profiles that the client may be of, if they call different hosts; else empty.
        ours: Whether the client was made to get the graft: nobody else has it.
    """

    session: Any
    arguments: Mapping[str, Any]
    profiles: tuple[str, ...] = ()
    ours: bool = False

    @classmethod
    def of_call(cls, session: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Origin:
        """Keep a call of ``session.create_client`` that makes a client."""
        arguments = {**dict(zip(_CREATE_CLIENT, args, strict=False)), **kwargs}
        del arguments["service_name"]
        return cls(session, arguments, ours=True)

    @classmethod
    def of(cls, client: Any, session: Any = None, kind: type[Any] = Session) -> Origin:
        """Infer the origin of ``client``, for a client that was made elsewhere.

        Args:
            client: The client.
            session: The botocore session that made it, if that is known.
            kind: The class of its session.
        """
        session = session or _session_of(client, kind)
        profiles: tuple[str, ...] = ()
        if session is None:
            session, profiles = _session_like(client, kind)
        else:
            session = copy(session)
        # For the client may have been given credentials of its own.
        session._credentials = client._request_signer._credentials
        config = _config_of(client)
        given = client.meta.endpoint_url
        if is_botocores_own(given) or given == named_endpoint(session, LEGACY_SERVICE, config):
            given = None
        elif not is_legacy_endpoint(given):
            profiles = ()  # whatever they name, the client was given another
        arguments = {"endpoint_url": given, "verify": client._endpoint.http_session._verify, "config": config}
        return cls(session, arguments, profiles)


def instances(classes: Iterable[type[Any]]) -> list[Any]:
    """Return the instances of ``classes`` that the garbage collector knows; of each class itself, not below.

    It does not know what ``gc.freeze()`` put aside.
    """
    wanted = {id(each): each for each in classes}
    return [each for each in gc.get_referrers(*wanted.values()) if id(type(each)) in wanted] if wanted else []


def _session_of(client: Any, kind: type[Any]) -> Any:
    """Return the session that made ``client``, if it is still there: no other has its data loader."""
    default = getattr(getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None), "_session", None)
    if _made(default, client):
        return default
    return next((each for each in instances(_with_subclasses(kind)) if _made(each, client)), None)


def _made(session: Any, client: Any) -> bool:
    try:
        return session is not None and session.get_component("data_loader") is client._loader
    except Exception:  # noqa: BLE001 - somebody else's session, with a profile that does not exist
        return False


def _with_subclasses(kind: type[Any]) -> list[type[Any]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _with_subclasses(child))]


def _session_like(client: Any, kind: type[Any]) -> tuple[Any, tuple[str, ...]]:
    """Return a new session of the client's profile; and the profiles that it may be of, if that matters."""
    session = kind()
    known = session.full_config.get("profiles", {})
    possible = _possible_profiles(client._request_signer._credentials, known)
    if possible and len(possible) < len(known):
        session = kind(profile=possible[0])
    session.register_component("data_loader", client._loader)
    hosts = {_hosts(known[name], session.full_config) for name in possible}
    if not possible or len(possible) == len(known):
        # It may be of no profile, too: then it is that of the environment.
        hosts.add(_hosts(session.get_scoped_config(), session.full_config))
    return session, tuple(possible) if len(hosts) > 1 else ()


def _possible_profiles(credentials: Any, known: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the profiles that a client with ``credentials`` may be of; none for that of the environment."""
    if getattr(credentials, "method", None) == "env":  # not asked for if a session was given a profile
        return []
    # Static ones: those that refresh keep theirs under another name.
    key = getattr(credentials, "__dict__", {}).get("access_key")
    mine = [name for name, profile in known.items() if key and profile.get("aws_access_key_id") == key]
    return mine or list(known)


def _hosts(profile: Mapping[str, Any], config: Mapping[str, Any]) -> tuple[Any, ...]:
    from chime_shim.routes._services import SERVICES

    named = (endpoint_named_in(profile, config, service) for service in (LEGACY_SERVICE, *SERVICES))
    return (*named, *map(profile.get, _HOST_OPTIONS))


def _config_of(client: Any) -> Config:
    config = client.meta.config
    options = {
        name: getattr(config, name)
        for name, default in Config.OPTION_DEFAULTS.items()
        if name not in _RESOLVED and getattr(config, name, default) != default
    }
    if config.signature_version is UNSIGNED:
        options["signature_version"] = UNSIGNED
    return Config(parameter_validation=validates(client), **options)
