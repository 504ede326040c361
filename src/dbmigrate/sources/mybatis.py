"""MyBatis 3 and iBatis 2 mappers: the statement that each element can become, piece by piece with its place.

The first variant of a statement is the longest: every condition holds, a loop runs once, a choice takes its first
branch. Further variants take the other branches. Branches of another database are left out. `#{..}` becomes a name
that stands for a value, `${..}` one that stands for text that nobody knows: a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.sources.xmltext import ENTITY, Element, Text, character, parse

STATEMENTS: Final = frozenset("select insert update delete procedure statement selectKey".split())
FRAGMENT: Final = "sql"
MOST_VARIANTS: Final = 8
MOST_INCLUDES: Final = 20  # one within the other
LOOPS: Final = frozenset(("foreach", "iterate"))
SILENT: Final = frozenset("bind property selectKey resultMap parameterMap cache typeAlias include".split())
_HOLES_3: Final = r"(?P<bind>#\{[^{}]*\})|(?P<hole>\$\{[^{}]*\})"
_HOLES_2: Final = r"(?P<bind>#[\w.\[\]:]+#)|(?P<hole>\$[\w.\[\]]+\$)"
DATABASE: Final = re.compile(r"(?:_?databaseId|dbName|dbType)\s*(==|!=|eq|neq)\s*['\"]([\w ]+)['\"]", re.I)
TOP: Final = re.compile(r"(?i)\btop\s*$")
NAMES: Final = {
    "oracle": frozenset(("oracle",)),
    "sqlserver": frozenset(("sqlserver", "mssql", "sql_server", "microsoft sql server")),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a statement. `same`: each of its characters stands in the file, from `start` on; else start..end is what
    it was made of, and without a file it stands nowhere."""

    text: str
    file: str = ""
    start: int = 0
    end: int = 0
    same: bool = False
    cdata: bool = False
    node: int = -1  # start of the text of the file that holds it
    scope: int = -1  # start of the innermost element that may leave it out


@dataclass(slots=True)
class Mapper:
    """One file."""

    name: str
    text: str
    root: Element
    statements: list[Element] = field(default_factory=list)

    @classmethod
    def read(cls, name: str, text: str) -> Mapper:
        """Raises BadXml."""
        made = cls(name, text, parse(text))
        made.statements = list(found(made.root))
        return made

    @property
    def namespace(self) -> str:
        return self.root.attributes.get("namespace", "")

    @property
    def old(self) -> bool:
        """iBatis 2."""
        return self.root.tag == "sqlMap"


def found(root: Element) -> Iterator[Element]:
    for element in root.elements():
        if element.tag in STATEMENTS:
            yield element
            yield from (e for e in element.elements() if e.tag == "selectKey")


def fragments(mappers: Sequence[Mapper]) -> dict[str, tuple[Mapper, Element]]:
    """`sql` elements by their full names."""
    made: dict[str, tuple[Mapper, Element]] = {}
    for mapper in mappers:
        for element in mapper.root.elements():
            if element.tag == FRAGMENT and element.attributes.get("id"):
                made.setdefault(f"{mapper.namespace}.{element.attributes['id']}", (mapper, element))
    return made


@dataclass
class Expansion:
    """One variant of one statement. `choice` says which branch each choice takes; `branches` the most that one has."""

    mapper: Mapper
    element: Element
    known: Mapping[str, tuple[Mapper, Element]]
    dialect: str
    choice: int = 0
    branches: int = 1
    pieces: list[Piece] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)  # our name -> what stands in the file
    holes: list[tuple[str, int, str]] = field(default_factory=list)  # file, offset, text
    missing: list[tuple[str, int, str]] = field(default_factory=list)  # includes of what is not among the files
    depth: int = 0
    scope: int = -1

    def run(self) -> Expansion:
        self.inner(self.mapper, self.element)
        return self

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)

    def inner(self, mapper: Mapper, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                self.plain(mapper, child)
            else:
                self.tag(mapper, child)

    def plain(self, mapper: Mapper, node: Text) -> None:
        holes = _HOLES_2 if mapper.old else _HOLES_3
        at = node.start
        pattern = holes if node.cdata else rf"{holes}|(?P<entity>{ENTITY.pattern})"
        for m in re.compile(pattern).finditer(mapper.text, node.start, node.end):
            self.same(mapper, at, m.start(), node)
            at = m.end()
            if m["bind"] or m["hole"]:
                self.named(mapper, m.start(), m.group(), bool(m["hole"]), node)
            else:
                self.pieces.append(Piece(character(m), mapper.name, m.start(), m.end(), False, *self.held(node)))
        self.same(mapper, at, node.end, node)

    def same(self, mapper: Mapper, start: int, end: int, node: Text) -> None:
        if end > start:
            text = mapper.text[start:end]
            self.pieces.append(Piece(text, mapper.name, start, end, True, *self.held(node)))

    def held(self, node: Text) -> tuple[bool, int, int]:
        return node.cdata, node.start, self.scope

    def named(self, mapper: Mapper, start: int, written: str, hole: bool, node: Text) -> None:
        counts = TOP.search(self.pieces[-1].text if self.pieces else "")
        number = len(self.written) + 1
        name = f"7700{number:03}77" if counts else f"mb_{'h' if hole else 'b'}{number}"  # TOP takes no name
        self.written[name] = written
        if hole:
            self.holes.append((mapper.name, start, written))
        self.pieces.append(Piece(name, mapper.name, start, start + len(written), False, *self.held(node)))

    def made(self, text: str) -> None:
        if text:
            self.pieces.append(Piece(f" {text} "))

    def tag(self, mapper: Mapper, element: Element) -> None:
        given, tag = element.attributes, element.tag
        if tag == "include":
            self.include(mapper, element)
        elif tag in SILENT or not self.ours(given.get("test", "")):
            return
        elif tag == "choose":
            self.choose(mapper, element)
        elif tag in ("where", "set", "trim", "dynamic"):
            self.trimmed(mapper, element)
        elif tag in LOOPS:
            self.made(given.get("prepend", ""))
            self.made(given.get("open", ""))
            self.inside(mapper, element)
            self.made(given.get("close", ""))
        else:  # if; isNotEmpty and the other conditions of iBatis
            self.made(given.get("prepend", ""))
            self.inside(mapper, element)

    def inside(self, mapper: Mapper, element: Element) -> None:
        """What an element holds that may be left out, or repeated."""
        self.scope, before = element.start, self.scope
        self.inner(mapper, element)
        self.scope = before

    def ours(self, test: str) -> bool:
        """The condition does not ask for another database."""
        names = NAMES[self.dialect]
        return all((m[2].lower() in names) is (m[1] in ("==", "eq")) for m in DATABASE.finditer(test))

    def choose(self, mapper: Mapper, element: Element) -> None:
        asked = [e for e in element.elements() if DATABASE.search(e.attributes.get("test", ""))]
        branches = [e for e in asked if self.ours(e.attributes["test"])]
        branches = branches or [e for e in element.elements() if e not in asked]
        if branches:
            self.branches = max(self.branches, len(branches))
            self.inside(mapper, branches[min(self.choice, len(branches) - 1)])

    def include(self, mapper: Mapper, element: Element) -> None:
        name = element.attributes.get("refid", "")
        found = self.known.get(f"{mapper.namespace}.{name}") or self.known.get(name)
        if found is None or self.depth >= MOST_INCLUDES:
            self.missing.append((mapper.name, element.start, name))
            written = mapper.text[element.start : element.end]
            self.named(mapper, element.start, written, False, Text(element.start, element.end))
            return
        self.depth += 1
        self.inner(*found)
        self.depth -= 1

    def trimmed(self, mapper: Mapper, element: Element) -> None:
        """WHERE without its first AND, SET without its last comma, and what `trim` says."""
        given, tag, mark = element.attributes, element.tag, len(self.pieces)
        self.inner(mapper, element)
        inside, self.pieces[mark:] = self.pieces[mark:], []
        if not any(p.text.strip() for p in inside):
            return
        before = {"where": "WHERE", "set": "SET"}.get(tag, given.get("prefix", given.get("prepend", "")))
        heads = ["AND", "OR"] if tag in ("where", "dynamic") else words(given.get("prefixOverrides", ""))
        tails = [","] if tag == "set" else words(given.get("suffixOverrides", ""))
        self.made(before)
        self.pieces += without_tail(without_head(inside, heads), tails)
        self.made(given.get("suffix", ""))


def words(overrides: str) -> list[str]:
    return [w.strip() for w in overrides.split("|") if w.strip()]


def without_head(pieces: list[Piece], heads: Sequence[str]) -> list[Piece]:
    for n, piece in enumerate(pieces):
        text = piece.text.lstrip()
        if not text:
            continue
        for head in heads:
            if begins(text, head):
                return [*pieces[:n], cut(piece, len(piece.text) - len(text) + len(head), None), *pieces[n + 1 :]]
        return pieces
    return pieces


def begins(text: str, head: str) -> bool:
    """AND begins `and x`, not `android`."""
    rest = text[len(head) : len(head) + 1]
    whole = not head[-1:].isalnum() or not (rest.isalnum() or rest == "_")
    return whole and text[: len(head)].upper() == head.upper()


def without_tail(pieces: list[Piece], tails: Sequence[str]) -> list[Piece]:
    for n in range(len(pieces) - 1, -1, -1):
        text = pieces[n].text.rstrip()
        if not text:
            continue
        for tail in tails:
            if text.upper().endswith(tail.upper()):
                return [*pieces[:n], cut(pieces[n], 0, len(text) - len(tail)), *pieces[n + 1 :]]
        return pieces
    return pieces


def cut(piece: Piece, start: int, end: int | None) -> Piece:
    text = piece.text[start:end]
    if not piece.same:
        return Piece(text)
    at = piece.start + start
    return Piece(text, piece.file, at, at + len(text), True, piece.cdata, piece.node, piece.scope)


def variants(
    mapper: Mapper, element: Element, known: Mapping[str, tuple[Mapper, Element]], dialect: str
) -> list[Expansion]:
    """The longest first, then one for each further branch of the choices; the same text once."""
    made = [Expansion(mapper, element, known, dialect).run()]
    for choice in range(1, min(made[0].branches, MOST_VARIANTS)):
        other = Expansion(mapper, element, known, dialect, choice).run()
        if all(other.text != e.text for e in made):
            made.append(other)
    return made


def of_another_database(element: Element, dialect: str) -> bool:
    return element.attributes.get("databaseId", "").lower() not in {"", *NAMES[dialect]}


__all__ = ["Expansion", "Mapper", "Piece", "fragments", "of_another_database", "variants"]
