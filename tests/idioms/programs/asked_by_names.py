"""One place asks for operations of several services, by their names."""

import boto3

chime = boto3.client("chime")


def keys(operation):
    return sorted(getattr(chime, operation)())  # legacy: ListAppInstances, ListVoiceConnectors


print(keys("list_app_instances"))
print(keys("list_voice_connectors"))
print(chime.can_paginate("list_accounts"))  # kept: ListAccounts
print(chime.list_sip_rules()["SipRules"])  # legacy: ListSipRules
