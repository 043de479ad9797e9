"""Modules: which are read, and what they give to one another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.kept import kept_at_the_node
from chime_shim.scan.reader.scope import Scope
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.statements import Statements
from chime_shim.scan.reader.values import (
    Elsewhere,
    ModuleValue,
)

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Module

__all__ = ["Modules"]


class Modules(Statements):
    """Reads modules, and what they import."""

    project: Any
    _elsewhere: dict[str, list[tuple[Elsewhere, Node]]]

    def _failed(self, module: Module, error: Exception) -> None:
        self.project.fail(module, error)

    def take(self, module: Module) -> None:
        """Read a module."""
        module.scope = Scope(module, None, "module")
        try:
            self.execute(module.tree.body, module.scope)
        except Exception as error:  # noqa: BLE001 - costs the module or file that it is about, and no other
            self._failed(module, error)
        module.complete = True
        for name, node in module.exports.items():
            self._connect(module, name, node)
        for what, node in self._elsewhere.pop(module.path, ()):
            self.flow(self.export(module, what.name) if what.name else Node([ModuleValue(module)]), node)

    def export(self, module: Module, name: str) -> Node:
        node = module.exports.get(name)
        if node is None:
            node = module.exports[name] = Node()
            if module.complete:
                self._connect(module, name, node)
        return node

    def _connect(self, module: Module, name: str, node: Node) -> None:
        """Let what a module ends up with under a name flow to a node; ``*name`` is what a star gives."""
        if name.startswith("*"):
            name = name[1:]
            listed = starred(module.tree)
            if not name.startswith("_") if listed is None else name in listed:
                self.flow(self.export(module, name), node)
            return
        held = module.scope.names.get(name)
        if name in module.shared:
            self.flow(self.cell(module.scope, name), node)
        if held is not None:
            self.flow(held, node)
            return
        below = self.project.submodule(module.path, name)
        if below is not None:
            self.flow(self._module(below), node)
            return
        for star in module.stars:
            self.flow(self.load(star, f"*{name}", module.scope), node)
        hook = module.scope.names.get("__getattr__")
        if hook is not None and name != "__getattr__":
            self.call_with(hook, [self.text(name)], module.scope, node)

    def _module(self, path: str, name: str = "") -> Node:
        module = self.project.module(path)
        if module is not None:
            return self.export(module, name) if name else Node([ModuleValue(module)])
        what, node = Elsewhere(path, name), Node()
        self.put(node, what)
        self._elsewhere.setdefault(path, []).append((what, node))
        return node

    def from_elsewhere(self, of: Elsewhere, name: str, target: Node) -> None:
        module = self.project.module(of.path)
        if of.name:
            self.put(target, of)
        elif module is not None:
            self.flow(self.export(module, name), target)
        else:
            self.flow(self._module(of.path, name), target)

    def take_up(self, path: str) -> None:
        module = self.project.module(path)
        if module is None and self.project.read(path):
            self.take(self.project.module(path))

    def module_named(self, name: str, scope: Scope) -> Node:
        path = self.project.resolve(name, scope.module.path)
        return self.external(name) if path is None else self._module(path)

    def imported(self, module: str, name: str, scope: Scope) -> Node:
        path = self.project.resolve(module, scope.module.path)
        if path is None:
            below = self.project.resolve(
                f"{module}.{name}" if module.strip(".") else module + name, scope.module.path
            )
            return self.external(f"{module}.{name}") if below is None else self._module(below)
        if self.project.module(path) is None or path == scope.module.path:
            below = self.project.submodule(path, name)
            if below is not None:
                return self._module(below)
        return self._module(path, name)

    def find_dotted(self, name: str, scope: Scope) -> Node | None:
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            path = self.project.resolve(".".join(parts[:count]), scope.module.path)
            if path is not None:
                self.take_up(path)
                node = self._module(path)
                for part in parts[count:]:
                    node = self.load(node, part, scope)
                return node
        return None


@kept_at_the_node
def starred(tree: ast.Module) -> frozenset[str] | None:
    """Return the names of ``__all__``; None if it is not written out."""
    found: frozenset[str] | None = None
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Call):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", node)
            if isinstance(target, ast.Call):
                if ast.unparse(target.func).startswith("__all__."):
                    return None
            elif isinstance(target, ast.Name) and target.id == "__all__":
                value = getattr(node, "value", None)
                if found is not None or not isinstance(value, ast.List | ast.Tuple):
                    return None
                if not all(isinstance(each, ast.Constant) for each in value.elts):
                    return None
                found = frozenset(str(each.value) for each in value.elts if isinstance(each, ast.Constant))
    return found
