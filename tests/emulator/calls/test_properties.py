"""Whatever phones and functions do: the machine ends, its events are legal, every leg is accounted for."""

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from chime_shim.emulator import EmulatorSettings, calls, configure
from chime_shim.emulator.calls import Phone
from chime_shim.emulator.chime_sdk_voice.kinds import CALLS
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, action, bridge, respond

OTHER = "+12065550101"
LEGS = st.sampled_from([{}, {"ParticipantTag": "LEG-A"}, {"ParticipantTag": "LEG-B"}, {"CallId": "nobody"}])
AUDIO = {"Type": "S3", "BucketName": "b", "Key": "k"}
INTERRUPTIBLE = {"Pause", "PlayAudio", "RecordAudio", "Speak"}

seconds = st.one_of(st.integers(0, 40), st.sampled_from([0.5, 5, 20, 60]))
texts = st.lists(st.text("0123456789#*", max_size=4), max_size=4)
phones = st.builds(
    Phone,
    rings=st.none() | seconds,
    refuses=st.sampled_from([0, 0, 0, 480, 486]),
    hangs_up=st.none() | seconds,
    presses=texts,
)


def kind(name, *, legs=LEGS, **parameters):
    return st.builds(lambda leg, given: action(name, **leg, **given), legs, st.fixed_dictionaries(parameters))


proper = st.one_of(
    st.builds(bridge, st.sampled_from([PEER, CALLER, NUMBER, OTHER]), CallTimeoutSeconds=st.integers(1, 120)),
    kind("Hangup", SipResponseCode=st.sampled_from([0, "480", 486])),
    kind("Pause", DurationInMilliseconds=st.integers(100, 30_000)),
    kind("PlayAudio", AudioSource=st.just(AUDIO), PlaybackTerminators=st.just(["#"])),
    kind(
        "PlayAudioAndGetDigits",
        AudioSource=st.just(AUDIO),
        RepeatDurationInMilliseconds=st.just(3000),
        MinNumberOfDigits=st.integers(0, 3),
        Repeat=st.integers(1, 3),
    ),
    kind(
        "ReceiveDigits",
        InputDigitsRegex=st.just("^1"),
        InBetweenDigitsDurationInMilliseconds=st.just(500),
        FlushDigitsDurationInMilliseconds=st.just(4000),
    ),
    kind(
        "RecordAudio",
        DurationInSeconds=st.integers(1, 20),
        RecordingTerminators=st.just(["#"]),
        RecordingDestination=st.just({"Type": "S3", "BucketName": "b"}),
    ),
    kind("JoinChimeMeeting", JoinToken=st.just("token")),
    kind("Speak", Text=st.just("hello")),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
names = st.sampled_from([*map(str, calls.exchange.__globals__["ACTIONS"]), "Dance"])
hostile = st.fixed_dictionaries(
    {},
    optional={
        "Type": names | json_values,
        "Parameters": st.dictionaries(
            st.sampled_from(
                ["CallId", "ParticipantTag", "Endpoints", "CallerIdNumber", "AudioSource", "Text"]
            ),
            json_values,
            max_size=3,
        )
        | json_values,
    },
)
lists = st.lists(st.one_of(proper, proper, proper, hostile), max_size=4)
answers = st.one_of(
    lists.map(lambda actions: respond(*actions)),
    lists.map(lambda actions: respond(*actions, TransactionAttributes={"n": str(len(actions))})),
    lists.map(lambda actions: respond(*actions)),
    json_values,
    st.just(RuntimeError("broken")),
    st.lists(proper, min_size=11, max_size=11).map(lambda actions: respond(*actions)),
)
delays = st.sampled_from([0, 0, 0, 0.2, 4, 6, 11, 25])
steps = st.one_of(
    st.tuples(st.just("hang_up"), st.sampled_from(["LEG-A", "LEG-B"])),
    st.tuples(st.just("press"), st.text("12#", min_size=1, max_size=3)),
    st.tuples(st.just("play"), seconds),
    st.tuples(st.just("update"), st.just("")),
)


class Scripted:
    """A function that answers what it was told to, and hangs up once it has nothing more to say."""

    def __init__(self, script):
        self.script = list(script)

    def __call__(self, event, context):
        if not self.script:
            left = [
                each for each in event["CallDetails"]["Participants"] if each.get("Status") != "Disconnected"
            ]
            return respond(*(action("Hangup", CallId=each["CallId"]) for each in left))
        answer, delay = self.script.pop(0)
        context.spend(delay)
        if isinstance(answer, Exception):
            raise answer
        return answer


class World:
    """One exchange for all examples, with two numbers whose functions are scripted anew for each."""

    def __init__(self):
        self.exchange = calls.exchange()
        self.script = Scripted([])
        self.application = self.exchange.application(self.answer, NUMBER, OTHER)

    def answer(self, event, context):
        return self.script(event, context)

    def begin(self, script, there, quota):
        self.exchange.calls.clear()
        self.exchange.phones.clear()
        self.exchange.phones.update(there)
        self.exchange.max_calls = quota
        self.script = Scripted(script)

    def steer(self, call, what, how):
        voice = self.exchange.account.voice()
        if what == "update":
            if call.transaction_id in CALLS.store(voice):
                request = {"TransactionId": call.transaction_id, "SipMediaApplicationId": call.application_id}
                voice.update_sip_media_application_call({**request, "Arguments": {}})
                self.exchange.run(self.exchange.take_up)
            return
        try:
            getattr(call, what)(how)
        except ValueError as error:
            assert "LEG-" in str(error)  # noqa: PT017 - there was no such leg


@pytest.fixture(scope="module")
def world():
    start = datetime(2026, 4, 1, tzinfo=timezone.utc)
    with configure(EmulatorSettings(seed=1, clock=lambda: start)), mock_aws():
        yield World()


def check(world):
    exchange = world.exchange
    exchange.play()
    assert not exchange.timeline.step()  # nothing is left to happen
    for call in exchange.calls:
        check_legs(call)
        check_events(call)
    known = set(CALLS.store(exchange.account.voice()))
    assert known == {call.transaction_id for call in exchange.calls if not call.over}
    assert (
        sum(leg.open and not leg.meeting_id for call in exchange.calls for leg in call.legs)
        <= exchange.max_calls
    )
    for call in exchange.calls:
        for leg in call.legs:
            if leg.open:
                call.hang_up(leg.tag)
        assert call.over
    assert not CALLS.store(exchange.account.voice())


def check_legs(call):
    assert all(ring.outcome != "ringing" for ring in call.rang)
    assert all(each.outcome not in {"waiting", "running"} for each in call.actions)
    for leg in call.legs:
        assert leg.connected or (
            leg.ended_by in {"phone", "function", "service"} and leg.sip_code is not None
        )
    told = [
        each.event["ActionData"]["Parameters"]["CallId"] for each in call.invocations if each.type == "HANGUP"
    ]
    gone = [leg.call_id for leg in call.legs if not leg.open and (leg.answered or leg.tag == "LEG-A")]
    if call.invocations and not (call.ending or "").startswith("the function was invoked"):
        assert sorted(told) == sorted(gone), "each leg that is over was told of, once"


def check_events(call):
    if not call.invocations:
        assert call.ending
        return
    kinds = call.events
    assert [each.event["Sequence"] for each in call.invocations] == list(range(1, len(kinds) + 1))
    for before, now in pairwise(call.invocations):
        assert now.at >= before.at + timedelta(seconds=before.seconds), "one at a time"
    assert len(kinds) <= 1000
    outbound = call.legs[0].direction == "Outbound"
    assert kinds[0] == ("NEW_OUTBOUND_CALL" if outbound else "NEW_INBOUND_CALL")
    only_outbound = [each for each in kinds[1:] if each in {"RINGING", "CALL_ANSWERED"}]
    assert only_outbound in ([[], ["RINGING"], ["RINGING", "CALL_ANSWERED"]] if outbound else [[]])
    asked = [each.type for each in call.actions]
    over = set()
    for before, now in zip([None, *call.invocations], call.invocations, strict=False):
        participants = now.event["CallDetails"]["Participants"]
        data = now.event.get("ActionData", {})
        assert [each["ParticipantTag"] for each in participants] in (["LEG-A"], ["LEG-A", "LEG-B"])
        if now.type.startswith(("ACTION_", "DIGITS_")):
            assert data["Type"] in asked
        if now.type == "ACTION_INTERRUPTED":
            assert data["Type"] in INTERRUPTIBLE
        if now.type == "ACTION_FAILED":
            assert data["ErrorType"]
            assert data["ErrorMessage"]
        # A second refusal in a row ends the call instead.
        refused = bool(before and before.refused and before.type != "INVALID_LAMBDA_RESPONSE")
        assert (now.type == "INVALID_LAMBDA_RESPONSE") == refused
        gone = {each["CallId"] for each in participants if each.get("Status") == "Disconnected"}
        assert over <= gone | {leg.call_id for leg in call.legs if leg.tag == "LEG-B"}, "nobody comes back"
        if now.type != "HANGUP":
            assert len(gone) < len(participants), "with nobody left there is nothing to tell but hang-ups"
        over |= gone
        assert 1 <= now.attempts <= 5


def play(world, script, there, quota, hangs_up, presses, further, *, outbound):
    world.begin(script, there, quota)
    exchange = world.exchange
    if outbound:
        voice = exchange.account.voice()
        numbers = {"FromPhoneNumber": NUMBER, "ToPhoneNumber": CALLER}
        voice.create_sip_media_application_call({"SipMediaApplicationId": world.application, **numbers})
        exchange.run(exchange.take_up)
    else:
        exchange.place(CALLER, NUMBER, hangs_up=hangs_up, presses=presses, seconds=3)
    for what, how in further:
        world.steer(exchange.calls[0], what, how)
    check(world)


WORLDS = {
    "script": st.lists(st.tuples(answers, delays), max_size=12),
    "there": st.dictionaries(st.sampled_from([PEER, CALLER]), phones, max_size=2),
    "quota": st.sampled_from([1, 2, 10, 10]),
    "hangs_up": st.none() | seconds,
    "presses": texts,
    "further": st.lists(steps, max_size=4),
    "outbound": st.booleans(),
}
relaxed = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


@settings(max_examples=100, **relaxed)
@given(**WORLDS)
def test_every_call_ends_well_enough(world, **given_world):
    play(world, **given_world)


@pytest.mark.long
@settings(max_examples=1000, **relaxed)
@given(**WORLDS)
def test_every_call_ends_well_enough_at_length(world, **given_world):
    play(world, **given_world)
