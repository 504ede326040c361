"""What the estate leans on outside of itself, and risks of lengths and character sets, told from its issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.model import Issue
from dbmigrate.packs.outside import Kinds, Outside, Risk, load_kinds

QUOTES: Final = {ord(c): None for c in '[]"`'}


@dataclass(slots=True)
class Dependency:
    """One thing outside of the estate, with where it is used."""

    kind: Outside
    name: str
    places: list[Issue] = field(default_factory=list)

    @property
    def files(self) -> int:
        return len({i.place.file for i in self.places})

    @property
    def units(self) -> int:
        return len({(i.place.file, i.unit) for i in self.places})

    @property
    def open(self) -> int:
        return sum(i.open for i in self.places)


@dataclass(slots=True)
class Exposure:
    """A risk with its places; `pairs`: (type of the source, type of the target), by number of places."""

    risk: Risk
    places: list[Issue] = field(default_factory=list)
    pairs: list[tuple[str, str, int]] = field(default_factory=list)


def dependencies(issues: Iterable[Issue]) -> list[Dependency]:
    """By kind, those with the most places first."""
    kinds = load_kinds()
    found: dict[tuple[str, str], Dependency] = {}
    for issue in issues:
        for kind, name in named(issue, kinds):
            name = name.translate(QUOTES)
            made = found.setdefault((kind.key, name.casefold()), Dependency(kind, name))
            made.places.append(issue)
    order = [k.key for k in kinds.outside]
    return sorted(found.values(), key=lambda d: (order.index(d.kind.key), -len(d.places), d.name))


def named(issue: Issue, kinds: Kinds) -> Iterator[tuple[Outside, str]]:
    """The kinds of dependency that an issue speaks of, each with the name of the thing."""
    for kind in kinds.outside:
        if issue.code in kind.codes:
            yield kind, issue.values.get(kind.codes[issue.code], "")
        elif kind.notes.get(issue.code, "") and kind.notes[issue.code] == issue.note:
            yield kind, next(iter(issue.values.values()), "")
        elif issue.code in kind.values:
            pattern = kind.values[issue.code]
            yield from ((kind, m.group(1)) for v in list(issue.values.values())[:1] if (m := pattern.search(v)))
        elif kind.words is not None and issue.code in kinds.named:
            names = (m.group().upper() for v in issue.values.values() for m in kind.words.finditer(v))
            yield from ((kind, name) for name in dict.fromkeys(names))


def exposures(issues: Iterable[Issue]) -> list[Exposure]:
    """The risks that some issue speaks of, in the order of the pack."""
    found = [Exposure(risk) for risk in load_kinds().risks]
    for issue in issues:
        for exposure in found:
            if issue.code in exposure.risk.codes:
                exposure.places.append(issue)
    for exposure in found:
        if exposure.risk.pairs:
            counted = Counter((i.values.get("source", "").upper(), i.values.get("target", "")) for i in exposure.places)
            exposure.pairs = [(source, target, n) for (source, target), n in counted.most_common()]
    return [e for e in found if e.places]
