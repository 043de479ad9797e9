"""The endpoint and region of 2019, and arguments that stay."""

import boto3
from botocore.config import Config

chime = boto3.client(
    "chime",
    region_name="eu-west-1",
    endpoint_url="https://service.chime.aws.amazon.com/console",
    aws_access_key_id="testing",
    aws_secret_access_key="testing",
    config=Config(connect_timeout=5),
)
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors

positional = boto3.client("chime", "us-west-2", None, True)
print(positional.list_sip_rules()["SipRules"])  # legacy: ListSipRules
