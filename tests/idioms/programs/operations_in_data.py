"""What is to be called is written in a table."""

import boto3

STEPS = [
    ("create_voice_connector", {"Name": "table", "RequireEncryption": True}),
    ("list_voice_connectors", {}),
    ("list_sip_rules", {}),
]

chime = boto3.client("chime")
for operation, parameters in STEPS:
    reply = getattr(chime, operation)(**parameters)  # legacy?
    print(operation, sorted(set(reply) - {"ResponseMetadata"}))
