"""Tags by ARN, where the ARN is known and where it is not."""

import boto3

chime = boto3.client("chime")
CONNECTOR = "arn:aws:chime:us-east-1:123456789012:vc/abcdef1ghij2klmno3pqr4"

try:
    print(chime.list_tags_for_resource(ResourceARN=CONNECTOR)["Tags"])  # legacy: ListTagsForResource
except chime.exceptions.NotFoundException:
    print("no such connector")

instance = chime.create_app_instance(Name="tags")["AppInstanceArn"]  # legacy: CreateAppInstance
chime.tag_resource(ResourceARN=instance, Tags=[{"Key": "team", "Value": "red"}])  # legacy: TagResource
print(chime.list_tags_for_resource(ResourceARN=instance)["Tags"])  # legacy: ListTagsForResource
