"""The plugin for the AWS CLI: ``aws chime create-proxy-session`` and the other lost commands work again.

It is one plugin for both versions of the CLI. Version 1 is a Python package: install chime_shim beside it,
and name the plugin in ``~/.aws/config``::

    [plugins]
    chime_shim = chime_shim.awscli_plugin

Version 2 brings a Python of its own, and looks for plugins in one folder. ``chime-shim awscli --output DIR``
makes the folder, and prints what to write.
"""

from __future__ import annotations

import logging
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
    try:
        from ._commands import restore

        restore(command_table, session)
    except Exception:
        # Every command of every service comes by here.
        logging.getLogger("chime_shim").exception(
            "chime_shim does not fit this AWS CLI: its commands are left as they are. "
            "Look for a newer chime_shim, or see 'In the AWS CLI' in docs/adopt.md."
        )
