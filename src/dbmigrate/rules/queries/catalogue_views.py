"""SQL Server's catalogue as views of the runtime: which there are, and what a query asks them.

Transact-SQL Reference, "System catalog views", "System compatibility views", "System information schema views".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

# Those that catalogue.sql of the runtime makes: with sys_ in front, as they are called, with schema_ in front.
OF_SYS: Final = frozenset(
    """OBJECTS TABLES VIEWS PROCEDURES COLUMNS TYPES SCHEMAS INDEXES INDEX_COLUMNS FOREIGN_KEYS FOREIGN_KEY_COLUMNS
    KEY_CONSTRAINTS CHECK_CONSTRAINTS SQL_MODULES TRIGGERS PARAMETERS EXTENDED_PROPERTIES""".split()
)
OLD: Final = frozenset("SYSOBJECTS SYSCOLUMNS SYSTYPES SYSUSERS SYSCOMMENTS SYSINDEXES SYSFOREIGNKEYS".split())
OF_SCHEMA: Final = frozenset({"TABLES", "COLUMNS"})
ALIKE: Final = {"ALL_OBJECTS": "OBJECTS", "ALL_COLUMNS": "COLUMNS", "ALL_VIEWS": "VIEWS", "ALL_SQL_MODULES": "SQL_MODULES"}
NAMES: Final = frozenset({"NAME", "TABLE_NAME", "COLUMN_NAME", "TABLE_SCHEMA"})  # columns that hold names
NUMBERS: Final = frozenset({"ID", "OBJECT_ID", "PARENT_OBJECT_ID", "REFERENCED_OBJECT_ID", "PARENT_ID", "MAJOR_ID", "FKEYID", "RKEYID", "PARENT_OBJ"})


def made_name(table: exp.Table) -> str:
    """The runtime's view that answers for a table of the catalogue; "" where there is none."""
    schema, name = table.db.upper(), table.name.upper()
    if table.catalog:
        return ""
    if schema == "INFORMATION_SCHEMA":
        return f"schema_{name.lower()}" if name in OF_SCHEMA else ""
    if name in OLD and schema in ("", "DBO", "SYS"):
        return name.lower()
    name = ALIKE.get(name, name)
    return f"sys_{name.lower()}" if schema == "SYS" and name in OF_SYS else ""


def made_tables(select: exp.Select) -> list[exp.Table]:
    """The query's own tables that views of the runtime answer for, in order."""
    return [t for t in select.find_all(exp.Table) if t.find_ancestor(exp.Select) is select and made_name(t)]


def compared_names(select: exp.Select) -> Iterator[exp.Expr]:
    """Values that the query compares with names: these are in small letters on the target."""
    known = {table.alias_or_name.lower() for table in made_tables(select)}
    for node in select.find_all(exp.EQ, exp.NEQ, exp.Like, exp.In):
        if node.find_ancestor(exp.Select) is not select:
            continue
        for column, values in sides(node):
            qualified = column.table.lower() in known if column.table else True
            if column.name.upper() in NAMES and qualified:
                yield from (value for value in values if is_mixed(value))


def sides(node: Any) -> Iterator[tuple[exp.Column, list[exp.Expr]]]:
    given = list(node.expressions) if isinstance(node, exp.In) else [node.expression]
    if isinstance(node.this, exp.Column) and not node.this.name.startswith("@"):
        yield node.this, given
    elif not isinstance(node, exp.In) and isinstance(node.expression, exp.Column):
        yield node.expression, [node.this]


def is_mixed(value: exp.Expr) -> bool:
    """A constant with capital letters, or what only the run will know."""
    if isinstance(value, (exp.Literal, exp.National)):
        return value.name != value.name.lower()
    return not isinstance(value, exp.Column) or value.name.startswith("@")


def is_number_of_made(found: exp.Expr) -> bool:
    """`object_id = OBJECT_ID('t')` in a query of the runtime's views."""
    select, above = found.find_ancestor(exp.Select), found.parent
    if not isinstance(above, exp.EQ) or not isinstance(select, exp.Select):
        return False
    column = above.expression if above.this is found else above.this
    return isinstance(column, exp.Column) and column.name.upper() in NUMBERS and bool(made_tables(select))
