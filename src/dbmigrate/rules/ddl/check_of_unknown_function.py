"""the check {name} calls {function}, which the target does not know

The table would not load with it. The check is left out of the table, so that its rows and what refers to them load; until
somebody writes it anew the target takes rows that SQL Server refuses.

```zh
检查约束 {name} 调用了目标库没有的函数 {function}
带有该约束的表无法建立。此处从表中去除该约束，使数据与引用它的对象能够装载；在重新编写之前，目标库会接受 SQL Server 拒绝的数据。
```
```sqlserver
CREATE TABLE visit (id INT, memo VARCHAR(10) CHECK (f_is_valid(memo) = 1), CONSTRAINT ck_id CHECK (f_is_free(id) = 1))
```
```postgres
-- dbmigrate DD244 1: the check memo calls f_is_valid, which the target does not know
-- dbmigrate DD244 1: the check ck_id calls f_is_free, which the target does not know
CREATE TABLE visit (id INT, memo VARCHAR(10))
```
```then
INSERT INTO visit VALUES (1, 'a');
SELECT id, memo FROM visit
```
```rows
1 | a
```
```refused 42883
```
```quiet
CREATE TABLE visit (id INT CHECK (abs(id) > 0), memo VARCHAR(10))
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import Call, view
from dbmigrate.model import DROP, Fix, Hit, Item, Severity
from dbmigrate.rules.functions.unknown_function import path_of, unknown
from dbmigrate.syntax.ddl.nodes import Column, Constraint, CreateTable
from dbmigrate.syntax.sql import parse


@rule("DD244", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Constraint))
def check(constraint: Constraint, context: Context) -> Hit | None:
    table = context.above(CreateTable)
    function = unknown_call(constraint, context) if table is not None and constraint.check is not None else ""
    if table is None or not function:
        return None
    column = context.path[-1]
    inline = isinstance(column, Column)
    gone: tuple[Any, ...] = (constraint, "") if inline else (Item(constraint.part, table.chain), DROP)
    named = constraint.name or (column.name if isinstance(column, Column) else table.name)
    values = {"name": named.value, "function": function}
    return Hit([gone], values=values)


def unknown_call(constraint: Constraint, context: Context) -> str:
    """The first function of the condition that neither the target nor the estate defines and no rule rewrites."""
    assert constraint.check is not None
    tree = parse(constraint.check.lexed, constraint.check.part, constraint.check.into)
    for found in tree.root.find_all(exp.Anonymous) if tree.root is not None else ():
        seen = view(tree, found)
        if isinstance(seen, Call) and unknown(seen, context) is not None:
            return ".".join(path_of(seen))
    return ""
