"""Which clients move, which become several, and why others do not."""

from __future__ import annotations

import pytest

from chime_shim._links import BY_HAND_URL
from chime_shim.fix import Options, fix_source

IMPORT = "import boto3\n\n"


def fixed(text, **options):
    result = fix_source(IMPORT + text, Options(**options))
    assert result.problem is None
    return result.after.removeprefix(IMPORT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"chime"', '"chime-sdk-voice", region_name="us-east-1"'),
        ("'chime'", "'chime-sdk-voice', region_name='us-east-1'"),
        ('service_name="chime"', 'service_name="chime-sdk-voice", region_name="us-east-1"'),
        ('"chime", region_name="us-east-1"', '"chime-sdk-voice", region_name="us-east-1"'),
        ('"chime", region_name=None', '"chime-sdk-voice", region_name="us-east-1"'),
        ('"chime", "eu-west-1", "2018-05-01"', '"chime-sdk-voice", "us-east-1", None'),
        ('"chime", api_version="2018-05-01"', '"chime-sdk-voice", region_name="us-east-1"'),
        (
            '"chime", None, None, True, None, "https://chime.us-east-1.amazonaws.com"',
            '"chime-sdk-voice", "us-east-1", None, True, None, None',
        ),
        (
            '"chime", endpoint_url="http://localhost:5000"',
            '"chime-sdk-voice", endpoint_url="http://localhost:5000", region_name="us-east-1"',
        ),
        ('"chime", config=make()', '"chime-sdk-voice", config=make(), region_name="us-east-1"'),
        ('"chime",', '"chime-sdk-voice", region_name="us-east-1"'),
    ],
)
def test_arguments_are_carried_over(before, after):
    text = "chime = boto3.client({})\nchime.list_sip_rules()\n"
    assert fixed(text.format(before)) == text.format(after)


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("chime", "chime_sdk_voice"),
        ("_chime", "_chime_sdk_voice"),
        ("CHIME", "CHIME_SDK_VOICE"),
        ("chime_client", "chime_sdk_voice_client"),
        ("client", "chime_sdk_voice_client"),
        ("_client", "_chime_sdk_voice_client"),
        ("CLIENT", "CHIME_SDK_VOICE_CLIENT"),
        ("myChime", "mychime_sdk_voice"),
    ],
)
def test_the_names_of_several(name, voice):
    meetings = voice.replace("voice", "meetings").replace("VOICE", "MEETINGS")
    text = f'{name} = boto3.client("chime")\n{name}.list_sip_rules()\n{name}.get_meeting(MeetingId="m")\n'
    if name == "myChime":
        voice, meetings = "mychime_sdk_voice", "mychime_sdk_meetings"
    assert fixed(text) == (
        f'{voice} = boto3.client("chime-sdk-voice", region_name="us-east-1")\n'
        f'{meetings} = boto3.client("chime-sdk-meetings", region_name="us-east-1")\n'
        f'{voice}.list_sip_rules()\n{meetings}.get_meeting(MeetingId="m")\n'
    )


def test_an_attribute_becomes_several():
    assert (
        fixed(
            """\
class Calls:
    def __init__(self):
        self.chime = boto3.client("chime")  # the client

    def all(self):
        self.chime.list_sip_rules()
        self.chime.get_meeting(MeetingId="m")
"""
        )
        == """\
class Calls:
    def __init__(self):
        self.chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")
        self.chime_sdk_meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")  # the client

    def all(self):
        self.chime_sdk_voice.list_sip_rules()
        self.chime_sdk_meetings.get_meeting(MeetingId="m")
"""
    )


TWO = '{0}.list_sip_rules()\n{0}.get_meeting(MeetingId="m")\n'


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("def make():\n    return boto3.client('chime')\n\n\n" + TWO.format("make()"), "not simply assigned"),
        ("chime = one = boto3.client('chime')\n" + TWO.format("chime"), "not simply assigned"),
        ("chime = boto3.client('chime')\nother = chime\n" + TWO.format("other"), "not called by the name"),
        (
            "chime = boto3.client('chime')\nchime_sdk_voice = 1\n" + TWO.format("chime"),
            "the name chime_sdk_voice is taken",
        ),
        ("if 1: chime = boto3.client('chime')\n" + TWO.format("chime"), "line of its own"),
        ("chime = boto3.client(*args)\nchime.list_sip_rules()\n", "what chime is"),
        ("chime = boto3.client('chime', **options)\nchime.list_sip_rules()\n", "not all seen here"),
        ("chime = boto3.client('chime', endpoint_url=url)\nchime.list_sip_rules()\n", "--unsafe keeps it"),
        ("import chime_shim\nchime = chime_shim.client('chime')\nchime.list_sip_rules()\n", "chime_shim's"),
        (
            "import chime_shim\nchime = boto3.client('chime')\nchime.list_sip_rules()\n"  # noqa: ISC004
            "chime_shim.successor(chime, 'chime-sdk-voice')\n",
            "chime_shim's",
        ),
        (
            "chime = boto3.client('chime')\nchime.list_sip_rules()\n"  # noqa: ISC004 - one program
            "chime.meta.events.register('before-call.chime', print)\n",
            "its event before-call.chime has another name",
        ),
    ],
)
def test_what_is_not_clear_is_left_with_one_comment(program, reason):
    after = fixed(program)
    comments = [line for line in after.splitlines() if "# chime-shim: " in line]
    assert [line for line in after.splitlines() if line not in comments] == program.splitlines()
    (comment,) = comments
    assert reason in comment
    assert comment.endswith(f"; see {BY_HAND_URL}")


def test_a_comment_goes_when_its_reason_is_gone():
    program = "chime = boto3.client('chime', endpoint_url=url)\nchime.list_sip_rules()\n"
    commented = fixed(program)
    assert "# chime-shim: " in commented
    assert fixed(commented, unsafe=True) == (
        "chime = boto3.client('chime-sdk-voice', endpoint_url=url, region_name='us-east-1')\n"
        "chime.list_sip_rules()\n"
    )


@pytest.mark.parametrize(
    ("statement", "commented"),
    [
        ("if chime.list_meetings():\n    pass\n", "{}if chime.list_meetings():\n    pass\n"),
        (
            "if 0:\n    pass\nelif chime.list_meetings():\n    pass\n",
            "if 0:\n    pass\n{}elif chime.list_meetings():\n    pass\n",
        ),
        ("if 1: chime.list_meetings()\n", "{}if 1: chime.list_meetings()\n"),
        ("a = 1; chime.list_meetings()\n", "{}a = 1; chime.list_meetings()\n"),
        ("print(\n    chime.list_meetings()\n)\n", "{}print(\n    chime.list_meetings()\n)\n"),
        (
            "@print\ndef f(x=chime.list_meetings()): ...\n",
            "{}@print\ndef f(x=chime.list_meetings()): ...\n",
        ),
        ('x = """\n""", chime.list_meetings()\n', '{}x = """\n""", chime.list_meetings()\n'),
        (
            "with open(0) as f, g(chime.list_meetings()):\n    ...\n",
            "{}with open(0) as f, g(chime.list_meetings()):\n    ...\n",
        ),
    ],
)
def test_where_the_comment_goes(statement, commented):
    made = 'chime = boto3.client("chime")\n'
    after = fixed(made + statement).removeprefix(made)
    comment = next(line for line in after.splitlines() if line.startswith("# chime-shim: "))
    assert after == commented.format(comment + "\n")


def test_what_noqa_keeps_stays_and_keeps_its_client():
    program = (
        'chime = boto3.client("chime")\n'
        'chime.list_sip_rules()\nchime.get_meeting(MeetingId="m")  # noqa: CS022\n'
    )
    assert fixed(program) == (
        'chime = boto3.client("chime")\n'
        'chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")\n'
        'chime_sdk_voice.list_sip_rules()\nchime.get_meeting(MeetingId="m")  # noqa: CS022\n'
    )


SPLIT = """\
chime = boto3.client("chime")
chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")
chime_sdk_voice.list_sip_rules()
"""


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("other.do(chime)", "given to"),
        ("getattr(chime, input())()", "which operation this asks for is not written here"),
        ("chime.create_team(Name='x')", "create_team is no method of chime or chime-sdk-voice"),
        ("chime.list_bots(AccountId='x')", "list_bots stays with chime"),
    ],
)
def test_what_is_known_moves_and_the_rest_keeps_the_client_and_says_why(rest, reason):
    program = f'chime = boto3.client("chime")\nchime.list_sip_rules()\n{rest}\n'
    start, comment, end = fixed(program).rpartition("# chime-shim: ")
    assert start == SPLIT
    assert comment + end.partition("\n")[2] == f"# chime-shim: {rest}\n"
    assert reason in end


def test_what_is_left_of_a_client_may_move_as_a_whole():
    program = (
        "def call(client):\n    client.list_sip_rules()\n\n\n"
        "chime = boto3.client('chime')\ncall(chime)\nchime.get_meeting(MeetingId='m')\n"
    )
    assert fixed(program) == (
        "def call(client):\n    client.list_sip_rules()\n\n\n"
        "chime = boto3.client('chime-sdk-voice', region_name='us-east-1')\n"
        "chime_sdk_meetings = boto3.client('chime-sdk-meetings', region_name='us-east-1')\n"
        "call(chime)\nchime_sdk_meetings.get_meeting(MeetingId='m')\n"
    )


def test_a_reason_at_another_place_comes_with_its_line():
    program = (
        "def make():\n    return boto3.client('chime')\n\n\n"
        "make().list_sip_rules()\nmake().list_bots()\nmake().create_team()\n"
    )
    after = fixed(program)
    comment = next(line for line in after.splitlines() if "# chime-shim: " in line)
    assert "create_team is no method of chime or chime-sdk-voice (line 10)" in comment
    assert (IMPORT + after).splitlines()[9] == "make().create_team()"
