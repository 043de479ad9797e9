"""Windows newlines and tabs, and comments in the middle."""

import boto3

chime = boto3.client(
	"chime",  # the old one
)


def connectors():
	return (
		chime.list_voice_connectors(  # legacy: ListVoiceConnectors
			# all of them
			MaxResults = 10,
		)[ "VoiceConnectors" ]
	)


print(connectors())
