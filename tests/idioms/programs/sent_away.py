"""A client that goes where nobody can follow it."""

import boto3


class Registry(dict):
    def register(self, **services):
        for name, service in services.items():
            setattr(self, f"the_{name}", service)


registry = Registry()
chime = boto3.client("chime")
registry.register(chime=chime)
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(vars(registry)["the_chime"].list_app_instances()["AppInstances"])  # legacy?: ListAppInstances
