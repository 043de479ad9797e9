"""The client's name means something else inside."""

import boto3

chime = boto3.client("chime")


class Calendar:
    def create_meeting(self, **details):
        return {"Meeting": details}

    def list_meetings(self):
        return []


def plan(chime):
    return chime.create_meeting(Title="plan")["Meeting"]


def local():
    chime = Calendar()
    return chime.list_meetings()


def outer():
    def inner():
        return chime.list_voice_connectors()["VoiceConnectors"]  # legacy: ListVoiceConnectors

    return inner()


print(plan(Calendar()), local(), outer())
print([chime.create_meeting(Day=day)["Meeting"]["Day"] for chime, day in [(Calendar(), "Monday")]])
