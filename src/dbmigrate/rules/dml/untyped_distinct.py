"""INSERT of a SELECT DISTINCT whose items say no type: {column}

The target settles the types of DISTINCT rows before it looks at the columns: NULL and text constants are texts then, which
do not go into a number or a date.

```zh
INSERT .. SELECT DISTINCT 中未说明类型的项：{column}
目标库在对照目标列之前先确定 DISTINCT 各列的类型：NULL 和文本常量被视为文本，不能写入数值或日期列。因此写明类型。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, at DATETIME, fee NUMERIC(8,2), memo VARCHAR(9));
INSERT INTO visit VALUES (1, '2020-01-02', 2.5, 'a');
```
```sqlserver
INSERT INTO visit (id, at, fee, memo) SELECT DISTINCT '2', NULL, v.fee, -- memo
 NULL FROM visit v
```
```postgres
INSERT INTO visit (id, at, fee, memo) SELECT DISTINCT '2'::integer, NULL::timestamp, v.fee, -- memo
 NULL FROM visit v
```
```then
SELECT id, at, fee, memo FROM visit WHERE id = 2
```
```rows
2 | NULL | 2.50 | NULL
```
```refused 42804
```
```quiet
INSERT INTO visit (id, memo) SELECT DISTINCT v.id, 'x' FROM visit v; INSERT INTO visit (id, at) SELECT '3', NULL; SELECT DISTINCT NULL FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.queries.mixed_branches import above, stored_types
from dbmigrate.rules.queries.nulls_of_a_union import is_untyped, name_of


@rule("DM222", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT, after=WRITTEN_BEFORE)
def check(select: Select, context: Context) -> Hit | None:
    items = select.node.expressions
    if not select.node.args.get("distinct") or any(item.is_star for item in items):
        return None
    types = stored_types(select, above(select.node), len(items), context)
    replace: list[tuple[Any, ...]] = []
    columns = []
    for item, type_ in zip(items, types, strict=False):
        value = item.unalias()
        name = name_of(type_) if type_ is not None and is_untyped(value) else ""
        # An empty text is written as a value of the column's type (DM213).
        if name and (isinstance(value, exp.Null) or value.name.strip()):
            replace.append((select.view(value).part.after, f"::{name}"))
            columns.append("NULL" if isinstance(value, exp.Null) else f"'{value.name}'")
    return Hit(replace=replace, values={"column": ", ".join(columns)}) if replace else None
