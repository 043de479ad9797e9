"""One client for all of the program."""

import boto3

chime = boto3.client("chime")
