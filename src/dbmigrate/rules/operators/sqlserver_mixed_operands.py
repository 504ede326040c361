"""a text meets a number, a date or a GUID

SQL Server converts the text to the type of the other side ("Data type precedence"). PostgreSQL does so with constants
only and refuses an operator between the two; an empty constant is 0 or 1900-01-01 in SQL Server and refused here.

```zh
文本与数值、日期或 GUID 参与同一运算
SQL Server 按数据类型优先级把文本转换为另一侧的类型。PostgreSQL 只对常量如此，两种类型之间没有运算符；空串常量在 SQL Server 中为 0 或 1900-01-01，目标库拒绝。
```
```notes
query | the texts that a query gives are compared with another type | 子查询返回的文本与其他类型比较
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10), closed BIT, at DATETIME, uid UNIQUEIDENTIFIER);
INSERT INTO visit VALUES (1, '01', 1, '2020-01-02', NULL), (2, NULL, 0, NULL, NULL);
```
```sqlserver
SELECT v.id FROM visit v JOIN visit w ON w.id = v.card WHERE v.card = 1 AND v.card IN (1, 2) AND v.closed = 'true'
```
```postgres
SELECT v.id FROM visit v JOIN visit w ON w.id = v.card::integer WHERE v.card::integer = 1 AND v.card::integer IN (1, 2) AND v.closed = 1
```
```rows
1
```
```refused 42883
```
```sqlserver
SELECT v.card * 2, v.id - v.card FROM visit v WHERE v.at <> '' AND v.id > ''
```
```postgres
SELECT v.card::integer * 2, v.id - v.card::integer FROM visit v WHERE v.at <> timestamp '1900-01-01' AND v.id > 0
```
```rows
2 | 0
```
```refused 42883
```
```sqlserver
SELECT v.id FROM visit v WHERE v.at >= v.card
```
```postgres
-- dbmigrate OP215 1: a text meets a number, a date or a GUID (the text of a date is read by the session's settings)
SELECT v.id FROM visit v WHERE v.at >= v.card::timestamp
```
```refused 42883
```
```sqlserver
SELECT v.id FROM visit v WHERE v.at >= CONVERT(VARCHAR(10), v.at, 120) + ' 00:00:00' AND CAST(CONVERT(CHAR(8), v.at, 112) AS DATETIME) <= v.at
```
```postgres
SELECT v.id FROM visit v WHERE v.at >= (to_char(v.at, 'YYYY-MM-DD') || ' 00:00:00')::timestamp AND CAST(to_char(v.at, 'YYYYMMDD') AS timestamp(3)) <= v.at
```
```rows
1
```
```refused 42883
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id IN (SELECT w.card FROM visit w)
```
```refused 42883
```
```sqlserver
SELECT v.id FROM visit v WHERE v.uid = v.card -- none
 UNION SELECT (SELECT COUNT(*) FROM visit w WHERE w.card -- card
 BETWEEN 0 AND 5)
```
```postgres
SELECT v.id FROM visit v WHERE v.uid = v.card::uuid -- none
 UNION SELECT (SELECT COUNT(*) FROM visit w WHERE w.card::integer -- card
 BETWEEN 0 AND 5)
```
```sqlserver
SELECT v.id FROM visit v WHERE v.at > 43829 AND v.at > v.id AND v.at IS NOT NULL
```
```postgres
SELECT v.id FROM visit v WHERE v.at > (timestamp '1900-01-01' + interval '43829 days') AND v.at > (timestamp '1900-01-01' + v.id * interval '1 day') AND v.at IS NOT NULL
```
```rows
1
```
```refused 42883
```
```quiet
SELECT v.id FROM visit v WHERE v.card = '1' AND v.id = '1' AND v.at > '2020-01-01' AND v.id IN ('1', 2) AND v.card + 'x' <> ''
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.sqlserver_implicit import Replacements, converted, is_mixed, leading

# OP210 looks at `+`, OP211 at days added to dates.
COMPARING: Final = tuple(map(operator, ("eq", "neq", "gt", "gte", "lt", "lte", "in", "between")))
CALCULATING: Final = tuple(map(operator, ("sub", "mul", "div", "mod")))


@rule("OP215", source="sqlserver", severity=Severity.REFUSED, on=(*COMPARING, *CALCULATING), after=WRITTEN_BEFORE)
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    if in_computed_column(context) or is_assignment(node):
        return None
    sides = [found.view(side) for side in sides_of(node)]
    types = [context.types.of(side) for side in sides]
    if not is_mixed(types):
        return None
    to = leading(types)
    if to is None or (calculates(node) and not to.is_number):
        return None
    query = node.args.get("query") if isinstance(node, exp.In) else None
    replace: Replacements = []
    notes = set()
    for side, given in zip(sides, types, strict=True):
        more, note = converted(side, given, to, compared=not calculates(node))
        if more and side.node is query:
            return Hit(note="query", fix=Fix.NONE)
        replace += more
        notes.add(note)
    if not replace and "session" not in notes:
        return None
    return Hit(replace=replace, note="session", fix=Fix.REVIEW) if "session" in notes else Hit(replace=replace)


def sides_of(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.In):
        query = node.args.get("query")
        return [node.this, *node.expressions, *([query] if query is not None else [])]
    if isinstance(node, exp.Between):
        return [node.this, node.args["low"], node.args["high"]]
    return [node.this, node.expression]


def calculates(node: exp.Expr) -> bool:
    return isinstance(node, (exp.Sub, exp.Mul, exp.Div, exp.Mod))


def is_assignment(node: exp.Expr) -> bool:
    """`SET a = 1` and `SELECT a = 1`, which are no comparisons."""
    return isinstance(node, exp.EQ) and isinstance(node.parent, (exp.Update, exp.Select, exp.When))
