"""Trees of DDL: frozen nodes with token ranges, shared by the Oracle and the SQL Server front end.

Nodes hold parts, never copies of text. A field that holds nodes is walked by the engine, so whatever a rule should
see hangs in a field. What a front end does not understand is a Phrase of kind `unknown` or an Unread statement: it is
reported, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import field, fields
from functools import cached_property
from typing import Final

from dbmigrate.model import Chain, Item, Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.lex import Lexed


@dataclass(frozen=True)
class Node:
    part: Part
    lexed: Lexed = field(repr=False, compare=False)

    def text(self, part: Part | None = None) -> str:
        """The user's text of a part, by default of the whole node."""
        return self.lexed.source(self.part if part is None else part)

    def words(self, part: Part | None = None) -> tuple[str, ...]:
        """Tokens in upper case; "" stands for strings and quoted names."""
        p = self.part if part is None else part
        return tuple(self.lexed.words[p.first : p.last + 1])

    @property
    def item(self) -> Item:
        """This node as a lone item, so that it can be dropped together with the blanks before it."""
        return Item(self.part, Chain(self.part, (self.part,)))

    @cached_property
    def inner_nodes(self) -> tuple[Node, ...]:
        """The nodes right below, in field order."""
        found: list[Node] = []
        for name in inner_fields(self):
            value = getattr(self, name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple):
                found += [v for v in value if isinstance(v, Node)]
        return tuple(found)


@dataclass(frozen=True)
class Name(Node):
    """A possibly qualified name. `parts` are its components, one token each, outermost first."""

    parts: tuple[Part, ...]
    kind: str  # table view column index constraint sequence synonym type schema database user role trigger routine
    #            package partition tablespace filegroup link directory object (kind not known here) label

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The components without quotes; unquoted ones as written."""
        return tuple(self.lexed.tokens[p.first].text for p in self.parts)

    @property
    def value(self) -> str:
        return self.values[-1]

    def is_quoted(self, i: int = -1) -> bool:
        return self.lexed.is_quoted(self.parts[i].first)


@dataclass(frozen=True)
class Piece(Node):
    """SQL for the bridge: `into` is "condition" (an expression) or "statement" (a query or DML).

    `inner`: pieces within this one that the SQL parser is not shown with it, because it does not know their place
    (the second subscript of `a(i)(j)`).
    """

    into: str
    inner: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Phrase(Node):
    """A clause without structure of its own.

    kind: physical (storage, tablespace, filegroup, logging, parallel, cache, compression, index organisation ...),
    state (ENABLE DISABLE VALIDATE NOVALIDATE RELY), deferrable, using index, collate, temporary, on commit, replace,
    force, editionable, cascade, if exists, check option, read only, schemabinding, visibility, not for replication,
    rowguidcol, sparse, clustered, unique, bitmap, reverse, local, global, online, order, no check ...,
    SQL Server alone: on delete, on update, with check, with nocheck, ignore dup key, system versioning,
    memory optimized, period, hidden, filestream, masked, encrypted, column set, columnstore, xml, spatial, graph,
    filetable, encryption, view metadata, existence test, privilege, class, columns, with grant option,
    grant option for, as, result, number, with, at;
    unknown (the front end does not know it).
    """

    kind: str


@dataclass(frozen=True)
class TypeName(Node):
    """A data type as written. `name` covers all its words; `arguments` includes the parentheses."""

    name: Part
    arguments: Part | None = None
    unit: Part | None = None  # BYTE or CHAR inside the arguments
    tail: Part | None = None  # WITH TIME ZONE, WITH LOCAL TIME ZONE, TO SECOND(6) ...
    user: Name | None = None  # set where the name is no built-in type of the source

    @cached_property
    def keyword(self) -> str:
        """The type's words in upper case, without quotes, brackets and schema: NUMBER, LONG RAW, DOUBLE PRECISION."""
        tokens = self.lexed.tokens[self.name.first : self.name.last + 1]
        words = [" ".join(t.text.split()).upper() for t in tokens]
        return " ".join(words[max((k + 1 for k, w in enumerate(words) if w == "."), default=0) :])

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The arguments between the parentheses, in upper case: ("10", "2"), ("*", "2"), ("MAX",)."""
        if self.arguments is None:
            return ()
        skipped = {"(", ")", ",", "BYTE", "CHAR"}
        found: list[str] = []
        for word in self.words(self.arguments):
            if word == "-":
                found.append("-")
            elif word not in skipped:
                if found and found[-1] == "-":
                    found.pop()
                    word = "-" + word
                found.append(word)
        return tuple(found)


@dataclass(frozen=True)
class Names(Node):
    """A list of names in parentheses, with what may follow each (ASC, DESC)."""

    names: tuple[Name, ...]
    extras: tuple[Phrase, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(n.value for n in self.names)


@dataclass(frozen=True)
class Default(Node):
    """`DEFAULT value`; Oracle `ON NULL`; SQL Server `CONSTRAINT n DEFAULT value [FOR column] [WITH VALUES]`."""

    value: Piece
    keyword: Part
    on_null: Part | None = None
    label: Part | None = None  # the words `CONSTRAINT n`
    name: Name | None = None
    column: Name | None = None  # ALTER TABLE .. ADD DEFAULT .. FOR column
    for_part: Part | None = None
    with_values: Part | None = None


@dataclass(frozen=True)
class Identity(Node):
    """Oracle `GENERATED .. AS IDENTITY (..)`, SQL Server `IDENTITY(seed, increment)`."""

    mode: str  # always, by default, by default on null; "" in SQL Server
    mode_part: Part | None = None
    options: tuple[Phrase, ...] = ()  # kinds as in CreateSequence
    options_part: Part | None = None  # with parentheses where there are any
    seed: str = ""  # as written; "" where left out (then it is 1)
    increment: str = ""
    extras: tuple[Phrase, ...] = ()  # not for replication


@dataclass(frozen=True)
class Computed(Node):
    """Oracle `[GENERATED ALWAYS] AS (e) [VIRTUAL]`, SQL Server `AS e [PERSISTED]`."""

    value: Piece
    parentheses: Part | None = None  # the parentheses around the value, where there are any
    head: Part | None = None  # GENERATED ALWAYS AS / AS
    tail: Part | None = None  # VIRTUAL / PERSISTED


@dataclass(frozen=True)
class Reference(Node):
    table: Name
    columns: Names | None = None
    actions: tuple[Phrase, ...] = ()  # on delete, on update


@dataclass(frozen=True)
class Constraint(Node):
    """An inline or out-of-line constraint; `part` covers its label and states as well."""

    kind: str  # not null, null, primary key, unique, check, foreign key
    label: Part | None = None  # the words `CONSTRAINT n`
    name: Name | None = None
    keyword: Part | None = None  # NOT NULL, PRIMARY KEY, UNIQUE, CHECK, FOREIGN KEY (absent for inline REFERENCES)
    columns: Names | None = None
    check: Piece | None = None
    reference: Reference | None = None
    extras: tuple[Phrase, ...] = ()  # state, deferrable, using index, clustered, physical, not for replication ...


@dataclass(frozen=True)
class Column(Node):
    """`items`: Default, Identity, Computed, Constraint and Phrase nodes in the order written."""

    name: Name
    type: TypeName | None = None
    items: tuple[Node, ...] = ()

    def constraint(self, kind: str) -> Constraint | None:
        return next((i for i in self.items if isinstance(i, Constraint) and i.kind == kind), None)


@dataclass(frozen=True)
class TableIndex(Node):
    """SQL Server: an index declared inside CREATE TABLE, behind a column (then without `columns`) or as an element."""

    name: Name | None
    columns: Names | None = None
    extras: tuple[Phrase, ...] = ()  # unique, clustered, columnstore, physical
    include: Names | None = None
    where: Piece | None = None


@dataclass(frozen=True)
class Partition(Node):
    """One partition: `bound` holds the pieces of VALUES LESS THAN / VALUES (..)."""

    name: Name | None
    bounds: tuple[Piece | Phrase, ...] = ()  # phrases of kind maxvalue and default for these two words
    extras: tuple[Phrase, ...] = ()
    parts: tuple[Partition, ...] = ()  # sub-partitions


@dataclass(frozen=True)
class Partitioning(Node):
    """`part` runs from PARTITION BY to the end of the partition list (SQL Server: ON scheme(column))."""

    kind: str  # range, list, hash, reference, system, scheme
    columns: Names | None = None
    partitions: tuple[Partition, ...] = ()
    interval: Part | None = None
    sub: Part | None = None  # SUBPARTITION BY .. with its template
    count: str = ""  # PARTITIONS n
    scheme: Name | None = None  # SQL Server: the partition scheme
    extras: tuple[Phrase, ...] = ()  # automatic, physical (STORE IN)


@dataclass(frozen=True)
class CreateTable(Node):
    """`elements`: Column, Constraint, TableIndex and Phrase nodes; `tail`: what follows the closing parenthesis."""

    name: Name
    keyword: Part  # CREATE .. TABLE
    brackets: Part | None = None  # the element list with its parentheses
    elements: tuple[Node, ...] = ()
    options: tuple[Phrase, ...] = ()  # before TABLE: temporary, immutable ...
    tail: tuple[Node, ...] = ()  # Phrase nodes in order; Partitioning stands in its own field
    partitioning: Partitioning | None = None
    query: Piece | None = None  # AS SELECT
    of_type: Name | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(e for e in self.elements if isinstance(e, Column))

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        return tuple(e for e in self.elements if isinstance(e, Constraint))

    @property
    def chain(self) -> Chain:
        parts = tuple(e.part for e in self.elements)
        return Chain(self.brackets or self.part, parts)


@dataclass(frozen=True)
class Action(Node):
    """One action of ALTER TABLE.

    kind: add column, add constraint, add default, modify column, drop column, drop constraint, rename column,
    rename table, rename constraint, enable constraint, disable constraint, check constraint, nocheck constraint,
    enable trigger, disable trigger, set unused, physical, partition (ADD/DROP/TRUNCATE/SPLIT/SWITCH PARTITION),
    modify constraint, read only, read write, supplemental log, period, system versioning, add index, drop index,
    change tracking, unknown.
    """

    kind: str
    keyword: Part  # ADD, MODIFY, ALTER COLUMN ..: the words that lead the action
    brackets: Part | None = None  # Oracle's parentheses around the list
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    defaults: tuple[Default, ...] = ()
    names: tuple[Name, ...] = ()  # dropped columns or constraints; rename: old, new
    extras: tuple[Phrase, ...] = ()
    indexes: tuple[TableIndex, ...] = ()


@dataclass(frozen=True)
class AlterTable(Node):
    name: Name
    keyword: Part
    actions: tuple[Action, ...] = ()
    extras: tuple[Phrase, ...] = ()  # WITH CHECK / WITH NOCHECK before the action


@dataclass(frozen=True)
class IndexColumn(Node):
    """A key of an index: a column name or an expression, with ASC / DESC."""

    name: Name | None = None
    value: Piece | None = None
    order: Phrase | None = None


@dataclass(frozen=True)
class CreateIndex(Node):
    name: Name
    table: Name
    keyword: Part  # CREATE .. INDEX
    columns: tuple[IndexColumn, ...] = ()
    columns_part: Part | None = None
    unique: bool = False
    options: tuple[Phrase, ...] = ()  # before INDEX: unique, bitmap, clustered, nonclustered, columnstore, xml, spatial
    include: Names | None = None
    include_part: Part | None = None
    where: Piece | None = None
    tail: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class AlterIndex(Node):
    """Oracle. kind: rename, rebuild, coalesce, shrink, monitoring, nomonitoring, compile, enable, disable, attributes
    (storage, visibility and the like)."""

    name: Name
    keyword: Part  # ALTER INDEX
    kind: str
    new: Name | None = None
    extras: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class CreateSequence(Node):
    """Also ALTER SEQUENCE (`alter`). Option kinds: start, increment, minvalue, nominvalue, maxvalue, nomaxvalue, cache,
    nocache, cycle, nocycle, order, noorder, keep, nokeep, scale, noscale, shard, noshard, session, global, as, restart,
    sharing, unknown."""

    name: Name
    keyword: Part
    options: tuple[Phrase, ...] = ()
    type: TypeName | None = None
    alter: bool = False


@dataclass(frozen=True)
class CreateView(Node):
    """Also materialized views (`materialized`). `options` stand before VIEW, `tail` behind the query."""

    name: Name
    keyword: Part  # CREATE .. VIEW
    query: Piece
    as_part: Part
    columns: Names | None = None
    options: tuple[Phrase, ...] = ()
    middle: tuple[Phrase, ...] = ()  # between the name and AS: BUILD, REFRESH, WITH SCHEMABINDING, physical
    tail: tuple[Phrase, ...] = ()  # WITH CHECK OPTION, WITH READ ONLY
    materialized: bool = False
    alter: bool = False


@dataclass(frozen=True)
class Comment(Node):
    """COMMENT ON, or the property MS_Description of SQL Server. `value` is the string token, None for IS NULL."""

    on: str  # table, column, view, index, procedure ... in lower case
    target: Name | None = None  # for columns: [schema.]table.column; None in SQL Server
    value: Part | None = None
    path: tuple[str, ...] = ()  # SQL Server: the target as the call's strings name it: schema, table, column
    procedure: Name | None = None  # SQL Server: sp_addextendedproperty or sp_updateextendedproperty
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Argument(Node):
    """An argument of a system procedure: `@name = value`, or by position."""

    name: str  # without @, lower case; "" by position
    value: Part
    is_string: bool = False

    @property
    def string(self) -> str:
        """The value without quotes; as written where it is no string."""
        return self.lexed.tokens[self.value.last].text if self.is_string else self.text(self.value)


@dataclass(frozen=True)
class SystemCall(Node):
    """EXEC of a procedure at the top level: sp_rename, sp_addtype, sp_addextendedproperty, dbms_job.submit ..."""

    procedure: Name
    arguments: tuple[Argument, ...] = ()
    extras: tuple[Phrase, ...] = ()  # result variable, with, at


@dataclass(frozen=True)
class Grant(Node):
    """GRANT, REVOKE, DENY."""

    verb: str  # grant, revoke, deny
    privileges: tuple[Phrase, ...] = ()
    on: Name | None = None
    grantees: tuple[Name, ...] = ()
    extras: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Synonym(Node):
    name: Name
    keyword: Part
    target: Name | None = None
    public: bool = False
    options: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class CreateSchema(Node):
    name: Name | None
    authorization: Name | None = None
    statements: tuple[Node, ...] = ()  # CREATE TABLE, CREATE VIEW, GRANT .. that belong to it


@dataclass(frozen=True)
class CreateType(Node):
    """kind: alias (SQL Server FROM), table (SQL Server AS TABLE), object, collection (TABLE OF, VARRAY), incomplete."""

    name: Name
    keyword: Part
    kind: str
    base: TypeName | None = None
    elements: tuple[Node, ...] = ()  # attributes as Columns, table types' elements
    brackets: Part | None = None
    nullability: Phrase | None = None
    methods: tuple[Phrase, ...] = ()
    tail: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class CreateDefault(Node):
    """SQL Server CREATE DEFAULT / CREATE RULE (kind): sp_bindefault, sp_bindrule tie it to columns and alias types."""

    name: Name
    keyword: Part
    kind: str  # default, rule
    value: Piece


@dataclass(frozen=True)
class PartitionFunction(Node):
    """SQL Server CREATE PARTITION FUNCTION: `values` are the boundaries, each the last of its partition (`left`) or
    the first of the next one (`right`)."""

    name: Name
    keyword: Part
    type: TypeName
    range: str  # left, right
    values: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class PartitionScheme(Node):
    name: Name
    keyword: Part
    function: Name
    tail: tuple[Phrase, ...] = ()  # physical: the filegroups


@dataclass(frozen=True)
class Drop(Node):
    on: str  # table, view, index, sequence, procedure ... in lower case
    names: tuple[Name, ...]
    keyword: Part
    table: Name | None = None  # DROP INDEX i ON t
    extras: tuple[Phrase, ...] = ()  # cascade constraints, purge, if exists
    tables: tuple[Name, ...] = ()  # DROP INDEX i ON t, j ON u: one for each name


@dataclass(frozen=True)
class Truncate(Node):
    name: Name
    extras: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Rename(Node):
    """Oracle RENAME a TO b."""

    old: Name
    new: Name


@dataclass(frozen=True)
class Dml(Node):
    """A query, DML, or a call at the top level, as one piece for the bridge."""

    query: Piece


@dataclass(frozen=True)
class Procedural(Node):
    """A unit with procedural code whose body is not read here: routine, package, trigger, block; in SQL Server also
    aggregate and dynamic (EXEC of a text)."""

    kind: str
    name: Name | None = None

    @cached_property
    def all_nodes(self) -> list[Node]:
        """The unit itself and all below it: many rules look for their kinds of nodes in it."""
        return nodes_within(self)


@dataclass(frozen=True)
class Environment(Node):
    """What belongs to the server or the session and has no counterpart in the target's schema.

    kind: tablespace, user, role, profile, directory, database link, database, filegroup, login, partition function,
    partition scheme, context, job, audit, session (ALTER SESSION, SET options), transaction (COMMIT ..), print,
    message (RAISERROR that only informs), error (RAISERROR with a constant text), bulk load (`name` is the table),
    maintenance, identity reseed (DBCC CHECKIDENT), wait,
    identity insert (`name` is the table), index state and trigger state (`setting` is ENABLE, DISABLE, REBUILD ..; no
    `name` for ALL), statistics, schema transfer, empty ...
    """

    kind: str
    name: Name | None = None
    setting: str = ""  # SET: the option in upper case, QUOTED_IDENTIFIER .., or what is done
    value: Part | None = None  # SET: ON, OFF or what else it is set to


@dataclass(frozen=True)
class Guard(Node):
    """T-SQL `IF condition statement [ELSE statement]` at the top level, with or without BEGIN .. END."""

    keyword: Part  # IF
    condition: Piece | Phrase  # a Phrase of kind `existence test` where tests_kind is set
    then: tuple[Node, ...]
    begin: Part | None = None
    end: Part | None = None
    otherwise: tuple[Node, ...] = ()
    else_part: Part | None = None
    else_begin: Part | None = None
    else_end: Part | None = None
    tests: Name | None = None  # the object that the condition looks for, where it is such a test
    tests_kind: str = ""  # table, column, index, constraint, procedure, view, type, trigger ...; primary key, foreign
    #                       key or unique where any such constraint of `tested_on` will do
    tested: tuple[str, ...] = ()  # that object where strings name it: database, schema, name, as far as written
    tested_on: tuple[str, ...] = ()  # tests_kind index, constraint, trigger: its table, where the condition names it
    column: str = ""  # tests_kind column: its name; `tested` is the table
    negated: bool = False  # IF NOT EXISTS / IS NULL: the body runs when the object is missing


@dataclass(frozen=True)
class Unread(Node):
    """A statement that no front end understands; it is reported and passed through marked."""

    reason: str


NO_NODES: Final = frozenset({"Part", "None", "tuple", "str", "int", "bool", "Lexed"})
INNER_FIELDS: Final[dict[type, tuple[str, ...]]] = {}


def inner_fields(node: Node) -> tuple[str, ...]:
    """The fields that may hold nodes by their annotations, worked out once per class of node."""
    kind = type(node)
    if kind not in INNER_FIELDS:
        told = ((f.name, re.findall(r"\w+", str(f.type))) for f in fields(node))
        INNER_FIELDS[kind] = tuple(name for name, words in told if not NO_NODES.issuperset(words))
    return INNER_FIELDS[kind]


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node, in field order."""
    return node.inner_nodes


def below(node: Node, kind: type | tuple[type, ...]) -> list[Node]:
    """Nodes of these kinds at and below a node, outer ones first."""
    within = node.all_nodes if isinstance(node, Procedural) else nodes_within(node)
    return [inner for inner in within if isinstance(inner, kind)]


def nodes_within(node: Node) -> list[Node]:
    """A node and all below it, outer ones first. Nodes nest deeply: no recursion."""
    found: list[Node] = []
    pending = [node]
    while pending:
        node = pending.pop()
        found.append(node)
        pending += node.inner_nodes[::-1]
    return found
