"""Media streaming of a voice connector: Disabled is required now."""

import boto3

chime = boto3.client("chime")
connector = chime.create_voice_connector(Name="media", RequireEncryption=True)["VoiceConnector"]  # legacy: CreateVoiceConnector
reply = chime.put_voice_connector_streaming_configuration(  # legacy: PutVoiceConnectorStreamingConfiguration
    VoiceConnectorId=connector["VoiceConnectorId"],
    StreamingConfiguration={"DataRetentionInHours": 24},
)
print(reply["StreamingConfiguration"]["DataRetentionInHours"], reply["StreamingConfiguration"]["Disabled"])
