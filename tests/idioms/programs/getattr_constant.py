"""Methods fetched by a name that is written out."""

import boto3

chime = boto3.client("chime")
made = getattr(chime, "create_voice_connector")(Name="by name", RequireEncryption=True)  # legacy: CreateVoiceConnector
print(made["VoiceConnector"]["Name"])

METHOD = "list_sip_media_applications"
print(getattr(chime, METHOD)()["SipMediaApplications"])  # legacy: ListSipMediaApplications
if hasattr(chime, "create_meeting"):  # legacy: CreateMeeting
    print("has meetings")
