"""the queries of a {word} give values of different types

SQL Server converts a column of the queries to the type that stands first in its precedence, an empty text to 0 or
1900-01-01 ("Set Operators - UNION", "Data type precedence"). PostgreSQL converts constants only, and no empty ones.

```zh
{word} 各查询的列类型不同
SQL Server 按数据类型优先级统一转换，空串为 0 或 1900-01-01。PostgreSQL 只转换常量，且空串不能转换。
```
```notes
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10), at DATETIME);
INSERT INTO visit VALUES (1, '07', '2020-01-02');
```
```sqlserver
SELECT v.id, v.at FROM visit v UNION ALL SELECT '', '' UNION ALL SELECT v.card, NULL FROM visit v
```
```postgres
SELECT v.id, v.at FROM visit v UNION ALL SELECT 0, timestamp '1900-01-01' UNION ALL SELECT v.card::integer, NULL FROM visit v
```
```rows
1 | 2020-01-02 00:00:00
0 | 1900-01-01 00:00:00
7 | NULL
```
```sqlserver
SELECT w.n + 1 FROM (SELECT v.card AS n FROM visit v UNION -- numbers
 SELECT v.id FROM visit v) w WHERE EXISTS (SELECT v.at FROM visit v EXCEPT SELECT '') ORDER BY 1
```
```postgres
SELECT w.n + 1 FROM (SELECT v.card::integer AS n FROM visit v UNION -- numbers
 SELECT v.id FROM visit v) w WHERE EXISTS (SELECT v.at FROM visit v EXCEPT SELECT timestamp '1900-01-01') ORDER BY 1 NULLS FIRST
```
```rows
2
8
```
```quiet
SELECT v.id, v.card FROM visit v UNION ALL SELECT 5, '' UNION ALL SELECT NULL, N'x'; SELECT v.at FROM visit v UNION SELECT '2020-01-01'
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import column_type, target_table
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.sqlserver_implicit import Replacements
from dbmigrate.rules.operators.mixed_results import fitted
from dbmigrate.types.values import Type


@rule(
    "QY231",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=(query("union"), query("except"), query("intersect")),
    after=WRITTEN_BEFORE,
)
def check(found: Expr, context: Context) -> Hit | None:
    parent = above(found.node)
    if isinstance(parent, exp.SetOperation):
        return None
    rows = list(branches(found.node))
    if len({len(row) for row in rows}) != 1 or any(item.is_star for row in rows for item in row):
        return None
    if stored_types(found, parent, len(rows[0]), context):
        return None  # DM213 converts to the columns' types
    replace: Replacements = []
    notes = set()
    for k in range(len(rows[0])):
        for edits, note in fitted([found.view(row[k].unalias()) for row in rows], context):
            replace += edits
            notes.add(note)
    if not replace:
        return None
    doubt: dict[str, Any] = {"note": "session", "fix": Fix.REVIEW} if "session" in notes else {}
    return Hit(replace=replace, values={"word": type(found.node).__name__.upper()}, **doubt)


def stored_types(found: Expr, parent: Any, width: int, context: Context) -> list[Type | None]:
    """The types of the columns that an INSERT puts the rows into; [] where it is no INSERT, or not known."""
    if not isinstance(parent, exp.Insert):
        return []
    schema = parent.this if isinstance(parent.this, exp.Schema) else None
    table = target_table(found.view(schema.this if schema is not None else parent.this), context)
    if table is None:
        return []
    listed = [e.name for e in schema.expressions] if schema is not None else []
    listed = listed or [c.name for c in table.columns.values() if not (c.identity or c.computed)]
    return [column_type(table, name, context) for name in listed] if len(listed) == width else []


def above(node: exp.Expr) -> exp.Expr | None:
    parent = node.parent
    while isinstance(parent, (exp.Subquery, exp.Paren)) and isinstance(parent.parent, exp.SetOperation):
        parent = parent.parent
    return parent


def branches(node: exp.Expr) -> Iterator[list[exp.Expr]]:
    """The select lists, in the order written."""
    pending = [node]  # not recursive: unions may have thousands of branches
    while pending:
        node = pending.pop()
        if isinstance(node, exp.SetOperation):
            pending += [node.expression, node.this]
        elif isinstance(node, (exp.Subquery, exp.Paren)):
            pending.append(node.this)
        else:
            yield node.expressions if isinstance(node, exp.Select) else []
