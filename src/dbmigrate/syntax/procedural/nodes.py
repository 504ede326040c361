"""Trees of PL/SQL units, heads and declarations: frozen nodes with token ranges. Statements are in statements.py.

A statement's or declaration's part ends with its semicolon. SQL and expressions are Pieces: they are parsed when a rule
looks at them, and one that cannot be parsed costs only itself. Every token lies in exactly one leaf (Name, TypeName,
Piece, Phrase, Anchored, Unread), in a Part of its node, or is punctuation that the class of the node implies.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Procedural, TypeName, Unread


@dataclass(frozen=True)
class Anchored(Node):
    """`patient.name%TYPE`, `patient%ROWTYPE`: the type of something else. `path`: its components without quotes."""

    path: tuple[str, ...]
    quoted: tuple[bool, ...]  # for each component
    attribute: str  # TYPE, ROWTYPE


DataType = TypeName | Anchored


@dataclass(frozen=True)
class Variable(Node):
    """A variable, a constant, or a field of a record. Also a collection's element where the source names it."""

    name: Name
    type: DataType
    constant: Part | None = None
    extras: tuple[Phrase, ...] = ()  # character set, range, unknown
    not_null: Part | None = None
    default_word: Part | None = None  # := or DEFAULT
    default: Piece | None = None


@dataclass(frozen=True)
class RecordField(Variable):
    """A field in the list of a record type: without a semicolon."""


@dataclass(frozen=True)
class Parameter(Node):
    """A formal parameter. `mode` holds IN, OUT or both as one range; None where it is left out (then it is IN)."""

    name: Name
    type: DataType
    mode: Part | None = None
    no_copy: Part | None = None
    extras: tuple[Phrase, ...] = ()
    default_word: Part | None = None
    default: Piece | None = None

    @property
    def direction(self) -> str:
        """in, out or in out."""
        return " ".join(self.words(self.mode)).lower() if self.mode else "in"


@dataclass(frozen=True)
class Parameters(Node):
    """The list of formal parameters with its parentheses."""

    items: tuple[Parameter | Unread, ...]


@dataclass(frozen=True)
class Returns(Node):
    """`RETURN type` of a function or cursor; `phrase` stands for SELF AS RESULT, which names no type."""

    keyword: Part
    type: DataType | None = None
    phrase: Phrase | None = None
    extras: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Label(Node):
    """`<<name>>`."""

    name: Name


@dataclass(frozen=True)
class Handler(Node):
    """`WHEN no_data_found OR too_many_rows THEN ..` of an exception section."""

    keyword: Part  # WHEN
    exceptions: tuple[Name | Unread, ...]
    then: Part | None
    statements: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Block(Node):
    """A block, also the body of a routine or package (then DECLARE is missing, and BEGIN where nothing is executed)."""

    labels: tuple[Label, ...] = ()
    declare: Part | None = None
    declarations: tuple[Node, ...] = ()
    begin: Part | None = None
    statements: tuple[Node, ...] = ()
    exception: Part | None = None
    handlers: tuple[Handler, ...] = ()
    end: Part | None = None
    end_name: Name | None = None
    problem: Unread | None = None  # its END is missing

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        """What the block declares, by the name that the source compares."""
        return named(self.declarations)


@dataclass(frozen=True)
class CodeUnit(Procedural):
    """What all units have: the words before the name, options between head and body, text that is left over."""

    keyword: Part | None = None  # CREATE OR REPLACE PROCEDURE ..; None for an anonymous block
    options: tuple[Phrase, ...] = ()  # authid, deterministic, pipelined, parallel, result cache, wrapped, unknown ...
    opener: Part | None = None  # IS, AS
    body: Node | None = None
    rest: Unread | None = None  # text behind the unit's end


@dataclass(frozen=True)
class Routine(CodeUnit):
    """A procedure or function: standalone, in a package, a type body or a block. Without `opener` only declared."""

    member: Phrase | None = None  # MEMBER, STATIC, CONSTRUCTOR, MAP MEMBER ..
    parameters: Parameters | None = None
    returns: Returns | None = None

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        return named(self.parameters.items) if self.parameters else {}


@dataclass(frozen=True)
class Module(CodeUnit):
    """What holds routines that are called by its name: a package, the body of an object type."""


@dataclass(frozen=True)
class Package(Module):
    """kind: package, package body. The body is a Block."""


@dataclass(frozen=True)
class TypeBody(Module):
    """Methods of an object type. The body is a Block whose declarations are Routines."""


@dataclass(frozen=True)
class PackageStart(CodeUnit):
    """What a package body runs when a session first uses the package: the one statement of the body's block. kind:
    start; its own body is a Block from BEGIN to the end."""


@dataclass(frozen=True)
class AnonymousBlock(CodeUnit):
    """kind: block."""


@dataclass(frozen=True)
class Event(Node):
    """kind: insert, update, delete, or a word of a DDL or database event. `columns` follow UPDATE OF."""

    kind: str
    keyword: Part
    columns: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Correlation(Node):
    """`NEW AS n` in REFERENCING. `row`: new, old, parent."""

    row: str
    name: Name


@dataclass(frozen=True)
class Trigger(CodeUnit):
    """The body is a Block, a CallStatement, or the Compound of a compound trigger."""

    timing: Phrase | None = None  # before, after, instead of, for (compound)
    events: tuple[Event, ...] = ()
    on: Part | None = None  # ON
    table: Name | None = None  # a table or view; None for DATABASE and SCHEMA
    scope: Phrase | None = None  # schema, database, nested table
    referencing: Part | None = None  # the word REFERENCING
    correlations: tuple[Correlation, ...] = ()
    each_row: Part | None = None  # FOR EACH ROW
    when: Part | None = None  # the word WHEN
    condition: Piece | None = None  # without its parentheses


@dataclass(frozen=True)
class TimingPoint(Node):
    """`BEFORE EACH ROW IS .. END BEFORE EACH ROW;`. `tail` repeats the timing behind END."""

    timing: Phrase
    opener: Part
    body: Block
    tail: Phrase | None = None


@dataclass(frozen=True)
class Compound(Node):
    """COMPOUND TRIGGER: declarations that its timing points share."""

    keyword: Part
    declarations: tuple[Node, ...] = ()
    points: tuple[Node, ...] = ()  # TimingPoint, Unread
    end: Part | None = None
    end_name: Name | None = None
    problem: Unread | None = None

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        return named(self.declarations)


@dataclass(frozen=True)
class ExceptionDeclaration(Node):
    name: Name
    keyword: Part


@dataclass(frozen=True)
class Pragma(Node):
    """PRAGMA AUTONOMOUS_TRANSACTION, EXCEPTION_INIT(e, -20001), SERIALLY_REUSABLE, INLINE ..; `word` in upper case."""

    keyword: Part
    word: str
    arguments: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class CursorDeclaration(Node):
    """`query` is a Sql; None for a cursor that is only declared."""

    keyword: Part
    name: Name
    parameters: Parameters | None = None
    returns: Returns | None = None
    opener: Part | None = None
    query: Node | None = None

    @cached_property
    def declared(self) -> Mapping[str, Node]:
        return named(self.parameters.items) if self.parameters else {}


@dataclass(frozen=True)
class RecordType(Node):
    """`keyword` is TYPE, `words` IS RECORD."""

    keyword: Part
    name: Name
    words_part: Part
    fields: tuple[RecordField | Unread, ...] = ()


@dataclass(frozen=True)
class CollectionType(Node):
    """kind: table (nested, or associative with `index_by`), varray."""

    keyword: Part
    name: Name
    kind: str
    words_part: Part  # IS TABLE OF, IS VARRAY
    element: DataType
    size: Piece | None = None
    of: Part | None = None  # OF behind the size of a varray
    extras: tuple[Phrase, ...] = ()
    not_null: Part | None = None
    index_words: Part | None = None  # INDEX BY
    index_by: DataType | None = None


@dataclass(frozen=True)
class RefCursorType(Node):
    keyword: Part
    name: Name
    words_part: Part  # IS REF CURSOR
    returns: Returns | None = None


@dataclass(frozen=True)
class Subtype(Node):
    keyword: Part
    name: Name
    opener: Part
    base: DataType
    extras: tuple[Phrase, ...] = ()
    not_null: Part | None = None


@dataclass(frozen=True)
class Conditional(Node):
    """Conditional compilation around statements or declarations: `$IF .. $THEN .. $ELSE .. $END`."""

    branches: tuple[ConditionalBranch, ...]
    end: Part | None = None
    problem: Unread | None = None


@dataclass(frozen=True)
class ConditionalBranch(Node):
    """Of $IF, $ELSIF, $ELSE. `error` is `$ERROR 'text' $END`."""

    keyword: Part
    condition: Piece | None = None
    then: Part | None = None
    body: tuple[Node, ...] = ()


def named(nodes: tuple[Node, ...]) -> Mapping[str, Node]:
    """Declarations by name; what conditional compilation declares is there, whatever its condition says."""
    found: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node, Conditional):
            for branch in node.branches:
                found |= named(branch.body)
            continue
        name = getattr(node, "name", None)
        if isinstance(name, Name):
            found[key_of(name)] = node
    return found


def key_of(name: Name) -> str:
    """A name as the source compares it: upper case where it is not quoted."""
    return name.value if name.is_quoted() else name.value.upper()
