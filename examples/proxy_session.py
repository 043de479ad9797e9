"""Lets two people call and text each other without seeing each other's number, for an hour.

Usage: python proxy_session.py [voice connector id]

Without an id, a voice connector is made for the purpose and deleted at the end.
"""

import json
import sys

import boto3

client = boto3.client("chime")


def create_voice_connector():
    response = client.create_voice_connector(Name="proxy-sessions", RequireEncryption=True)
    return response["VoiceConnector"]["VoiceConnectorId"]


def set_up_proxy(connector_id):
    client.put_voice_connector_proxy(
        VoiceConnectorId=connector_id,
        DefaultSessionExpiryMinutes=60,
        PhoneNumberPoolCountries=["US"],
    )
    proxy = client.get_voice_connector_proxy(VoiceConnectorId=connector_id)["Proxy"]
    return f"{proxy['DefaultSessionExpiryMinutes']} minutes, numbers of {proxy['PhoneNumberCountries']}"


def open_session(connector_id):
    return client.create_proxy_session(
        VoiceConnectorId=connector_id,
        ParticipantPhoneNumbers=["+14015550101", "+12065550100"],
        Capabilities=["Voice", "SMS"],
    )


def open_sessions(connector_id):
    response = client.list_proxy_sessions(VoiceConnectorId=connector_id, Status="Open", MaxResults=10)
    return [session["ProxySessionId"] for session in response["ProxySessions"]]


def make_silent(connector_id, session_id):
    response = client.update_proxy_session(
        VoiceConnectorId=connector_id,
        ProxySessionId=session_id,
        Capabilities=["SMS"],
        ExpiryMinutes=30,
    )
    session = response["ProxySession"]
    return f"{session['Capabilities']} for {session['ExpiryMinutes']} minutes"


def status(connector_id, session_id):
    try:
        response = client.get_proxy_session(VoiceConnectorId=connector_id, ProxySessionId=session_id)
    except client.exceptions.NotFoundException as error:
        return error.response["Error"]["Code"]
    return response["ProxySession"]["Status"]


def main():
    given = sys.argv[1:]
    connector_id = given[0] if given else create_voice_connector()
    print("proxy:   ", set_up_proxy(connector_id))

    response = open_session(connector_id)
    session_id = response["ProxySession"]["ProxySessionId"]
    print("opened:  ", status(connector_id, session_id))
    print("listed:  ", session_id in open_sessions(connector_id))
    print("updated: ", make_silent(connector_id, session_id))

    client.delete_proxy_session(VoiceConnectorId=connector_id, ProxySessionId=session_id)
    print("deleted: ", status(connector_id, session_id))
    print("unknown: ", status(connector_id, "no-such-session"))

    if not given:
        client.delete_voice_connector_proxy(VoiceConnectorId=connector_id)
        client.delete_voice_connector(VoiceConnectorId=connector_id)

    print("CreateProxySession answered", response["ResponseMetadata"]["HTTPStatusCode"])
    print(json.dumps({"ProxySession": response["ProxySession"]}, indent=2, default=str))


if __name__ == "__main__":
    main()
