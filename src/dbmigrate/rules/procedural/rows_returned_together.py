"""RETURNING of all rows at once

Oracle's RETURNING takes aggregates of the changed rows, and BULK COLLECT takes them into a collection. PostgreSQL gives
the rows, and a query around the statement gathers them.

```zh
RETURNING 一次返回全部行
Oracle 的 RETURNING 可以对被修改的行求聚合，也可以用 BULK COLLECT 装入集合。PostgreSQL 只返回各行，由外层查询汇总。
```
```setup
CREATE TABLE bed (ward INTEGER, no INTEGER, patient INTEGER);
INSERT INTO bed VALUES (1, 4, 7);
INSERT INTO bed VALUES (1, 6, 7);
INSERT INTO bed VALUES (2, 9, 8);
```
```oracle
CREATE FUNCTION leave_beds(p INTEGER) RETURN VARCHAR IS
  last_bed INTEGER;
  left_beds INTEGER;
BEGIN
  UPDATE bed b SET patient = NULL WHERE b.patient = p RETURNING MAX(b.no), COUNT(*) INTO last_bed, left_beds;
  RETURN SQL%ROWCOUNT || ':' || last_bed || '/' || left_beds;
END;
/
```
```postgres
CREATE FUNCTION leave_beds(p bigint) RETURNS VARCHAR AS $$
DECLARE
  sql_rowcount bigint;
  last_bed bigint;
  left_beds bigint;
BEGIN
  WITH changed AS (UPDATE bed b SET patient = NULL WHERE b.patient = p RETURNING b.*) SELECT MAX(b.no), COUNT(*), count(*) INTO last_bed, left_beds, sql_rowcount FROM changed AS b;
  RETURN concat(sql_rowcount, ':', last_bed, '/', left_beds);
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT leave_beds(7), leave_beds(1)
```
```rows
2:6/2 | 0:/0
```
```refused 42803
```
```oracle
CREATE FUNCTION clear_ward(p INTEGER) RETURN VARCHAR IS
  TYPE t_numbers IS TABLE OF INTEGER;
  gone t_numbers;
  wards t_numbers;
BEGIN
  DELETE FROM bed WHERE ward = p RETURNING no, ward BULK COLLECT INTO gone, wards;
  RETURN SQL%ROWCOUNT || ':' || gone.COUNT || wards.COUNT;
END;
/
```
```then
SELECT clear_ward(1), clear_ward(1)
```
```rows
2:22 | 0:00
```
```refused 42601
```
```quiet
CREATE FUNCTION leave_bed(p INTEGER) RETURN INTEGER IS
  v INTEGER;
BEGIN
  UPDATE bed SET patient = NULL WHERE no = p RETURNING no INTO v;
  RETURN v;
END;
/
```
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judged_outcomes import COUNTER
from dbmigrate.rules.procedural.judgement import is_converted, judgement_at
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_returning import is_gathering, returned, tree_of
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.syntax.procedural.statements import ForAll, Into, SqlStatement


@rule("PL260", source="oracle", severity=Severity.REFUSED, on=node(SqlStatement))
def check(found: SqlStatement, context: Context) -> Hit | None:
    if not is_gathering(found) or not is_converted(context) or isinstance(context.path[-1], ForAll):
        return None
    sql, tree = found.sql, tree_of(found.sql)
    assert sql.returning is not None and sql.returning.into is not None
    into = sql.returning.into
    items = [Expr(tree, item).part for item in returned(tree)]
    name = row_name(tree.root)
    values = gathered(into, len(items), context) if into.bulk else ", ".join("{}" for _ in items)
    if not items or name is None or values is None:
        return None
    judgement = judgement_at(context)
    count, counter = (", count(*)", f", {COUNTER}") if judgement is not None and judgement.counted else ("", "")
    row = Expr(tree, name).part
    targets = ", ".join("{}" for _ in into.targets)
    behind = f") SELECT {values}{count} INTO {targets}{counter} FROM changed AS {{}}"
    replace: list[tuple[Any, ...]] = [
        (sql.part.before, "WITH changed AS ("),
        (Part(sql.returning.keyword.first, items[-1].last), "RETURNING {}.*", row),
        (into.part, ""),
        (sql.part.after, behind, *items, *into.targets, row),
    ]
    return Hit(replace=replace, at=into.part)


def row_name(root: exp.Expr | None) -> exp.Expr | None:
    """The alias of the changed table, or its name."""
    table = root.this if root is not None else None
    table = table.this if isinstance(table, exp.Schema) else table
    if not isinstance(table, exp.Table):
        return None
    alias = table.args.get("alias")
    found = alias.this if isinstance(alias, exp.TableAlias) else table.this
    return found if isinstance(found, exp.Identifier) else None


def gathered(into: Into, count: int, context: Context) -> str | None:
    """An array for each collection, or one of rows."""
    held = [collection(path_of_target(t), context) for t in into.targets]
    if any(h is None or h.known.element is None for h in held):
        return None
    first = held[0].known.element if held[0] is not None else None
    if len(held) == 1 and first is not None and first.fields:
        row = "ROW(" + ", ".join("{}" for _ in range(count)) + ")::" + literal_template(first.text)
        return f"coalesce(array_agg({row}), '{{{{}}}}')"
    if len(held) != count:
        return None
    return ", ".join("coalesce(array_agg({}), '{{}}')" for _ in held)
