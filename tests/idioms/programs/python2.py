# not run: Python 2
import boto3

chime = boto3.client("chime")
try:
    print chime.list_meetings()["Meetings"]
except Exception, error:
    print "failed", error
