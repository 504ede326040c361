"""CONNECT BY makes rows out of DUAL

`CONNECT BY LEVEL <= n` counts from 1 to n, and to 1 at least. The target's `generate_series` does so; a text that is cut
into pieces as long as there is one has as many rows as the pattern is found.

```zh
用 CONNECT BY 从 DUAL 生成行
`CONNECT BY LEVEL <= n` 从 1 数到 n，至少一行。目标库用 `generate_series`；逐段截取字符串的写法按模式出现次数生成行。
```
```notes
form | the condition is not of a form that counts | 条件不是计数的形式
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), days NUMBER(4), codes VARCHAR2(20));
INSERT INTO visit VALUES (1, 2, 'a,b,c');
```
```oracle
SELECT LEVEL, DATE '2024-05-16' + LEVEL - 1 AS day FROM dual CONNECT BY LEVEL <= 2
```
```postgres
SELECT LEVEL, timestamp '2024-05-16' + LEVEL * interval '1 day' - interval '1 day' AS day FROM generate_series(1, 2) AS level
```
```rows
1 | 2024-05-16 00:00:00
2 | 2024-05-17 00:00:00
```
```refused 42601
```
```oracle
SELECT v.id, (SELECT COUNT(*) FROM dual CONNECT BY ROWNUM < v.days) AS n FROM visit v WHERE v.days IN (SELECT LEVEL FROM dual -- two
CONNECT BY LEVEL < 3)
```
```postgres
SELECT v.id, (SELECT COUNT(*) FROM generate_series(1, greatest(v.days::integer - 1, 1)) AS level) AS n FROM visit v WHERE v.days IN (SELECT LEVEL FROM generate_series(1, 2) AS level -- two
)
```
```rows
1 | 1
```
```refused 42601
```
```oracle
SELECT REGEXP_SUBSTR('a,b,c', '[^,]+', 1, LEVEL) AS piece FROM dual CONNECT BY REGEXP_SUBSTR('a,b,c', '[^,]+', 1, LEVEL) IS NOT NULL
```
```postgres
SELECT REGEXP_SUBSTR('a,b,c', '[^,]+', 1, LEVEL) AS piece FROM generate_series(1, greatest(regexp_count('a,b,c', '[^,]+'), 1)) AS level
```
```rows
a
b
c
```
```refused 42601
```
```oracle
SELECT LEVEL FROM dual CONNECT BY LEVEL <= 3 AND MOD(LEVEL, 2) = 1
```
```refused 42601
```
```quiet
SELECT v.id AS level_ FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.oracle_implicit import as_integer
from dbmigrate.rules.queries.rownum_terms import MIRRORED, whole
from dbmigrate.types.sources import path_of_table


@rule("QY019", source="oracle", severity=Severity.REFUSED, on=SELECT, unless="connect_by")
def check(select: Select, context: Context) -> Hit | None:
    connect = select.node.args.get("connect")
    if connect is None or not reads_dual(select.node):
        return None
    clause = select.clauses["CONNECT"]
    amount = rows(connect.args.get("connect"), select, context)
    if amount is None or connect.args.get("start") is not None:
        return Hit(note="form", fix=Fix.NONE, at=clause)
    text, places = amount
    items = Part(select.clauses["FROM"].first + 1, select.clauses["FROM"].last)
    return Hit(replace=[(items, f"generate_series(1, {text}) AS level", *places), (clause, "")], at=clause)


def reads_dual(node: exp.Expr) -> bool:
    """FROM DUAL and nothing else."""
    from_ = node.args.get("from_")
    if from_ is None or node.args.get("joins") or not isinstance(from_.this, exp.Table):
        return False
    return path_of_table("oracle", from_.this) in (("DUAL",), ("SYS", "DUAL"))


def rows(condition: Any, select: Select, context: Context) -> tuple[str, list[Expr]] | None:
    """How many rows the condition lets through: a template and its places."""
    while isinstance(condition, exp.Paren):
        condition = condition.this
    if isinstance(condition, exp.Not) and isinstance(condition.this, exp.Is):
        return pieces(condition.this, select)
    if not isinstance(condition, exp.Binary):
        return None
    kind, left, right = type(condition), condition.this, condition.expression
    if is_counter(right):
        kind, left, right = MIRRORED.get(kind, kind), right, left
    if not is_counter(left) or kind not in (exp.LT, exp.LTE) or any(map(is_counter, right.find_all(exp.Column))):
        return None
    constant, less = whole(right), kind is exp.LT
    if constant is not None:
        return str(max(constant - less, 1)), []
    value = select.view(right)
    text = as_integer(value, context).template
    return f"greatest({text}{' - 1' if less else ''}, 1)", [value]


def is_counter(node: Any) -> bool:
    return isinstance(node, exp.Column) and node.name.upper() in ("LEVEL", "ROWNUM") and not node.table


def pieces(condition: exp.Is, select: Select) -> tuple[str, list[Expr]] | None:
    """`REGEXP_SUBSTR(text, pattern, 1, LEVEL) IS NOT NULL`."""
    call = condition.this
    if not isinstance(call, exp.Anonymous) or call.name.upper() != "REGEXP_SUBSTR" or len(call.expressions) != 4:
        return None
    text, pattern, start, find = call.expressions
    if not is_counter(find) or whole(start) != 1 or not isinstance(condition.expression, exp.Null):
        return None
    return "greatest(regexp_count({}, {}), 1)", [select.view(text), select.view(pattern)]
