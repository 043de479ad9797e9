"""Whatever program is given: what is written is sound, and a second run has nothing to add."""

from __future__ import annotations

import ast
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.fix import Options, fix_paths, fix_source, write_all
from tests.fix.checker import complaints
from tests.fix.tables import rows
from tests.idioms.corpus import programs

CALLS = [
    "{0}.list_sip_rules()",
    "{0}.get_meeting(MeetingId='m')",
    "{0}.create_meeting(ClientRequestToken='t')",
    "{0}.create_attendee(MeetingId='m', ExternalUserId='u')",
    "{0}.list_app_instances()",
    "{0}.list_channels(AppInstanceArn='a')",
    "{0}.list_meetings()",
    "{0}.list_bots(AccountId='a')",
    "{0}.create_team()",
    "{0}.close()",
    "getattr({0}, input())()",
    "other.use({0})",
    "keep = {0}",
    "print({0}.exceptions.NotFoundException)",
    "{0}.get_paginator('list_app_instances')",
    "{0}.get_paginator(input())",
    "{0}.can_paginate('list_accounts')",
    "[getattr({0}, each)() for each in ('list_sip_rules', 'list_app_instances')]",
    "print(type(None) is {0}.exceptions.NotFoundException)",
    "print({0}.meta.region_name)",
    "{0}.create_meeting(**given)['ResponseMetadata']['HTTPStatusCode'] == 201",
]
BLOCKS = [
    "{call}",
    "if input():\n    {call}",
    "try:\n    {call}\nexcept {0}.exceptions.NotFoundException as error:\n    print(error)",
    "def f{n}():\n    return {call}\n\n\nf{n}()",
    "def g{n}(client):\n    client.get_meeting(MeetingId='m')\n\n\ng{n}({0})",
    "class A{n}:\n    held = {0}\n\n    def f(self):\n        return self.held.list_sip_rules()",
    "with suppress(KeyError):\n    {call}",
    'text{n} = """\n"""; {call}',
    "text{n} = 1; \\\n{call}",
    "if input(): {call}",
    "try:\n    {call}\nexcept Exception as error:\n    print('ThrottledClient' in str(error))",
    "for each in [{0}]:\n    each.list_sip_rules()",
    "async def h{n}():\n    {call}",
    "value{n} = [{0} for _ in range(2)][0].list_sip_rules()",
]
MADE = [
    '{0} = boto3.client("chime")',
    "{0} = boto3.Session().client('chime', region_name=REGION)",
    '{0} = boto3.client(\n    "chime",\n    endpoint_url="https://service.chime.aws.amazon.com",\n)',
    '{0}: object = boto3.client("chime")',
    'holder = type("H", (), {{}})()\nholder.{0} = boto3.client("chime")\n{0} = holder.{0}',
]


@st.composite
def modules(draw, names=("chime", "client")):
    """Make a program out of blocks."""
    lines = ["import boto3", "import other", "from contextlib import suppress", "", 'REGION = "eu-west-1"']
    used = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    lines += [draw(st.sampled_from(MADE)).format(name) for name in used]
    for number in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(used))
        call = draw(st.sampled_from(CALLS)).format(name)
        block = draw(st.sampled_from(BLOCKS))
        if "=" in call.partition("(")[0]:
            block = BLOCKS[0]
        lines += ["", block.format(name, call=call, n=number)]
    return "\n".join(lines) + "\n"


def check(before, options):
    first = fix_source(before, options, "program.py")
    assert first.problem is None
    assert complaints({"program.py": before}, {"program.py": first.after}) == []
    second = fix_source(first.after, options, "program.py")
    assert second.after == first.after
    assert second.fixed == ()
    assert (len(second.left), second.comments) == (len(first.left), first.comments)
    return first


@settings(max_examples=25, deadline=None)
@given(modules(), st.booleans())
def test_generated_programs(before, unsafe):
    assert not check(before, Options(unsafe=unsafe)).refused


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
@given(modules(), st.booleans())
def test_many_generated_programs(before, unsafe):
    assert not check(before, Options(unsafe=unsafe)).refused


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(rows()), min_size=2, max_size=4, unique=True))
def test_rows_of_the_tables_one_below_the_other(chosen):
    texts = []
    for number, row in enumerate(chosen):
        texts.append(f"def f{number}():\n{textwrap.indent(row.before, '    ')}\n\n")
    before = "".join(texts)
    try:
        ast.parse(before)
        compile(before, "program.py", "exec")
    except SyntaxError:
        return  # as an import with a star in a function
    check(before, Options())


@pytest.mark.parametrize("program", [pytest.param(each, id=each.name) for each in programs()])
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_programs_of_the_corpus(program, unsafe):
    results = [each for each in fix_paths([program.path], Options(unsafe=unsafe)) if each.problem is None]
    before, after = ({each.path: getattr(each, name) for each in results} for name in ("before", "after"))
    assert [each.refused for each in results if each.refused] == []
    assert complaints(before, after) == []


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_generated_modules_that_share_clients(tmp_path_factory, data):
    tree = tmp_path_factory.mktemp("tree")
    before = data.draw(modules())
    name = "client" if "\nclient" in before else "chime"
    user = [f"from made import {name}", ""]
    for number in range(data.draw(st.integers(1, 3))):
        call = data.draw(st.sampled_from(CALLS)).format(name)
        user.append(call if "=" in call.partition("(")[0] else f"def f{number}():\n    {call}\n")
    texts = {"made.py": before, "user.py": "\n".join(user) + "\n"}
    for path, text in texts.items():
        (tree / path).write_text(text, encoding="utf-8")
    results = fix_paths([tree])
    assert [each.refused for each in results if each.refused] == []
    assert write_all(results) == []
    after = {path: (tree / path).read_text(encoding="utf-8") for path in texts}
    assert complaints(texts, after) == []
    assert [each.path for each in fix_paths([tree]) if each.changed] == []
