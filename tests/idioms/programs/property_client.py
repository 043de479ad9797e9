"""A property that makes the client."""

import boto3


class Directory:
    @property
    def chime(self):
        return boto3.client("chime")

    def found(self, name):
        return self.chime.create_app_instance(Name=name)["AppInstanceArn"]  # legacy: CreateAppInstance

    def people(self, instance):
        return self.chime.list_app_instance_users(AppInstanceArn=instance)["AppInstanceUsers"]  # legacy: ListAppInstanceUsers


directory = Directory()
print(directory.people(directory.found("staff")))
