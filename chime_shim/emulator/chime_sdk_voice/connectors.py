"""Voice connectors and their settings, and groups of connectors."""

from __future__ import annotations

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import BadRequestException, ConflictException, NotFoundException
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._store import equal_to, on
from chime_shim.emulator.chime_sdk_voice import calling_rules
from chime_shim.emulator.chime_sdk_voice.exceptions import connector_in_use
from chime_shim.emulator.chime_sdk_voice.kinds import (
    CONNECTORS,
    EMERGENCY,
    EXTERNAL_SYSTEMS,
    GROUPS,
    LOGGING,
    ORIGINATION,
    SESSIONS,
    STREAMING,
    TAGS,
    TERMINATION,
    dated,
    everywhere,
    members,
)
from chime_shim.emulator.chime_sdk_voice.phone_numbers import numbers_of

_ROUTES = range(1, 21)  # how many origination routes there may be
_ITEMS_PER_GROUP = 3

_delete_termination = TERMINATION.deleter(unless=EMERGENCY)
_put_termination = TERMINATION.putter()


class Connectors(Backend):
    """Voice connectors, their settings, and groups of them."""

    get_voice_connector = CONNECTORS.getter()
    list_voice_connectors = CONNECTORS.lister()

    get_voice_connector_emergency_calling_configuration = EMERGENCY.getter()
    put_voice_connector_emergency_calling_configuration = EMERGENCY.putter()
    delete_voice_connector_emergency_calling_configuration = EMERGENCY.deleter()
    get_voice_connector_logging_configuration = LOGGING.getter()
    put_voice_connector_logging_configuration = LOGGING.putter()
    get_voice_connector_origination = ORIGINATION.getter()
    delete_voice_connector_origination = ORIGINATION.deleter(unless=EMERGENCY)
    get_voice_connector_streaming_configuration = STREAMING.getter()
    put_voice_connector_streaming_configuration = STREAMING.putter()
    delete_voice_connector_streaming_configuration = STREAMING.deleter()
    get_voice_connector_termination = TERMINATION.getter()

    get_voice_connector_external_systems_configuration = EXTERNAL_SYSTEMS.getter()
    delete_voice_connector_external_systems_configuration = EXTERNAL_SYSTEMS.deleter()

    get_voice_connector_group = GROUPS.getter()
    list_voice_connector_groups = GROUPS.lister()

    def create_voice_connector(self, params: Params) -> Item:
        """Make a voice connector."""
        connector_id = self.new_id(22)
        connector = {
            "VoiceConnectorId": connector_id,
            "VoiceConnectorArn": self.arn(f"vc/{connector_id}"),
            "AwsRegion": "us-east-1",
            "OutboundHostName": f"{connector_id}.voiceconnector.chime.aws",
            **dated(self),
            **pick(params, "Name", "AwsRegion", "RequireEncryption", "IntegrationType", "NetworkType"),
            **TAGS.of_new(params),
        }
        return CONNECTORS.add(self, connector)

    def update_voice_connector(self, params: Params) -> Item:
        """Change a connector's name and whether it requires encryption."""
        connector = CONNECTORS.find(self, params)
        connector.update(pick(params, "Name", "RequireEncryption"), UpdatedTimestamp=self.now())
        return CONNECTORS.show(connector)

    def delete_voice_connector(self, params: Params) -> Item:
        """Delete a connector that has no phone numbers.

        Assumption: the proxy numbers of open sessions are such numbers, and a group keeps its connectors.
        """
        connector = CONNECTORS.find(self, params)
        connector_id = connector["VoiceConnectorId"]
        if SESSIONS.where(self, *equal_to({CONNECTORS.key: connector_id, "Status": "Open"})):
            raise connector_in_use(connector_id, "phone numbers in use by open proxy sessions")
        if len(numbers_of(self, CONNECTORS, connector)):
            raise connector_in_use(connector_id, "associated phone numbers")
        if everywhere(self, GROUPS, members, connector_id):
            raise connector_in_use(connector_id, "a VoiceConnectorGroup that it belongs to")
        CONNECTORS.remove(self, connector)
        return {}

    def put_voice_connector_origination(self, params: Params) -> Item:
        """Set where inbound calls go."""
        origination = params["Origination"]
        if not origination.keys() & {"Routes", "Disabled"}:
            raise BadRequestException("Origination must have at least one of Routes and Disabled")
        if "Routes" in origination:
            if len(origination["Routes"]) not in _ROUTES:
                raise BadRequestException("Origination must have 1 to 20 Routes")
            routes = [{"Port": 5060, **route} for route in origination["Routes"]]
            origination = {**origination, "Routes": routes}
        return ORIGINATION.put(self, params, {**ORIGINATION.defaults, **origination})

    def list_available_voice_connector_regions(self, params: Params) -> Item:
        """List where voice connectors can be made: where the service is."""
        return {"VoiceConnectorRegions": sorted(backends_of("chime-sdk-voice")[self.account_id].regions)}

    def put_voice_connector_external_systems_configuration(self, params: Params) -> Item:
        """Name the systems that a connector is used with, in place of what was named."""
        systems = pick(params, "SessionBorderControllerTypes", "ContactCenterSystemTypes")
        return EXTERNAL_SYSTEMS.put(self, params, systems)

    def put_voice_connector_termination(self, params: Params) -> Item:
        """Set who may call out, and to where."""
        calling_rules.check(params["Termination"])
        return _put_termination(self, params)

    def delete_voice_connector_termination(self, params: Params) -> Item:
        """Take away the termination settings. Assumption: the credentials go with them."""
        deleted = _delete_termination(self, params)
        CONNECTORS.find(self, params).pop("Credentials", None)
        return deleted

    def get_voice_connector_termination_health(self, params: Params) -> Item:
        """Show the last OPTIONS message from the SIP infrastructure: here, none ever comes."""
        TERMINATION.find(self, params)
        return {"TerminationHealth": {}}

    def put_voice_connector_termination_credentials(self, params: Params) -> Item:
        """Add credentials, or give those there a new password."""
        self._credentials(params).update(
            {each.get("Username", ""): each.get("Password") for each in params.get("Credentials", ())}
        )
        return {}

    def list_voice_connector_termination_credentials(self, params: Params) -> Item:
        """List whose credentials there are."""
        return {"Usernames": list(self._credentials(params))}

    def delete_voice_connector_termination_credentials(self, params: Params) -> Item:
        """Delete credentials. Assumption: it is no error if there are none of a name."""
        for name in params["Usernames"]:
            self._credentials(params).pop(name, None)
        return {}

    def _credentials(self, params: Params) -> Item:
        TERMINATION.find(
            self, params
        )  # Assumption: without termination settings, there are none to log in to
        credentials: Item = CONNECTORS.find(self, params).setdefault("Credentials", {})
        return credentials

    def create_voice_connector_group(self, params: Params) -> Item:
        """Make a group of connectors, possibly empty."""
        group_id = self.new_uuid()
        group = {
            "VoiceConnectorGroupId": group_id,
            "VoiceConnectorGroupArn": self.arn(f"vcg/{group_id}"),
            "CallDistributionType": "PriorityWeightedDistribution",
            **dated(self),
            **pick(params, "Name", "CallDistributionType"),
            "VoiceConnectorItems": self._items(params),
        }
        return GROUPS.add(self, group)

    def update_voice_connector_group(self, params: Params) -> Item:
        """Change a group's name, its connectors, and how it distributes calls."""
        group = GROUPS.find(self, params)
        items = self._items({**pick(group, "CallDistributionType"), **params})
        changes = pick(params, "Name", "CallDistributionType")
        return GROUPS.change(self, group, changes, VoiceConnectorItems=items, UpdatedTimestamp=self.now())

    def delete_voice_connector_group(self, params: Params) -> Item:
        """Delete a group that has no connectors and no phone numbers."""
        group = GROUPS.find(self, params)
        for what, there in (
            ("VoiceConnectorItems", group["VoiceConnectorItems"]),
            ("associated phone numbers", len(numbers_of(self, GROUPS, group))),
        ):
            if there:
                raise ConflictException(f"VoiceConnectorGroup {params[GROUPS.key]} has {what}")
        GROUPS.remove(self, group)
        return {}

    def _items(self, params: Params) -> list[Item]:
        items: list[Item] = params.get("VoiceConnectorItems", [])
        for connector_id in members(params):
            if not everywhere(self, CONNECTORS, on(CONNECTORS.key), (connector_id,)):
                raise NotFoundException(f"VoiceConnector {connector_id} not found")
        if len(items) > _ITEMS_PER_GROUP:
            raise BadRequestException(
                f"A VoiceConnectorGroup has up to {_ITEMS_PER_GROUP} VoiceConnectorItems"
            )
        if len(set(members(params))) < len(items):
            raise BadRequestException("VoiceConnectorItems must name each VoiceConnector once")
        balanced = params.get("CallDistributionType") == "LoadBalancedDistribution"
        if not balanced and any("Priority" not in item for item in items):
            raise BadRequestException("VoiceConnectorItems must have a Priority unless load is balanced")
        return items
