# not run: the emulator has no accounts
"""Amazon Chime the application, not the SDK."""

import boto3

chime = boto3.client("chime")
for account in chime.list_accounts()["Accounts"]:  # kept: ListAccounts
    for page in chime.get_paginator("list_users").paginate(AccountId=account["AccountId"]):  # kept: ListUsers
        for user in page["Users"]:
            chime.get_user(AccountId=account["AccountId"], UserId=user["UserId"])  # kept: GetUser
