"""What the estate defines, as plain values; the catalog (catalog.py) answers questions about them.

The values hold no trees, and of the source's text only the queries of views: a live database can fill them as well.
Names are kept as declared (without quotes) for writing and folded (see keys.py) for comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from dbmigrate.catalog.keys import Key, Path
from dbmigrate.records import dataclass


@dataclass(frozen=True, slots=True)
class SqlType:
    """A data type as declared. `keyword` in upper case without schema, `numbers` as TypeName.numbers gives them."""

    keyword: str
    numbers: tuple[str, ...] = ()
    unit: str = ""  # BYTE or CHAR
    tail: str = ""  # WITH TIME ZONE ...
    user: Path = ()  # set where the name is no built-in type of the source


@dataclass(slots=True)
class Column:
    """`default` says what stands behind DEFAULT: "" (nothing), null, string, empty string, number, sequence, bound
    (sp_bindefault) or expression; `sequence` is the path of the one that feeds it."""

    name: str
    type: SqlType | None = None
    quoted: bool = False
    nullable: bool = True
    null_written: bool = False  # the declaration says NULL
    identity: bool = False
    computed: bool = False
    calls: tuple[str, ...] = ()  # of a computed column: what stands before a parenthesis, in upper case
    expression: str = ""  # of a computed column that calls something
    default: str = ""
    sequence: Path = ()
    earlier: tuple[SqlType, ...] = ()  # types that the estate's own ALTERs replaced


@dataclass(slots=True)
class Constraint:
    """A primary key, unique or check constraint. `name` is "" where the database makes one up."""

    kind: str  # primary key, unique, check
    name: str = ""
    columns: tuple[str, ...] = ()  # folded
    quoted: bool = False
    file: str = ""
    disabled: bool = False  # Oracle: declared DISABLE


@dataclass(slots=True)
class ForeignKey:
    """`target` is the path as written until finish, then the key of the table where the estate has it."""

    name: str
    columns: tuple[str, ...]
    target: Path
    target_columns: tuple[str, ...] = ()  # () means the primary key
    quoted: bool = False
    on_delete: str = ""  # in upper case: CASCADE, SET NULL ...
    on_update: str = ""
    file: str = ""


@dataclass(slots=True)
class Index:
    """`columns` holds "" for an expression."""

    name: str
    columns: tuple[str, ...] = ()
    unique: bool = False
    quoted: bool = False
    filtered: bool = False
    file: str = ""
    sort: str = ""  # bitmap, columnstore, xml, spatial ..; "" for the ordinary one


@dataclass(slots=True)
class Defined:
    """What every object has. `dropped`: a later statement removes it; it stays known, since others may speak of it."""

    schema: str  # folded owner, "" where the estate does not say
    name: str
    quoted: bool = False
    file: str = ""
    unit: str = ""
    dropped: bool = False


@dataclass(slots=True)
class Table(Defined):
    kind: str = "table"  # table, temporary, table type, unknown (named by others, its CREATE is not in the estate)
    columns: dict[str, Column] = field(default_factory=dict)  # by folded name
    primary_key: Constraint | None = None
    uniques: list[Constraint] = field(default_factory=list)
    checks: list[Constraint] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    default_names: dict[str, str] = field(default_factory=dict)  # SQL Server: folded constraint -> folded column
    dropped_keys: list[Constraint] = field(default_factory=list)  # dropped without saying their names (Oracle)
    former_columns: dict[str, Column] = field(default_factory=dict)  # dropped further on; until then they are there
    former_references: list[ForeignKey] = field(default_factory=list)
    repartitioned: bool = False  # ALTER TABLE adds, drops or splits partitions further on
    columns_elsewhere: set[str] = field(default_factory=set)  # folded: further definitions', before a new name
    complete: bool = True  # False: columns come from a query (CREATE TABLE AS) or from an object type

    @property
    def temporary(self) -> bool:
        return self.kind == "temporary"

    def any_column(self, name: str) -> Column | None:
        """The column of that folded name, also where a later statement drops it."""
        return self.columns.get(name) or self.former_columns.get(name)

    @property
    def constraints(self) -> Iterator[Constraint]:
        """Primary key, unique and check constraints, in this order."""
        if self.primary_key is not None:
            yield self.primary_key
        yield from self.uniques
        yield from self.checks

    @property
    def all_constraints(self) -> Iterator[Constraint | ForeignKey]:
        """The constraints and the foreign keys behind them."""
        yield from self.constraints
        yield from self.foreign_keys

    @property
    def named(self) -> Iterator[Constraint | ForeignKey | Index]:
        """Constraints, foreign keys and indexes, with and without a name."""
        yield from self.all_constraints
        yield from self.indexes


@dataclass(slots=True)
class View(Defined):
    """`columns` are those that the view names itself; None where its query does. `refers`: names it reads from.

    `query` is its text, as a database's own catalog keeps it: the types of the columns are found in it when asked for.
    """

    columns: tuple[str, ...] | None = None
    refers: tuple[Path, ...] = ()
    materialized: bool = False
    digest: str = ""
    query: str = ""


@dataclass(slots=True)
class Sequence(Defined):
    type: SqlType | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter or a result. `type` is None for %TYPE and %ROWTYPE (`attribute`) of what `anchor` names. `value`: the
    text of a default that a package's specification gives."""

    name: str  # folded, "" for a result
    type: SqlType | None = None
    anchor: Path = ()
    attribute: str = ""
    mode: str = "in"  # in, out, in out
    default: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """How a routine is called. `kind`: procedure, function; `result` of a function; `commits`: it ends transactions;
    `misses`: NO_DATA_FOUND may leave it.

    Of a procedure of SQL Server: `rows`, `status`: what it gives besides; `calls`: those that it calls and whose rows
    are then its own, `fills`: those whose rows go into tables; `temporaries`: the #tables that it makes,
    `borrowed`: those that it takes from its caller;
    `error_words`: ERROR_NUMBER and the like by which it reads the error of its caller's CATCH; `text`: of one that may
    give rows, `quoted_strings`: as it is read.

    Of a method of an Oracle object type: `member` (member, static, constructor, map, order) and `own`, the mode of
    SELF, which is none of the arguments."""

    kind: str
    arguments: tuple[Argument, ...] = ()
    result: Argument | None = None
    commits: bool = False
    misses: bool = False
    rows: bool = False
    status: bool = False
    calls: tuple[tuple[str, ...], ...] = ()
    fills: tuple[tuple[str, ...], ...] = ()
    temporaries: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    error_words: tuple[str, ...] = ()
    text: str = ""
    quoted_strings: bool = False
    member: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class PackageItem:
    """What the specification of an Oracle package declares besides routines. `kind`: variable, constant, exception,
    cursor, record, collection, subtype, cursor type. `type`: of a variable, a subtype, a collection's element; `value`:
    the text of a default, a cursor's declaration; `number`: of EXCEPTION_INIT; `fields`: of a record; `index`: what it
    is indexed by."""

    kind: str
    type: Argument | None = None
    value: str = ""
    number: int = 0
    fields: tuple[Argument, ...] = ()
    index: str = ""
    narrow: bool = False  # a subtype with RANGE or NOT NULL


@dataclass(slots=True)
class Routine(Defined):
    """`kind`: procedure, function, package ... as the front end names it. `returns`: of a function; `members`: what
    the functions of a package return, by folded name, the last one where several have that name."""

    kind: str = "procedure"
    digest: str = ""
    returns: SqlType | None = None
    members: dict[str, SqlType] = field(default_factory=dict)
    signatures: dict[str, tuple[Signature, ...]] = field(default_factory=dict)  # by name, the routine's own too
    cursor_types: frozenset[str] = frozenset()  # of an Oracle package: its types REF CURSOR, folded
    items: dict[str, PackageItem] = field(default_factory=dict)  # of an Oracle package, by folded name
    starts: bool = False  # its body runs something when a session first uses it
    cursors: dict[str, str] = field(default_factory=dict)  # of an Oracle package body: those with RETURN, as declared


@dataclass(slots=True)
class Trigger(Defined):
    """`table`: what it is on, () for triggers on schemas and databases. `events`: of SQL Server, those whose rows
    the trigger reads."""

    table: Path = ()
    digest: str = ""
    events: tuple[str, ...] = ()


@dataclass(slots=True)
class Synonym(Defined):
    target: Path = ()
    remote: bool = False  # the target lies behind a database link


@dataclass(slots=True)
class AliasType(Defined):
    """SQL Server's CREATE TYPE .. FROM and sp_addtype. `default`: a default is bound to it."""

    base: SqlType | None = None
    nullable: bool = True
    default: str = ""


@dataclass(slots=True)
class ObjectType(Defined):
    """Oracle's object and collection types. `kind`: object, collection, incomplete, assumed collection. `above`: the
    type that it stands under; `methods`: by folded name."""

    kind: str = "object"
    columns: dict[str, Column] = field(default_factory=dict)
    element: SqlType | None = None  # of a collection
    above: Path = ()
    methods: dict[str, tuple[Signature, ...]] = field(default_factory=dict)
    body: bool = False  # its CREATE TYPE BODY is in the estate


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same object is defined twice, differently. `kept` and `other` are (file, unit)."""

    kind: str
    key: Key
    kept: tuple[str, str]
    other: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Comment:
    """Something has a comment. `on` as in the DDL tree: table, column, view ..."""

    on: str
    path: Path
    file: str


Object = Table | View | Sequence | Routine | Trigger | Synonym | AliasType | ObjectType
