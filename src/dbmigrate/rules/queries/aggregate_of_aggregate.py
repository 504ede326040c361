"""An aggregate of an aggregate

Oracle groups first and then puts the groups together. In PostgreSQL the groups come from a sub-query.

```zh
聚合函数嵌套
Oracle 先分组，再对各组结果聚合。PostgreSQL 先在子查询中分组。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1);
INSERT INTO bill VALUES ('a', 3);
INSERT INTO bill VALUES ('b', 5);
```
```oracle
SELECT MAX(SUM(fee)), COUNT(COUNT(*)) AS n, MIN(AVG(NVL(b.fee, 0)) + 1) FROM bill b WHERE b.fee > 0 GROUP BY b.ward HAVING COUNT(*) > 0
```
```postgres
SELECT MAX(value1), COUNT(value2) AS n, MIN(value3) FROM (SELECT SUM(fee) AS value1, COUNT(*) AS value2, AVG(coalesce(b.fee, 0)) + 1 AS value3 FROM bill b WHERE b.fee > 0 GROUP BY b.ward HAVING COUNT(*) > 0) AS grouped1
```
```rows
5 | 2 | 3.0000000000000000
```
```refused 42803
```
```oracle
SELECT x.m FROM (SELECT MAX(SUM( -- each
fee)) AS m FROM bill GROUP BY ward) x UNION SELECT MIN(COUNT(*)) FROM bill GROUP BY ward ORDER BY 1
```
```postgres
SELECT x.m FROM (SELECT -- each
MAX(value1) AS m FROM (SELECT SUM( -- each
fee) AS value1 FROM bill GROUP BY ward) AS grouped1) x UNION SELECT MIN(value1) FROM (SELECT COUNT(*) AS value1 FROM bill GROUP BY ward) AS grouped1 ORDER BY 1
```
```rows
1
5
```
```refused 42803
```
```oracle
SELECT MAX(SUM(fee)) FROM bill GROUP BY ward ORDER BY MAX(SUM(fee))
```
```refused 42803
```
```quiet
SELECT MAX(b.fee), SUM(SUM(b.fee)) OVER (ORDER BY b.ward) FROM bill b GROUP BY b.ward
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Call, Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.rownum_terms import AGGREGATES, own_nodes


@rule("QY026", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select) -> Hit | None:
    if select.node.args.get("group") is None:
        return None
    outer = [call for item in select.node.expressions for call in nested(item)]
    if not outer:
        return None
    at = select.view(outer[0]).part
    plain = all(isinstance(i.unalias(), exp.Anonymous) and i.unalias() in outer for i in select.node.expressions)
    in_union = isinstance(select.parent, exp.SetOperation)
    if not plain or ("ORDER" in select.clauses and not in_union) or any(len(call.expressions) != 1 for call in outer):
        return Hit(note="form", fix=Fix.NONE, at=at)
    return Hit(replace=list(written(select, outer)), at=at)


def nested(item: exp.Expr) -> Iterator[exp.Anonymous]:
    """Aggregates, not of a window, with an aggregate in them."""
    for node in own_nodes(item):
        if is_aggregate(node) and any(is_aggregate(n) for e in node.expressions for n in own_nodes(e)):
            yield node  # type: ignore[misc]


def is_aggregate(node: Any) -> bool:
    named = isinstance(node, exp.Anonymous) and node.name.upper() in AGGREGATES
    return named and not isinstance(node.parent, exp.Window)


def written(select: Select, outer: list[exp.Anonymous]) -> Iterator[tuple[Any, ...]]:
    values = [Call(select.tree, call).args[0] for call in outer]
    names = free_names(select.lexed, len(values), "value")
    listed = ", ".join(f"{{}} AS {name}" for name in names)
    for call, value, name in zip(outer, values, names, strict=True):
        yield select.view(call), f"{call.name}({name})", value
    start = select.clauses["FROM"]
    ends = [select.clauses[w].last for w in ("FROM", "WHERE", "GROUP", "HAVING") if w in select.clauses]
    yield Part(start.first, start.first).before, f"FROM (SELECT {listed} ", *values
    yield Part(start.first, max(ends)).after, f") AS {free_names(select.lexed, 1, 'grouped')[0]}"
