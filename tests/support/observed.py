"""Behaviors of AWS that others observed, each with the test that observed it."""

from __future__ import annotations

from collections import UserList

import pytest


class Observed(UserList):
    """A list of behaviors, in the form that ``pytest.mark.parametrize`` takes.

    Those of hashicorp/terraform-provider-aws, whose acceptance tests run against AWS, are named by the file
    under ``internal/service`` and the end of the test's name. The steps of a behavior are those of the
    provider's resource: what it calls to make, read, change and delete.
    """

    def seen(self, file, test):
        """Mark a behavior with the test that saw it."""

        def mark(behavior):
            self.append(pytest.param(behavior, id=f"{file}:{test}:{behavior.__name__}"))
            return behavior

        return mark


def is_gone(client, read):
    """Check that what was deleted is not found."""
    with pytest.raises(client.exceptions.NotFoundException):
        read()


TAG = [{"Key": "key1", "Value": "value1"}]


def tagged(client, arn):
    """Go through the steps of every test of tags: one tag, a new value and a second, then only that."""

    def tags():
        shown = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in shown}

    assert tags() == {"key1": "value1"}
    new = [{"Key": "key1", "Value": "value1updated"}, {"Key": "key2", "Value": "value2"}]
    client.tag_resource(ResourceARN=arn, Tags=new)
    assert tags() == {"key1": "value1updated", "key2": "value2"}
    client.untag_resource(ResourceARN=arn, TagKeys=["key1"])
    assert tags() == {"key2": "value2"}
