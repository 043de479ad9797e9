"""Bots, which are in channels as users are. No bot says anything here: Amazon Lex is not asked."""

from __future__ import annotations

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator.chime_sdk_identity.kinds import (
    BOTS,
    INSTANCES,
    TAGS,
    USERS,
    completed,
    forget,
    in_pages,
)


class Bots(Backend):
    """The bots of all app instances."""

    list_app_instance_bots = in_pages(BOTS.lister())

    @once("AppInstanceArn")
    def create_app_instance_bot(self, params: Params) -> Item:
        """Make a bot."""
        instance, now = INSTANCES.find(self, params), self.now()
        arn = f"{instance[INSTANCES.key]}/bot/{self.new_uuid()}"
        bot = {
            "AppInstanceBotArn": arn,
            "Arn": arn,  # with this, a bot can be shown as an Identity, as a user can
            USERS.key: arn,  # by this, what it is to channels is found
            "CreatedTimestamp": now,
            "LastUpdatedTimestamp": now,
            **pick(params, "AppInstanceArn", "Name", "Metadata", "Configuration"),
            **TAGS.of_new(params),
        }
        return BOTS.add(self, bot)

    def describe_app_instance_bot(self, params: Params) -> Item:
        """Show a bot."""
        return BOTS.show(BOTS.find(self, completed(params, BOTS)))

    def update_app_instance_bot(self, params: Params) -> Item:
        """Change a bot's name, its metadata and, if given, its configuration."""
        bot = BOTS.find(self, completed(params, BOTS))
        changes = pick(params, "Name", "Metadata", "Configuration")
        return BOTS.change(self, bot, changes, LastUpdatedTimestamp=self.now())

    def delete_app_instance_bot(self, params: Params) -> Item:
        """Delete a bot, which then is in no channel any more."""
        forget(self, BOTS.find(self, completed(params, BOTS))["Arn"])
        return {}
