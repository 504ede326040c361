"""Oracle views and materialized views. SQL Language Reference, "CREATE VIEW", "CREATE MATERIALIZED VIEW [LOG]"."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import CreateView, Environment, Name, Names, Phrase
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, modifiers, rest
from dbmigrate.syntax.ddl.oracle_constraints import at_table_constraint
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.oracle_physical import INDEX, STORAGE, TABLE
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

IN_VIEW: Final = Grammar(
    {
        "bequeath": "BEQUEATH CURRENT_USER|DEFINER",
        "collate": "DEFAULT COLLATION name",
        "sharing": "SHARING = METADATA|DATA|EXTENDED|NONE DATA?",
        "of type": """
OF XMLTYPE far
OF name WITH OBJECT IDENTIFIER|ID|OID brackets|DEFAULT brackets?
OF name UNDER name brackets?
OF name brackets?
""",
        "annotations": "ANNOTATIONS brackets",
    },
    "AS",
)
IN_MATERIALIZED: Final = Grammar(
    {
        "build": "BUILD IMMEDIATE|DEFERRED",
        "refresh": """
REFRESH far
NEVER REFRESH
""",
        "prebuilt": "ON PREBUILT TABLE WITH|WITHOUT? REDUCED? PRECISION?",
        "query rewrite": """
ENABLE|DISABLE QUERY REWRITE
ENABLE|DISABLE ON QUERY COMPUTATION
ENABLE|DISABLE CONCURRENT REFRESH
""",
        "for update": "FOR UPDATE",
        "using index": """
USING NO INDEX
USING INDEX
""",
        "partitioning": "PARTITION+BY far",
        "collate": "DEFAULT COLLATION name",
        "of type": "OF name",
        "scope": "SCOPE FOR brackets IS name",
        "evaluation": "EVALUATE USING CURRENT|NULL? EDITION name?",
        "physical": STORAGE + TABLE + INDEX,
    },
    "AS ENABLE DISABLE FOR",
)


def read_view(c: Cursor) -> CreateView:
    first = c.k
    c.need("CREATE")
    options = modifiers(c)
    materialized = c.eat_any("MATERIALIZED") is not None
    if c.eat("SNAPSHOT"):
        materialized = True
    else:
        c.need("VIEW")
    keyword = c.part(first)
    options += if_exists(c)
    name = c.name("materialized view" if materialized else "view", 3)
    grammar = IN_MATERIALIZED if materialized else IN_VIEW
    middle = grammar.some(c)
    columns = read_aliases(c) if c.at("(") else None
    middle += grammar.all(c, lambda c: c.at("AS"))
    as_part = c.need("AS")
    query = c.piece(c.n if materialized else c.find(lambda k: ends_query(c, k)), "statement")
    tail = read_tail(c)
    return CreateView(
        c.part(first), c.lexed, name, keyword, query, as_part, columns, options, middle, tail, materialized
    )


def ends_query(c: Cursor, k: int) -> bool:
    following = c.words[k + 1 : k + 3]
    if c.words[k] == "WITH":
        return following in (["READ", "ONLY"], ["CHECK", "OPTION"])
    return c.words[k] in ("CONTAINER_MAP", "CONTAINERS_DEFAULT") and k == c.n - 1


def read_aliases(c: Cursor) -> Names:
    """Aliases with their constraints (phrases of kind constraint), and constraints of the view itself."""
    part, items = bracketed(c)
    names: list[Name] = []
    extras: list[Phrase] = []
    for item in items:
        if not at_table_constraint(item):
            names.append(item.name("column", 1))
        extras += rest(item, "constraint")
    return Names(part, c.lexed, tuple(names), tuple(extras))


def read_tail(c: Cursor) -> tuple[Phrase, ...]:
    """`WITH READ ONLY [CONSTRAINT n]`, `WITH CHECK OPTION [CONSTRAINT n]`."""
    found: list[Phrase] = []
    while not c.ended:
        first = c.k
        kind = {"READ": "read only", "CHECK": "check option"}.get(c.ahead(), "containers")
        c.take(3 if c.at("WITH") else 1)
        if c.eat("CONSTRAINT"):
            c.name("constraint", 1)
        found.append(c.phrase(kind, first))
    return tuple(found)


def read_view_log(c: Cursor) -> Environment:
    """`CREATE MATERIALIZED VIEW LOG ON t ..`, also ALTER; it serves fast refresh alone."""
    first = c.k
    c.k = c.find(("ON",))
    c.need("ON")
    name = c.name("table", 3)
    c.k = c.n
    if c.n - first < 3:
        raise Unexpected("a table expected")
    return Environment(c.part(first), c.lexed, "materialized view log", name)
