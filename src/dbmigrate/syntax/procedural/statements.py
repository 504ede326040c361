"""Trees of PL/SQL statements: frozen nodes with token ranges; each part ends with the statement's semicolon."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Unread
from dbmigrate.syntax.procedural.nodes import Label, key_of


@dataclass(frozen=True)
class Statement(Node):
    @property
    def inner(self) -> Part:
        """The statement without its semicolon."""
        last = self.part.last
        closed = self.lexed.words[last] == ";" and last > self.part.first
        return Part(self.part.first, last - 1) if closed else self.part


@dataclass(frozen=True)
class Into(Node):
    """`INTO a, b`, `BULK COLLECT INTO t`: where the values of a query or RETURNING go."""

    keyword: Part
    targets: tuple[Piece, ...]
    bulk: bool = False


@dataclass(frozen=True)
class Returning(Node):
    """`RETURNING e INTO v`, which Oracle also spells RETURN. The expressions stay in the tree of the statement."""

    keyword: Part
    into: Into | None = None


@dataclass(frozen=True)
class CurrentOf(Node):
    """`WHERE CURRENT OF c`."""

    keyword: Part
    cursor: Piece


@dataclass(frozen=True)
class MergeDelete(Node):
    """`DELETE WHERE condition` behind the SET list of a MERGE."""

    keyword: Part
    condition: Piece


@dataclass(frozen=True)
class Sql(Node):
    """A query or DML: `query` is all of it, with the parts below hidden from the SQL parser.

    verb: select, insert, update, delete, merge.
    """

    verb: str
    query: Piece
    into: Into | None = None
    returning: Returning | None = None
    current_of: CurrentOf | None = None
    merge_delete: MergeDelete | None = None


@dataclass(frozen=True)
class SqlStatement(Statement):
    sql: Sql


@dataclass(frozen=True)
class Assignment(Statement):
    target: Piece
    operator: Part  # :=
    value: Piece


@dataclass(frozen=True)
class CallStatement(Statement):
    """A procedure call, with or without arguments. `name` covers its dotted name; `keyword` is CALL in a trigger."""

    callee: Piece
    name: Part
    brackets: Part | None = None
    keyword: Part | None = None


@dataclass(frozen=True)
class Null(Statement):
    pass


@dataclass(frozen=True)
class Goto(Statement):
    keyword: Part
    label: Name


@dataclass(frozen=True)
class Leave(Statement):
    """EXIT, CONTINUE (kind), with the loop's label and WHEN."""

    kind: str
    keyword: Part
    label: Name | None = None
    when: Part | None = None
    condition: Piece | None = None


@dataclass(frozen=True)
class Return(Statement):
    keyword: Part
    value: Piece | None = None


@dataclass(frozen=True)
class Raise(Statement):
    keyword: Part
    exception: Name | None = None


@dataclass(frozen=True)
class Branch(Node):
    """IF, ELSIF or WHEN with its condition. The condition is Unread where THEN is missing (None at the text's end)."""

    keyword: Part
    condition: Piece | Unread | None
    then: Part | None
    statements: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Else(Node):
    keyword: Part
    statements: tuple[Node, ...] = ()


@dataclass(frozen=True)
class If(Statement):
    branches: tuple[Branch, ...]
    otherwise: Else | None = None
    end: Part | None = None  # END IF
    problem: Unread | None = None  # END IF is missing


@dataclass(frozen=True)
class Case(Statement):
    """A CASE statement; without `selector` each WHEN holds a condition."""

    keyword: Part
    labels: tuple[Label, ...] = ()
    selector: Piece | None = None
    branches: tuple[Branch, ...] = ()
    otherwise: Else | None = None
    end: Part | None = None  # END CASE
    end_label: Name | None = None
    problem: Unread | None = None


@dataclass(frozen=True)
class Range(Node):
    """`low .. high`."""

    low: Piece
    high: Piece


@dataclass(frozen=True)
class Loop(Statement):
    """kind: loop, while, for (over a Range), cursor (`source` is a Piece: the cursor with its arguments), query
    (`source` is a Sql in parentheses), unknown (iteration controls of release 21 and later: a Phrase)."""

    kind: str
    keyword: Part | None = None  # WHILE, FOR
    labels: tuple[Label, ...] = ()
    condition: Piece | None = None
    index: Name | None = None
    in_part: Part | None = None  # IN
    reverse: Part | None = None
    source: Node | None = None
    loop: Part | None = None  # LOOP
    statements: tuple[Node, ...] = ()
    end: Part | None = None  # END LOOP
    end_label: Name | None = None
    problem: Unread | None = None

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        """The loop's index is declared by the loop itself."""
        return {key_of(self.index): self} if self.index else {}


@dataclass(frozen=True)
class UsingArgument(Node):
    """Of USING: `mode` is IN, OUT or IN OUT where written."""

    value: Piece
    mode: Part | None = None


@dataclass(frozen=True)
class Using(Node):
    keyword: Part
    arguments: tuple[UsingArgument, ...]


@dataclass(frozen=True)
class ExecuteImmediate(Statement):
    keyword: Part
    command: Piece
    into: Into | None = None
    using: Using | None = None
    returning: Returning | None = None


@dataclass(frozen=True)
class Open(Statement):
    """`source` is a Sql or a Piece with the text of a query; None opens a declared cursor (with its arguments)."""

    keyword: Part
    cursor: Piece
    for_part: Part | None = None
    source: Node | None = None
    using: Using | None = None


@dataclass(frozen=True)
class Fetch(Statement):
    keyword: Part
    cursor: Piece
    into: Into
    limit_word: Part | None = None
    limit: Piece | None = None


@dataclass(frozen=True)
class Close(Statement):
    keyword: Part
    cursor: Piece


@dataclass(frozen=True)
class ForAll(Statement):
    """kind: range, indices, values. `source` is a Range, or the collection as a Piece; `between` limits INDICES OF."""

    keyword: Part
    index: Name
    in_part: Part
    kind: str
    source: Node
    statement: Node
    source_words: Part | None = None  # INDICES OF, VALUES OF
    between: Phrase | None = None
    save: Part | None = None  # SAVE EXCEPTIONS

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        return {key_of(self.index): self}


@dataclass(frozen=True)
class PipeRow(Statement):
    keyword: Part
    value: Piece


@dataclass(frozen=True)
class Transaction(Statement):
    """kind: commit, rollback, savepoint, set transaction, set role, lock table. `rest`: what stands behind."""

    kind: str
    keyword: Part
    names: tuple[Name, ...] = ()  # the savepoint, the locked tables
    rest: Phrase | None = None
