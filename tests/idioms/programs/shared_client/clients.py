"""Where the clients are made."""

import boto3

chime = boto3.client("chime")
s3 = boto3.client("s3", region_name="us-east-1")
