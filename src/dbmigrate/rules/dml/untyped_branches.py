"""NULL and constants of several SELECTs go into {column}

Within UNION and DISTINCT the target takes NULL and constants in quotes for texts and then refuses to store them in a
column of numbers or dates; Oracle converts them ("Implicit Data Conversion"). The first of them says the type.

```zh
UNION 或 DISTINCT 中的 NULL、带引号的常量写入 {column}
目标库在 UNION、DISTINCT 中把 NULL 和带引号的常量当作文本，写入数值或日期列时报错；Oracle 会隐式转换。因此在第一处写明类型。
```
```setup
CREATE TABLE bill (id NUMBER(5,2) NOT NULL, fee NUMBER(8,2), at DATE, memo VARCHAR2(9));
```
```oracle
INSERT INTO bill (id, fee, at, memo) SELECT 1, NULL, NULL, 'a' FROM dual UNION ALL SELECT 2, '3', NULL, NULL FROM dual
```
```postgres
INSERT INTO bill (id, fee, at, memo) SELECT 1, NULL::numeric, NULL::timestamp, 'a' UNION ALL SELECT 2, '3', NULL, NULL
```
```then
SELECT id, fee, at, memo FROM bill ORDER BY id
```
```rows
1.00 | NULL | NULL | a
2.00 | 3.00 | NULL | NULL
```
```refused 42804
```
```oracle
INSERT INTO bill SELECT DISTINCT b.id + 1, NULL, b.at, 'x' FROM bill b
```
```postgres
INSERT INTO bill SELECT DISTINCT b.id + 1, NULL::numeric, b.at, 'x' FROM bill b
```
```then
SELECT COUNT(*) FROM bill
```
```rows
0
```
```refused 42804
```
```quiet
INSERT INTO bill (id, fee, at, memo) SELECT 1, NULL, NULL, 'a' FROM dual;
INSERT INTO bill (id, fee, at, memo) SELECT 1, 2, SYSDATE, NULL FROM dual UNION ALL SELECT 2, NULL, NULL, NULL FROM dual
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import changing, column_type, rows, target_table
from dbmigrate.types.values import Kind

TYPES: Final = {
    Kind.NUMBER: "numeric",
    Kind.FLOAT: "double precision",
    Kind.DATE: "timestamp",
    Kind.DAY: "date",
    Kind.TIMESTAMP: "timestamp",
}


@rule("DM110", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    statement = changing(found)
    if not isinstance(statement, exp.Insert) or not resolves(statement.expression):
        return None
    table = target_table(found, context)
    if table is None:
        return None
    listed = [e.name for e in statement.this.expressions] if isinstance(statement.this, exp.Schema) else []
    if not listed:
        listed = list(table.columns) if table.complete else []
    selects = list(rows(statement.expression))
    if any(len(row) != len(listed) or any(item.is_star for item in row) for row in selects):
        return None
    replace: list[tuple[Any, ...]] = []
    columns = []
    for k, name in enumerate(listed):
        type_ = column_type(table, name, context)
        items = [row[k].unalias() for row in selects]
        if type_ is not None and type_.kind in TYPES and all(map(is_untyped, items)):
            replace.append((found.view(items[0]).part.after, f"::{TYPES[type_.kind]}"))
            columns.append(name)
    return Hit(replace=replace, values={"column": ", ".join(columns)}) if replace else None


def resolves(source: Any) -> bool:
    """The target settles the types of the query before it looks at the columns."""
    return isinstance(source, exp.SetOperation) or (isinstance(source, exp.Select) and bool(source.args.get("distinct")))


def is_untyped(node: Any) -> bool:
    return isinstance(node, exp.Null) or (isinstance(node, exp.Literal) and node.is_string)
