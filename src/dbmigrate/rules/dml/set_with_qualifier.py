"""A column of SET is written with its table

Oracle and SQL Server allow the table's name or alias in front of a column that is set. PostgreSQL takes it for a
column's field.

```zh
SET 中的列带有表名前缀
Oracle 和 SQL Server 允许在被赋值的列前写表名或别名，PostgreSQL 会把前缀当作列名。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), fee NUMBER(8,2), memo VARCHAR2(20));
INSERT INTO visit VALUES (1, 10, 'a');
```
```oracle
UPDATE visit v SET v.fee = v.fee * 2, -- twice
  v.memo = NVL(v.memo, 'x') WHERE v.id = 1
```
```postgres
UPDATE visit v SET fee = v.fee * 2, -- twice
  memo = coalesce(v.memo, 'x') WHERE v.id = 1
```
```then
SELECT fee, memo FROM visit
```
```rows
20.00 | a
```
```refused 42703
```
```oracle
UPDATE visit SET (visit.fee, visit.memo) = (SELECT 7, 'b' FROM dual)
```
```postgres
UPDATE visit SET (fee, memo) = (SELECT 7, 'b')
```
```then
SELECT fee, memo FROM visit
```
```rows
7.00 | b
```
```refused 42703
```
```oracle
MERGE INTO visit t USING (SELECT 1 AS id FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.memo = 'c'
```
```postgres
MERGE INTO visit t USING (SELECT 1 AS id) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET memo = 'c'
```
```then
SELECT memo FROM visit
```
```rows
c
```
```refused 42703
```
```setup
CREATE TABLE visit (id INTEGER, fee INTEGER);
INSERT INTO visit (id, fee) VALUES (1, 10);
```
```sqlserver
UPDATE visit SET visit.fee = visit.fee * 2 WHERE visit.id = 1
```
```postgres
UPDATE visit SET fee = visit.fee * 2 WHERE visit.id = 1
```
```then
SELECT fee FROM visit
```
```rows
20
```
```refused 42703
```
```quiet
UPDATE visit v SET fee = v.fee * 2 WHERE v.id = (SELECT w.id FROM visit w WHERE w.fee = v.fee)
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity


@rule("DM100", severity=Severity.REFUSED, on=change("update"))
def check(update: Expr) -> Hit | None:
    if isinstance(update.node.this, exp.Subquery):
        return None  # DM107
    prefixes = [prefix for target in targets(update.node) if (prefix := qualifier(update, target))]
    return Hit(replace=[(prefix, "") for prefix in prefixes], at=prefixes[0]) if prefixes else None


def targets(node: exp.Expr) -> Iterator[exp.Column]:
    """The columns that are set."""
    for assignment in node.expressions:
        side: Any = assignment.this if isinstance(assignment, exp.EQ) else None
        found = side.expressions if isinstance(side, exp.Tuple) else [side.unnest()] if side is not None else []
        yield from (column for column in found if isinstance(column, exp.Column))


def qualifier(update: Expr, column: exp.Column) -> Part | None:
    """`v.` or `his.visit.`; without a place for a name alone."""
    if not column.table:
        return None
    if update.lexed.dialect == "sqlserver":
        if isinstance(update.node.parent, exp.When):
            return None  # DM212
        from_, own = update.node.args.get("from_"), column.table.upper()
        listed = from_.find_all(exp.Table) if from_ is not None else ()
        if any(own in (item.name.upper(), item.alias.upper()) for item in listed):
            return None  # DM202
        with_ = update.node.args.get("with_")
        if with_ is not None and any(c.alias.upper() == column.table.upper() for c in with_.expressions):
            return None  # DM211
    part = update.view(column).part
    return Part(part.first, part.last - 1)
