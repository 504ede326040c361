"""Trees of T-SQL units and their parts: frozen nodes with token ranges. Statements are in tsql_statements.py.

A statement's part ends with its semicolon where it has one. SQL and expressions are Pieces, parsed when a rule looks
at them. Every token lies in exactly one leaf, in a Part of its node, or is punctuation that the class implies.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, TypeName, Unread, children
from dbmigrate.syntax.procedural.nodes import CodeUnit, Event, Parameter, Variable


@dataclass(frozen=True)
class LocalVariable(Variable):
    """`@x INT = 1` of DECLARE, without punctuation. `type` CURSOR makes it a cursor variable; `default_word` is `=`."""

    as_part: Part | None = None


@dataclass(frozen=True)
class TableVariable(Node):
    """`@t TABLE (columns)` of DECLARE or of RETURNS. `elements` as in CREATE TABLE."""

    name: Name
    keyword: Part  # TABLE
    elements: tuple[Node, ...]
    as_part: Part | None = None


@dataclass(frozen=True)
class TsqlParameter(Parameter):
    """`@x INT = 1 OUTPUT`. `mode` is OUT or OUTPUT, `default_word` is `=`."""

    as_part: Part | None = None
    read_only: Part | None = None


@dataclass(frozen=True)
class TsqlParameters(Node):
    """The list, with its parentheses where there are any."""

    items: tuple[TsqlParameter | Unread, ...]
    brackets: bool = False


@dataclass(frozen=True)
class TsqlReturns(Node):
    """RETURNS with a type, with TABLE (of the one query), or with a table variable."""

    keyword: Part
    type: TypeName | None = None
    table_word: Part | None = None
    elements: tuple[Node, ...] = ()  # of a function in another language
    table: TableVariable | None = None


@dataclass(frozen=True)
class TsqlBody(Node):
    """The statements of a unit. T-SQL declares variables for all of the batch that follows."""

    statements: tuple[Node, ...]


@dataclass(frozen=True)
class TsqlUnit(CodeUnit):
    """`options`: the WITH clause (kind with), FOR REPLICATION and the like, each as one phrase. `opener` is AS."""

    @property
    def alters(self) -> bool:
        return bool(self.keyword) and self.words(self.keyword)[0] == "ALTER"

    @property
    def option_words(self) -> frozenset[str]:
        return frozenset(word for option in self.options for word in option.words())

    def own_names(self) -> Mapping[str, Node]:
        return {}

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        """Parameters and variables by name in lower case, with the @."""
        found = dict(self.own_names())
        pending = [self.body] if self.body else []
        while pending:
            node = pending.pop()
            if isinstance(node, (LocalVariable, TableVariable)):
                found[node.name.value.lower()] = node
            pending += holders(node)
        return found


@dataclass(frozen=True)
class TsqlRoutine(TsqlUnit):
    """kind: procedure, function. The body is a TsqlBody, of an inline function the query (a TsqlSql), of a module
    in another language a Phrase. `query_part`: RETURN of an inline function, `brackets` its parentheses."""

    number: Phrase | None = None  # ;1 of a procedure group
    parameters: TsqlParameters | None = None
    returns: TsqlReturns | None = None
    return_part: Part | None = None  # RETURN before the query of an inline function
    opening: Part | None = None  # the parenthesis around that query
    closing: Part | None = None
    end: Part | None = None  # the semicolon behind it

    @property
    def is_inline(self) -> bool:
        return self.return_part is not None

    def own_names(self) -> Mapping[str, Node]:
        found: dict[str, Node] = {}
        for item in self.parameters.items if self.parameters else ():
            if isinstance(item, TsqlParameter):
                found[item.name.value.lower()] = item
        if self.returns and self.returns.table:
            found[self.returns.table.name.value.lower()] = self.returns.table
        return found


@dataclass(frozen=True)
class TsqlTrigger(TsqlUnit):
    """`timing`: for, after, instead of. `events` of DDL and logon triggers have the kind of their word."""

    on: Part | None = None
    table: Name | None = None  # a table or view; None for DATABASE and ALL SERVER
    scope: Phrase | None = None
    timing: Phrase | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class TsqlBatch(TsqlUnit):
    """kind: block. Statements of a script that variables tie together."""


def holders(node: Node) -> list[Node]:
    """The nodes below that may hold a declaration: expressions and types hold none."""
    return [n for n in children(node) if not isinstance(n, (Name, Phrase, Piece, TypeName, Unread))]
