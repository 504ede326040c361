"""Asks a live server what it is and understands, and says it as a pack file that `--to` accepts. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dbmigrate.model import UsageError
from dbmigrate.packs import POSITIONS, Capability, TargetPack, load_source, load_target
from dbmigrate.packs.targets import known_modes, known_versions
from dbmigrate.records import dataclass
from dbmigrate.verify import measures
from dbmigrate.verify.connections import Session, open_session
from dbmigrate.verify.identity import Identity
from dbmigrate.verify.questions import Described, describe
from dbmigrate.verify.settings import Warned, warnings

PROBES: Final = "postgres@18"  # the pack whose rows hold the probes
BASES: Final = {"opengauss": "postgres@9.2", "kingbase": "postgres@12", "postgres": "postgres"}
# A yes that was only read in a grammar becomes one that was seen; other limits of a `partial` a probe cannot lift.
ONLY_PARSED: Final = "the grammar takes it; not run on a server"
SOURCES: Final = ("oracle", "sqlserver")


@dataclass(frozen=True)
class Change:
    """A capability for which the server answers otherwise than the pack that it stands on."""

    before: Capability
    after: Capability


@dataclass(frozen=True)
class Probed:
    """A server as a pack: what it says of itself, the nearest pack that we ship, and where the two differ."""

    described: Described
    base: TargetPack
    changes: tuple[Change, ...]
    asked: int  # capabilities that were put to the server
    words: Mapping[str, frozenset[str]]  # place -> words that need quotes there, beside those of the base
    functions: tuple[frozenset[str], frozenset[str]]  # beside those of the base, and those of it that are absent
    types: tuple[Mapping[str, str], frozenset[str]]
    counts_characters: bool | None
    notes: tuple[tuple[str, Mapping[str, str]], ...]  # keys of report words with their values

    @property
    def identity(self) -> Identity:
        return self.described.identity

    @property
    def warned(self) -> list[tuple[Warned, str]]:
        return warnings(self.described.settings)


def probe(dsn: str) -> Probed:
    """Raises UsageError: no connection, a login that the driver lacks, no relative of PostgreSQL's."""
    session = open_session(dsn, read_only=True)
    try:
        return probe_session(session)
    finally:
        session.close()


def probe_session(session: Session) -> Probed:
    described = describe(session)
    if not described.identity.kind:
        said = described.identity.text or "nothing"
        raise UsageError(f"the server is none of the PostgreSQL family: version() says {said!r}")
    base, notes = nearest(described)
    asked, changes = compared(session, base, described)
    own = measures.spellings(session, wanted_spellings(base, described))
    counts = measures.counts_characters(session)
    return Probed(
        described,
        base,
        tuple(changes),
        asked,
        words(session, base, described.keywords),
        functions(base, described),
        types(base, described, own, measures.date_holds_time(session)),
        base.counts_characters if counts is None else counts,
        tuple(notes),
    )


def nearest(described: Described) -> tuple[TargetPack, list[tuple[str, Mapping[str, str]]]]:
    """The pack that we ship for the product, mode and version, or the one it descends from; and what that means."""
    identity, notes = described.identity, list[tuple[str, Mapping[str, str]]]()
    if identity.relative:
        notes.append(("probe.relative", {"kind": identity.kind, "family": identity.family}))
    if described.unanswered:
        notes.append(("probe.unanswered", {"what": ", ".join(described.unanswered)}))
    known = known_modes(identity.family)
    mode = next((m for m in known if m.lower() == described.mode.lower()), "")
    if known and not mode:
        notes.append(("probe.mode", {"mode": described.mode or "?", "base": BASES[identity.family]}))
        return load_target(BASES[identity.family]), notes
    version = "" if identity.relative and identity.family != "postgres" else identity.version
    chosen = known_version(identity.family, version)
    if version and chosen != version and not longer(version, chosen):
        notes.append(("probe.version", {"version": version, "known": chosen}))
    spec = identity.family + (f"/{mode}" if mode else "") + (f"@{chosen}" if chosen else "")
    return load_target(spec), notes


def longer(version: str, known: str) -> bool:
    """Whether a version is a known one with more digits: 15.4 of 15, V9R1C10 of V9R1."""
    return version.startswith(known) and not version[len(known) : len(known) + 1].isdigit()


def known_version(name: str, version: str) -> str:
    """The version itself where its pack knows it, else the newest known that is not newer; "" without a version."""
    versions = known_versions(name)
    if not version or any(longer(version, v) for v in versions):
        return version
    older = [v for v in versions if numbers(v) <= numbers(version)]
    return max(older or versions[:1], key=numbers)


def numbers(version: str) -> list[int]:
    words = "".join(c if c.isdigit() else " " for c in version).split()
    return [int(word) for word in words]


def compared(session: Session, base: TargetPack, described: Described) -> tuple[int, list[Change]]:
    """How many capabilities were asked, and those for which the server answers otherwise than the pack."""
    asked, changes = 0, []
    said = f"asked the server: {described.identity.text.partition(',')[0]}"
    for name, row in sorted(load_target(PROBES).capabilities.items()):
        if not row.probe:
            continue
        answer = measures.capability(session, row)
        if answer is None:
            continue
        asked += 1
        before = base.capability(name)
        liftable = before.has in ("no", "unknown") or before.limits in ("", ONLY_PARSED)
        if answer.right and before.has != "yes" and liftable:
            after = replace(before, has="yes", limits="", evidence="verified", source=said)
        elif not answer.right and before.has != "no":
            after = replace(before, has="no", limits=answer.limits, evidence="verified", source=said)
        else:
            continue
        changes.append(Change(before, replace(after, mode="", since="", probe=row.probe, answer=row.answer)))
    return asked, changes


def words(session: Session, base: TargetPack, keywords: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By place the words that need quotes there and that the base does not quote. Quoting too much does no harm."""
    if not keywords:
        return {}
    needed = measures.words_by_place(session, keywords)
    found = {place: frozenset(needed.get(place, ())) - base.keywords[place] for place in POSITIONS}
    return {place: own for place, own in found.items() if own}


def functions(base: TargetPack, described: Described) -> tuple[frozenset[str], frozenset[str]]:
    """What looks like a call and is grammar (coalesce, extract) is a keyword: it is in no list of functions."""
    if not described.functions:
        return frozenset(), frozenset()
    return described.functions - base.functions, base.functions - described.functions - set(described.keywords)


def wanted_spellings(base: TargetPack, described: Described) -> list[str]:
    """Spellings of which the catalogue does not tell what the grammar makes; a serial is no type that can be asked."""
    told = {name for name, made in base.types.items() if described.types.get(name) == made}
    of_sources = {name.lower() for source in SOURCES for name in load_source(source).types}
    return sorted(n for n in (set(base.types) | of_sources) - told if "serial" not in n and "%" not in n)


def types(
    base: TargetPack, described: Described, own: Mapping[str, str], date_holds_time: bool | None
) -> tuple[dict[str, str], frozenset[str]]:
    made = dict(described.types) | {name: made for name, made in own.items() if made}
    if date_holds_time is not None:
        usual = base.types.get("date", "date")
        made["date"] = ("timestamp(0)" if usual == "date" else usual) if date_holds_time else "date"
    found = {name: to for name, to in made.items() if base.types.get(name) != to and name.isprintable()}
    absent = frozenset(name for name, to in own.items() if not to and name in base.types and name not in made)
    return found, absent


def interesting(changes: Iterable[Change]) -> list[Change]:
    """What the server has and the pack did not know first, then what it lacks."""
    return sorted(changes, key=lambda c: (c.after.has != "yes", c.after.name))


__all__ = ["Change", "Probed", "interesting", "probe", "probe_session"]
