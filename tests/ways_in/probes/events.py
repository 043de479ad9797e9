"""Which events a call emits, in which order and with which arguments."""

from __future__ import annotations

from tests.ways_in.probes.common import IDS, tried

CALLS = {
    "ok": lambda client: client.get_proxy_session(**IDS),
    "with a body": lambda client: client.create_attendee(MeetingId="m", ExternalUserId="u1"),
    "error": lambda client: client.get_meeting(MeetingId="missing"),
    "retried": lambda client: client.get_meeting(MeetingId="broken"),
    "invalid": lambda client: client.get_meeting(),
    "own host": lambda client: client.list_app_instances(),
    "kept": lambda client: client.list_accounts(),
    "presigned": lambda client: client.generate_presigned_url("get_proxy_session", IDS)[:4],
}
TOLD = ("operation_name", "signature_version", "attempts", "caught_exception")


def event_transcripts(client):
    seen = []

    def listen(event_name, **given):
        values = {name: repr(given[name]) for name in TOLD if name in given}
        if "model" in given:
            values["model"] = given["model"].name
        seen.append([event_name, sorted(given), values])

    client.meta.events.register("*", listen)
    transcripts = {}
    for name, call in CALLS.items():
        seen.clear()
        outcome = tried(lambda call=call: call(client))
        transcripts[name] = [list(seen), outcome if isinstance(outcome, list) else "ok"]
    return transcripts
