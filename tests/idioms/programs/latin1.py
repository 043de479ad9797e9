# -*- coding: latin-1 -*-
"""Not UTF-8, and says so: café."""

import boto3

chime = boto3.client("chime")
name = "café"; rules = chime.list_sip_rules()["SipRules"]  # legacy: ListSipRules
print(len(name), rules)
