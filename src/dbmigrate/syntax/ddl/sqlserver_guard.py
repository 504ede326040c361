"""SQL Server IF .. BEGIN .. END around statements, as upgrade scripts write it. Reference: "IF...ELSE"."""

from __future__ import annotations

from collections.abc import Callable

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Guard, Node, Phrase
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_ends import Ends
from dbmigrate.syntax.ddl.sqlserver_existence import read_test
from dbmigrate.syntax.lex import Lexed

ReadRange = Callable[[Lexed, int, int], Node]  # reads the statement between two tokens (the second excluded)


@dataclass(frozen=True)
class Branch:
    statements: tuple[Node, ...]
    begin: Part | None = None
    end: Part | None = None


def read_guard(c: Cursor, read: ReadRange) -> Guard:
    first = c.k
    ends = Ends(c.lexed, c.k, c.n)
    keyword = c.need("IF")
    condition = c.piece(ends.condition(c.k))
    then = read_branch(c, ends, read)
    otherwise, else_part = Branch(()), None
    behind = ends.skip_semicolons(c.k)
    if behind < c.n and c.words[behind] == "ELSE":
        c.k = behind
        else_part = c.take()
        otherwise = read_branch(c, ends, read)
    test = read_test(condition)
    return Guard(
        c.part(first),
        c.lexed,
        keyword,
        Phrase(condition.part, c.lexed, "existence test") if test.kind else condition,
        then.statements,
        then.begin,
        then.end,
        otherwise.statements,
        else_part,
        otherwise.begin,
        otherwise.end,
        tests_kind=test.kind,
        tested=test.path,
        tested_on=test.table,
        column=test.column,
        negated=test.negated,
    )


def read_branch(c: Cursor, ends: Ends, read: ReadRange) -> Branch:
    """One statement, or BEGIN .. END with several."""
    if c.ended or ends.word(c.k) in ("ELSE", "END"):
        raise Unexpected("a statement expected behind the condition")
    if not ends.opens_block(c.k):
        return Branch((read_one(c, ends, read),))
    begin = c.take()
    statements: list[Node] = []
    while True:
        c.k = ends.skip_semicolons(c.k)
        if c.ended:
            raise Unexpected("END expected")
        if ends.word(c.k) == "END":
            return Branch(tuple(statements), begin, c.take())
        statements.append(read_one(c, ends, read))


def read_one(c: Cursor, ends: Ends, read: ReadRange) -> Node:
    first, c.k = c.k, max(ends.statement(c.k), c.k + 1)
    return read(c.lexed, first, c.k)
