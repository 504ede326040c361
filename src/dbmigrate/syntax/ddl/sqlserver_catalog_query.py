"""Reads `SELECT .. FROM sys.objects WHERE ..` as the search for one object; refuses whatever asks for more."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_catalog import (
    BELONGING,
    CATALOGS,
    CONSTRAINT_SORTS,
    IGNORED,
    NAMES,
    OBJECT_TYPES,
    OWN_IDS,
    PARENT_IDS,
    PARTS,
    SCHEMAS,
    STATUS_TYPES,
    TYPED,
    TYPES,
    Test,
)
from dbmigrate.syntax.ddl.sqlserver_strings import at_string, need_string, split_path

NO_ALIAS: Final = frozenset("WHERE JOIN INNER LEFT CROSS ON WITH , (".split())
BEYOND: Final = frozenset({"UNION", "EXCEPT", "INTERSECT", "GROUP BY", "HAVING", "OR"})
ID_FUNCTIONS: Final = {"OBJECT_ID": "object", "SCHEMA_ID": "schema", "USER_ID": "schema"}
SCHEMA_IDS: Final = frozenset({"UID", "SCHEMA_ID"})
NAME_FUNCTIONS: Final = {
    "USER_NAME": SCHEMA_IDS,
    "SCHEMA_NAME": SCHEMA_IDS,
    "OBJECT_NAME": frozenset({*OWN_IDS, *PARENT_IDS}),
}
# Which catalog names the object that is looked for, where several are joined.
FIRST: Final = ("column", "index", "statistics", "constraint", "trigger")


@dataclass(frozen=True)
class Value:
    """What a column is compared with. kind: text, object or schema (an id of what `texts` name), number, column."""

    kind: str
    texts: tuple[str, ...] = ()


@dataclass
class Source:
    """One catalog of the FROM clause, with what the terms say about its row."""

    kind: str
    labels: tuple[str, ...]
    database: str = ""
    name: str = ""
    schema: str = ""
    table: str = ""
    own: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    types: set[str] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)  # the constraint types among them: primary key, foreign key ...

    @property
    def path(self) -> tuple[str, ...]:
        return self.own or self.qualified(self.name)

    def qualified(self, name: str) -> tuple[str, ...]:
        return tuple(part for part in (self.database, self.schema, name) if part) if name else ()

    def learn(self, column: str, value: Value) -> None:
        """One term `column = value`; raises Unexpected if it asks for more than which object the row is."""
        if value.kind == "text" and (column in NAMES or column in SCHEMAS or (column in TYPES and self.kind in TYPED)):
            self.learn_text(column, value.texts)
        elif value.kind == "object" and column in OWN_IDS:
            self.own = value.texts
        elif value.kind == "object" and column in PARENT_IDS:
            self.parent = value.texts
        elif value.kind == "schema" and column in ("SCHEMA_ID", "UID"):
            self.schema = value.texts[-1]
        elif column not in IGNORED:
            raise Unexpected("more than a test of existence")

    def learn_text(self, column: str, texts: tuple[str, ...]) -> None:
        if column in TYPES:
            self.types |= {OBJECT_TYPES.get(t.strip().upper(), "object") for t in texts}
            self.sorts |= {CONSTRAINT_SORTS.get(t.strip().upper(), "") for t in texts}
        elif len(texts) != 1:
            raise Unexpected("one name expected")
        elif column in SCHEMAS:
            self.schema = texts[0]
        elif column == "TABLE_NAME" and self.kind in ("column", "constraint"):
            self.table = texts[0]
        else:
            self.name = texts[0]


def read_catalog_query(c: Cursor) -> Test:
    """The test that a query makes; raises Unexpected where it is no search for one object."""
    c.need("SELECT")
    c.k = c.find(("FROM",))
    if c.find(BEYOND) < c.n:
        raise Unexpected("a plain query expected")
    c.need("FROM")
    if any(word == "FN_LISTEXTENDEDPROPERTY" for word in c.words[c.k : min(c.k + 3, c.n)]):
        return read_properties(c)
    sources, conditions = read_sources(c)
    if c.eat("WHERE"):
        conditions.append(Cursor(c.lexed, c.k, c.n))
    for condition in conditions:
        read_terms(condition, sources)
    return conclude(sources)


def read_properties(c: Cursor) -> Test:
    """fn_listextendedproperty('MS_Description', 'SCHEMA', 'dbo', 'TABLE', 't', 'COLUMN', 'c')."""
    c.eat("::")
    c.name("routine", 2)
    part = c.brackets()
    if part is None or not c.ended:
        raise Unexpected("the arguments of the function expected")
    tokens = [k for k in range(part.first + 1, part.last) if c.words[k] not in (",", "DEFAULT", "NULL")]
    texts = [c.lexed.tokens[k].text for k in tokens if c.lexed.is_string(k)]
    if len(texts) < len(tokens) or len(texts) % 2 == 0 or texts[0] != "MS_Description":
        raise Unexpected("MS_Description of one object expected")
    return Test("comment", tuple(texts[2::2]))


def read_sources(c: Cursor) -> tuple[list[Source], list[Cursor]]:
    """The catalogs and the conditions of their joins."""
    sources, conditions = [read_source(c)], []
    while not c.ended and not c.at("WHERE"):
        if not c.eat(","):
            c.eat("INNER")
            c.need("JOIN")
        sources.append(read_source(c))
        if c.eat("ON"):
            stop = c.find(("JOIN", "INNER", "LEFT", "CROSS", ",", "WHERE"))
            conditions.append(Cursor(c.lexed, c.k, stop))
            c.k = stop
    return sources, conditions


def read_source(c: Cursor) -> Source:
    name = [value.lower() for value in c.name("view").values]
    schema = name[-2] if len(name) > 1 else ""
    view = f"information_schema.{name[-1]}" if schema == "information_schema" else name[-1]
    kind = CATALOGS.get(view)
    everywhere = view.startswith(("sys", "information_schema."))  # sysobjects, unlike sys.objects, needs no schema
    if kind is None or not (everywhere or schema == "sys"):
        raise Unexpected("a catalog view expected")
    labels = [name[-1]]
    if c.eat("AS") or (not c.ended and c.words[c.k] not in NO_ALIAS):
        labels.append(c.name("label", 1).value.lower())
    if c.eat("WITH") or c.at("("):
        c.brackets()
    # master..sysdatabases, db..sysobjects, db.sys.objects
    database = (
        name[0] if len(name) > 2 or (len(name) == 2 and schema not in ("sys", "dbo", "information_schema")) else ""
    )
    return Source(kind, tuple(labels), "" if database == "master" else database)


def read_terms(c: Cursor, sources: list[Source]) -> None:
    """Terms joined by AND."""
    if c.find(BEYOND) < c.n:
        raise Unexpected("more than a test of existence")
    while True:
        stop = c.find(("AND",))
        read_term(Cursor(c.lexed, c.k, stop), sources)
        c.k = stop
        if not c.eat("AND"):
            return


def read_term(c: Cursor, sources: list[Source]) -> None:
    if c.close.get(c.k) == c.n - 1:
        return read_terms(Cursor(c.lexed, c.k + 1, c.n - 1), sources)
    if c.at_any("OBJECTPROPERTY", "OBJECTPROPERTYEX") and c.ahead() == "(":
        return read_object_property(c, sources)
    if c.at_any(*NAME_FUNCTIONS) and c.ahead() == "(":
        return read_name_function(c, sources)
    source, column = read_column(c, sources)
    if c.at("&"):
        return read_status(c, source, column)
    if source is not None and column in PARTS and source.kind in ("comment", "index"):
        return None
    value = read_list(c) if c.eat("IN") else read_value(c)
    if not c.ended:
        raise Unexpected("the end of the term expected")
    if value.kind == "column":
        if len(sources) < 2:
            raise Unexpected("a constant expected")
    elif source is None:
        raise Unexpected("a column of one catalog expected")
    else:
        source.learn(column, value)


def read_column(c: Cursor, sources: list[Source]) -> tuple[Source | None, str]:
    """The column's catalog, None where its name alone does not tell, and its name in upper case."""
    name = [value.lower() for value in c.name("column", 3).values]
    if len(name) > 1:
        return next((s for s in sources if name[-2] in s.labels), None), name[-1].upper()
    return sources[0] if len(sources) == 1 else None, name[-1].upper()


def read_object_property(c: Cursor, sources: list[Source]) -> None:
    """`OBJECTPROPERTY(id, N'IsUserTable') = 1`."""
    c.take()
    part = c.brackets()
    inner = Cursor(c.lexed, c.k if part is None else part.first + 1, c.k if part is None else part.last)
    source, column = read_column(inner, sources)
    inner.need(",")
    kind = OBJECT_TYPES.get(need_string(inner).upper())
    if source is None or column not in OWN_IDS or kind is None or c.words[c.k : c.n] != ["=", "1"]:
        raise Unexpected("a type of object expected")
    source.types.add(kind)


def read_name_function(c: Cursor, sources: list[Source]) -> None:
    """`USER_NAME(uid) = N'dbo'`, `SCHEMA_NAME(schema_id) = 'dbo'`, `OBJECT_NAME(parent_obj) = 't'`."""
    columns = NAME_FUNCTIONS[c.words[c.take().first]]
    part = c.brackets()
    inner = Cursor(c.lexed, c.k if part is None else part.first + 1, c.k if part is None else part.last)
    source, column = read_column(inner, sources)
    if source is None or column not in columns or not inner.ended:
        raise Unexpected("the id of a schema or object expected")
    value = read_value(c)
    if value.kind != "text" or not c.ended:
        raise Unexpected("a string expected")
    kind = "schema" if columns is SCHEMA_IDS else "object"
    source.learn(column, Value(kind, split_path(value.texts[0])))


def read_status(c: Cursor, source: Source | None, column: str) -> None:
    """`sysstat & 0xf = 3`."""
    c.take(2)
    kind = STATUS_TYPES.get(c.words[c.n - 1])
    if source is None or source.kind != "object" or column != "SYSSTAT" or kind is None or c.words[c.k] != "=":
        raise Unexpected("a type of object expected")
    if c.lexed.source(Part(c.k - 1, c.k - 1)).lower() not in ("0xf", "15") or c.k != c.n - 2:
        raise Unexpected("a type of object expected")
    source.types.add(kind)


def read_list(c: Cursor) -> Value:
    """`IN (N'P', N'PC')`, `IN (SELECT id FROM sysobjects WHERE ..)`."""
    part = c.brackets()
    if part is None:
        raise Unexpected("a list expected")
    inner = Cursor(c.lexed, part.first + 1, part.last)
    if inner.at("SELECT"):
        return read_subquery(inner)
    texts = [need_string(inner)]
    while inner.eat(","):
        texts.append(need_string(inner))
    if not inner.ended:
        raise Unexpected("strings expected")
    return Value("text", tuple(texts))


def read_value(c: Cursor) -> Value:
    c.need("=")
    if at_string(c):
        return Value("text", (need_string(c),))
    if not c.ended and c.words[c.k].isdigit():
        return Value("number", (c.words[c.take().first],))
    if c.at("("):
        part = c.brackets()
        if part is not None and c.words[part.first + 1] == "SELECT":
            return read_subquery(Cursor(c.lexed, part.first + 1, part.last))
        raise Unexpected("a value expected")
    return read_id(c)


def read_id(c: Cursor) -> Value:
    """OBJECT_ID('t'), SCHEMA_ID('dbo'), or a column."""
    kind = ID_FUNCTIONS.get(c.words[c.k]) if not c.ended and c.ahead() == "(" else None
    if kind is None:
        c.name("column", 3)
        return Value("column")
    c.take()
    part = c.brackets()
    if part is None or not 1 <= part.last - part.first - 1 <= 3:
        raise Unexpected("one string expected")
    return Value(kind, split_path(need_string(Cursor(c.lexed, part.first + 1, part.last))))


def read_subquery(c: Cursor) -> Value:
    """`(SELECT id FROM sysobjects WHERE name = 't')`: as good as its OBJECT_ID."""
    if c.words[c.k + 1] not in OWN_IDS and c.lexed.tokens[c.k + 1].text.upper() not in OWN_IDS:
        raise Unexpected("an id expected")
    test = read_catalog_query(c)
    if test.kind in BELONGING:
        raise Unexpected("the id of an object expected")
    return Value("object", test.path)


def conclude(sources: list[Source]) -> Test:
    """Put together what the terms said; the schema and the table may come from catalogs of their own."""
    references = [s for s in sources if s.kind == "reference"]  # of a foreign key, which has a row among the objects
    sources = [s for s in sources if s.kind != "reference"]
    if not sources:
        raise Unexpected("one object expected")
    primary = min(sources, key=lambda s: FIRST.index(s.kind) if s.kind in FIRST else len(FIRST) + (s.kind == "schema"))
    primary.parent = primary.parent or next((r.parent for r in references), ())
    # A join with the types, to show the column's, asks for nothing.
    others = [s for s in sources if s is not primary and (s.kind != "type" or s.path)]
    schemas = [s for s in others if s.kind in ("schema", "user")]
    owners = [s for s in others if s.kind in ("object", "table", "view")]
    if len(schemas) > 1 or len(owners) > 1 or len(schemas) + len(owners) < len(others):
        raise Unexpected("more than a test of existence")
    if owners and primary.kind not in FIRST:
        raise Unexpected("one object expected")
    for named in schemas:
        (owners or [primary])[0].schema = named.name
    return found(primary, owners[0].path if owners else ())


def found(source: Source, owner: tuple[str, ...]) -> Test:
    if source.kind in BELONGING:
        table = source.own or owner or source.qualified(source.table)
        if not source.name or (not table and source.kind == "column"):
            raise Unexpected("a name expected")
        if source.kind == "column":
            return Test("column", table, column=source.name)
        return Test(source.kind, (source.name,), table)
    if not source.path:
        return any_of_table(source, source.parent or owner or source.qualified(source.table))
    kind = source.types.pop() if len(source.types) == 1 else source.kind
    return Test(kind, source.path, source.parent or owner or source.qualified(source.table))


def any_of_table(source: Source, table: tuple[str, ...]) -> Test:
    """Whether a table has a primary key, whatever its name."""
    if not table or len(source.sorts) != 1 or "" in source.sorts:
        raise Unexpected("a name expected")
    return Test(min(source.sorts), (), table)
