"""SIP media applications, the rules that call them, and calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import (
    BadRequestException,
    ConflictException,
    GoneException,
    NotFoundException,
    ResourceLimitExceededException,
)
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._settings import current
from chime_shim.emulator._store import equal_to, on
from chime_shim.emulator.chime_sdk_voice.kinds import (
    APPLICATION_LOGGING,
    APPLICATIONS,
    CALLS,
    CONNECTORS,
    HOME,
    IN_DELETION_QUEUE,
    NUMBERS,
    REQUESTS,
    RULES,
    TAGS,
    dated,
    everywhere,
    targets,
)
from chime_shim.emulator.chime_sdk_voice.numbering import e164
from chime_shim.emulator.chime_sdk_voice.phone_numbers import DIAL_IN, associate, numbers_of

if TYPE_CHECKING:
    from chime_shim.emulator._store import Selection


def _targeting(backend: Backend, params: Params) -> Selection | None:
    if APPLICATIONS.key not in params:
        return None
    return targets, APPLICATIONS.find(backend, params)[APPLICATIONS.key]


class Sip(Backend):
    """SIP media applications, SIP rules, and what is requested of calls: ``emulator/calls`` plays them."""

    exchange: Any = None
    """What plays the calls of the account, once there are any. It is kept in one region, for all."""

    get_sip_media_application = APPLICATIONS.getter()
    list_sip_media_applications = APPLICATIONS.lister()
    get_sip_media_application_logging_configuration = APPLICATION_LOGGING.getter()
    put_sip_media_application_logging_configuration = APPLICATION_LOGGING.putter()
    get_sip_rule = RULES.getter()
    list_sip_rules = RULES.lister(only=_targeting)

    def create_sip_media_application(self, params: Params) -> Item:
        """Make a SIP media application."""
        application_id = self.new_uuid()
        application = {
            "SipMediaApplicationId": application_id,
            "SipMediaApplicationArn": self.arn(f"sma/{application_id}"),
            **dated(self),
            **pick(params, "AwsRegion", "Name", "Endpoints"),
            **TAGS.of_new(params),
        }
        _check_endpoints(application)
        return APPLICATIONS.add(self, application)

    def update_sip_media_application(self, params: Params) -> Item:
        """Change an application's name, and the function it invokes."""
        application = APPLICATIONS.find(self, params)
        changes = pick(params, "Name", "Endpoints")
        _check_endpoints({**application, **changes})
        application.update(changes, UpdatedTimestamp=self.now())
        return APPLICATIONS.show(application)

    def delete_sip_media_application(self, params: Params) -> Item:
        """Delete an application that no rule targets."""
        application = APPLICATIONS.find(self, params)
        if everywhere(self, RULES, targets, application[APPLICATIONS.key]):
            raise ConflictException(
                f"SipMediaApplication {params[APPLICATIONS.key]} is the target of a SipRule"
            )
        APPLICATIONS.remove(self, application)
        return {}

    def get_sip_media_application_alexa_skill_configuration(self, params: Params) -> Item:
        """Refuse: AWS has ended Alexa skills."""
        APPLICATIONS.find(self, params)
        raise GoneException("Alexa skills of SIP media applications have ended")

    put_sip_media_application_alexa_skill_configuration = get_sip_media_application_alexa_skill_configuration

    def create_sip_media_application_call(self, params: Params) -> Item:
        """Call from a number of the account, after the reply."""
        try:
            application = APPLICATIONS.find(self, params)
            number = NUMBERS.find(self, {NUMBERS.key: params["FromPhoneNumber"]})
        except NotFoundException as error:  # which this operation does not declare
            raise BadRequestException(str(error)) from error
        if number["Status"] == IN_DELETION_QUEUE:
            raise BadRequestException("FromPhoneNumber is in the deletion queue")
        exchange = backends_of("chime-sdk-voice")[self.account_id][HOME].exchange
        if exchange and not exchange.has_room():
            raise ResourceLimitExceededException("The quota of calls is reached")
        request = {
            "From": number["E164PhoneNumber"],
            "To": e164(params["ToPhoneNumber"]),
            "Arguments": dict(params.get("ArgumentsMap", {})),
        }
        call = {
            "TransactionId": self.new_uuid(),
            **pick(application, APPLICATIONS.key),
            REQUESTS: [request],
        }
        return CALLS.add(self, call)

    def update_sip_media_application_call(self, params: Params) -> Item:
        """Have the function of a call that is not over invoked with the arguments, after the reply."""
        call = CALLS.find(self, params)
        call.setdefault(REQUESTS, []).append({"Arguments": dict(params["Arguments"])})
        return CALLS.show(call)

    def create_sip_rule(self, params: Params) -> Item:
        """Make a rule, of which there can be one for each trigger."""
        trigger = pick(params, "TriggerType", "TriggerValue")
        if len(RULES.where(self, *equal_to(trigger))):
            raise ConflictException("There is a SipRule for this trigger")
        rule = {
            "SipRuleId": self.new_uuid(),
            "Disabled": False,
            **dated(self),
            **pick(params, "Name", "Disabled"),
            **trigger,
            "TargetApplications": self._target_applications(params),
        }
        if params["TriggerType"] == "ToPhoneNumber":
            associate(self, self._number(params["TriggerValue"]), RULES.key, rule[RULES.key])
        elif not everywhere(self, CONNECTORS, on("OutboundHostName"), (params["TriggerValue"],)):
            raise BadRequestException("TriggerValue is not the OutboundHostName of a VoiceConnector")
        return RULES.add(self, rule)

    def update_sip_rule(self, params: Params) -> Item:
        """Change a rule's name, targets, and whether it is disabled."""
        rule = RULES.find(self, params)
        changes = pick(params, "Name", "Disabled")
        if "TargetApplications" in params:
            changes["TargetApplications"] = self._target_applications(params)
        return RULES.change(self, rule, changes, UpdatedTimestamp=self.now())

    def delete_sip_rule(self, params: Params) -> Item:
        """Delete a rule, enabled or not.

        AWS's page says to disable a rule before; AWS was seen to delete an enabled one
        (terraform-provider-aws, acceptance tests of ``aws_chimesdkvoice_sip_rule``, pull request 34426).
        """
        rule = RULES.find(self, params)
        if current().sip_rules_must_be_disabled and not rule["Disabled"]:
            raise ConflictException(f"SipRule {params[RULES.key]} must be disabled before it can be deleted")
        for number in numbers_of(self, RULES, rule):
            associate(self, number)
        RULES.remove(self, rule)
        return {}

    def _number(self, value: str) -> Item:
        number = NUMBERS.store(self).get(NUMBERS.canonical(value), {})
        if number.get("Status") != "Unassigned" or number["ProductType"] != DIAL_IN:
            raise BadRequestException(
                f"TriggerValue is not an unassigned number of the product type {DIAL_IN}"
            )
        return number

    def _target_applications(self, params: Params) -> list[Item]:
        chosen = []
        for target in params["TargetApplications"]:
            named = (target.get(APPLICATIONS.key),)
            application = next(iter(everywhere(self, APPLICATIONS, on(APPLICATIONS.key), named)), None)
            if not application:
                raise BadRequestException("TargetApplications must name existing SIP media applications")
            region = application["AwsRegion"]
            if target.get("AwsRegion", region) != region:
                raise BadRequestException(
                    f"SipMediaApplication {application[APPLICATIONS.key]} is in {region}"
                )
            chosen.append({**target, "AwsRegion": region})
        if len({target["AwsRegion"] for target in chosen}) < len(chosen):
            raise BadRequestException("TargetApplications can have one SIP media application per AwsRegion")
        return chosen


def _check_endpoints(application: Item) -> None:
    for endpoint in application["Endpoints"]:
        function = endpoint.get("LambdaArn")
        if function and function.split(":")[3] != application["AwsRegion"]:
            raise BadRequestException("LambdaArn must be in the AwsRegion of the SIP media application")
