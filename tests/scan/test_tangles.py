"""Trees that are tangled: the work that they take is bounded by their size, and nothing is left unsaid."""

from __future__ import annotations

import pytest

from chime_shim.scan import _base, _reader

MODULE = """
import boto3
import m{next}
from m{next} import Tree as Other, walk as on

client = boto3.client("chime")


class Tree(Other):
    def __init__(self, client, kids=()):
        self.client, self.kids = client, [Tree(client, kids) for kid in kids]

    def leaves(self, depth, *more, **options):
        found = [leaf for kid in self.kids for leaf in kid.leaves([depth], self, *more, **options)]
        found += [self.build(one, found) for one in found]
        return {{"all": found, "client": self.client, **options}}

    def build(self, first, rest):
        while rest:
            rest = [on(self, [first, *rest], rest), m{next}.walk(first, (rest, self))]
        return walk(self.leaves(first, rest), {{"{index}": rest}})


def walk(tree, depth):
    if depth:
        return [Tree(client, [on(each, [depth, each]), tree.build(each, depth)]) for each in tree.kids]
    return on(tree, [tree, depth]) or Tree(tree.client, [walk(kid, {{"k": depth}}) for kid in tree.kids])


client.create_meeting(ClientRequestToken=str(walk(Tree(client), [])))
"""


def ring(count):
    return {f"m{index}.py": MODULE.format(index=index, next=(index + 1) % count) for index in range(count)}


@pytest.fixture
def steps(monkeypatch):
    """Count the expressions that are read."""
    readers = []
    really = _reader.Reader.take_up

    def take_up(self, modules):
        readers.append(self)
        really(self, modules)

    monkeypatch.setattr(_reader.Reader, "take_up", take_up)
    return lambda: sum(reader.steps for reader in {id(each): each for each in readers}.values())


@pytest.mark.parametrize("count", [15, 60])
def test_modules_that_import_one_another_in_a_circle_take_steps_by_their_size(count, tree, steps):
    files = ring(count)
    found = tree(files)
    size = sum(map(len, files.values()))
    assert steps() < 1.5 * (_base._STEPS + _base._STEPS_PER_CHARACTER * size)
    line = MODULE.splitlines().index(MODULE.splitlines()[-1]) + 1
    assert all(line in found[path] for path in files)


def test_what_was_not_followed_in_full_is_less_certain_and_says_so(tmp_path, monkeypatch):
    from chime_shim.scan import scan_source

    source = MODULE.format(index=0, next=0).replace("import m0", "").replace("from m0 ", "from m1 ")
    monkeypatch.setattr(_base, "_STEPS", 0)
    monkeypatch.setattr(_base, "_STEPS_PER_CHARACTER", 0)
    findings = scan_source(source).findings
    assert findings
    assert {each.confidence for each in findings} == {"likely"}
    assert all("too tangled to follow in full" in each.why for each in findings)
