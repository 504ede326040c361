"""INSERT names its table more than once

Oracle allows an alias behind the table of an INSERT and the table's name in front of the listed columns. PostgreSQL asks
for AS before the alias and takes the columns alone.

```zh
INSERT 的表带别名或列带前缀
Oracle 允许 INSERT 的表带别名、列前写表名。PostgreSQL 要求别名前写 AS，列名不能带前缀。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), memo VARCHAR2(20));
```
```oracle
INSERT INTO visit v (v.id, v.memo) VALUES (1, NVL(NULL, 'x'))
```
```postgres
INSERT INTO visit AS v (id, memo) VALUES (1, coalesce(NULL, 'x'))
```
```then
SELECT id, memo FROM visit
```
```rows
1 | x
```
```refused 42601
```
```oracle
INSERT INTO visit (id, visit.memo) VALUES (5, 'w')
```
```postgres
INSERT INTO visit (id, memo) VALUES (5, 'w')
```
```then
SELECT memo FROM visit WHERE id = 5
```
```rows
w
```
```refused 42703
```
```oracle
INSERT INTO visit (visit.id, -- the key
  memo) SELECT 2, 'y' FROM dual
```
```postgres
INSERT INTO visit (id, -- the key
  memo) SELECT 2, 'y'
```
```then
SELECT id, memo FROM visit
```
```rows
2 | y
```
```refused 42703
```
```oracle
MERGE INTO visit t USING (SELECT 3 AS id FROM dual) s ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT (t.id, t.memo) VALUES (s.id, 'z')
```
```postgres
MERGE INTO visit t USING (SELECT 3 AS id) s ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT (id, memo) VALUES (s.id, 'z')
```
```then
SELECT id, memo FROM visit
```
```rows
3 | z
```
```refused 42703
```
```quiet
INSERT INTO visit (id, memo) SELECT v.id, v.memo FROM visit v
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity


@rule("DM102", source="oracle", severity=Severity.REFUSED, on=change("insert"))
def check(insert: Expr) -> Hit | None:
    if isinstance(insert.parent, exp.When):
        replace = list(in_merge(insert))
    elif insert.parent is None:
        replace = list(in_statement(insert))
    else:
        return None
    return Hit(replace=replace, at=replace[0][0]) if replace else None


def in_merge(insert: Expr) -> Iterator[tuple[Any, ...]]:
    columns: Any = insert.node.this
    for column in columns.expressions if isinstance(columns, exp.Tuple) else [columns]:
        if isinstance(column, exp.Column) and column.table:
            part = insert.view(column).part
            yield Part(part.first, part.last - 1), ""


def in_statement(insert: Expr) -> Iterator[tuple[Any, ...]]:
    """The prefixes are hidden from the SQL parser."""
    lexed, target = insert.lexed, insert.node.this
    table = target.this if isinstance(target, exp.Schema) else target
    if isinstance(table, exp.Table) and isinstance(table.args.get("alias"), exp.TableAlias):
        alias = insert.view(table).part.last
        if lexed.words[alias - 1] != "AS":
            yield Part(alias, alias).before, "AS "
    if isinstance(target, exp.Schema):
        columns = insert.view(target).part
        yield from ((hidden, "") for hidden in lexed.hidden if columns.first <= hidden.first and hidden.last <= columns.last)
