"""What a request costs does not depend on how much is stored: counted in the interpreter's steps."""

import itertools
import sys
from datetime import datetime, timedelta, timezone

import pytest
from botocore import xform_name
from moto import mock_aws

from chime_shim.emulator import SERVICES, EmulatorSettings, configure
from chime_shim.emulator._errors import ServiceError
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import backends_of

FEW, MANY = 40, 400
SMALL = 5
"""How many items a page has."""

TIME = datetime(2026, 4, 1, tzinfo=timezone.utc)
BUCKET, KEY = "arn:aws:s3:::bucket", "arn:aws:kms:us-east-1:123456789012:key/1"
ELEMENT = {
    "Type": "KinesisDataStreamSink",
    "KinesisDataStreamSinkConfiguration": {
        "InsightsTarget": "arn:aws:kinesis:us-east-1:123456789012:stream/x"
    },
}


class Account:
    """An account in which there is so much of everything, made and asked without any HTTP."""

    def __init__(self, count):
        self.count = count
        self.made = {}
        self.tokens = map(str, itertools.count())
        self.steps = None

    def call(self, service, operation, **params):
        backend = backends_of(service)["123456789012"]["us-east-1"]
        perform = getattr(backend, xform_name(operation))
        if operation.startswith(("Create", "Register", "Send")):
            params["ClientRequestToken"] = next(self.tokens)
        if self.steps is None:
            return perform(params)
        result, self.steps[f"{service}:{operation}"] = steps(perform, params)
        return result

    def fill(self):  # noqa: PLR0915 - one of each
        voice, meetings, pipelines, identity, messaging = (
            lambda operation, service=service, **params: self.call(
                f"chime-sdk-{service}", operation, **params
            )
            for service in ("voice", "meetings", "media-pipelines", "identity", "messaging")
        )
        made = self.made
        flow = None
        instance = made["AppInstanceArn"] = identity("CreateAppInstance", Name="x")["AppInstanceArn"]
        each = {"AppInstanceArn": instance}
        boss = identity("CreateAppInstanceUser", **each, AppInstanceUserId="boss", Name="x")["Arn"]
        made["AppInstanceUserArn"] = made["MemberArn"] = made["ChimeBearer"] = boss
        identity("CreateAppInstanceAdmin", **each, AppInstanceAdminArn=boss)
        made["AppInstanceAdminArn"] = boss
        made["ChannelArn"] = messaging("CreateChannel", **each, ChimeBearer=boss, Name="x")["ChannelArn"]
        chat = {"ChimeBearer": boss, "ChannelArn": made["ChannelArn"]}
        meeting = made["MeetingId"] = self._meeting(meetings)
        connector = made["VoiceConnectorId"] = self._connector(voice)
        voice(
            "PutVoiceConnectorProxy",
            VoiceConnectorId=connector,
            DefaultSessionExpiryMinutes=60,
            PhoneNumberPoolCountries=["US"],
        )
        for number in range(self.count):
            if number == self.count - 1:
                self.steps = {}
            other = self._meeting(meetings)
            arn = meetings("GetMeeting", MeetingId=other)["Meeting"]["MeetingArn"]
            at = meeting if number < SMALL * 3 else other  # which has a limit
            meetings("CreateAttendee", MeetingId=at, ExternalUserId=f"user {number}")
            identity("CreateAppInstance", Name="x")
            user = identity("CreateAppInstanceUser", **each, AppInstanceUserId=f"u{number}", Name="x")["Arn"]
            identity("CreateAppInstanceAdmin", **each, AppInstanceAdminArn=user)
            bot = identity("CreateAppInstanceBot", **each, Configuration={})
            device = identity(
                "RegisterAppInstanceUserEndpoint", AppInstanceUserArn=boss, Type="GCM", EndpointAttributes={}
            )
            channel = messaging("CreateChannel", **each, ChimeBearer=boss, Name="x", Privacy="PUBLIC")
            made_flow = messaging("CreateChannelFlow", **each, Name="x", Processors=[])["ChannelFlowArn"]
            flow = flow or made_flow
            self.call(
                "chime-sdk-messaging",
                "AssociateChannelFlow",
                ChimeBearer=boss,
                ChannelArn=channel["ChannelArn"],
                ChannelFlowArn=flow,
            )
            messaging("CreateChannelMembership", **chat, MemberArn=user)
            messaging("CreateChannelModerator", **chat, ChannelModeratorArn=user)
            banned = identity("CreateAppInstanceUser", **each, AppInstanceUserId=f"b{number}", Name="x")[
                "Arn"
            ]
            messaging("CreateChannelBan", **chat, MemberArn=banned)
            message = messaging(
                "SendChannelMessage", **chat, Content="x", Type="STANDARD", Persistence="PERSISTENT"
            )
            connector = self._connector(voice)
            group = voice("CreateVoiceConnectorGroup", Name="x", VoiceConnectorItems=[])[
                "VoiceConnectorGroup"
            ]
            encryption = {"KmsKeyArn": KEY}
            domain = voice("CreateVoiceProfileDomain", Name="x", ServerSideEncryptionConfiguration=encryption)
            phone = f"+1206{6000000 + number}"
            product = "VoiceConnector" if number % 2 else "SipMediaApplicationDialIn"
            order = voice("CreatePhoneNumberOrder", ProductType=product, E164PhoneNumbers=[phone])
            session = voice(
                "CreateProxySession",
                VoiceConnectorId=made["VoiceConnectorId"],
                ParticipantPhoneNumbers=[phone, "+44" + str(2079460000 + number)],
                Capabilities=["Voice"],
            )
            application = voice("CreateSipMediaApplication", AwsRegion="us-east-1", Name="x", Endpoints=[{}])[
                "SipMediaApplication"
            ]
            if product != "VoiceConnector":
                target = {"SipMediaApplicationId": application["SipMediaApplicationId"], "Priority": 1}
                rule = voice(
                    "CreateSipRule",
                    Name="x",
                    TriggerType="ToPhoneNumber",
                    TriggerValue=phone,
                    TargetApplications=[target],
                )["SipRule"]
            name = f"configuration{number}"
            pipelines(
                "CreateMediaInsightsPipelineConfiguration",
                MediaInsightsPipelineConfigurationName=name,
                Elements=[ELEMENT],
                ResourceAccessRoleArn="x",
            )
            pipelines(
                "CreateMediaPipelineKinesisVideoStreamPool",
                PoolName=f"pool{number}",
                StreamConfiguration={"Region": "us-east-1"},
            )
            account = self.call("chime", "CreateAccount", Name="x")
        made.update(
            ResourceARN={
                "chime-sdk-voice": self._arn(voice, connector),
                "chime-sdk-meetings": arn,
                "chime-sdk-identity": user,
                "chime-sdk-messaging": flow,
            },
            ChannelFlowArn=flow,
            AppInstanceBotArn=bot["AppInstanceBotArn"],
            EndpointId=device["EndpointId"],
            VoiceProfileDomainId=domain["VoiceProfileDomainId"],
            AccountId=account["AccountId"],
            ChannelModeratorArn=user,
            MessageId=message["MessageId"],
            VoiceConnectorGroupId=group["VoiceConnectorGroupId"],
            PhoneNumberId=phone,
            PhoneNumberOrderId=order["PhoneNumberOrderId"],
            ProxySessionId=session["ProxySessionId"],
            SipMediaApplicationId=application["SipMediaApplicationId"],
            SipRuleId=rule["SipRuleId"],
            Identifier=name,
        )
        return self

    def _meeting(self, meetings):
        return meetings("CreateMeeting", MediaRegion="us-east-1", ExternalMeetingId="x")["MeetingId"]

    def _connector(self, voice):
        return voice("CreateVoiceConnector", Name="x", RequireEncryption=True)["VoiceConnectorId"]

    def _arn(self, voice, connector):
        return voice("GetVoiceConnector", VoiceConnectorId=connector)["VoiceConnectorArn"]


def steps(perform, *arguments):
    """Do something, and count the interpreter's steps."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        result = perform(*arguments)
    finally:
        sys.settrace(before)
    return result, count


SEARCHES = {
    "SearchChannels": lambda made: {
        "Fields": [
            {"Key": "MEMBERS", "Operator": "INCLUDES", "Values": [made["ResourceARN"]["chime-sdk-identity"]]}
        ]
    },
    "SearchAvailablePhoneNumbers": lambda _: {"AreaCode": "415"},
    "ListSupportedPhoneNumberCountries": lambda _: {"ProductType": "VoiceConnector"},
}
FILTERS = {
    "ListPhoneNumbers": [
        {"Status": "Assigned"},
        {"ProductType": "SipMediaApplicationDialIn"},
        {"FilterName": "SipRuleId", "FilterValue": "SipRuleId"},
    ],
    "ListProxySessions": [{"Status": "Open"}, {"Status": "Closed"}],
    "ListSipRules": [{"SipMediaApplicationId": "SipMediaApplicationId"}],
    "ListChannels": [{"Privacy": "PUBLIC"}, {"Privacy": "PRIVATE"}],
    "ListChannelMemberships": [{"Type": "HIDDEN"}],
    "ListChannelMessages": [
        {"SortOrder": "ASCENDING"},
        {"NotBefore": TIME},
        {"NotAfter": TIME - timedelta(days=1)},
    ],
}


def reads():
    """Every operation that shows something, with each of its filters."""
    for service in SERVICES:
        for operation in operations_of(service).model.operation_names:
            emulated = hasattr(backends_of(service).backend, xform_name(operation))
            if emulated and operation.startswith(("Get", "List", "Describe", "Search")):
                for given in ({}, *FILTERS.get(operation, ())):
                    yield service, operation, given


def request(account, service, operation, given):
    """Put the parameters of a read together, or return None for what there is nothing to ask about."""
    shape = operations_of(service).model.operation_model(operation).input_shape
    if shape is None:
        return {}
    known = {**account.made, "ResourceARN": account.made["ResourceARN"].get(service)}
    given = {
        name: account.made.get(value, value) if isinstance(value, str) else value
        for name, value in given.items()
    }
    params = {**given, **SEARCHES.get(operation, lambda _: {})(account.made)}
    for name in shape.members:
        if name in known and (name in shape.required_members or name == "ChimeBearer"):
            params[name] = known[name]
    if "pool" in operation.lower() and "Identifier" in params:
        params["Identifier"] = params["Identifier"].replace("configuration", "pool")
    missing = set(shape.required_members) - params.keys()
    if missing or None in params.values():
        return None
    return {**params, "MaxResults": SMALL} if "MaxResults" in shape.members else params


def cost_of_reads(account):
    """Ask everything there is to ask, the second page of lists too, and count the steps of each."""
    account.steps = {}
    for service, operation, given in reads():
        params = request(account, service, operation, given)
        if params is None:
            continue
        try:
            account.call(service, operation, **params)  # makes the indexes, which are kept
            reply = account.call(service, operation, **params)
        except ServiceError:  # a setting that was not made: its resource was looked for
            continue
        key = f"{service}:{operation} {sorted(given)}"
        account.steps[key] = account.steps.pop(f"{service}:{operation}")
        if reply.get("NextToken"):
            account.call(service, operation, **params, NextToken=reply["NextToken"])
            account.steps[f"{key}, second page"] = account.steps.pop(f"{service}:{operation}")
    return account.steps


@pytest.fixture(scope="module")
def costs():
    """What everything costs, with few things stored, and with many."""
    found = []
    for count in (FEW, MANY):
        with configure(EmulatorSettings(seed=1, clock=lambda: TIME)), mock_aws():
            account = Account(count).fill()
            writes = account.steps
            found.append({**cost_of_reads(account), **writes})
    return found


def test_what_a_request_costs_does_not_grow_with_what_is_stored(costs):
    few, many = costs
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.1 + 30}
    assert grown == {}


def test_that_is_measured_of_all_that_can_be_listed_and_looked_up(costs):
    few, many = costs
    assert few.keys() == many.keys()
    listed = {name for name in few if ":List" in name and "second page" in name}
    assert len(listed) >= 33
    assert len(few) >= 140
