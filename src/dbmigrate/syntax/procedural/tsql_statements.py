"""Trees of T-SQL statements: frozen nodes with token ranges; each part ends with the statement's semicolon, if any."""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Dml, Name, Names, Node, Phrase, Piece, Unread
from dbmigrate.syntax.procedural.statements import Statement
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable


@dataclass(frozen=True)
class Assigned(Node):
    """`@v =` before an item of a SELECT list, or before a column of UPDATE's SET: hidden from the SQL parser."""

    target: Name
    operator: Part  # =, +=, -= ..


@dataclass(frozen=True)
class Output(Node):
    """`OUTPUT inserted.id, deleted.x INTO @t (a, b)`."""

    keyword: Part
    values: tuple[Piece, ...]
    into: Part | None = None
    target: Name | None = None
    columns: Names | None = None


@dataclass(frozen=True)
class CursorPosition(Node):
    """`WHERE CURRENT OF c`."""

    keyword: Part
    cursor: Name


@dataclass(frozen=True)
class TsqlSql(Node):
    """A query or DML: `dml` is all of it, with the parts below hidden from the SQL parser.

    verb: select, insert, update, delete, merge. `assigned`: in SELECT one for each item of its list.
    """

    verb: str
    dml: Dml
    assigned: tuple[Assigned, ...] = ()
    outputs: tuple[Output, ...] = ()
    current_of: CursorPosition | None = None
    option: Phrase | None = None  # OPTION (..)

    @property
    def query(self) -> Piece:
        return self.dml.query


@dataclass(frozen=True)
class TsqlSqlStatement(Statement):
    sql: TsqlSql


@dataclass(frozen=True)
class BeginEnd(Statement):
    """`atomic`: ATOMIC WITH (..) of natively compiled modules."""

    begin: Part
    statements: tuple[Node, ...]
    end: Part | None = None
    atomic: Phrase | None = None
    problem: Unread | None = None  # its END is missing


@dataclass(frozen=True)
class TryCatch(Statement):
    begin_try: Part  # BEGIN TRY
    statements: tuple[Node, ...]
    end_try: Part | None = None
    between: Part | None = None  # a semicolon
    begin_catch: Part | None = None
    handler: tuple[Node, ...] = ()
    end_catch: Part | None = None
    problem: Unread | None = None


@dataclass(frozen=True)
class TsqlIf(Statement):
    """`then` is Unread where no statement follows the condition (then `problem` says so)."""

    keyword: Part
    condition: Piece
    then: Node
    else_part: Part | None = None
    otherwise: Node | None = None


@dataclass(frozen=True)
class While(Statement):
    keyword: Part
    condition: Piece
    body: Node


@dataclass(frozen=True)
class Declare(Statement):
    keyword: Part
    items: tuple[LocalVariable | TableVariable | Unread, ...]


@dataclass(frozen=True)
class CursorQuery(Node):
    """`CURSOR LOCAL FAST_FORWARD FOR query FOR UPDATE OF a`."""

    keyword: Part  # CURSOR
    options: Phrase | None
    for_part: Part
    query: TsqlSql
    tail: Phrase | None = None


@dataclass(frozen=True)
class DeclareCursor(Statement):
    """`before`: INSENSITIVE, SCROLL of the older syntax."""

    keyword: Part
    name: Name
    definition: CursorQuery
    before: Phrase | None = None


@dataclass(frozen=True)
class SetVariable(Statement):
    """`SET @x = value`; a cursor variable gets a CursorQuery. `path`: a property or method of a CLR type."""

    keyword: Part
    target: Name
    operator: Part | None = None
    value: Piece | None = None
    cursor: CursorQuery | None = None
    path: Phrase | None = None


@dataclass(frozen=True)
class SetOption(Statement):
    """SET NOCOUNT ON .."""

    keyword: Part
    option: Phrase


@dataclass(frozen=True)
class CallArgument(Node):
    """`@a = value OUTPUT`; the value is a Phrase where it is DEFAULT."""

    value: Piece | Phrase
    name: Name | None = None
    equals: Part | None = None
    output: Part | None = None


@dataclass(frozen=True)
class Execute(Statement):
    """EXEC of a procedure (`procedure` is a variable where it names one) or of a text in parentheses."""

    keyword: Part
    result: Name | None = None
    equals: Part | None = None
    procedure: Name | None = None
    number: Phrase | None = None
    texts: tuple[Piece, ...] = ()
    arguments: tuple[CallArgument, ...] = ()
    tail: Phrase | None = None  # WITH RECOMPILE, AT server, AS USER = ..


@dataclass(frozen=True)
class InsertExecute(Statement):
    """`INSERT INTO t (a, b) EXEC p`."""

    keyword: Part
    table: Name
    call: Execute
    into: Part | None = None
    columns: Names | None = None


@dataclass(frozen=True)
class TsqlLabel(Statement):
    name: Name
    colon: Part


@dataclass(frozen=True)
class Print(Statement):
    keyword: Part
    value: Piece


@dataclass(frozen=True)
class Raiserror(Statement):
    """`arguments` in parentheses; the older form without them is a Phrase. `options`: WITH LOG, NOWAIT, SETERROR."""

    keyword: Part
    arguments: tuple[Piece, ...] = ()
    old: Phrase | None = None
    options: Phrase | None = None


@dataclass(frozen=True)
class Throw(Statement):
    keyword: Part
    arguments: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class CursorCommand(Statement):
    """kind: open, close, deallocate."""

    kind: str
    keyword: Part
    cursor: Name
    global_part: Part | None = None


@dataclass(frozen=True)
class TsqlFetch(Statement):
    """`direction`: NEXT, PRIOR, FIRST, LAST, ABSOLUTE n, RELATIVE n."""

    keyword: Part
    cursor: Name
    direction: Phrase | None = None
    from_part: Part | None = None
    global_part: Part | None = None
    into: Part | None = None
    targets: tuple[Name, ...] = ()


@dataclass(frozen=True)
class WaitFor(Statement):
    """WAITFOR DELAY, TIME; of a message a Phrase."""

    keyword: Part
    value: Piece | None = None
    message: Phrase | None = None


@dataclass(frozen=True)
class Embedded(Statement):
    """A statement that the DDL front end reads: CREATE TABLE #t, TRUNCATE TABLE, GRANT, DBCC .."""

    statement: Node


@dataclass(frozen=True)
class ExecutedText(Statement):
    """`EXEC('statement')` of a constant text without quotes, whose tokens are part of the unit's."""

    opening: Part
    statement: Node
    closing: Part


@dataclass(frozen=True)
class Nothing(Statement):
    """A semicolon alone."""
