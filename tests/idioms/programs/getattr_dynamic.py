"""Methods fetched by a name that is put together."""

import boto3

chime = boto3.client("chime")
connector = chime.create_voice_connector(Name="parts", RequireEncryption=True)["VoiceConnector"]["VoiceConnectorId"]  # legacy: CreateVoiceConnector
chime.put_voice_connector_termination(  # legacy: PutVoiceConnectorTermination
    VoiceConnectorId=connector,
    Termination={"CallingRegions": ["US"], "CidrAllowedList": ["10.24.34.0/27"]},
)
for part in ("termination",):
    reply = getattr(chime, f"get_voice_connector_{part}")(VoiceConnectorId=connector)  # legacy?
    print(part, reply["Termination"]["CallingRegions"])
