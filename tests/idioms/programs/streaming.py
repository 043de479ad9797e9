"""Streaming configurations: other names for operations and members."""

import boto3

chime = boto3.client("chime")
instance = chime.create_app_instance(Name="stream")["AppInstanceArn"]  # legacy: CreateAppInstance
stream = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-audit"

chime.put_app_instance_streaming_configurations(  # legacy: PutAppInstanceStreamingConfigurations
    AppInstanceArn=instance,
    AppInstanceStreamingConfigurations=[
        {"AppInstanceDataType": "Channel", "ResourceArn": stream},
    ],
)
reply = chime.get_app_instance_streaming_configurations(AppInstanceArn=instance)  # legacy: GetAppInstanceStreamingConfigurations
for each in reply["AppInstanceStreamingConfigurations"]:
    print(each["AppInstanceDataType"], each["ResourceArn"])
chime.delete_app_instance_streaming_configurations(AppInstanceArn=instance)  # legacy: DeleteAppInstanceStreamingConfigurations
print("deleted")
