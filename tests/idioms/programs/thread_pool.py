"""Calls that a pool makes."""

from concurrent.futures import ThreadPoolExecutor

import boto3

chime = boto3.client("chime")
with ThreadPoolExecutor(max_workers=1) as pool:
    future = pool.submit(chime.create_voice_connector, Name="pooled", RequireEncryption=True)  # legacy: CreateVoiceConnector
    print(future.result()["VoiceConnector"]["Name"])
    listed = pool.map(lambda _: chime.list_voice_connectors()["VoiceConnectors"], range(2))  # legacy: ListVoiceConnectors
    print([len(each) for each in listed])
