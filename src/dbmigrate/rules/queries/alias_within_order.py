"""ORDER BY an expression of an alias

Oracle knows the names that the select list gives within expressions of ORDER BY as well; PostgreSQL knows them there only
when they stand alone. The expression that the name stands for takes its place.

```zh
ORDER BY 的表达式中使用列别名
Oracle 允许在 ORDER BY 的表达式中使用选择列表的别名；PostgreSQL 只接受单独的别名。改写为别名所代表的表达式。
```
```notes
column | a column of the tables has the same name; Oracle takes the alias | 表中有同名的列，Oracle 取别名
distinct | the rows are made distinct: the expression would have to stand in the select list | 查询使用 DISTINCT，表达式须出现在选择列表中
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8,2));
INSERT INTO bill VALUES ('a', 5);
INSERT INTO bill VALUES ('b', 7);
INSERT INTO bill VALUES ('c', NULL);
```
```oracle
SELECT ward AS w, SUM(fee) AS total FROM bill GROUP BY ward ORDER BY NVL(total, 0) DESC, w
```
```postgres
SELECT ward AS w, SUM(fee) AS total FROM bill GROUP BY ward ORDER BY coalesce(SUM(fee), 0) DESC, w
```
```rows
b | 7.00
a | 5.00
c | NULL
```
```refused 42703
```
```oracle
SELECT x.n FROM (SELECT NVL(fee, 0) + 1 AS n FROM bill ORDER BY -- the largest
DECODE(n, 1, 9, n) * 2) x UNION ALL SELECT (SELECT MAX(fee) FROM bill) FROM dual
```
```postgres
SELECT x.n FROM (SELECT coalesce(fee, 0) + 1 AS n FROM bill ORDER BY -- the largest
CASE (coalesce(fee, 0) + 1) WHEN 1 THEN 9 ELSE (coalesce(fee, 0) + 1) END * 2) x UNION ALL SELECT (SELECT MAX(fee) FROM bill)
```
```rows
6.00
8.00
1
7.00
```
```refused 42703
```
```oracle
SELECT -fee AS fee FROM bill ORDER BY NVL(fee, 0)
```
```postgres
-- dbmigrate QY040 1: ORDER BY an expression of an alias (a column of the tables has the same name; Oracle takes the alias)
SELECT -fee AS fee FROM bill ORDER BY coalesce((-fee), 0)
```
```rows
-7.00
-5.00
NULL
```
```quiet
SELECT b.fee AS fee, b.ward w FROM bill b ORDER BY w, NVL(b.fee, 0), fee + 1
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ORDERED, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.types.sources import folded


@rule("QY040", source="oracle", severity=Severity.REFUSED, on=ORDERED)
def check(found: Expr, context: Context) -> Hit | None:
    order = found.parent
    select: Any = order.parent if order is not None else None
    if not isinstance(select, exp.Select) or isinstance(found.node.this, exp.Column):
        return None
    aliases = {folded("oracle", e.args["alias"]): e.this for e in select.expressions if isinstance(e, exp.Alias)}
    columns = [c for c in own_columns(found.node.this) if folded("oracle", c.this) in aliases] if aliases else []
    replace: list[tuple[Any, ...]] = []
    shadowed = False
    sources = context.types.reader(found.tree).scopes.sources(select) if columns else []
    for column in columns:
        name = folded("oracle", column.this)
        meant = aliases[name]
        if isinstance(meant, exp.Column) and folded("oracle", meant.this) == name:
            continue
        shadowed = shadowed or any(name in source.columns for source in sources)
        value = found.view(meant)
        replace.append((found.view(column), operand(value), value))
    if not replace:
        return None
    at = found.view(columns[0]).part
    if select.args.get("distinct"):
        return Hit(note="distinct", fix=Fix.NONE, at=at)
    if shadowed:
        return Hit(replace=replace, note="column", fix=Fix.REVIEW, severity=Severity.DIFFERS, at=at)
    return Hit(replace=replace, at=at)


def own_columns(value: Any) -> list[exp.Column]:
    """Without a table before them, and not of a sub-query; GROUPING speaks of what GROUP BY names, never of an alias."""
    nodes = value.walk(prune=lambda n: isinstance(n, exp.Query) or is_grouping(n))
    return [n for n in nodes if isinstance(n, exp.Column) and not n.table and isinstance(n.this, exp.Identifier)]


def is_grouping(node: Any) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.upper() in ("GROUPING", "GROUPING_ID")
