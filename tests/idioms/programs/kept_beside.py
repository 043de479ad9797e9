"""Some of the calls stay with chime, some leave."""

import boto3

chime = boto3.client("chime")


def inventory():
    numbers = chime.list_phone_numbers()["PhoneNumbers"]  # kept: ListPhoneNumbers
    connectors = chime.list_voice_connectors()["VoiceConnectors"]  # legacy: ListVoiceConnectors
    return len(numbers), len(connectors)


print(inventory())
