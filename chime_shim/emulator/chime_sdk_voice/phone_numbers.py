"""Phone numbers: from the search for one to the queue in which it waits for its deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Operation, Params, pick
from chime_shim.emulator._errors import BadRequestException, ConflictException, ServiceError
from chime_shim.emulator._paging import page
from chime_shim.emulator._store import SERIAL, equal_to
from chime_shim.emulator.chime_sdk_voice import numbering
from chime_shim.emulator.chime_sdk_voice.exceptions import already_associated, not_associated
from chime_shim.emulator.chime_sdk_voice.kinds import (
    CONNECTORS,
    GROUPS,
    IN_DELETION_QUEUE,
    NUMBERS,
    ORDERS,
    RULES,
    SESSIONS,
    dated,
    number_id,
    open_through,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chime_shim.emulator._store import Ordered, Selection

DIAL_IN = "SipMediaApplicationDialIn"

_OWNERS = {kind.key: kind for kind in (CONNECTORS, GROUPS, RULES)}
_OWNER = "#owner"
"""Under this key a number has what it is associated with, to be found by; AWS shows a list of at most one."""

_DETAILS = ("ProductType", "CallingName", "Name")
_CAN_CALL = {"InboundCall": True, "OutboundCall": True}
_CANNOT = dict.fromkeys(("InboundSMS", "OutboundSMS", "InboundMMS", "OutboundMMS"), False)


def numbers_of(backend: Backend, kind: Collection, owner: Item) -> Ordered:
    """Return the numbers that are associated with something."""
    return NUMBERS.where(backend, *equal_to({_OWNER: (kind.key, owner[kind.key])}))


def associate(backend: Backend, number: Item, *owner: str) -> None:
    """Associate a number with one owner, given by kind and id, or with none, whatever it was before."""
    now = backend.now()
    names = [dict(zip(("Name", "Value"), owner, strict=True), AssociatedTimestamp=now)] if owner else []
    status = "Assigned" if owner else "Unassigned"
    changes = {"Associations": names, _OWNER: owner or None, "Status": status, "UpdatedTimestamp": now}
    NUMBERS.change(backend, number, changes)


def _each(numbers: Iterable[str], change: Callable[[str], object]) -> Item:
    """Change numbers one by one, and report those that could not be."""
    errors = []
    for number in numbers:
        try:
            change(number)
        except ServiceError as error:  # noqa: PERF203 - one may fail, and the rest goes on
            errors.append({"PhoneNumberId": number, "ErrorCode": error.code, "ErrorMessage": str(error)})
    return {"PhoneNumberErrors": errors}


def _associating(kind: Collection) -> Operation:
    def operation(backend: Backend, params: Params) -> Item:
        owner = kind.key, kind.find(backend, params)[kind.key]

        def one(name: str) -> None:
            number = NUMBERS.find(backend, {NUMBERS.key: name})
            if number["Status"] == IN_DELETION_QUEUE or number["ProductType"] != "VoiceConnector":
                raise BadRequestException("Only numbers of the product type VoiceConnector can be associated")
            before = number[_OWNER]
            if before and before != owner and not params.get("ForceAssociate"):
                raise already_associated()
            if before != owner:
                associate(backend, number, *owner)

        return _each(params["E164PhoneNumbers"], one)

    return operation


def _disassociating(kind: Collection) -> Operation:
    def operation(backend: Backend, params: Params) -> Item:
        owner = kind.key, kind.find(backend, params)[kind.key]

        def one(name: str) -> None:
            number = NUMBERS.find(backend, {NUMBERS.key: name})
            if number[_OWNER] != owner:
                raise not_associated(kind.name)
            associate(backend, number)

        return _each(params["E164PhoneNumbers"], one)

    return operation


def _listed(backend: Backend, params: Params) -> Selection | None:
    """Select by status, product type, and by what numbers are associated with."""
    wanted = pick(params, "Status", "ProductType")
    name, value = params.get("FilterName"), params.get("FilterValue")
    if (name is None) != (value is None):
        raise BadRequestException("FilterName and FilterValue go together")
    if name in _OWNERS:  # the legacy endpoint also knows accounts and users
        _OWNERS[name].find(backend, {name: value})
    if name:
        wanted[_OWNER] = (name, value)
    return equal_to(wanted) if wanted else None


class PhoneNumbers(Backend):
    """The account's phone numbers, and the orders by which it got them."""

    get_phone_number_order = ORDERS.getter()
    list_phone_number_orders = ORDERS.lister()
    get_phone_number = NUMBERS.getter()
    # Assumption: numbers in the deletion queue are listed too.
    list_phone_numbers = NUMBERS.lister(only=_listed)

    associate_phone_numbers_with_voice_connector = _associating(CONNECTORS)
    associate_phone_numbers_with_voice_connector_group = _associating(GROUPS)
    disassociate_phone_numbers_from_voice_connector = _disassociating(CONNECTORS)
    disassociate_phone_numbers_from_voice_connector_group = _disassociating(GROUPS)

    def search_available_phone_numbers(self, params: Params) -> Item:
        """Find numbers that can be ordered."""
        wanted = numbering.criteria(params)
        plan = numbering.matching(wanted)
        found, token = page(
            lambda seen: (
                {SERIAL: serial, "Number": plan[serial]}
                for serial in range(0 if seen is None else seen + 1, len(plan))
                if not self._is_taken(plan[serial])
            ),
            size=params.get("MaxResults"),
            token=params.get("NextToken"),
            scope=f"search {wanted}",
        )
        return {"E164PhoneNumbers": [each["Number"] for each in found], "NextToken": token}

    def _is_taken(self, number: str) -> bool:
        """Tell whether a number is the account's, or the proxy number of an open session."""
        owned = number_id(number) in NUMBERS.store(self)
        return owned or len(SESSIONS.where(self, open_through, number)) > 0

    def list_supported_phone_number_countries(self, params: Params) -> Item:
        """List where numbers can be ordered."""
        countries = numbering.COUNTRIES if params["ProductType"] == DIAL_IN else ("US",)
        kinds: Mapping[str, list[str]] = {"US": ["Local", "TollFree"]}
        return {
            "PhoneNumberCountries": [
                {"CountryCode": each, "SupportedPhoneNumberTypes": kinds.get(each, ["Local"])}
                for each in countries
            ]
        }

    def create_phone_number_order(self, params: Params) -> Item:
        """Order numbers. As with AWS the reply shows them in process; here, the next look shows the end.

        Assumption: any number of a country that has some can be ordered, found by a search or not.
        """
        wanted = list(dict.fromkeys(map(numbering.e164, params["E164PhoneNumbers"])))
        if not wanted:
            raise BadRequestException("E164PhoneNumbers must name at least one number")
        for number in wanted:
            _check_product(number, params["ProductType"])
        order = {
            "PhoneNumberOrderId": self.new_uuid(),
            "OrderType": "New",
            **dated(self),
            **pick(params, "ProductType", "Name"),
        }
        acquired = [number for number in wanted if self._acquire(number, order)]
        state = "Successful" if acquired == wanted else "Partial" if acquired else "Failed"
        ends = {number: "Acquired" if number in acquired else "Failed" for number in wanted}
        ORDERS.add(self, {**order, "Status": state, "OrderedPhoneNumbers": _ordered(ends)})
        begun = _ordered(dict.fromkeys(wanted, "Processing"))
        return ORDERS.show({**order, "Status": "Processing", "OrderedPhoneNumbers": begun})

    def update_phone_number(self, params: Params) -> Item:
        """Change one detail of a number."""
        number = NUMBERS.find(self, params)
        details = pick(params, *_DETAILS)
        if len(details) != 1:
            raise BadRequestException(f"One of {', '.join(_DETAILS)} can be updated at a time")
        if "ProductType" in details:
            _check_product(number["E164PhoneNumber"], details["ProductType"])
            if number["Associations"] and details["ProductType"] != number["ProductType"]:
                raise ConflictException("The product type of an associated number cannot be changed")
        if "CallingName" in details:
            if number["CallingNameStatus"] == "UpdateInProgress":
                raise ConflictException("An update of the calling name is still in progress")
            details = {**details, "CallingNameStatus": "UpdateInProgress", "CallingNameTimestamp": self.now()}
        return NUMBERS.change(self, number, details, UpdatedTimestamp=self.now())

    def batch_update_phone_number(self, params: Params) -> Item:
        """Change one detail of each of several numbers."""
        items = {item["PhoneNumberId"]: item for item in params["UpdatePhoneNumberRequestItems"]}
        if len(set(map(number_id, items))) < len(params["UpdatePhoneNumberRequestItems"]):
            raise BadRequestException("A PhoneNumberId can be in a request only once")
        return _each(items, lambda number: self.update_phone_number(items[number]))

    def delete_phone_number(self, params: Params) -> Item:
        """Move a number that nobody uses into the deletion queue, unless it is there."""
        number = NUMBERS.find(self, params)
        if number["Associations"]:
            raise BadRequestException("The number must be disassociated before it can be deleted")
        now = self.now()
        if number["Status"] != IN_DELETION_QUEUE:
            status = {"Status": IN_DELETION_QUEUE}
            NUMBERS.change(self, number, status, DeletionTimestamp=now, UpdatedTimestamp=now)
        return {}

    def batch_delete_phone_number(self, params: Params) -> Item:
        """Move numbers that nobody uses into the deletion queue."""
        return _each(params["PhoneNumberIds"], lambda number: self.delete_phone_number({NUMBERS.key: number}))

    def restore_phone_number(self, params: Params) -> Item:
        """Take a number back from the deletion queue."""
        number = NUMBERS.find(self, params)
        if number["Status"] != IN_DELETION_QUEUE:
            raise BadRequestException("The number is not in the deletion queue")
        del number["DeletionTimestamp"]
        associate(self, number)
        return NUMBERS.show(number)

    def _acquire(self, number: str, order: Item) -> bool:
        country = numbering.country(number)
        if country is None or number_id(number) in NUMBERS.store(self):
            return False
        NUMBERS.add(
            self,
            {
                "PhoneNumberId": number_id(number),
                "E164PhoneNumber": number,
                "PhoneNumberArn": self.arn(f"phone-number/{number}"),
                "Country": country,
                "Type": numbering.kind(number),
                "Status": "Unassigned",
                # Assumption: texts can be sent through proxy sessions only.
                "Capabilities": {**_CAN_CALL, **_CANNOT},
                "Associations": [],
                _OWNER: None,
                "CallingNameStatus": "Unassigned",
                **dated(self),
                "OrderId": order["PhoneNumberOrderId"],
                **pick(order, "ProductType", "Name"),
            },
        )
        return True


def _check_product(number: str, product: str) -> None:
    if product != DIAL_IN and numbering.country(number) != "US":
        raise BadRequestException(f"Numbers outside the U.S. must have the product type {DIAL_IN}")


def _ordered(states: Mapping[str, str]) -> list[Item]:
    return [{"E164PhoneNumber": number, "Status": state} for number, state in states.items()]
