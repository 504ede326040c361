"""a column of a {word} is NULL, or a text constant, in all of the first queries

The target settles the types of two queries at a time: two that give NULL make a text, which does not go with a number or a
date of a later query, nor into such a column of a table. The first one says the type.

```zh
{word} 前几个查询的列均为 NULL 或文本常量
目标库逐对确定各查询的列类型：两个 NULL 得到文本，与后面的数值、日期或目标表的列不符。因此在第一个查询中写明类型。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(8,2), at DATETIME, born DATE, memo VARCHAR(9));
INSERT INTO visit VALUES (1, 2.5, '2020-01-02', '2020-01-03', 'a');
```
```sqlserver
SELECT NULL AS n, NULL AS at, NULL AS memo UNION ALL SELECT NULL, NULL, NULL UNION ALL SELECT v.id, v.at, v.memo FROM visit v
```
```postgres
SELECT NULL::integer AS n, NULL::timestamp AS at, NULL AS memo UNION ALL SELECT NULL, NULL, NULL UNION ALL SELECT v.id, v.at, v.memo FROM visit v
```
```rows
NULL | NULL | NULL
NULL | NULL | NULL
1 | 2020-01-02 00:00:00 | a
```
```sqlserver
INSERT INTO visit (id, fee, at, born, memo) SELECT 2, NULL, '2020-01-05', NULL, NULL UNION ALL -- more
 SELECT 3, NULL, '2020-01-06', NULL, 'x'
```
```postgres
INSERT INTO visit (id, fee, at, born, memo) SELECT 2, NULL::numeric, '2020-01-05'::timestamp, NULL::date, NULL UNION ALL -- more
 SELECT 3, NULL, '2020-01-06', NULL, 'x'
```
```then
SELECT id, at, memo FROM visit WHERE id > 1 ORDER BY id
```
```rows
2 | 2020-01-05 00:00:00 | NULL
3 | 2020-01-06 00:00:00 | x
```
```quiet
SELECT NULL, 1 UNION ALL SELECT 2, NULL UNION ALL SELECT 3, NULL; INSERT INTO visit (id, at) SELECT 1, v.at FROM visit v UNION SELECT 2, NULL; INSERT INTO visit (id, memo) SELECT 5, NULL UNION ALL SELECT 6, 'b'
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.queries.mixed_branches import above, branches, stored_types
from dbmigrate.types.values import Kind, Type

NAMES: Final = {
    Kind.FLOAT: "double precision",
    Kind.DAY: "date",
    Kind.TIMESTAMP: "timestamp",
    Kind.ZONED: "timestamptz",
    Kind.TIME: "time",
}


@rule(
    "QY232",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(query("union"), query("except"), query("intersect")),
)
def check(found: Expr, context: Context) -> Hit | None:
    parent = above(found.node)
    if isinstance(parent, exp.SetOperation):
        return None
    rows = list(branches(found.node))
    if len({len(row) for row in rows}) != 1:
        return None
    stored = stored_types(found, parent, len(rows[0]), context)
    replace: list[tuple[Any, ...]] = []
    for k, column in enumerate(zip(*rows, strict=True)):
        values = [item.unalias() for item in column]
        if not all(map(is_untyped, values[:2])):
            continue
        wanted = stored[k] if stored else said(found, values, context)
        name = name_of(wanted) if wanted is not None else ""
        # Constants are settled by the values beside them; only NULLs and what is stored need a word.
        if name and not (stored and not all(map(is_untyped, values))):
            replace.append((found.view(values[0]).part.after, f"::{name}"))
    return Hit(replace=replace, values={"word": type(found.node).__name__.upper()}) if replace else None


def said(found: Expr, values: list[exp.Expr], context: Context) -> Type | None:
    """What a later query says of the column, where the first two say nothing."""
    if len(values) < 3 or not all(isinstance(value, exp.Null) for value in values[:2]):
        return None
    types = (context.types.of(found.view(value)) for value in values[2:])
    return next((t for t in types if t.kind is not Kind.NULL), None)


def name_of(wanted: Type) -> str:
    if wanted.kind is Kind.NUMBER:
        return wanted.target or "numeric"
    return NAMES.get(wanted.kind, "")


def is_untyped(value: exp.Expr) -> bool:
    return isinstance(value, exp.Null) or constant(value) is not None
