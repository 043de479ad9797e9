# not run: not UTF-8, and does not say so
"""café"""
import boto3

boto3.client("chime").list_meetings()
