"""What a lost command is now: its new words, what has to be given beside them, and what else to know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from botocore import xform_name

from chime_shim._models.rehearsal import successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES
from chime_shim.routes._commands import new_names
from chime_shim.routes._rules import Drop
from chime_shim.routes.messaging import SUCCESSOR_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.routes import Route

    from ._commands import Command, Option

__all__ = ["Rewritten", "rewritten"]

_REGION = "us-east-1"
_ARN_OF_MEETING = (
    '"$(aws chime-sdk-meetings get-meeting --region us-east-1 --meeting-id {meeting} '
    '--query Meeting.MeetingArn --output text)"'
)
_MEETING_TAGS = {"TagMeeting", "UntagMeeting", "ListMeetingTags"}
_FROM_FILE = ("--cli-input-json", "--cli-input-yaml")


class Rewritten(NamedTuple):
    """A new command.

    Attributes:
        text: It, in place of the old one's words; None if there is none.
        exact: Whether it does what the old one did, as it stands, and may be put in the old one's place.
        notes: What is to be given, chosen or known.
    """

    text: str | None
    exact: bool
    notes: tuple[str, ...]


def rewritten(command: Command) -> Rewritten:
    """Return what a command is now."""
    route = ROUTES[command.operation]
    if route.retired:
        remedy = f"AWS retired it without a successor. Instead: {route.remedy}"
        return Rewritten(None, exact=False, notes=(remedy,))
    service, operation, notes = _target(route, command)
    if service is None:
        return Rewritten(None, exact=False, notes=tuple(notes))
    edits = _Edits(command)
    edits.replace_name(service, xform_name(operation, "-"))
    exact = command.literal and not notes
    if not command.whole:
        return Rewritten(edits.text, exact=False, notes=(*notes, "its options were not read"))
    edits.region()
    open_ends = [*_options_of(route, command, edits)]
    open_ends += _now_required(route, (service, operation), command, edits)
    exact &= not open_ends
    notes += open_ends
    if route.ended:
        notes.append(f"AWS ended the feature on {route.ended}: calls may fail at any time")
    return Rewritten(edits.text, exact, tuple(notes))


def _target(route: Route, command: Command) -> tuple[str | None, str, list[str]]:
    """Return the service and the operation, and what is to be known of them."""
    if route.to is not None:
        if route.operation == "CreateMeetingWithAttendees" and not _given(command, "--attendees"):
            return route.to, "CreateMeeting", []
        return route.to, route.successor_operation, []
    arn = command.option("--resource-arn")
    try:
        service, operation = route.target({"ResourceARN": arn.values[0].value if arn and arn.values else ""})
    except ValueError:
        names = " or ".join(new_names(route))
        return None, route.successor_operation, [f"the ARN says which it is now: {names}"]
    return service, operation, []


def _options_of(route: Route, command: Command, edits: _Edits) -> Iterator[str]:
    """Change the options that have another name, or none, and say what cannot be changed here."""
    for rule in route.rules:
        if isinstance(rule, Drop):
            option = command.option(f"--{xform_name(rule.path.partition('[')[0], '-')}")
            if option is not None and "[" not in rule.path:
                edits.remove(option)
                yield rule.text
            elif option is not None and "Tags" in command.text[option.word.start : option.end]:
                yield rule.text
    if route.operation in _MEETING_TAGS and (option := command.option("--meeting-id")) is not None:
        meeting = " ".join(command.text[each.start : each.end] for each in option.values)
        edits.replace(option, f"--resource-arn {_ARN_OF_MEETING.format(meeting=meeting)}")
    configurations = command.option("--app-instance-streaming-configurations")
    if configurations is not None:
        value = command.text[configurations.word.start : configurations.end]
        for old, new in SUCCESSOR_NAMES.items():
            value = value.replace(old, new).replace(f"--{xform_name(old, '-')}", f"--{xform_name(new, '-')}")
        edits.replace(configurations, value)
    if route.operation == "PutVoiceConnectorStreamingConfiguration":
        yield from _disabled(command, edits)
    if route.compose is not None and route.operation not in _MEETING_TAGS:
        yield _REPLIES.get(route.operation, "its reply has other names")


_REPLIES = {
    "ListMediaCapturePipelines": "it lists ids and ARNs: get-media-capture-pipeline gives the rest of each",
    "GetAppInstanceStreamingConfigurations": "its reply has StreamingConfigurations, with DataType in each",
    "PutAppInstanceStreamingConfigurations": "its reply has StreamingConfigurations, with DataType in each",
}


def _disabled(command: Command, edits: _Edits) -> Iterator[str]:
    option = command.option("--streaming-configuration")
    value = option.values[0] if option is not None and len(option.values) == 1 else None
    written = command.text[value.start : value.end] if value is not None else ""
    if "Disabled" in written:
        return
    if value is not None and re.fullmatch(r"\w+=[^\s'\"{}]+", written):
        edits.insert(value.end, ",Disabled=false")
    elif option is not None:
        yield "its StreamingConfiguration needs Disabled now: give false"


def _now_required(route: Route, target: tuple[str, str], command: Command, edits: _Edits) -> Iterator[str]:
    from_file = any(_given(command, each) for each in _FROM_FILE)
    if from_file:
        yield "parameters come from a file: what is required now may be missing in it"
    legacy = legacy_model().operation_model(route.operation).input_shape
    service, operation = target
    shape = successor_model(service).operation_model(operation).input_shape
    required = set(shape.required_members) if shape is not None else set()
    had = set(legacy.required_members) if legacy is not None else set()
    for member in sorted(required - had):
        option = f"--{xform_name(member, '-')}"
        if _given(command, option) or option in edits.given or from_file:
            continue
        if member == "MediaRegion":
            edits.append(f"{option} {_REGION}")
        elif member == "ExternalMeetingId" and (token := command.option("--client-request-token")):
            edits.append(f"{option} {' '.join(command.text[each.start : each.end] for each in token.values)}")
        else:
            edits.append(f"{option} {xform_name(member).upper()}")
            yield f"{option} is required now"


def _given(command: Command, name: str) -> bool:
    return command.option(name) is not None


class _Edits:
    """The changes of a command's words."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._changes: list[tuple[int, int, str]] = []
        self.given: set[str] = set()

    def replace_name(self, service: str, name: str) -> None:
        words = self._command.words
        place = next(at for at, each in enumerate(words) if each.value == "chime")
        for word, new in ((words[place], service), (words[place + 1], name)):
            self._changes.append((word.start, word.end, new))

    def region(self) -> None:
        """Name the region: the old namespace had one, whatever region was given."""
        words = self._command.words
        place = next(at for at, each in enumerate(words) if each.value == "chime")
        before = [self._command.text[each.start : each.end] for each in words[:place]]
        option = self._command.option("--region")
        if option is not None:
            self.replace(option, f"--region {_REGION}")
        elif "--region" in before and before.index("--region") + 1 < place:
            value = words[before.index("--region") + 1]
            self._changes.append((value.start, value.end, _REGION))
        else:
            self.insert(words[place + 1].end, f" --region {_REGION}")

    def replace(self, option: Option, text: str) -> None:
        self._changes.append((option.word.start, option.end, text))
        self.given.add(text.partition(" ")[0])

    def remove(self, option: Option) -> None:
        # With the space before it, but not with the end of a line.
        start = option.word.start
        while self._command.text[start - 1] in " \t":
            start -= 1
        self._changes.append((start, option.end, ""))

    def insert(self, place: int, text: str) -> None:
        self._changes.append((place, place, text))

    def append(self, text: str) -> None:
        self.insert(self._command.words[-1].end, f" {text}")

    @property
    def text(self) -> str:
        """The command with its changes."""
        first, last = self._command.words[0].start, self._command.words[-1].end
        pieces, at = [], first
        # Those at one place in the order in which they were asked for.
        for start, end, new in sorted(self._changes, key=lambda each: (each[0], each[1])):
            pieces += [self._command.text[at:start], new]
            at = max(at, end)
        return "".join([*pieces, self._command.text[at:last]])
