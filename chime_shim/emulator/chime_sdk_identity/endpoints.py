"""The devices of users. Nothing is pushed to them."""

from __future__ import annotations

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator.chime_sdk_identity.kinds import ENDPOINTS, USERS, completed, in_pages

_list_endpoints = in_pages(ENDPOINTS.lister())


class Endpoints(Backend):
    """The endpoints of all users."""

    @once("AppInstanceUserArn")
    def register_app_instance_user_endpoint(self, params: Params) -> Item:
        """Register a device. Assumption: it is active at once."""
        USERS.find(self, completed(params, USERS))
        now = self.now()
        endpoint = {
            "EndpointId": self.new_uuid(),
            "AllowMessages": "ALL",
            "EndpointState": {"Status": "ACTIVE"},
            "CreatedTimestamp": now,
            "LastUpdatedTimestamp": now,
            **pick(params, "AppInstanceUserArn", "Name", "Type", "ResourceArn", "EndpointAttributes"),
            **pick(params, "AllowMessages"),
        }
        return ENDPOINTS.add(self, endpoint)

    def describe_app_instance_user_endpoint(self, params: Params) -> Item:
        """Show a device."""
        return ENDPOINTS.show(self._endpoint(params))

    def list_app_instance_user_endpoints(self, params: Params) -> Item:
        """List a user's devices."""
        return _list_endpoints(self, completed(params, USERS))

    def update_app_instance_user_endpoint(self, params: Params) -> Item:
        """Change a device's name, and whether it receives messages."""
        changes = pick(params, "Name", "AllowMessages")
        return ENDPOINTS.change(self, self._endpoint(params), changes, LastUpdatedTimestamp=self.now())

    def deregister_app_instance_user_endpoint(self, params: Params) -> Item:
        """Forget a device."""
        ENDPOINTS.remove(self, self._endpoint(params))
        return {}

    def _endpoint(self, params: Params) -> Item:
        return ENDPOINTS.find(self, completed(params, USERS))
