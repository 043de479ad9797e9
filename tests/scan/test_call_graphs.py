"""Generated programs: whatever calls whatever, each marked line is found, and no other."""

from __future__ import annotations

import random

import pytest

from chime_shim.scan import scan_source

MARK = "# !"


def found_and_marked(source):
    result = scan_source(source, "generated.py")
    assert result.problem is None
    marked = {number for number, line in enumerate(source.splitlines(), 1) if line.endswith(MARK)}
    return {each.span.line for each in result.findings if each.confidence != "possible"}, marked


def check(*lines):
    found, marked = found_and_marked("\n".join(["import boto3", *lines]) + "\n")
    assert marked
    assert found == marked


CHAINS = {
    "by a parameter": (
        ["def f{i}(c, n):", f"    c.get_meeting(MeetingId=n)  {MARK}", "    return f{next}(c, n)"],
        ["def f{i}(c, n):", f"    return c.list_voice_connectors()  {MARK}"],
        ['f0(boto3.client("chime"), 1)'],
    ),
    "by a global name": (
        ["def f{i}():", f"    chime.get_meeting(MeetingId='m')  {MARK}", "    return f{next}()"],
        ["def f{i}():", f"    return chime.list_voice_connectors()  {MARK}"],
        ['chime = boto3.client("chime")', "f0()"],
    ),
    "by a return": (
        ["def f{i}():", "    return f{next}()"],
        ["def f{i}():", '    return boto3.client("chime")'],
        [f"f0().create_meeting()  {MARK}"],
    ),
    "by the name of the service": (
        ["def f{i}(service):", "    return f{next}(service)"],
        ["def f{i}(service):", "    return boto3.client(service)"],
        [f'f0("chime").create_meeting()  {MARK}', 'f0("chime-sdk-meetings").create_meeting()'],
    ),
    "by coroutines": (
        [
            "async def f{i}(c):",
            f"    await c.get_meeting(MeetingId='m')  {MARK}",
            "    return await f{next}(c)",
        ],
        ["async def f{i}(c):", "    return c"],
        ["import asyncio", f'asyncio.run(f0(boto3.client("chime"))).create_meeting()  {MARK}'],
    ),
    "by closures": (
        [
            "def f{i}(c):",
            "    def inner():",
            f"        c.get_meeting(MeetingId='m')  {MARK}",
            "        return f{next}(c)",
            "    return inner()",
        ],
        ["def f{i}(c):", f"    return lambda: c.create_meeting()  {MARK}"],
        ['f0(boto3.client("chime"))()'],
    ),
    "by attributes": (
        [
            "class C{i}:",
            "    def __init__(self, c):",
            "        self.inner = C{next}(c)",
            "    def get(self):",
            "        return self.inner.get()",
        ],
        [
            "class C{i}:",
            "    def __init__(self, c):",
            "        self.c = c",
            "    def get(self):",
            "        return self.c",
        ],
        [f'C0(boto3.client("chime")).get().create_meeting()  {MARK}'],
    ),
    "by bases": (
        ["class C{i}(C{before}):", "    pass"],
        ["class C{i}(C{before}):", "    def go(self):", f"        self.c.create_meeting()  {MARK}"],
        ["C{last}().go()"],
    ),
    "by starred arguments": (
        ["def f{i}(*args, **kw):", "    return f{next}(*args, **kw)"],
        ["def f{i}(c, *, name):", f"    return c.get_meeting(MeetingId=name)  {MARK}"],
        ['f0(boto3.client("chime"), name="m")'],
    ),
    "by generators": (
        ["def f{i}():", "    yield from f{next}()"],
        ["def f{i}():", '    yield boto3.client("chime")'],
        ["for c in f0():", f"    c.create_meeting()  {MARK}"],
    ),
}


@pytest.mark.parametrize("length", [2, 13, 100, pytest.param(300, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_is_followed_to_its_end(name, length):
    link, last, start = CHAINS[name]
    lines = []
    if name == "by bases":
        lines += ["class C0:", "    def __init__(self):", '        self.c = boto3.client("chime")']
    for index in range(name == "by bases", length):
        text = last if index == length - 1 else link
        lines += [line.format(i=index, next=index + 1, before=index - 1) for line in text]
    check(*lines, *(line.format(last=length - 1) for line in start))


def graph(seed, size, ways):
    """A random program of functions that call one another, in circles too, each with a client or without."""
    chance = random.Random(seed)
    reached, todo = {0}, [0]
    calls = {each: [chance.randrange(size) for _ in range(chance.randrange(1, 4))] for each in range(size)}
    while todo:
        for other in calls[todo.pop()]:
            if other not in reached:
                reached.add(other)
                todo.append(other)
    lines = []
    for each in range(size):
        way = chance.choice(ways)
        mark = f"  {MARK}" if each in reached else ""
        on = ", ".join(f"f{other}(c, n - 1)" for other in calls[each])
        lines += [line.format(i=each, mark=mark, on=on) for line in WAYS[way]]
    return [*lines, 'f0(boto3.client("chime"), 9)']


WAYS = {
    "plain": ["def f{i}(c, n):", "    c.get_meeting(MeetingId='m'){mark}", "    return n and [{on}]"],
    "keywords": [
        "def f{i}(c, n):",
        "    (lambda *, it: it.get_meeting(MeetingId='m'))(it=c){mark}",
        "    return n and [{on}]",
    ],
    "closure": [
        "def f{i}(c, n):",
        "    def inner():",
        "        return c.get_meeting(MeetingId='m'), n and [{on}]{mark}",
        "    return inner()",
    ],
    "method": [
        "class F{i}:",
        "    def __init__(self, c):",
        "        self.c = c",
        "    def run(self, n):",
        "        c = self.c",
        "        return self.c.get_meeting(MeetingId='m'), n and [{on}]{mark}",
        "def f{i}(c, n):",
        "    return F{i}(c).run(n)",
    ],
    "container": [
        "def f{i}(c, n):",
        "    for each in [c]:",
        "        each.get_meeting(MeetingId='m'){mark}",
        "    return n and [{on}]",
    ],
    "dead end": [
        "def f{i}(c, n):",
        "    if not n:",
        "        return",
        "        c.get_meeting(MeetingId='m'){mark}",
        "    return [{on}]",
    ],
    "decorated": [
        "def d{i}(of):",
        "    def wrapper(*args, **kw):",
        "        return of(*args, **kw)",
        "    return wrapper",
        "@d{i}",
        "def f{i}(c, n):",
        "    c.get_meeting(MeetingId='m'){mark}",
        "    return n and [{on}]",
    ],
    "coroutine": [
        "async def a{i}(c, n):",
        "    await c.get_meeting(MeetingId='m'){mark}",
        "    return n and [{on}]",
        "def f{i}(c, n):",
        "    import asyncio",
        "    return asyncio.run(a{i}(c, n))",
    ],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(4))
def test_a_random_graph_of_calls_is_followed(seed, way):
    check(*graph(seed, 30, [way]))


@pytest.mark.parametrize("seed", range(12))
def test_a_random_graph_of_all_ways_is_followed(seed):
    check(*graph(seed, 60, list(WAYS)))


BLOCKS = {
    "if": "if {x}:\n{body}",
    "else": "if {x}:\n    pass\nelse:\n{body}",
    "elif": "if {x}:\n    pass\nelif {x}:\n{body}",
    "for": "for _ in {x}:\n{body}",
    "while": "while {x}:\n{body}",
    "loop's else": "for _ in {x}:\n    break\nelse:\n{body}",
    "try": "try:\n{body}\nexcept ValueError:\n    pass",
    "except": "try:\n    {x}\nexcept ValueError:\n{body}",
    "try's else": "try:\n    {x}\nexcept ValueError:\n    pass\nelse:\n{body}",
    "finally": "try:\n    {x}\nfinally:\n{body}",
    "with": "with {x}:\n{body}",
    "suppress": "with contextlib.suppress({x}):\n{body}",
    "match": "match {x}:\n    case 1:\n        pass\n    case _:\n{deeper}",
    "function": "def _():\n{body}\n_()",
    "after a return": "def _():\n    return {x}\n{body}",
    "after a raise": "def _():\n    raise {x}\n{body}",
    "after a return in a with": "def _():\n    with {x}:\n        return {x}\n{body}",
    "class": "class _:\n{body}",
}


def nested(chance, depth):
    if not depth:
        return f"chime.get_meeting(MeetingId='m')  {MARK}"
    kind = chance.choice(list(BLOCKS))
    inner = nested(chance, depth - 1)
    first = nested(chance, depth // 2)
    body = indented(f"{first}\n{inner}")
    return BLOCKS[kind].format(x="x", body=body, deeper=indented(body))


def indented(text):
    return "\n".join(f"    {line}" for line in text.splitlines())


@pytest.mark.parametrize("seed", range(40))
def test_calls_in_blocks_within_blocks_are_found(seed):
    check("import contextlib", 'chime = boto3.client("chime")', *nested(random.Random(seed), 6).splitlines())
