"""What a SQL Server script knows about itself at a statement, where none before it failed: @@TRANCOUNT, empty tables.

Transact-SQL Reference, "@@TRANCOUNT": BEGIN TRANSACTION adds 1, COMMIT takes 1, ROLLBACK without a savepoint sets 0.
Scripts of deployment tools ask for it and for @@ERROR behind each statement, and write down an error as a row of a
temporary table. PostgreSQL refuses what follows an error until the transaction ends, so that such a question always
has the answer that it has without errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import CreateTable, Drop, Environment, Guard, Node, Procedural, below
from dbmigrate.syntax.lex import Lexed

COMPARISONS: Final[dict[str, Callable[[int, int], bool]]] = {
    "=": eq, "<>": ne, "!=": ne, ">": gt, "<": lt, ">=": ge, "<=": le,
}  # fmt: skip
TEMPORARY: Final = re.compile(r"#\w+")
PLAIN: Final = frozenset({"TRAN", "TRANSACTION", "WORK"})
FLOW: Final = frozenset({"COMMIT", "ROLLBACK"})


@dataclass(frozen=True)
class Standing:
    """`open`: transactions that the script began, None where that is not known. `empty`: its temporary tables that no
    statement fills, in upper case."""

    open: int | None = None
    ended: bool = False  # the statement before this one is COMMIT: what failed before it was undone
    empty: frozenset[str] = frozenset()

    def variable(self, word: str) -> int | None:
        """The value of @@ERROR, @@TRANCOUNT, XACT_STATE() in a transaction of the script."""
        if self.open is None:
            return None
        if word == "@@ERROR":
            return 0 if self.open or self.ended else None  # elsewhere the script goes on behind an error
        return self.open if word == "@@TRANCOUNT" else min(self.open, 1) if word == "XACT_STATE" else None

    def filled(self, names: frozenset[str]) -> Standing:
        """Behind a statement that may put rows into these tables."""
        return replace(self, empty=self.empty - names) if names & self.empty else self

    def behind(self, node: Node) -> Standing:
        """What is known behind the statement."""
        if isinstance(node, Environment) and node.kind == "transaction":
            return replace(self, open=self.counted(node.words()), ended=node.words()[0] == "COMMIT")
        if self.ended:
            return replace(self, ended=False).behind(node)
        if isinstance(node, CreateTable) and node.query is None and node.name.value.startswith("#"):
            return replace(self, empty=self.empty | {node.name.value.upper()})
        if isinstance(node, Guard):
            return self.behind_guard(node)
        if isinstance(node, Drop):
            return self
        known = self.filled(temporary(node))
        batch = isinstance(node, Procedural) and node.kind in ("block", "dynamic")
        return replace(known, open=None) if batch and ends_or_begins(node) else known

    def behind_guard(self, guard: Guard) -> Standing:
        answer = truth(guard, self)
        if answer is None:
            inner = below(guard, Environment)
            known = self.filled(temporary(guard))
            moved = any(isinstance(n, Environment) and n.kind == "transaction" for n in inner)
            return replace(known, open=None) if moved else known
        known = self
        for statement in guard.then if answer else guard.otherwise:
            known = known.behind(statement)
        return known

    def counted(self, words: tuple[str, ...]) -> int | None:
        verb = words[0]
        if verb == "BEGIN":
            return (self.open or 0) + 1
        if self.open is None or verb == "SAVE":
            return self.open
        if verb == "ROLLBACK":
            return 0 if PLAIN.issuperset(words[1:]) else None  # the name may be a savepoint's
        return max(self.open - 1, 0)


def run_by(guard: Guard) -> tuple[Node, ...]:
    return (*guard.then, *guard.otherwise)


def temporary(node: Node) -> frozenset[str]:
    """Temporary tables that the statement speaks of, CREATE TABLE left out."""
    if isinstance(node, Guard):
        return frozenset().union(*(temporary(s) for s in run_by(node) if not isinstance(s, Drop)))
    if isinstance(node, CreateTable) and node.query is None:
        return frozenset()
    return frozenset(name.upper() for name in TEMPORARY.findall(node.text()))  # also in a text that is executed


def ends_or_begins(node: Node) -> bool:
    words = node.words()
    begins = any(a == "BEGIN" and b in PLAIN for a, b in zip(words, words[1:], strict=False))
    return begins or not FLOW.isdisjoint(words)


def truth(guard: Guard, known: Standing) -> bool | None:
    """The value of its condition, None where it asks for more than what is known."""
    return value_of(guard.lexed, guard.condition.part, known)


def value_of(lexed: Lexed, part: Part, known: Standing) -> bool | None:
    """The value of a condition."""
    reader = Condition(lexed, part, known)
    answer = reader.either()
    return answer if reader.k > part.last and reader.asked else None


class Condition:
    """Reads a condition of comparisons with AND, OR, NOT; what it does not know is None."""

    def __init__(self, lexed: Lexed, part: Part, known: Standing):
        self.lexed, self.words, self.known = lexed, lexed.words, known
        self.k, self.last = part.first, part.last
        self.asked = False  # something that is known of the script

    def word(self, ahead: int = 0) -> str:
        return self.words[self.k + ahead] if self.k + ahead <= self.last else ""

    def either(self) -> bool | None:
        value = self.both()
        while self.word() == "OR":
            self.k += 1
            other = self.both()
            value = True if True in (value, other) else None if None in (value, other) else False
        return value

    def both(self) -> bool | None:
        value = self.negated()
        while self.word() == "AND":
            self.k += 1
            other = self.negated()
            value = False if False in (value, other) else None if None in (value, other) else True
        return value

    def negated(self) -> bool | None:
        if self.word() == "NOT":
            self.k += 1
            value = self.negated()
            return None if value is None else not value
        return self.single()

    def single(self) -> bool | None:
        close = self.lexed.brackets.close.get(self.k)
        if close is not None and self.words[close + 1 : close + 2] and self.word(close + 1 - self.k) in COMPARISONS:
            return self.compared()
        if close is not None and self.word(1) != "SELECT":
            self.k += 1
            value = self.either()
            value = value if self.k == close else None
            self.k = close + 1
            return value
        if self.word() == "EXISTS":
            return self.exists()
        return self.compared()

    def exists(self) -> bool | None:
        """EXISTS (SELECT * FROM #x): False where nothing fills the table."""
        close = self.lexed.brackets.close.get(self.k + 1)
        if close is None:
            self.skip()
            return None
        words = self.words[self.k + 2 : close]
        names = [t.text.upper() for t in self.lexed.tokens[self.k + 2 : close]]
        plain = words[:1] == ["SELECT"] and words[1:2] in (["*"], ["1"]) and words[2:3] == ["FROM"]
        self.k = close + 1
        empty = plain and names[3:4] and names[3] in self.known.empty and not {"UNION", "GROUP"}.intersection(words)
        self.asked = self.asked or bool(empty)
        return False if empty else None

    def compared(self) -> bool | None:
        left = self.operand()
        sign = self.word()
        if sign not in COMPARISONS:
            self.skip()
            return None
        self.k += 1
        right = self.operand()
        if self.word() not in ("", "AND", "OR", ")"):
            self.skip()
            return None
        return COMPARISONS[sign](left, right) if left is not None and right is not None else None

    def operand(self) -> int | None:
        """@@ERROR, @@TRANCOUNT, XACT_STATE() or a whole number, also in parentheses."""
        close = self.lexed.brackets.close.get(self.k)
        if close is not None:
            self.k += 1
            value = self.operand()
            value = value if self.k == close else None
            self.k = close + 1
            return value
        word = self.word()
        if word == "-" and self.word(1).isdigit():
            self.k += 2
            return -int(self.words[self.k - 1])
        self.k += 3 if word == "XACT_STATE" and self.word(1) == "(" else 1
        if word.isdigit():
            return int(word)
        value = self.known.variable(word)
        self.asked = self.asked or value is not None
        return value

    def skip(self) -> None:
        """To the end of what is not known: AND, OR or a closing parenthesis at this depth."""
        while self.k <= self.last and self.word() not in ("AND", "OR", ")"):
            self.k = self.lexed.brackets.close.get(self.k, self.k) + 1


__all__ = ["Standing", "temporary", "truth", "value_of"]
