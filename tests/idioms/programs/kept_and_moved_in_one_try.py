"""One handler for a call that stays and one that goes."""

import boto3

chime = boto3.client("chime")


def find(number, connector):
    try:
        chime.get_phone_number(PhoneNumberId=number)  # kept: GetPhoneNumber
        chime.get_voice_connector(VoiceConnectorId=connector)  # legacy: GetVoiceConnector
    except chime.exceptions.NotFoundException as error:
        return f"no such thing: {error.operation_name}"
    return "both"


print(find("%2B12065550100", "abcdef1ghij2klmno3pqr4"))
