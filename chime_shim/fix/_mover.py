"""Moving a group of clients: in place, if each use is known and of one service; else beside the old one."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chime_shim.fix import _staying
from chime_shim.fix._client_groups import place
from chime_shim.fix._naming import receiver_of, renaming
from chime_shim.fix._plan import Doubt
from chime_shim.fix._sites import CLIENT, ExceptionSite, Site
from chime_shim.fix._source import ClashError, NotThereError
from chime_shim.fix._split import Split
from chime_shim.fix.rules import RULES, client_types, exceptions
from chime_shim.fix.rules.clients import Unclear, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._facts import Facts
    from chime_shim.fix._plan import Options, Plan
    from chime_shim.fix._source import Edit, Source
    from chime_shim.fix._staying import Staying
    from chime_shim.scan import Finding
    from chime_shim.scan.reader import Use

__all__ = ["Mover", "judged"]

# A hook on events of all of its operations, as in "before-call.chime"; those of one are findings.
_HOOK = re.compile(r"(?:[a-z]+(?:-[a-z]+)+|getattr)\.chime(?:\.\*?)*")


def judged(finding: Finding, source: Source, receiver: str, options: Options, facts: Facts) -> Site:
    """Apply the rules for operations to a use."""
    site = Site(finding, source, receiver, options.unsafe, finding.route.to or "", facts)
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
    facts: Facts

    def move(self) -> None:
        """Plan it."""
        if not self.group.findings:
            self._name_escapes()
            return
        sites = [self._site(each, None) for each in self.group.findings]
        held = [site for site in sites if site.doubt is not None]
        moving = [site for site in sites if site.doubt is None]
        for path, doubt in _staying.once(held):
            self.plan.files[path].doubts.append(doubt)
        self._leave(held)
        if not moving:
            self.plan.staying |= self.group.paths
            return
        staying = _staying.reasons(self.group, dict.fromkeys(site.service for site in moving))
        others = bool(held or staying)
        try:
            self._check()
        except Unclear as unclear:
            self._give_up(unclear, moving, (), others=others)
            return
        try:
            edits, moved = self._edits(moving, held, staying)
        except (NotThereError, Unclear) as unclear:
            self._give_up(unclear, moving, staying, others=others)
        except ClashError:
            clash = Unclear("what would have to be changed where it is made does not fit together")
            self._give_up(clash, moving, (), others=others)
        else:
            self._note(edits, moved, wholly=not others and len(moved) == len(moving))

    def _note(self, edits: Sequence[tuple[str, Edit]], moved: Sequence[Site], *, wholly: bool) -> None:
        files = self.plan.files
        for path, edit in edits:
            files[path].edits.append(edit)
        for site in moved:
            files[site.finding.path].fixed.append((site.finding, site.service))
            files[site.finding.path].notes += site.notes
        for each in self.group.escapes:
            if each.how == "kept" and each.path in files and each.node is not None:
                files[each.path].notes.append((each.node, f"a client moved, and {each.reason}"))
        for path, node, text in _staying.changed_members(self.group, self.sources) if wholly else ():
            files[path].notes.append((node, text))
        self.plan.moves(self.group.paths, {site.service for site in moved}, wholly=wholly)
        self.plan.annotated |= {each.path for each in self.group.of_kind("bind") if self._is_annotated(each)}

    def _is_annotated(self, use: Use) -> bool:
        around = self.sources[use.path].parent(use.node) if use.node is not None else None
        return getattr(use.node, "annotation", None) is not None or isinstance(around, ast.AnnAssign)

    def _site(self, finding: Finding, receiver: str | None) -> Site:
        source = self.sources[finding.path]
        if receiver is None:
            node = receiver_of(source, finding)
            receiver = source.segment(node) if node is not None else finding.receiver
        return judged(finding, source, receiver, self.options, self.facts)

    def _name_escapes(self) -> None:
        """Say where clients go out of sight that nothing is seen to be called on."""
        self.plan.staying |= self.group.paths
        for finding in self.group.unseen:
            self.plan.files[finding.path].left.append(finding)
        for each in _staying.reasons(self.group, ()):
            if each.comment and each.node is not None:
                self.plan.files[each.path].doubts.append(Doubt(each.node, each.comment))

    def _leave(self, sites: Sequence[Site]) -> None:
        for site in sites:
            self.plan.files[site.finding.path].left.append(site.finding)

    def _give_up(
        self,
        unclear: NotThereError | Unclear,
        moving: Sequence[Site],
        staying: Sequence[Staying],
        *,
        others: bool,
    ) -> None:
        """Leave it all, with one comment where the client is made: the first thing that stands in its way."""
        self._leave(moving)
        self.plan.staying |= self.group.paths
        if "clients" not in self.options.rules:
            return
        text = f"this client's calls go to {_listed(dict.fromkeys(site.service for site in moving))}"
        text += ", and others stay" if others else ""
        best = next(self.group.places(self.sources), None)
        if best is None:
            return
        path, node = best
        first = next((each for each in staying if each.hinders), None)
        reason = first.reason if first is not None else str(unclear)
        where = getattr(unclear, "where", None) if first is None else (first.path, first.node)
        self.plan.files[path].doubts.append(Doubt(node, f"{text}, but {reason}", where))

    def _edits(
        self, moving: Sequence[Site], held: Sequence[Site], staying: Sequence[Staying]
    ) -> tuple[list[tuple[str, Edit]], Sequence[Site]]:
        is_alone = not held and not staying
        is_of_one = len({site.service for site in moving}) == 1
        if is_alone and is_of_one:
            return list(self._in_place(moving, moving[0].service)), moving
        try:
            return self._divided(moving, held, staying, is_alone=is_alone)
        except Unclear:
            passed_over = self.options.unsafe and not held and all(each.unsafe for each in staying)
            if not (passed_over and is_of_one):
                raise
        return list(self._in_place(moving, moving[0].service)), moving

    def _check(self) -> None:
        """See that nothing speaks against moving any of it.

        Raises:
            Unclear: If something does.
        """
        if "clients" not in self.options.rules:
            raise Unclear("it is not to be changed")
        if self.group.of_the_shim(self.sources):
            raise Unclear("it is a matter of chime_shim's functions here, which take clients of chime")
        for path in sorted(self.group.paths & self.sources.keys()):
            for each in self.sources[path].texts:
                if _HOOK.fullmatch(str(each.value)):
                    raise Unclear(f"its event {each.value!s} has another name at each of them", (path, each))
        if not any(each.origin.how == "made" for each in self.group.clients):
            paths = {each.origin.path for each in self.group.clients}
            stubs = any(
                client_types.imported(self.facts.readings[each])
                for each in paths & self.facts.readings.keys()
            )
            hint = "; chime-shim fix --unsafe passes that over" if stubs else ""
            if not (self.options.unsafe and stubs):
                raise Unclear(f"who makes it is not seen here{hint}")

    def _in_place(self, moving: Sequence[Site], service: str) -> Iterator[tuple[str, Edit]]:
        """Make the client another one, and leave its names alone."""
        for client in self.group.clients:
            path = client.origin.path
            if client.origin.how != "made":
                continue
            if path not in self.sources or not isinstance(client.node, ast.Call):
                raise Unclear("where it is made is not seen here")
            is_shared = partial(self.options.importers, path)
            for edit in made(
                self.sources[path], client.node, service, unsafe=self.options.unsafe, is_shared=is_shared
            ):
                yield path, edit
        for site in moving:
            for edit in site.edits:
                yield site.finding.path, edit
        services = {id(site.finding.node): site.service for site in moving}
        for use in self.group.of_kind("exceptions"):
            receivers = {service: self.sources[use.path].segment(_client_of(use))}
            yield from self._caught(use, receivers, services)

    def _divided(
        self, moving: Sequence[Site], held: Sequence[Site], staying: Sequence[Staying], *, is_alone: bool
    ) -> tuple[list[tuple[str, Edit]], Sequence[Site]]:
        """Make clients beside the old one, or in its place if nothing is left for it."""
        split = Split.of(self.group, self.facts, self.options.importers)
        uses = {id(each.node): each for each in self.group.of_kind("call", "operation")}
        ambiguous = _staying.ambiguous(self.group, moving, held)
        moved = []
        for site in moving:
            node = receiver_of(site.source, site.finding)
            if (
                split.calls_it_so(site.finding.path, node)
                and uses[id(site.finding.node)].alone
                and id(site.finding.node) not in ambiguous
            ):
                moved.append(site)
        if not moved:
            if ambiguous:
                raise Unclear(
                    "one place asks for operations of several services", next(iter(ambiguous.values()))
                )
            raise Unclear("it is not called by the name that it is made under")
        others = [site for site in moving if site not in moved]
        services = list(dict.fromkeys(site.service for site in moved))
        gone = {id(receiver_of(site.source, site.finding)) for site in moved}
        caught_of = self.group.of_kind("exceptions")
        needed = (
            not is_alone or bool(others) or split.is_needed({*gone, *map(id, map(_client_of, caught_of))})
        )
        if needed:
            services = [CLIENT, *services]
        elif len(services) == 1:
            return list(self._in_place(moving, services[0])), moving
        edits = list(self._beside(split, moved, services, gone))
        self._leave(others)  # of the old client there may be more to say, once it is alone
        for each in (*staying, *_staying.members(self.group)) if needed else ():
            if each.comment and each.node is not None:
                self.plan.files[each.path].doubts.append(Doubt(each.node, each.comment))
        return edits, moved

    def _beside(
        self, split: Split, moved: Sequence[Site], services: list[str], gone: set[int]
    ) -> Iterator[tuple[str, Edit]]:
        for edit in split.edits(services, unsafe=self.options.unsafe):
            yield split.path, edit
        needed: dict[str, dict[str, None]] = {}
        for site in moved:
            path = site.finding.path
            node = receiver_of(site.source, site.finding)
            assert node is not None
            receiver = split.receiver(path, node, site.service)
            yield path, renaming(site.source, node, receiver.rpartition(".")[2])
            for edit in self._site(site.finding, receiver).edits:
                yield path, edit
            if isinstance(node, ast.Name):
                needed.setdefault(path, {})[site.service] = None
        by_node = {id(site.finding.node): site.service for site in moved}
        for use in self.group.of_kind("exceptions"):
            node = _client_of(use)
            receivers = {service: split.receiver(use.path, node, service) for service in services}
            for path, edit in self._caught(use, receivers, by_node):
                yield path, edit
            if isinstance(node, ast.Name):
                raisers = self.facts.raisers(use, self.group, by_node)
                needed.setdefault(use.path, {}).update(dict.fromkeys(raisers))
                gone.add(id(node))
        yield from split.imports(needed, gone)

    def _caught(
        self, use: Use, receivers: Mapping[str, str], services: Mapping[int, str]
    ) -> Iterator[tuple[str, Edit]]:
        raisers = self.facts.raisers(use, self.group, services)
        clients = {each: (receivers[each], tuple(names)) for each, names in raisers.items()}
        site = ExceptionSite(use, self.sources[use.path], clients)
        exceptions.RULE.apply(site)  # type: ignore[misc, arg-type]
        if site.doubt is not None or (site.edits and "exceptions" not in self.options.rules):
            raise Unclear(site.doubt or "its exceptions are not to be changed", place(use))
        for edit in site.edits:
            yield use.path, edit


def _listed(names: Mapping[str, None]) -> str:
    *most, last = names
    return " and ".join([", ".join(most), last] if most else [last])


def _client_of(use: Use) -> ast.expr:
    """Return the client of ``client.exceptions.X``."""
    if use.receiver is None:
        text = "which client its exceptions are of is not written where they are caught"
        raise Unclear(text, place(use))
    return use.receiver
