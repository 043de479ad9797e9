"""What does not change the meaning of a program does not change what is found in it, or an escape says so."""

from __future__ import annotations

import ast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chime_shim.scan import scan_paths, scan_source
from tests.scan import cases_of_origin, cases_of_use

PROGRAMS = {
    name: source
    for name, source in {**cases_of_origin.CASES, **cases_of_use.CASES}.items()
    if "# !" in source or "# ?" in source
}
short = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
programs = st.sampled_from(list(PROGRAMS.values())).map(lambda source: ast.unparse(ast.parse(source)))


def found(source):
    """Return how often each operation is found, and how certainly."""
    result = scan_source(source)
    assert result.problem is None, source
    return sorted(
        (each.operation, each.kind, each.confidence)
        for each in result.findings
        if each.confidence != "possible"
    )


class Renamed(ast.NodeTransformer):
    """Gives other names to all that a program binds in its functions and in itself."""

    def __init__(self, tree):
        stored = {
            each.id
            for each in ast.walk(tree)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        kept = {
            each
            for node in ast.walk(tree)
            if isinstance(node, ast.Global | ast.Nonlocal)
            for each in node.names
        }
        functions = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
        members = {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
        imported = {each.asname or each.name for each in ast.walk(tree) if isinstance(each, ast.alias)}
        self.names = stored - kept - functions - members - imported - {"service"}

    def visit_Name(self, node):
        return ast.copy_location(
            ast.Name(f"{node.id}_" if node.id in self.names else node.id, node.ctx), node
        )


@short
@given(programs)
def test_the_names_of_variables_do_not_matter(source):
    tree = ast.parse(source)
    if any(
        isinstance(each, ast.Constant) and isinstance(each.value, str) and "." in each.value
        for each in ast.walk(tree)
    ):
        return  # names in texts
    other = ast.unparse(Renamed(tree).visit(ast.parse(source)))
    assert found(other) == found(source)


@short
@given(programs)
def test_a_program_in_a_function_is_the_same_program(source):
    if any(word in source for word in ("global ", "import *", "nonlocal", "def test")):
        return
    body = "".join(f"    {line}\n" for line in source.splitlines())
    assert found(f"def main():\n{body}\nmain()\n") == found(source)


DEAD = [
    "if False:\n    unrelated = 1\n",
    "def unused(value):\n    return [value.x for value in value]\n",
    "class Unused:\n    def get(self):\n        return self.nothing\n",
    "try:\n    import nothing_at_all\nexcept ImportError:\n    nothing_at_all = None\n",
    "with open('x') as unrelated_file:\n    pass\n",
    "for unrelated_index in range(3):\n    continue\n",
]


@short
@given(programs, st.lists(st.sampled_from(DEAD), min_size=1, max_size=4), st.data())
def test_code_that_has_nothing_to_do_with_it_does_not_matter(source, dead, data):
    statements = [ast.unparse(each) for each in ast.parse(source).body]
    for each in dead:
        statements.insert(data.draw(st.integers(0, len(statements))), each)
    assert found("\n".join(statements)) == found(source)


MOVES = {
    "a list": "[{c}][0]",
    "the end of a list": "[{c}][-1]",
    "a tuple that is unpacked": "(lambda a, b: b)(*(1, {c}))",
    "a dict": '{{"k": {c}}}["k"]',
    "a dict's get": 'dict(k={c}).get("k")',
    "values": 'list({{"k": {c}}}.values())[0]',
    "a lambda": "(lambda: {c})()",
    "a parameter": "(lambda given: given)({c})",
    "a keyword": "(lambda *, given: given)(given={c})",
    "stars": "(lambda *given: given[0])(*[{c}])",
    "a comprehension": "[each for each in [{c}]][0]",
    "a generator": "next(each for each in [{c}])",
    "zip": "[b for a, b in zip([1], [{c}])][0]",
    "enumerate": "[b for a, b in enumerate([{c}])][0]",
    "map": "list(map(lambda each: each, [{c}]))[0]",
    "sorted": "sorted([{c}], key=id)[0]",
    "an or": "({c} or None)",
    "an if": "({c} if 1 else None)",
    "a walrus": "(moved := {c})",
    "a set": "next(iter({{{c}}}))",
    "a slice": "[1, {c}][1:][0]",
    "a sum": "([1] + [{c}])[1]",
    "getattr of a namespace": '(lambda space: getattr(space, "c"))(Space({c}))',
    "a partial": "functools.partial(lambda given: given, {c})()",
}


@short
@given(st.lists(st.sampled_from(list(MOVES)), min_size=1, max_size=4))
def test_a_client_that_goes_through_containers_and_functions_stays_a_client(moves):
    expression = "client"
    for move in moves:
        expression = MOVES[move].format(c=expression)
    source = (
        "import boto3, functools\n"
        "class Space:\n    def __init__(self, c):\n        self.c = c\n"
        'client = boto3.client("chime")\n'
        f"{expression}.create_meeting()\n"
    )
    result = scan_source(source)
    lines = [each.span.line for each in result.findings if each.confidence != "possible"]
    assert lines == [6], source


@pytest.mark.parametrize("move", MOVES)
def test_each_way_of_a_client_is_followed(move):
    source = (
        "import boto3, functools\n"
        "class Space:\n    def __init__(self, c):\n        self.c = c\n"
        'client = boto3.client("chime")\n'
        f"{MOVES[move].format(c='client')}.create_meeting()\n"
    )
    assert [each.span.line for each in scan_source(source).findings] == [6]


AWAY = {
    "a function of a library": "import away\naway.register({c})",
    "a keyword of one": "import away\naway.register(client={c})",
    "in a list": "import away\naway.register([1, {c}])",
    "in a dict": 'import away\naway.register({{"c": {c}}})',
    "an attribute of an object": "import flask\nflask.g.chime = {c}",
    "an item of one": 'import away\naway.registry["c"] = {c}',
    "something unknown": "def f(given):\n    given.chime = {c}",
    "setattr": "import flask\nsetattr(flask.g, 'chime', {c})",
    "a callback's return": "import fastapi\ndef get():\n    return {c}\nfastapi.Depends(get)",
    "a lambda's return": "import away\naway.register(lambda: {c})",
    "Annotated": "import fastapi, typing\ndef get():\n    return {c}\n"
    "def f(x: typing.Annotated[int, fastapi.Depends(get)]): ...",
    "a decorator": "import away\n@away.provide\ndef get():\n    return {c}",
    "a function that nobody calls": "def get():\n    return {c}",
    "an operand": "import away\naway.x @ {c}",
    "a raise": "raise {c}",
    "a dynamic attribute": "import flask, sys\nsetattr(flask.g, sys.argv[1], {c})",
    "a class that is not read": "import away\nclass Mine(away.Base):\n    pass\nMine({c})",
}


@pytest.mark.parametrize("way", AWAY)
def test_a_client_that_goes_out_of_sight_escapes_with_place_and_reason(way):
    source = f'import boto3\nclient = boto3.client("chime")\n{AWAY[way].format(c="client")}\n'
    result = scan_source(source)
    (client,) = result.reading.clients
    assert client.escapes, source
    for escape in client.escapes:
        assert escape.reason.startswith(("it ", "what "))
        assert 3 <= escape.span.line <= len(source.splitlines())


HARMLESS = {
    "print": "print(client)",
    "a comparison": "client is None or client == 1",
    "a truth value": "if client: pass",
    "a text": "f'{client}'",
    "isinstance": "isinstance(client, object)",
    "hasattr": "hasattr(client, 'create_meeting')",
    "an operation": "client.create_meeting()",
    "a Stubber": "from botocore.stub import Stubber\nStubber(client=client)",
    "a function of its own": "def f(c): return c.meta\nf(client)",
    "a list": "pool = [client]",
    "an attribute of its own": "class A: pass\nA.client = client",
}


@pytest.mark.parametrize("way", HARMLESS)
def test_a_client_that_stays_in_sight_does_not_escape(way):
    result = scan_source(f'import boto3\nclient = boto3.client("chime")\n{HARMLESS[way]}\n')
    (client,) = result.reading.clients
    assert client.escapes == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_in_two_modules_is_the_same_program(name, tree, tmp_path):
    source = PROGRAMS[name]
    statements = [ast.unparse(each) for each in ast.parse(source).body]
    if any(word in source for word in ("global ", "del ", "pytest", "match ")):
        return
    for cut in range(1, len(statements)):
        # What is assigned more than once would be one thing for the importer.
        bound = [
            each.id
            for each in ast.walk(ast.parse(source))
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        ]
        if len(bound) != len(set(bound)):
            return
        directory = tmp_path / str(cut)
        directory.mkdir()
        (directory / "first.py").write_text("\n".join(statements[:cut]) + "\n", encoding="utf-8")
        rest = "from first import *\n" + "\n".join(statements[cut:]) + "\n"
        (directory / "second.py").write_text(rest, encoding="utf-8")
        together = sorted(
            (each.operation, each.kind)
            for result in scan_paths([str(directory)])
            for each in result.findings
            if each.confidence != "possible"
        )
        # In which order modules are taken up may make something less certain, but not less found.
        assert together == sorted(each[:2] for each in found(source)), rest
