"""The plugin for the AWS CLI: ``aws chime create-proxy-session`` and the other lost commands work again.

Install chime_shim where the CLI is installed, and name the plugin in ``~/.aws/config``::

    [plugins]
    chime_shim = chime_shim.awscli_plugin

It is for version 1 of the CLI, which is a Python package and uses the botocore beside it. Version 2 brings a
Python and a botocore of its own, which no plugin reaches.
"""

from __future__ import annotations

from typing import Any

from chime_shim._activation import install, is_active

__all__ = ["awscli_initialize"]


def awscli_initialize(cli: Any) -> None:
    """Register with the CLI, which calls this when it starts.

    Args:
        cli: The event emitter of the CLI's session.
    """
    install()
    cli.register("building-command-table.main", _restore_commands)


def _restore_commands(command_table: dict[str, Any], session: Any, **_: Any) -> None:
    if not is_active():
        return
    from awscli.clidriver import ServiceCommand

    from chime_shim.legacy_api import DATA_PATH
    from chime_shim.legacy_api.restored import LEGACY_SERVICE, with_chime

    # The CLI makes its commands from the model, so botocore itself has to merge the restored operations.
    loader = with_chime(session.get_component("data_loader"))
    loader.search_paths.append(str(DATA_PATH))
    session.register_component("data_loader", loader)
    command_table.setdefault(LEGACY_SERVICE, ServiceCommand(LEGACY_SERVICE, session))
