"""How the shapes of a botocore model are written as types: what callers pass, and what they get.

A shape that is used both ways often needs two types. What is passed may be any ``Sequence``, and may lack
what is not required; what comes back is a ``list``. All members of a reply are said to be there, so that a
subscript type-checks; all but ``NextToken``, whose absence says something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Shapes"]

_SCALARS = {"string": "str", "integer": "int", "boolean": "bool", "timestamp": "datetime"}
_PAGE_TOKENS = frozenset({"NextToken"})


class Shapes:
    """The shapes of a model, as types.

    Args:
        model: A service description, as botocore keeps it.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._shapes: Mapping[str, Any] = model["shapes"]
        operations = model["operations"].values()
        self._responses = {each["output"]["shape"] for each in operations if "output" in each}
        passed = {each["input"]["shape"] for each in operations if "input" in each}
        # What an operation takes is spelled out in its method, and has no type of its own.
        self._passed = self._reached(passed) - passed
        self._returned = self._reached(self._responses)

    def parameters(self, name: str) -> Iterator[tuple[str, str, bool]]:
        """Give the members of an operation's input: name, type, and whether it is required."""
        shape = self._shapes[name]
        members = shape["members"]
        # botocore makes up what is an idempotency token.
        required = [each for each in shape.get("required", ()) if not _is_token(members[each])]
        for member in (*required, *(each for each in members if each not in required)):
            yield member, self.passed(members[member]["shape"]), member in required

    def passed(self, name: str) -> str:
        """Return the type of what a caller passes as the shape ``name``."""
        shape = self._shapes[name]
        kind = shape["type"]
        if "enum" in shape:
            return _literal_name(name)
        if kind == "structure":
            # What the service returned may be passed again.
            output = self._output_name(name)
            return f"{name}TypeDef" + (f" | {output}" if output != f"{name}TypeDef" else "")
        if kind == "list":
            return f"Sequence[{self.passed(shape['member']['shape'])}]"
        if kind == "map":
            return f"Mapping[str, {self.passed(shape['value']['shape'])}]"
        return "datetime | str" if kind == "timestamp" else _SCALARS[kind]

    def returned(self, name: str) -> str:
        """Return the type of what a caller gets as the shape ``name``."""
        shape = self._shapes[name]
        kind = shape["type"]
        if "enum" in shape:
            return _literal_name(name)
        if kind == "structure":
            return self._output_name(name)
        if kind == "list":
            return f"list[{self.returned(shape['member']['shape'])}]"
        if kind == "map":
            return f"dict[str, {self.returned(shape['value']['shape'])}]"
        return _SCALARS[kind]

    def literals(self) -> Iterator[str]:
        """Write the enumerations."""
        for name in sorted(self._passed | self._returned):
            if "enum" in self._shapes[name]:
                values = ", ".join(f'"{value}"' for value in self._shapes[name]["enum"])
                yield f"{_literal_name(name)}: TypeAlias = Literal[{values}]"

    def structures(self) -> Iterator[str]:
        """Write the structures, as a class each, or two."""
        for name in sorted(self._passed | self._returned):
            if self._shapes[name]["type"] != "structure":
                continue
            if name in self._passed:
                yield self._passed_class(name)
            if name in self._returned and self._output_name(name) not in self._names_of_passed(name):
                yield self._returned_class(name)

    def errors(self) -> list[str]:
        """Name the exceptions."""
        return sorted(name for name, shape in self._shapes.items() if shape.get("exception"))

    def _names_of_passed(self, name: str) -> set[str]:
        return {f"{name}TypeDef"} if name in self._passed else set()

    def _output_name(self, name: str) -> str:
        if name not in self._passed or name not in self._returned:
            return f"{name}TypeDef"
        same = self._fields_passed(name) == self._fields_returned(name)
        return f"{name}TypeDef" if same else f"{name}OutputTypeDef"

    def _fields_passed(self, name: str) -> list[str]:
        shape = self._shapes[name]
        types = {member: self.passed(it["shape"]) for member, it in shape["members"].items()}
        required = shape.get("required", ())
        return [
            f"{member}: {kind}" if member in required else f"{member}: NotRequired[{kind}]"
            for member, kind in types.items()
        ]

    def _fields_returned(self, name: str) -> list[str]:
        members = self._shapes[name]["members"]
        types = {member: self.returned(it["shape"]) for member, it in members.items()}
        fields = [
            f"{member}: NotRequired[{kind}]" if member in _PAGE_TOKENS else f"{member}: {kind}"
            for member, kind in types.items()
        ]
        return [*fields, "ResponseMetadata: ResponseMetadataTypeDef"] if name in self._responses else fields

    def _passed_class(self, name: str) -> str:
        return _class(f"{name}TypeDef", self._fields_passed(name))

    def _returned_class(self, name: str) -> str:
        return _class(self._output_name(name), self._fields_returned(name))

    def _reached(self, names: set[str]) -> set[str]:
        reached: set[str] = set()
        waiting = set(names)
        while waiting:
            name = waiting.pop()
            reached.add(name)
            shape = self._shapes[name]
            references = [*shape.get("members", {}).values()]
            references += [shape[key] for key in ("member", "key", "value") if key in shape]
            waiting.update(each["shape"] for each in references if each["shape"] not in reached)
        return reached


def _is_token(member: Mapping[str, Any]) -> bool:
    return bool(member.get("idempotencyToken"))


def _literal_name(name: str) -> str:
    return f"{name}Type"  # also of MemberType, for a member of a structure may have that name


def _class(name: str, fields: list[str]) -> str:
    body = "".join(f"\n    {field}" for field in fields) or " ..."
    return f"class {name}(TypedDict):{body}"
