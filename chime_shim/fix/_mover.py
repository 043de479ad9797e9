"""Moving the clients of a group: all of them and all of their uses, or nothing."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chime_shim.fix._naming import receiver_of, renaming
from chime_shim.fix._plan import Doubt
from chime_shim.fix._sites import CLIENT, ExceptionSite, Site
from chime_shim.fix._source import NotThereError
from chime_shim.fix._split import Split
from chime_shim.fix.rules import RULES, exceptions
from chime_shim.fix.rules.clients import Unclear, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._plan import Options, Plan
    from chime_shim.fix._source import Edit, Source
    from chime_shim.scan import Finding, Reference

__all__ = ["Mover", "judged"]

# A hook on events of all of its operations, as in "before-call.chime"; those of one are findings.
_HOOK = re.compile(r"(?:[a-z]+(?:-[a-z]+)+|getattr)\.chime(?:\.\*)*")


def judged(finding: Finding, source: Source, receiver: str, options: Options) -> Site:
    """Apply the rules for operations to a use."""
    site = Site(finding, source, receiver, options.unsafe, finding.route.to or "")
    for rule in RULES:
        if rule.on == "operation" and site.doubt is None:
            before = (len(site.edits), site.service)
            try:
                rule.apply(site)  # type: ignore[misc, arg-type]
            except NotThereError as error:
                site.hold(f"{site.operation} cannot be changed here: {error}")
            if ((len(site.edits), site.service) != before or site.doubt) and rule.name not in options.rules:
                # Without it the use cannot move; and nobody asked to be told.
                site.doubt = ""
    return site


@dataclass
class Mover:
    """Moves the clients of one group."""

    group: ClientGroup
    sources: Mapping[str, Source]
    plan: Plan
    options: Options

    def move(self) -> None:
        """Plan it."""
        if not self.group.findings:
            return
        sites = [self._site(each, None) for each in self.group.findings]
        staying = [site for site in sites if site.doubt is not None]
        for site in staying:
            self._leave(site.finding, site.doubt or "")
        moving = [site for site in sites if site.doubt is None]
        services = list(dict.fromkeys(site.service for site in moving))
        if not services:
            return
        if staying or self.group.kept:
            services = [CLIENT, *services]
        try:
            edits = self._edits(moving, services)
        except (NotThereError, Unclear) as unclear:
            for site in moving:
                self._leave(site.finding, "")
            if "clients" in self.options.rules:
                self._say(unclear, services)
            return
        for path, edit in edits:
            self.plan.files[path].edits.append(edit)
        self.plan.shared.append(self.group.paths)
        for site in moving:
            self.plan.files[site.finding.path].fixed.append((site.finding, site.service))

    def _site(self, finding: Finding, receiver: str | None) -> Site:
        source = self.sources[finding.path]
        if receiver is None:
            node = receiver_of(source, finding)
            receiver = source.segment(node) if node is not None else finding.receiver
        return judged(finding, source, receiver, self.options)

    def _leave(self, finding: Finding, reason: str) -> None:
        plan = self.plan.files[finding.path]
        plan.left.append(finding)
        if reason and finding.node is not None:
            plan.doubts.append(Doubt(finding.node, reason))

    def _say(self, unclear: Exception, services: list[str]) -> None:
        """Leave the comment where the client is made; where it is annotated, if that is all there is."""
        named = [each for each in services if each != CLIENT]
        listed = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
        text = f"this client's calls go to {listed}"
        if CLIENT in services:
            text += ", and others stay"
        first = next(
            (each for kind in ("client", "annotation", "use") for each in self.group.of_kind(kind)), None
        )
        node = first.node if first is not None else None
        path = first.path if first is not None else ""
        if node is not None:
            self.plan.files[path].doubts.append(Doubt(node, f"{text}, but {unclear}"))

    def _edits(self, moving: list[Site], services: list[str]) -> list[tuple[str, Edit]]:
        if "clients" not in self.options.rules:
            raise Unclear("it is not to be changed")
        self._check()
        if len(services) == 1:
            return list(self._in_place(moving, services[0]))
        split = Split.of(self.group, self.sources, self.options.importers)
        return list(self._divided(split, moving, services))

    def _check(self) -> None:
        group = self.group
        if group.of_kind("dynamic"):
            raise Unclear("which operations it is asked for is not written here")
        if group.of_the_shim(self.sources):
            raise Unclear("it is a matter of chime_shim's functions here, which take clients of chime")
        for path in sorted(group.paths):
            hook = next((each for each in _texts(self.sources[path]) if _HOOK.fullmatch(each)), None)
            if hook is not None:
                raise Unclear(f"its event {hook} has another name at each of them")
        if self.options.unsafe:
            return
        if group.leaves(self.sources) is not None:
            raise Unclear(
                "it is given to something that is not seen here; chime-shim fix --unsafe passes that over"
            )
        if not any(origin.how == "made" for origin in group.origins):
            raise Unclear("who makes it is not seen here; chime-shim fix --unsafe passes that over")

    def _in_place(self, moving: list[Site], service: str) -> Iterator[tuple[str, Edit]]:
        """Make the client another one, and leave its names alone."""
        clients = self.group.of_kind("client")
        makers = {origin for origin in self.group.origins if origin.how == "made"}
        if len({id(each.node) for each in clients}) < len(makers):
            raise Unclear("where it is made is not seen here")
        for each in clients:
            if not isinstance(each.node, ast.Call):
                raise Unclear("where it is made is not seen here")
            for edit in made(self.sources[each.path], each.node, service, unsafe=self.options.unsafe):
                yield each.path, edit
        for site in moving:
            for edit in site.edits:
                yield site.finding.path, edit
        for reference in self.group.of_kind("exceptions"):
            source = self.sources[reference.path]
            receiver = source.segment(reference.node.value.value)  # type: ignore[union-attr]
            clients_of = self._raisers(reference, dict.fromkeys([service], receiver))
            yield from self._caught(reference, clients_of)

    def _divided(self, split: Split, moving: list[Site], services: list[str]) -> Iterator[tuple[str, Edit]]:
        """Make several clients of one."""
        for edit in split.edits(services, unsafe=self.options.unsafe):
            yield split.path, edit
        yield from split.imports(self._services_by_path(moving))
        for site in moving:
            path = site.finding.path
            node = receiver_of(site.source, site.finding)
            assert node is not None
            receiver = split.receiver(path, node, site.service)
            yield path, renaming(site.source, node, receiver.rpartition(".")[2])
            for edit in self._site(site.finding, receiver).edits:
                yield path, edit
        for reference in self.group.of_kind("exceptions"):
            node = reference.node.value.value  # type: ignore[union-attr]
            receivers = {service: split.receiver(reference.path, node, service) for service in services}
            yield from self._caught(reference, self._raisers(reference, receivers))

    def _services_by_path(self, moving: list[Site]) -> dict[str, dict[str, None]]:
        """Return the services whose clients go by bare names in each file, in the order of the calls."""
        found: dict[str, dict[str, None]] = {path: {} for path in self.group.paths}
        moved = {id(site.finding): site.service for site in moving}
        for kept in self.group.kept:
            if isinstance(kept.node, ast.Attribute) and isinstance(kept.node.value, ast.Name):
                found[kept.path][CLIENT] = None
        for finding in self.group.findings:
            if isinstance(receiver_of(self.sources[finding.path], finding), ast.Name):
                found[finding.path][moved.get(id(finding), CLIENT)] = None
        for reference in self.group.of_kind("exceptions"):
            # A handler may name the client of a call that is made in another module.
            for clients in list(found.values()):
                found[reference.path].update(clients)
        return found

    def _caught(
        self, reference: Reference, clients: dict[str, tuple[str, tuple[str, ...]]]
    ) -> Iterator[tuple[str, Edit]]:
        site = ExceptionSite(reference, self.sources[reference.path], clients)
        exceptions.RULE.apply(site)  # type: ignore[misc, arg-type]
        if site.doubt is not None or (site.edits and "exceptions" not in self.options.rules):
            raise Unclear(site.doubt or "its exceptions are not to be changed")
        for edit in site.edits:
            yield reference.path, edit

    def _raisers(
        self, reference: Reference, receivers: dict[str, str]
    ) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Tell which calls an exception may come from, by service."""
        source = self.sources[reference.path]
        moved = {each.node: self._site(each, None) for each in self.group.findings}
        inside = _tried(source, reference.node)
        within = [site for key, site in moved.items() if id(key) in inside]
        if not within or _calls_others(source, inside):
            within = list(moved.values())  # as the old class did
        found: dict[str, list[str]] = {}
        for site in within:
            service = site.service if site.doubt is None else CLIENT
            found.setdefault(service, []).append(site.operation)
        return {service: (receivers[service], tuple(names)) for service, names in found.items()}


def _texts(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _calls_others(source: Source, inside: Mapping[int, ast.AST]) -> bool:
    """Tell whether functions of the file are called: what they call may raise as well."""
    functions = {each.name for each in ast.walk(source.tree) if isinstance(each, ast.FunctionDef)}
    functions |= {each.name for each in ast.walk(source.tree) if isinstance(each, ast.AsyncFunctionDef)}
    called = (each.func for each in inside.values() if isinstance(each, ast.Call))
    return any((getattr(each, "id", None) or getattr(each, "attr", None)) in functions for each in called)


def _tried(source: Source, node: ast.AST | None) -> dict[int, ast.AST]:
    """Return what is in the ``try`` that a handler is of, or in the ``with`` of ``pytest.raises``."""
    inner = node
    while inner is not None and not isinstance(inner, ast.stmt):
        handler = source.parent(inner)
        if isinstance(handler, ast.ExceptHandler) and inner is handler.type:
            body = source.parent(handler).body  # type: ignore[union-attr]
            return {id(each): each for statement in body for each in ast.walk(statement)}
        if isinstance(handler, ast.With | ast.AsyncWith) and isinstance(inner, ast.withitem):
            return {id(each): each for statement in handler.body for each in ast.walk(statement)}
        inner = handler
    return {}
