"""YAML, with the place of each value; the parser is PyYAML. Tags such as ``!Sub`` stay what they are."""

from __future__ import annotations

from typing import Any

import yaml

from ._located import DEEPEST, Fields, Items, Opaque, Source, Text, TooDeepError

__all__ = ["read"]

_STANDARD = "tag:yaml.org,2002:"
_MERGE = f"{_STANDARD}merge"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(source: Source) -> Any:
    """Read a text, which may have several documents.

    Raises:
        yaml.MarkedYAMLError: If it is not YAML.
        ValueError: If a mapping has the same key twice, or it is nested too deeply.
    """
    reader = _Reader(source)
    documents = [reader.value(node, 0) for node in yaml.compose_all(source.text, Loader=_LOADER)]
    return Items(documents, source.span(0, len(source.text)))


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._read: dict[int, Any] = {}
        self._nodes: list[Any] = []  # so that no id is used again

    def value(self, node: Any, depth: int) -> Any:
        if depth > DEEPEST:  # which what contains itself is, too
            raise TooDeepError
        # What is named by an alias is read once: there are texts that name it a billion times.
        if id(node) not in self._read:
            self._nodes.append(node)
            self._read[id(node)] = self._made(node, depth)
        return self._read[id(node)]

    def _made(self, node: Any, depth: int) -> Any:
        span = self._source.span(node.start_mark.index, node.end_mark.index)
        tagged = not node.tag.startswith(_STANDARD)
        if isinstance(node, yaml.ScalarNode):
            known = not tagged and "${" not in node.value and "{{" not in node.value
            return Text.of(f"{node.tag} {node.value}" if tagged else node.value, span, known=known)
        written = self._source.text[span.start : span.end]
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(each, depth + 1) for each in node.value]
            return Opaque(written, span, items) if tagged else Items(items, span, block=not node.flow_style)
        fields = self._fields(node, depth)
        return Opaque(written, span, [Fields(fields, span)]) if tagged else Fields(fields, span)

    def _fields(self, node: Any, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in node.value:
            found = self.value(value, depth + 1)
            if key.tag == _MERGE:
                for each in found if isinstance(found, Items) else [found]:
                    merged = {**(each if isinstance(each, Fields) else {}), **merged}
            else:
                name = str(key.value)
                if name in fields:
                    line = key.start_mark.line + 1
                    raise ValueError(f"a mapping has the same key twice, in line {line}")
                fields[name] = found
        return {**merged, **fields}
