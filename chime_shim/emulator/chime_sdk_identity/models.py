"""State and rules of ``chime-sdk-identity``. What AWS's pages do not say is marked as an assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator.chime_sdk_identity import exceptions
from chime_shim.emulator.chime_sdk_identity.bots import Bots
from chime_shim.emulator.chime_sdk_identity.endpoints import Endpoints
from chime_shim.emulator.chime_sdk_identity.kinds import (
    ADMINS,
    EXPIRATION,
    INSTANCES,
    RETENTION,
    TAGS,
    USERS,
    completed,
    forget,
    in_pages,
    person,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChimeSDKIdentityBackend(Bots, Endpoints):
    """The app instances of one account in one region, and all that belongs to them.

    That includes what ``chime-sdk-messaging`` makes in them, which goes when they or their users go.
    """

    describe_app_instance = INSTANCES.getter()
    list_app_instances = in_pages(INSTANCES.lister())
    describe_app_instance_admin = ADMINS.getter()
    list_app_instance_admins = in_pages(ADMINS.lister())
    list_app_instance_users = in_pages(USERS.lister())
    tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()

    @property
    def app_instances(self) -> Mapping[str, Item]:
        """The app instances, by ARN."""
        return INSTANCES.store(self)

    @property
    def app_instance_users(self) -> Mapping[str, Item]:
        """The users of all app instances, by ARN."""
        return USERS.store(self)

    @once()
    def create_app_instance(self, params: Params) -> Item:
        """Make an app instance."""
        now = self.now()
        instance = {
            "AppInstanceArn": self.arn(f"app-instance/{self.new_uuid()}"),
            "CreatedTimestamp": now,
            "LastUpdatedTimestamp": now,
            **pick(params, "Name", "Metadata"),
            **TAGS.of_new(params),
        }
        return INSTANCES.add(self, instance)

    def update_app_instance(self, params: Params) -> Item:
        """Change an app instance's name and, if given, its metadata."""
        instance = INSTANCES.find(self, params)
        instance.update(pick(params, "Name", "Metadata"), LastUpdatedTimestamp=self.now())
        return INSTANCES.show(instance)

    def delete_app_instance(self, params: Params) -> Item:
        """Delete an app instance and all associated data."""
        INSTANCES.remove(self, INSTANCES.find(self, params))
        return {}

    @once("AppInstanceArn")
    def create_app_instance_user(self, params: Params) -> Item:
        """Make a user."""
        instance, now = INSTANCES.find(self, params), self.now()
        arn = f"{instance['AppInstanceArn']}/user/{params['AppInstanceUserId']}"
        if arn in USERS.store(self):
            raise exceptions.user_exists(arn)
        user = {
            "AppInstanceUserArn": arn,
            # With this a user is an Identity, and wherever it is shown as one, it has its latest name.
            "Arn": arn,
            "CreatedTimestamp": now,
            "LastUpdatedTimestamp": now,
            **pick(params, "AppInstanceArn", "Name", "Metadata", "ExpirationSettings"),
            **TAGS.of_new(params),
        }
        return USERS.add(self, user)

    def describe_app_instance_user(self, params: Params) -> Item:
        """Show a user."""
        return USERS.show(USERS.find(self, completed(params, USERS)))

    def update_app_instance_user(self, params: Params) -> Item:
        """Change a user's name and, if given, its metadata."""
        user = USERS.find(self, completed(params, USERS))
        user.update(pick(params, "Name", "Metadata"), LastUpdatedTimestamp=self.now())
        return USERS.show(user)

    def delete_app_instance_user(self, params: Params) -> Item:
        """Delete a user, who then is no administrator, and in no channel, any more."""
        forget(self, USERS.find(self, completed(params, USERS))["Arn"])
        return {}

    def put_app_instance_user_expiration_settings(self, params: Params) -> Item:
        """Set when a user is deleted, or, without settings, that it is not."""
        user = USERS.find(self, completed(params, USERS))
        return USERS.change(self, user, {EXPIRATION: params.get(EXPIRATION)})

    def create_app_instance_admin(self, params: Params) -> Item:
        """Promote a user, or a bot, to administrator."""
        arn = params["AppInstanceAdminArn"]
        user = person(self, params, arn)
        if arn in ADMINS.store(self):
            raise exceptions.admin_exists(arn)
        admin = {
            "AppInstanceAdminArn": arn,
            "AppInstanceUserArn": arn,
            "AppInstanceArn": params["AppInstanceArn"],
            "Admin": user,
            "CreatedTimestamp": self.now(),
        }
        ADMINS.add(self, admin)
        return {**admin, ADMINS.name: user}

    def delete_app_instance_admin(self, params: Params) -> Item:
        """Demote an administrator. The user remains."""
        ADMINS.remove(self, ADMINS.find(self, params))
        return {}

    def put_app_instance_retention_settings(self, params: Params) -> Item:
        """Set how long messages are kept."""
        # Assumption: AWS starts to delete what is too old at once.
        INSTANCES.find(self, params)["InitiateDeletionTimestamp"] = self.now()
        RETENTION.put(self, params, params[RETENTION.name])
        return self.get_app_instance_retention_settings(params)

    def get_app_instance_retention_settings(self, params: Params) -> Item:
        """Show how long messages are kept. Assumption: the reply is empty if that was never set."""
        return pick(INSTANCES.find(self, params), RETENTION.name, "InitiateDeletionTimestamp")


chime_sdk_identity_backends = BackendDict(ChimeSDKIdentityBackend, "chime-sdk-identity")
