"""Columns of a query that reads itself, of another type in its second part

The first SELECT of a recursive query says the types of its columns. PostgreSQL refuses it where the second one gives a longer
text, a wider number or an expression; Oracle converts. The first SELECT then says the wider type.

```zh
递归查询的第二部分列类型不同
递归查询的列类型由第一个 SELECT 决定。第二个 SELECT 给出更长的文本、更宽的数值或表达式时 PostgreSQL 报错，Oracle 会转换。因此在第一个 SELECT 中写明较宽的类型。
```
```setup oracle
CREATE TABLE dept (id NUMBER(4), up NUMBER(4), name VARCHAR2(10), fee NUMBER(8,2), since DATE);
INSERT INTO dept VALUES (1, NULL, 'all', 1.5, DATE '2024-05-16');
INSERT INTO dept VALUES (2, 1, 'heart', 2, DATE '2024-05-17');
```
```oracle
WITH t (id, path, total, part, since, up) AS (SELECT id, name, fee, 1, since, NULL FROM dept WHERE up IS NULL UNION ALL SELECT d.id, t.path || '/' || d.name, t.total + d.fee, t.part / 2, t.since + 1, d.up FROM dept d JOIN t ON d.up = t.id) SELECT id, path, total, since, up FROM t ORDER BY id
```
```postgres
WITH RECURSIVE t (id, path, total, part, since, up) AS (SELECT id, name::text, fee::numeric, 1::numeric, since::timestamp, NULL::numeric FROM dept WHERE up IS NULL UNION ALL SELECT d.id, concat(t.path, '/', d.name), t.total + d.fee, t.part / 2, t.since + interval '1 day', d.up FROM dept d JOIN t ON d.up = t.id) SELECT id, path, total, since, up FROM t ORDER BY id
```
```rows
1 | all | 1.50 | 2024-05-16 00:00:00 | NULL
2 | all/heart | 3.50 | 2024-05-17 00:00:00 | 1
```
```refused 42804
```
```quiet
WITH t (id, name) AS (SELECT d.id, d.name FROM dept d WHERE d.up IS NULL UNION ALL SELECT d.id, d.name FROM dept d JOIN t ON d.up = t.id) SELECT t.name FROM t;
WITH t (n) AS (SELECT 1 FROM dual UNION ALL SELECT t.n + 1 FROM t WHERE t.n < 3) SELECT t.n FROM t
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.queries.nulls_before_numbers import TYPES, leaves
from dbmigrate.types.values import TARGETS, Kind, Type

KEEP_LENGTH = frozenset({"NVL", "NVL2", "COALESCE", "DECODE", "NULLIF", "GREATEST", "LEAST", "MAX", "MIN"})


@rule("QY033", source="oracle", severity=Severity.REFUSED, on=query("union"))
def check(found: Expr, context: Context) -> Hit | None:
    cte, node = found.parent, found.node
    if not isinstance(cte, exp.CTE) or not reads(node.expression, cte.alias.upper()):
        return None
    first, step = next(leaves(node.this), None), next(leaves(node.expression), None)
    if first is None or step is None or len(first.expressions) != len(step.expressions):
        return None
    replace: list[tuple[Any, ...]] = []
    for start, further in zip(first.expressions, step.expressions, strict=True):
        value, behind = found.view(start.unalias()), found.view(further.unalias())
        wanted = wider(value, behind, context)
        if wanted:
            replace += around(value, f"{operand(value)}::{wanted}")
    return Hit(replace=replace) if replace else None


def reads(step: Any, name: str) -> bool:
    return any(table.name.upper() == name and not table.db for table in step.find_all(exp.Table))


def wider(value: Expr, behind: Expr, context: Context) -> str:
    """The type that the first SELECT has to say; "" where its own will do."""
    a, b = context.types.of(value), context.types.of(behind)
    if a.kind is Kind.NULL:
        return (b.target or "numeric") if b.is_number else TYPES.get(b.kind, "")
    if not a.is_known or not b.is_known or is_same(value, behind, a, b):
        return ""
    if a.is_text:
        return "text" if has_limit(value.node) and not a.constant and a.kind is not Kind.CLOB else ""
    if a.is_number and b.is_number:
        return number(value, a, b)
    limited = a.is_moment and b.is_moment and has_limit(value.node)
    return TYPES.get(a.kind, "") if limited else ""


def number(value: Expr, a: Type, b: Type) -> str:
    if not a.target or not b.target:
        return ""
    if TARGETS.index(b.target) > TARGETS.index(a.target):
        return b.target
    return "numeric" if a.target == "numeric" and has_limit(value.node) and a.sql is not None and a.sql.numbers else ""


def is_same(value: Expr, behind: Expr, a: Type, b: Type) -> bool:
    """Columns of one declared type."""
    columns = isinstance(value.node, exp.Column) and isinstance(behind.node, exp.Column)
    return columns and a.sql == b.sql and a.target == b.target


def has_limit(node: Any) -> bool:
    """A column or cast of a declared length, or what hands on such a value."""
    if isinstance(node, exp.Anonymous):
        return node.name.upper() in KEEP_LENGTH
    return isinstance(node, (exp.Column, exp.Cast, exp.Case, exp.Paren, exp.Subquery))
