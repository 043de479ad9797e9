"""State and rules of ``chime-sdk-identity``. What AWS's pages do not say is marked as an assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Operation, Params, Setting, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator._store import on
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_identity import exceptions

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTANCES = Collection("AppInstance", key="AppInstanceArn")
USERS = Collection("AppInstanceUser", key="AppInstanceUserArn", parent=INSTANCES)
ADMINS = Collection("AppInstanceAdmin", key="AppInstanceAdminArn", parent=INSTANCES)
RETENTION = Setting("AppInstanceRetentionSettings", of=INSTANCES)
TAGS = Tags({INSTANCES: INSTANCES.key, USERS: USERS.key})


def instance_of(arn: str) -> str:
    """Return the ARN of the app instance that a user, a bot or a channel belongs to: the start of its own."""
    return "/".join(arn.split("/")[:2])


def user_named(params: Params) -> Params:
    """Complete the parameters of an operation that names a user, but not its app instance."""
    return {**params, INSTANCES.key: instance_of(params[USERS.key])}


def in_pages(operation: Operation) -> Operation:
    """Give a list pages of 50. Assumption: the most that ``MaxResults`` may ask for is what one gets."""
    return lambda backend, params: operation(backend, {"MaxResults": 50, **params})


class ChimeSDKIdentityBackend(Backend):
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
        """Make a user. Users are not deleted when they expire: the settings are only kept."""
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
        return USERS.show(USERS.find(self, user_named(params)))

    def update_app_instance_user(self, params: Params) -> Item:
        """Change a user's name and, if given, its metadata."""
        user = USERS.find(self, user_named(params))
        user.update(pick(params, "Name", "Metadata"), LastUpdatedTimestamp=self.now())
        return USERS.show(user)

    def delete_app_instance_user(self, params: Params) -> Item:
        """Delete a user, who then is no administrator, and in no channel, any more."""
        user_arn = USERS.find(self, user_named(params))[USERS.key]
        for collection in list(self.stores):
            for item in collection.where(self, on(USERS.key), (user_arn,)):
                collection.remove(self, item)
        return {}

    def create_app_instance_admin(self, params: Params) -> Item:
        """Promote a user to administrator."""
        arn = params["AppInstanceAdminArn"]
        user = USERS.find(self, {**params, USERS.key: arn})
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
