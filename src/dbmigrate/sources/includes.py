"""Follows `@child`, `@@child`, `start child` and `:r child` to the files of the estate, and finds cycles among them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.sources.files import SourceFile
from dbmigrate.sources.scan import Segment, SegmentKind

INCLUDING: Final = frozenset(("@", "@@", "start", ":r"))  # directives that run another file

_ARGUMENT: Final = re.compile(
    r"""(?i)(?:@@?|sta(?:r|rt)?\b|:r\b)\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s;]+))"""
)
_SUBSTITUTION: Final = re.compile(r"&\w|\$\(\w+\)|%\w+%|^\$\w|\?/|^\?")
_ABSOLUTE: Final = re.compile(r"^(?:[A-Za-z]:|/|//|\w+://)")
_DEFAULT_SUFFIX: Final = ".sql"


@dataclass(frozen=True)
class Include:
    """One include: the file that it names (`name`, of the estate) or why there is none (`outcome`)."""

    argument: str  # as written
    name: str = ""
    outcome: str = ""  # 'outside-root', 'missing', 'cycle', 'substitution'
    meant: str = ""  # without a name: the only file of the estate that is called so, in whatever folder

    @property
    def runs(self) -> str:
        """The file that is run as far as we can tell; "" where we cannot."""
        return self.name or self.meant


def included(segments: Iterable[Segment]) -> list[Segment]:
    """The directives among `segments` that run another file."""
    return [s for s in segments if s.kind is SegmentKind.DIRECTIVE and s.head is not None and s.head.kind in INCLUDING]


class Includes:
    """Resolves includes among the files of an estate."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._names = {file.name: file.name for file in files}
        self._folded = {file.name.casefold(): file.name for file in files}  # Windows paths ignore case
        self._bases: dict[str, list[str]] = {}
        for file in files:
            self._bases.setdefault(posixpath.basename(file.name).casefold(), []).append(file.name)
        self._graph: dict[str, list[str]] = {}

    def resolve(self, including: str, directive: str) -> Include:
        """What the directive's text in the file `including` names.

        `@@` is relative to the including file. `@`, START and `:r` are relative to the folder the client was started
        in, which we do not know: the including file's folder is tried, then its parents up to the root.
        """
        found = _ARGUMENT.match(directive.strip())
        if found is None:
            return Include(directive.strip(), outcome="missing")
        argument = found["quoted"] or found["single"] or found["bare"] or ""
        include = self._resolved(including, argument, directive)
        return include if include.name else replace(include, meant=self._called(argument, including))

    def _resolved(self, including: str, argument: str, directive: str) -> Include:
        if _SUBSTITUTION.search(argument):
            return Include(argument, outcome="substitution")
        path = argument.replace("\\", "/")
        if _ABSOLUTE.match(path):
            return Include(argument, outcome="outside-root")
        return self._relative(including, argument, path, directive.lstrip().startswith("@@"))

    def _relative(self, including: str, argument: str, path: str, beside: bool) -> Include:
        folder = posixpath.dirname(including)
        outcome = "missing"
        while True:
            target = posixpath.normpath(posixpath.join(folder, path))
            if target.startswith("../") or target == "..":
                outcome = "outside-root"
            else:
                name = self._known(target)
                if name:
                    return Include(argument, name, "cycle" if self._reaches(name, including) else "")
                outcome = "missing" if outcome != "outside-root" else outcome
            if beside or not folder:
                return Include(argument, outcome=outcome)
            folder = posixpath.dirname(folder)

    def _called(self, argument: str, including: str) -> str:
        """The only file called like the last component, where variables and folders of another machine stand before."""
        base = posixpath.basename(argument.replace("\\", "/")).casefold()
        if not base or _SUBSTITUTION.search(base):
            return ""
        names = self._bases.get(base) or self._bases.get(base + _DEFAULT_SUFFIX, [])
        return names[0] if len(names) == 1 and names[0] != including else ""

    def _known(self, target: str) -> str:
        names = [target] if posixpath.splitext(target)[1] else [target + _DEFAULT_SUFFIX, target]
        names += [target + _DEFAULT_SUFFIX]
        for name in names:
            known = self._names.get(name) or self._folded.get(name.casefold())
            if known:
                return known
        return ""

    def add(self, including: str, include: Include) -> None:
        """Remembers an edge of the include graph; cycles are found among remembered edges."""
        if include.name:
            self._graph.setdefault(including, []).append(include.name)

    def _reaches(self, start: str, goal: str) -> bool:
        """Whether `start` includes `goal`, directly or through others."""
        pending, seen = [start], set()
        while pending:
            name = pending.pop()
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                pending += self._graph.get(name, ())
        return False


def cycles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The cycles of an include graph: groups of files that include each other, each sorted, in sorted order."""
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(graph):
        _finish_order(graph, root, seen, order)
    reverse: dict[str, list[str]] = {}
    for name, targets in graph.items():
        for target in targets:
            reverse.setdefault(target, []).append(name)
    groups, taken = [], set[str]()
    for name in reversed(order):
        group = _reached(reverse, name, taken)
        if len(group) > 1 or name in graph.get(name, ()):
            groups.append(tuple(sorted(group)))
    return sorted(groups)


def _finish_order(graph: Mapping[str, Sequence[str]], root: str, seen: set[str], order: list[str]) -> None:
    """Depth first without recursion: a file comes after all that it includes."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(graph.get(root, ())))]
    while stack:
        name, targets = stack[-1]
        following = next((target for target in targets if target not in seen), None)
        if following is None:
            order.append(name)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(graph.get(following, ()))))


def _reached(reverse: Mapping[str, Sequence[str]], start: str, taken: set[str]) -> list[str]:
    """What reaches `start` among files not yet taken; takes them."""
    if start in taken:
        return []
    taken.add(start)
    group, pending = [start], [start]
    while pending:
        for other in reverse.get(pending.pop(), ()):
            if other not in taken:
                taken.add(other)
                group.append(other)
                pending.append(other)
    return group


__all__ = ["INCLUDING", "Include", "Includes", "cycles", "included"]
