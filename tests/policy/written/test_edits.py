"""What is missing is put where it belongs, in the style of what is there; comments and all else stay."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chime_shim.policy import Policy, examine, extended
from chime_shim.policy.written import EditError, apply, edits_for, look_at
from chime_shim.policy.written._edits import Edit
from chime_shim.policy.written._files import File, read
from chime_shim.policy.written._search import search
from tests.policy.written.forms import FORMS

yaml = pytest.importorskip("yaml")
pytest.importorskip("hcl2")

SERVICES = ["chime-sdk-meetings"]


def mended(text, form):
    """Return the text with all that can be put into it."""
    file = File("x", text, form, search(read(text, form), SERVICES))
    edits = [
        edit
        for written in file.written
        for addition in written.examination.additions
        for edit in edits_for(written, addition)
    ]
    return apply(file, edits)


STYLES = {
    "YAML, a dash each": (
        "yaml",
        """
        Effect: Allow
        Action:
        - s3:GetObject
        - chime:TagMeeting   # last
        # after
        Resource: x
        """,
        """
        Effect: Allow
        Action:
        - s3:GetObject
        - chime:TagMeeting   # last
        - chime:GetMeeting
        - chime:TagResource
        # after
        Resource: x
        """,
    ),
    "YAML, quotes": ("yaml", "Effect: Allow\nAction: ['chime:TagMeeting']\n", None),
    "YAML, over lines": (
        "yaml",
        """
        Effect: Allow
        Action: [
            "s3:GetObject",  # first
            "chime:TagMeeting"  # last
        ]
        """,
        """
        Effect: Allow
        Action: [
            "s3:GetObject",  # first
            "chime:TagMeeting",  # last
            "chime:GetMeeting",
            "chime:TagResource"
        ]
        """,
    ),
    "Terraform, a comma at the end": (
        "hcl",
        """
        x = {
          Effect = "Allow"
          Action = [
            "chime:TagMeeting", # why
          ]
        }
        """,
        """
        x = {
          Effect = "Allow"
          Action = [
            "chime:TagMeeting", # why
            "chime:GetMeeting",
            "chime:TagResource",
          ]
        }
        """,
    ),
    "Python, no comma at the end": (
        "python",
        """
        x = PolicyStatement(actions=[
            'chime:TagMeeting'  # why
        ], resources=["*"], effect=Effect.ALLOW)
        """,
        """
        x = PolicyStatement(actions=[
            'chime:TagMeeting',  # why
            'chime:GetMeeting',
            'chime:TagResource'
        ], resources=["*"], effect=Effect.ALLOW)
        """,
    ),
    "JSON, one text": (
        "json",
        '{"Effect": "Allow",\t"Action": "chime:TagMeeting" }',
        '{"Effect": "Allow",\t"Action": ["chime:TagMeeting", "chime:GetMeeting", "chime:TagResource"] }',
    ),
    "JSON, the bracket on the line of the last": (
        "json",
        '{"Effect": "Allow", "Action": [\n  "s3:GetObject",\n  "chime:TagMeeting"]}',
        (
            '{"Effect": "Allow", "Action": [\n  "s3:GetObject",\n  "chime:TagMeeting", "chime:GetMeeting", '
            '"chime:TagResource"]}'
        ),
    ),
    "a principal among others": (
        "python",
        """
        x = PolicyStatement(actions=["a:b"], principals=[
            ServicePrincipal("chime.amazonaws.com"), ArnPrincipal("x")])
        """,
        """
        x = PolicyStatement(actions=["a:b"], principals=[
            ServicePrincipal("chime.amazonaws.com"), \
ServicePrincipal("meetings.chime.amazonaws.com"), ArnPrincipal("x")])
        """,
    ),
}


@pytest.mark.parametrize(("form", "text", "expected"), STYLES.values(), ids=STYLES)
def test_it_is_written_in_the_style_that_is_there(form, text, expected):
    text = textwrap.dedent(text)
    if expected is None:
        expected = text.replace("]", ", 'chime:GetMeeting', 'chime:TagResource']")
    assert mended(text, form) == textwrap.dedent(expected)


CANNOT = {"a policy as a text in JSON", "a principal with a suffix by region", "the same in JSON"}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_mended_or_refused_with_the_reason(name, tmp_path):
    file_name, text, _ = FORMS[name]
    path = tmp_path / file_name
    path.write_text(textwrap.dedent(text))
    file = look_at(path, SERVICES)
    if name in CANNOT:
        with pytest.raises(EditError, match="written as"):
            mended(file.text, file.format)
        return
    path.write_text(mended(file.text, file.format))
    again = look_at(path, SERVICES)
    assert [each.examination.additions for each in again.written] == [()] * len(file.written)
    # What is in no statement stays, and is still said.
    assert again.loose == file.loose


ACTIONS = [
    "chime:TagMeeting",
    "chime:UntagMeeting",
    "chime:GetMeeting",
    "s3:*",
    "chime:List*",
    "chime:Tag?eeting",
]
texts = st.sampled_from(ACTIONS)
one_or_more = st.one_of(texts, st.lists(texts, min_size=1, max_size=4))
principals = st.sampled_from(["chime.amazonaws.com", "s3.amazonaws.com", "meetings.chime.amazonaws.com"])
statements = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Allow", "Deny"]), "Action": one_or_more, "Resource": one_or_more},
    optional={
        "Sid": st.sampled_from(["A", "é"]),
        "Principal": st.one_of(
            st.just("*"),
            st.fixed_dictionaries(
                {"Service": st.one_of(principals, st.lists(principals, min_size=1, max_size=3))}
            ),
        ),
    },
)
documents = st.builds(
    lambda each: {"Version": "2012-10-17", "Statement": each}, st.lists(statements, min_size=1, max_size=4)
)


def in_json(content, indent):
    return json.dumps(content, indent=indent, ensure_ascii=False)


def in_yaml(content, flow):
    return yaml.safe_dump(content, default_flow_style=flow, allow_unicode=True, sort_keys=False)


WRITERS = {
    "json": lambda content: in_json(content, None),
    "json, indented": lambda content: in_json(content, 2),
    "yaml": lambda content: in_yaml(content, flow=False),
    "yaml, flow": lambda content: in_yaml(content, flow=True),
    "yaml, mixed": lambda content: in_yaml(content, flow=None),
    "hcl": lambda content: f"x = jsonencode({in_json(content, 2)})\n",
    "hcl, heredoc": lambda content: f"x = <<EOF\n{in_json(content, 2)}\nEOF\n",
    "python": lambda content: f"# é\nx = {content!r}\n",
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_mended_text_says_what_the_extended_policy_says(name):
    form = name.partition(",")[0]

    # The parser of Terraform's language is slow.
    @settings(max_examples=15 if form == "hcl" else 60, deadline=None)
    @given(documents)
    def check(content):
        text = WRITERS[name](content)
        policy = Policy.of(content)
        expected = extended(policy, examine(policy, SERVICES).additions)

        (again,) = search(read(mended(text, form), form), SERVICES)

        assert again.examination.additions == ()
        assert [said(each) for each in again.policy.statements] == [
            said(each) for each in expected.statements
        ]

    check()


def said(statement):
    """A statement, with lists for single texts."""
    content = {name: [each] if isinstance(each, str) else each for name, each in statement.content.items()}
    principal = statement.content.get("Principal")
    if isinstance(principal, dict):
        services = principal["Service"]
        content["Principal"] = {"Service": [services] if isinstance(services, str) else services}
    return content


def test_an_edit_that_would_change_anything_else_is_refused():
    # An anchor: the other statement would get the actions, too.
    text = (
        "- Effect: Allow\n  Action: &a [chime:TagMeeting]\n  Resource: x\n"
        "- Effect: Deny\n  Action: *a\n  Resource: y\n"
    )
    assert mended(text, "yaml").count("chime:GetMeeting") == 1  # one list, and both statements have it

    file = File("x", "a: [b]\n", "yaml")
    (document,) = read(file.text, "yaml")
    target = document["a"]
    target.span = target.span._replace(start=0)
    target[0].span = target[0].span._replace(end=1)
    with pytest.raises(EditError):
        apply(file, [Edit(target, ("c",))])
