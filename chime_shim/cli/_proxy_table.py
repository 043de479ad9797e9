"""The table that the commands of ``chime-shim proxy-sessions`` are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from chime_shim.settings import ProxySessionsSetting

DEFAULT = "proxy-sessions"


def setting_of(options: argparse.Namespace) -> ProxySessionsSetting:
    """Return which table is meant: by the command line, by the settings, or by default.

    Raises:
        ValueError: If there is no such table or region.
    """
    from chime_shim import settings

    known = settings.resolve().settings.proxy_sessions or settings.ProxySessionsSetting(DEFAULT)
    given = {name: getattr(options, name) for name in ("table", "region", "endpoint_url")}
    return replace(known, **{name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class Table:
    """A table, and boto3's clients for it and for what stands beside it."""

    setting: ProxySessionsSetting
    session: Any

    @classmethod
    def of(cls, options: argparse.Namespace) -> Table:
        """Return the table that is meant."""
        import botocore.session

        return cls(setting_of(options), botocore.session.get_session())

    def client(self, service: str) -> Any:
        """Return a client of the table's region."""
        endpoint = self.setting.endpoint_url
        return self.session.create_client(service, self.setting.region, endpoint_url=endpoint)

    def run(self, steps: Any) -> Any:
        """Perform requests on the table, and return their result."""
        from chime_shim.proxy_sessions._backend import with_table
        from chime_shim.proxy_sessions._requests import perform

        client = self.client("dynamodb")
        return perform(
            steps, lambda step: getattr(client, step.method)(**with_table(step, self.setting.table))
        )
