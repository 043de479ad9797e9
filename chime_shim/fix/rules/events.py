"""Hooks on events of an operation: they belong to another client now, and its events have other names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]


def _apply(site: Site) -> None:
    if site.finding.kind == "event":
        name = (site.route.successor_name or "").replace(":", ".") or "nothing"
        site.hold(f"events of {site.operation} are those of {name} now, on the client that makes the call")


RULE = Rule(
    "events",
    "says where the events of an operation went",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.meta.events.register("before-call.chime.ListUsers", print)
""",
            """\
import boto3

chime = boto3.client("chime")
chime.meta.events.register("before-call.chime.ListUsers", print)
""",
        ),
        Example(
            """\
import boto3

boto3.client("chime").meta.events.register("before-call.chime.GetMeeting", print)
""",
            """\
import boto3

# chime-shim: events of GetMeeting are those of chime-sdk-meetings.GetMeeting now, on the client that \
makes the call; see {guide}
boto3.client("chime").meta.events.register("before-call.chime.GetMeeting", print)
""",
        ),
    ),
)
