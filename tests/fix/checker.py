"""An independent judge of what was fixed: by Python's own bytecode and botocore's own models.

It shares nothing with the guard of the fixer.
"""

from __future__ import annotations

import ast
import builtins
import dis
import warnings
from functools import cache
from types import CodeType

import botocore.session
from botocore import xform_name

_BINDS = {"STORE_NAME", "STORE_GLOBAL", "IMPORT_NAME"}
_READS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_MODULES = {"__file__", "__name__", "__doc__", "__annotations__", "__path__", "__spec__", "__builtins__"}
_NEW = {f"chime-sdk-{name}" for name in ("voice", "meetings", "messaging", "identity", "media-pipelines")}


def complaints(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return what is wrong with programs that were fixed.

    Args:
        before: The texts of files as they were.
        after: The texts as they are.
    """
    found = []
    for path, text in after.items():
        new = unbound(text, path) - unbound(before[path], path)
        found += [f"{path}: {name} is bound nowhere" for name in sorted(new)]
    services = clients(after.values())
    for path, text in after.items():
        found += [f"{path}: {each}" for each in wrong_calls(text, services)]
    return found


def unbound(text: str, path: str) -> set[str]:
    """Return the names that code reads from the module, and that nothing there binds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = compile(text, path, "exec", dont_inherit=True)
    if "import *" in text:
        return set()
    reads, binds = set(), {*dir(builtins), *_MODULES}
    for code in codes(whole):
        is_module = code is whole
        local = {each.argval for each in dis.get_instructions(code) if each.opname == "STORE_NAME"}
        for each in dis.get_instructions(code):
            if each.opname == "STORE_GLOBAL" or (each.opname in _BINDS and is_module):
                binds.add(each.argval)
            elif each.opname in _READS and (is_module or each.argval not in local):
                reads.add(each.argval)
    return {name for name in reads - binds if not name.startswith("__")}


def codes(code: CodeType):
    """Give a code object and those in it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes(each)


def clients(texts) -> dict[str, set[str]]:
    """Return the services by the names, and attributes, to which clients are assigned."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                service = made(node.value)
                for target in node.targets:
                    name = getattr(target, "attr", None) or getattr(target, "id", None)
                    if name is not None:
                        found.setdefault(name, set()).add(service)
    return found


def made(call: ast.Call) -> str:
    """Return the service that a call makes a client of; empty if it makes none."""
    if getattr(call.func, "attr", "") not in {"client", "create_client"}:
        return ""
    given = [*call.args[:1], *(each.value for each in call.keywords if each.arg == "service_name")]
    return next((each.value for each in given if isinstance(each, ast.Constant)), "")


def wrong_calls(text: str, services: dict[str, set[str]]):
    """Give the calls that a successor's client does not have, or for which it demands more."""
    tree = ast.parse(text)
    # Whatever is given to a parameter, it need not be what has its name elsewhere.
    parameters = {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = node.func.value
        if isinstance(receiver, ast.Call):
            known = {made(receiver)}
        else:
            name = getattr(receiver, "attr", None) or getattr(receiver, "id", None)
            known = set() if name in parameters else services.get(name, set())
        if len(known) != 1 or not known <= _NEW:
            continue
        (service,) = known
        required = operations(service).get(node.func.attr)
        given = {each.arg for each in node.keywords}
        if required is None:
            if not hasattr(client(service), node.func.attr):
                yield f"{service} has no {node.func.attr}"
        elif None not in given and required - given:
            yield f"{node.func.attr} of {service} lacks {sorted(required - given)}"


@cache
def session():
    return botocore.session.Session()


@cache
def operations(service: str) -> dict[str, set[str]]:
    """Return the methods of a service, with what they require."""
    model = session().get_service_model(service)
    shapes = {name: model.operation_model(name).input_shape for name in model.operation_names}
    return {xform_name(name): required(shape) if shape else set() for name, shape in shapes.items()}


def required(shape) -> set[str]:
    """Return what a caller has to give: botocore makes tokens up."""
    return {
        name for name in shape.required_members if not shape.members[name].metadata.get("idempotencyToken")
    }


@cache
def client(service: str):
    return session().create_client(service, "us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
