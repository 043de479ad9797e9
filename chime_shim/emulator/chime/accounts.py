"""Amazon Chime accounts, which only the legacy endpoint knows. They have no users here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Params, pick
from chime_shim.emulator._paging import page

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNTS = Collection("Account", key="AccountId")


class Accounts(Backend):
    """The Amazon Chime accounts of one AWS account."""

    get_account = ACCOUNTS.getter()
    delete_account = ACCOUNTS.deleter()

    def create_account(self, params: Params) -> Item:
        """Make an account, of a team. Assumption: its license is Pro."""
        account = {
            "AwsAccountId": self.account_id,
            "AccountId": self.new_uuid(),
            "AccountType": "Team",
            "AccountStatus": "Active",
            "CreatedTimestamp": self.now(),
            "DefaultLicense": "Pro",
            "SupportedLicenses": ["Basic", "Pro"],
            **pick(params, "Name"),
        }
        return ACCOUNTS.add(self, account)

    def update_account(self, params: Params) -> Item:
        """Change an account's name and license."""
        changes = pick(params, "Name", "DefaultLicense")
        return ACCOUNTS.change(self, ACCOUNTS.find(self, params), changes)

    def list_accounts(self, params: Params) -> Item:
        """List the accounts by the start of their names. Asked for the accounts of a user, it lists none."""

        def walk(seen: int | None) -> Iterator[Item]:
            accounts = () if "UserEmail" in params else ACCOUNTS.all(self, params).after(seen)
            return (each for each in accounts if each["Name"].startswith(params.get("Name", "")))

        scope = f"accounts {params.get('Name')} {params.get('UserEmail')}"
        shown, token = page(walk, size=params.get("MaxResults"), token=params.get("NextToken"), scope=scope)
        return {"Accounts": shown, "NextToken": token}
