"""The call that boto3 lost: a proxy session between two people."""

import boto3

chime = boto3.client("chime")


def connect(connector, one, other):
    session = chime.create_proxy_session(  # legacy: CreateProxySession
        VoiceConnectorId=connector,
        ParticipantPhoneNumbers=[one, other],
        Capabilities=["Voice", "SMS"],
        ExpiryMinutes=30,
    )["ProxySession"]
    return session["ProxySessionId"]


connector = chime.create_voice_connector(Name="taxi", RequireEncryption=False)["VoiceConnector"]["VoiceConnectorId"]  # legacy: CreateVoiceConnector
chime.put_voice_connector_proxy(  # legacy: PutVoiceConnectorProxy
    VoiceConnectorId=connector, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"]
)
session = connect(connector, "+12065550101", "+12065550102")
print(chime.get_proxy_session(VoiceConnectorId=connector, ProxySessionId=session)["ProxySession"]["Status"])  # legacy: GetProxySession
chime.delete_proxy_session(VoiceConnectorId=connector, ProxySessionId=session)  # legacy: DeleteProxySession
print("closed")
