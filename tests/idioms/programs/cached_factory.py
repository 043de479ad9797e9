"""A client that is made when it is first needed, and remembered."""

from functools import lru_cache

import boto3


@lru_cache(maxsize=None)
def get_chime():
    return boto3.client("chime")


def main():
    instance = get_chime().create_app_instance(Name="support")["AppInstanceArn"]  # legacy: CreateAppInstance
    print(get_chime().describe_app_instance(AppInstanceArn=instance)["AppInstance"]["Name"])  # legacy: DescribeAppInstance


main()
