"""What EXISTS over SQL Server's catalogue asks, as a condition on PostgreSQL's.

Transact-SQL Reference, "sys.objects", "sys.columns", "System compatibility views".
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.spelling import effective
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.dml.global_tables import is_shared
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.scripts.existence import anything_named, literal, relation
from dbmigrate.syntax.ddl.nodes import Guard

OBJECTS: Final = frozenset({"SYSOBJECTS", "OBJECTS", "ALL_OBJECTS"})
OF_ONE_KIND: Final = {"TABLES": "U", "VIEWS": "V", "PROCEDURES": "P"}
COLUMNS: Final = frozenset({"SYSCOLUMNS", "COLUMNS", "ALL_COLUMNS"})
PROPERTIES: Final = "EXTENDED_PROPERTIES"
TABLES, ROUTINES = frozenset({"U", "V"}), frozenset({"P", "FN", "IF", "TF"})
RELKINDS: Final = {"U": "'r', 'p'", "V": "'v', 'm'", "": "'r', 'p', 'v', 'm'"}


@dataclass(frozen=True)
class Answer:
    """`text`: a template; `places`: what fills it (a name that no constant gives). `sure`: no person has to look."""

    text: str
    places: tuple[exp.Expr, ...] = ()
    sure: bool = True


def answer(node: exp.Exists, context: Context) -> Answer | None:
    """None for any other query, and for what the target's catalogue cannot say."""
    if context.above(Guard) is not None:
        return None
    query = node.this
    table = catalogue_table(query)
    if table is None:
        return None
    if table.name.upper() == PROPERTIES:
        return of_property(query, context)
    asked = terms(query)
    if asked is None:
        return None
    name = table.name.upper()
    if name in COLUMNS:
        return of_column(asked, context)
    kind = OF_ONE_KIND.get(name, "") or asked.get("kind", "")
    return of_object(asked, str(kind), context)


def catalogue_table(query: Any) -> exp.Table | None:
    """The only table of the query, where it belongs to the catalogue."""
    if not isinstance(query, exp.Select) or any(query.args.get(k) for k in ("joins", "group", "having", "laterals")):
        return None
    source = query.args.get("from_")
    table = source.this if source is not None else None
    if not isinstance(table, exp.Table) or not query.args.get("where"):
        return None
    name, schema = table.name.upper(), table.db.upper()
    old = name.startswith("SYS") and schema in ("", "DBO", "SYS")
    new = schema == "SYS" and name in OBJECTS | COLUMNS | {PROPERTIES, *OF_ONE_KIND}
    known = table.catalog.upper() in ("", "TEMPDB") and (new or (old and name in OBJECTS | COLUMNS))
    return table if known else None


def terms(query: exp.Select) -> dict[str, Any] | None:
    """name: the value that NAME is compared with; id: the name in OBJECT_ID; kind: of XTYPE or TYPE."""
    where = query.args["where"].this
    found: dict[str, Any] = {}
    for term in where.flatten() if isinstance(where, exp.And) else [where]:
        inner = term.this if isinstance(term, exp.Paren) else term
        if not isinstance(inner, exp.EQ):
            return None
        for column, value in ((inner.this, inner.expression), (inner.expression, inner.this)):
            part = read_term(column, value)
            if part is not None:
                break
        if part is None or part[0] in found:
            return None
        found[part[0]] = part[1]
    return found


def read_term(column: exp.Expr, value: exp.Expr) -> tuple[str, Any] | None:
    if isinstance(column, exp.Anonymous) and column.name.upper() == "OBJECTPROPERTY" and len(column.expressions) == 2:
        asked = (constant(column.expressions[1]) or "").upper()
        kind = {"ISUSERTABLE": "U", "ISTABLE": "U", "ISVIEW": "V", "ISPROCEDURE": "P"}.get(asked, "")
        return ("kind", kind) if kind and value.name == "1" else None
    if not isinstance(column, exp.Column) or column.name.startswith("@"):
        return None
    word = column.name.upper()
    if word == "NAME":
        return "name", value
    if word in ("XTYPE", "TYPE"):
        kind = (constant(value) or "").strip().upper()
        return ("kind", kind) if kind in TABLES | ROUTINES else None
    if word in ("ID", "OBJECT_ID") and isinstance(value, exp.Anonymous) and value.name.upper() == "OBJECT_ID":
        text = constant(value.expressions[0]) if value.expressions else None
        return ("id", text) if text else None
    return None


def of_column(asked: dict[str, Any], context: Context) -> Answer | None:
    if set(asked) != {"name", "id"}:
        return None
    path = path_of(asked["id"])
    if not path:
        return None
    of_table = f"EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass({oid_text(path, context)}) AND attname = "
    text = constant(asked["name"])
    if text is None:
        return Answer(of_table + "lower({}) AND NOT attisdropped)", (asked["name"],), sure=False)
    column = effective(context.names.spell_column(path, text, schema=context.schema))
    return Answer(of_table + f"{literal(column)} AND NOT attisdropped)")


def of_property(query: exp.Select, context: Context) -> Answer | None:
    """Whether a table, or the column that a sub-query finds by its name, is described."""
    owner, column = "", ""
    where = query.args["where"].this
    for term in where.flatten() if isinstance(where, exp.And) else [where]:
        inner = term.this if isinstance(term, exp.Paren) else term
        if not isinstance(inner, exp.EQ) or not isinstance(inner.this, exp.Column):
            return None
        word, value = inner.this.name.upper(), inner.expression
        if word == "MAJOR_ID" and isinstance(value, exp.Anonymous) and value.name.upper() == "OBJECT_ID":
            owner = constant(value.expressions[0]) or "" if value.expressions else ""
        elif word == "MINOR_ID" and isinstance(value, exp.Subquery) and isinstance(value.this, exp.Select):
            names = [e.expression for e in value.this.find_all(exp.EQ) if e.this.name.upper() == "NAME"]
            column = constant(names[0]) or "" if len(names) == 1 else ""
            if not column:
                return None
        elif not (word in ("CLASS", "MINOR_ID") and value.is_number) and not (word == "NAME" and constant(value)):
            return None
    path = path_of(owner)
    if not path:
        return None
    relation_text = oid_text(path, context)
    part = "0"
    if column:
        spelled = literal(effective(context.names.spell_column(path, column, schema=context.schema)))
        part = f"(SELECT attnum FROM pg_attribute WHERE attrelid = to_regclass({relation_text}) AND attname = {spelled})"
    return Answer(f"EXISTS (SELECT 1 FROM pg_description WHERE objoid = to_regclass({relation_text}) AND objsubid = {part})")


def of_object(asked: dict[str, Any], kind: str, context: Context) -> Answer | None:
    if "id" in asked:
        path = path_of(asked["id"])
        return Answer(found_by_name(path, kind, context)) if path and not asked.get("name") else None
    if "name" not in asked:
        return None
    text = constant(asked["name"])
    if text is not None and text.startswith("#"):
        return Answer("false", sure=False)  # they stand in tempdb, under longer names
    if text is not None:
        path = path_of(text)
        return Answer(found_by_name(path, kind, context)) if path else None
    tables = f"EXISTS (SELECT 1 FROM pg_class WHERE relname = lower({{}}) AND relkind IN ({RELKINDS.get(kind, '')}))"
    routines = "EXISTS (SELECT 1 FROM pg_proc WHERE proname = lower({}))"
    both = [*([] if kind in ROUTINES else [tables]), *([] if kind in TABLES else [routines])]
    made = " OR ".join(both)
    return Answer(f"({made})" if len(both) > 1 else made, (asked["name"],) * len(both), sure=False)


def found_by_name(path: tuple[str, ...], kind: str, context: Context) -> str:
    tables = f"to_regclass({oid_text(path, context)}) IS NOT NULL"
    name = effective(context.names.object_name(path, "routine", path[-1], schema=context.schema))
    routines = f"EXISTS (SELECT 1 FROM pg_proc WHERE proname = {literal(name)})"
    if not kind and not path[-1].startswith("#"):
        shelf = next((s for s in ("table", "view", "routine") if context.catalog.locate(s, path, context.schema)), "")
        kind = {"table": "U", "view": "V", "routine": "P"}.get(shelf, "")
    if kind in ROUTINES:
        return routines
    return f"({tables})" if kind or path[-1].startswith("#") else anything_named(path, path[-1], context)


def oid_text(path: tuple[str, ...], context: Context) -> str:
    if path[-1].startswith("#"):
        quoted = f'"{path[-1]}"'
        return literal(quoted if is_shared(path[-1], context) else f"pg_temp.{quoted}")
    return relation(path, context)


def path_of(text: str) -> tuple[str, ...]:
    """`dbo.visit`, `[visit]`, `tempdb..#t`; () for what is no name of this database."""
    parts = tuple(part.strip().strip('[]"').lower() for part in text.split("."))
    if parts[-1].startswith("#"):
        return parts[-1:]
    return parts if len(parts) <= 2 and all(parts) else ()
