"""a star gives {columns} values of another type

The source database converts what a column of another type gives. PostgreSQL refuses a text for a number or a date and
reads no number as a date; a date becomes a text in its own form. Write the columns instead of the star, each with the
conversion that the source makes.

```zh
星号为 {columns} 提供了其他类型的值
源数据库会转换不同类型列的值。PostgreSQL 拒绝把文本存入数值列或日期列，也不把数值读作日期；日期转为文本时格式不同。请逐列写出，
并写明源数据库所做的转换。
```
```setup
CREATE TABLE warm (syxh NUMERIC(9), zlrq VARCHAR(20), dm VARCHAR(20));
CREATE TABLE warm_in (syxh VARCHAR(12), zlrq VARCHAR(20), dm VARCHAR(20));
INSERT INTO warm_in VALUES ('12', 'x', 'y')
```
```oracle
INSERT INTO warm (syxh, zlrq, dm) SELECT * FROM warm_in
```
```refused 42804
```
```sqlserver
INSERT INTO warm SELECT w.* FROM warm_in w
```
```refused 42804
```
```quiet
INSERT INTO warm_in SELECT * FROM warm_in
```
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import changing, column_type, target_table
from dbmigrate.types.values import Kind, Type

NUMBERS: Final = frozenset({Kind.NUMBER, Kind.FLOAT})


@rule("DM240", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    insert = changing(found)
    if not isinstance(insert, exp.Insert) or not isinstance(insert.expression, exp.Select):
        return None
    if not any(item.is_star for item in insert.expression.expressions):
        return None
    table = target_table(found, context)
    outputs = context.types.reader(found.tree).scopes.outputs(insert.expression)
    if table is None or outputs.missing:
        return None
    listed = [e.name for e in insert.this.expressions] if isinstance(insert.this, exp.Schema) else []
    if not listed:
        listed = [c.name for c in table.columns.values() if not (c.identity or c.computed)] if table.complete else []
    names, refused = [], False
    for name, (_, lazy) in zip(listed, outputs.items, strict=False):
        to: Any = column_type(table, name, context)
        if to is not None and is_converted(to, lazy()):
            names.append(name)
            refused |= not to.is_text
    if len(listed) != len(outputs.items) or not names:
        return None
    return Hit(values={"columns": ", ".join(names)}, severity=Severity.REFUSED if refused else Severity.DIFFERS)


def is_converted(to: Type, given: Type) -> bool:
    if not to.is_known or not given.is_known:
        return False
    if to.kind in NUMBERS or to.is_moment:
        same = given.kind in NUMBERS if to.kind in NUMBERS else given.is_moment
        return not same and given.kind is not Kind.NULL
    return to.is_text and (given.is_moment or given.kind is Kind.FLOAT)
