"""What an account has once: its settings. And the addresses that it asks about."""

from __future__ import annotations

import re
from datetime import timedelta

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import BadRequestException, ForbiddenException

_BETWEEN_CALLING_NAMES = timedelta(days=7)


class Account(Backend):
    """The settings of one account.

    Args:
        region_name: The region, such as ``"us-east-1"``.
        account_id: The account.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self._global_settings: Item = {}
        self._phone_number_settings: Item = {}

    def get_global_settings(self, params: Params) -> Item:
        """Show where call detail records go."""
        return self._global_settings

    def update_global_settings(self, params: Params) -> Item:
        """Set where call detail records go."""
        self._global_settings.update(pick(params, "BusinessCalling", "VoiceConnector"))
        return {}

    def get_phone_number_settings(self, params: Params) -> Item:
        """Show the calling name of numbers that have none of their own."""
        return self._phone_number_settings

    def update_phone_number_settings(self, params: Params) -> Item:
        """Set the calling name of numbers that have none of their own."""
        now, before = self.now(), self._phone_number_settings.get("CallingNameUpdatedTimestamp")
        if before and now < before + _BETWEEN_CALLING_NAMES:
            raise BadRequestException("The default calling name can be updated once every seven days")
        self._phone_number_settings = {
            "CallingName": params["CallingName"],
            "CallingNameUpdatedTimestamp": now,
        }
        return {}

    def validate_e911_address(self, params: Params) -> Item:
        """Tell whether an address is one.

        Assumption: it is when it has the form of one in the United States; written otherwise than the
        directory would write it, it is corrected, and anything else has failed, without a suggestion.
        """
        if params["AwsAccountId"] != self.account_id:
            raise ForbiddenException("AwsAccountId is not the account of the caller")
        asked = {name: params[name] for name in _ADDRESS}
        right = {name: " ".join(text.split()).upper() for name, text in asked.items()}
        if not all(re.fullmatch(form, right[name]) for name, form in _ADDRESS.items()):
            return {"ValidationResult": 2, "CandidateAddressList": []}
        street, _, suffix = right["StreetInfo"].rpartition(" ")
        code, _, plus4 = right["PostalCode"].partition("-")
        address = {
            "streetNumber": right["StreetNumber"],
            "streetName": street or suffix,
            "streetSuffix": suffix if street else None,
            "city": right["City"],
            "state": right["State"],
            "postalCode": code,
            "postalCodePlus4": plus4 or None,
            "country": right["Country"],
        }
        return {
            "ValidationResult": 0 if asked == right else 1,
            "AddressExternalId": self.new_uuid(),
            "Address": address,
            "CandidateAddressList": [],
        }


_ADDRESS = {
    "StreetNumber": "[0-9][0-9A-Z/ -]*",
    "StreetInfo": ".*[A-Z].*",
    "City": "[A-Z .'-]+",
    "State": "[A-Z]{2}",
    "Country": "US",
    "PostalCode": "[0-9]{5}(-[0-9]{4})?",
}
