"""PIVOT turns rows into columns (Oracle)

PostgreSQL has no such operator: an aggregate with FILTER gives each of the columns, and the source's other columns are
what is grouped by.

```zh
PIVOT 行转列（Oracle）
PostgreSQL 没有此运算：用带 FILTER 的聚合得到各列，来源的其余列作为分组列。
```
```notes
columns | the columns of its source are not known | 其来源的列未知
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE visit (ward VARCHAR2(10), kind NUMBER(2), fee NUMBER(6));
INSERT INTO visit VALUES ('a', 10, 1);
INSERT INTO visit VALUES ('a', 10, 2);
INSERT INTO visit VALUES ('a', 20, 4);
INSERT INTO visit VALUES ('b', 20, 8);
```
```oracle
SELECT * FROM (SELECT kind, NVL(fee, 0) AS fee FROM visit) PIVOT (SUM(fee) FOR kind IN (10 AS a, 20 AS "其他"))
```
```postgres
SELECT * FROM (SELECT SUM(fee) FILTER (WHERE kind = 10) AS a, SUM(fee) FILTER (WHERE kind = 20) AS 其他 FROM (SELECT kind, coalesce(fee, 0) AS fee FROM visit) AS pivoted2) AS pivoted1
```
```rows
3 | 12
```
```refused 42601
```
```oracle
SELECT p.ward, p.a_total, p."20_N"
FROM visit
PIVOT (SUM(fee) AS total, COUNT(*) n
  FOR (kind) IN (10 AS a, 20)) p -- both
WHERE p.ward = 'a' ORDER BY p.ward
```
```postgres
SELECT p.ward, p.a_total, p."20_N"
FROM (SELECT ward, SUM(fee) FILTER (WHERE kind = 10) AS a_total, COUNT(*) FILTER (WHERE kind = 10) AS a_n, SUM(fee) FILTER (WHERE kind = 20) AS "20_TOTAL", COUNT(*) FILTER (WHERE kind = 20) AS "20_N" FROM visit GROUP BY ward) p -- both
WHERE p.ward = 'a' ORDER BY p.ward
```
```rows
a | 3 | 1
```
```oracle
SELECT COUNT(*) FROM visit v WHERE v.kind IN (SELECT a FROM visit PIVOT (MAX(fee) FOR (ward, kind) IN (('a', 10) a, ('b', 20)))) UNION SELECT "'b'" FROM (SELECT w.ward, w.fee FROM visit w) PIVOT (MAX(fee) FOR ward IN ('a', 'b'))
```
```postgres
SELECT COUNT(*) FROM visit v WHERE v.kind IN (SELECT a FROM (SELECT MAX(fee) FILTER (WHERE ward = 'a' AND kind = 10) AS a, MAX(fee) FILTER (WHERE ward = 'b' AND kind = 20) AS "'b'_20" FROM visit) AS pivoted1) UNION SELECT "'b'" FROM (SELECT MAX(fee) FILTER (WHERE ward = 'a') AS "'a'", MAX(fee) FILTER (WHERE ward = 'b') AS "'b'" FROM (SELECT w.ward, w.fee FROM visit w) AS pivoted2) AS pivoted1
```
```rows
0
8
```
```refused 42601
```
```oracle
SELECT * FROM stranger PIVOT (MAX(fee) FOR kind IN (1))
```
```refused 42601
```
```quiet
SELECT v.ward AS pivot, SUM(v.fee) FROM visit v GROUP BY v.ward
```
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.pivot_source import PivotSource, Unclear, folded_name, pivot_sources


@rule("QY020", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    found = pivot_sources(select, "PIVOT", context)
    if not found:
        return None
    try:
        replace = [change for _, source in found for change in written(source, context)]
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=found[0][0])
    return Hit(replace=replace, at=found[0][0])


def written(source: PivotSource | Unclear, context: Context) -> Iterator[tuple[Any, ...]]:
    if isinstance(source, Unclear):
        raise source
    select, pivot = source.select, source.pivot
    if len(pivot.args["fields"]) != 1:
        raise Unclear("form")
    field = pivot.args["fields"][0]
    keys = members(field.this)
    used = {folded_name(c) for node in (*pivot.expressions, *keys) for c in node.find_all(exp.Column)}
    groups = [source.spelled(context, name) for name in source.columns if name not in used]
    columns, places = list(groups), list[Any]()
    for value, aggregate in product(field.expressions, pivot.expressions):
        values = members(value.this if isinstance(value, exp.PivotAlias) else value)
        if len(values) != len(keys):
            raise Unclear("form")
        terms = " AND ".join("{} = {}" for _ in keys)
        columns.append(f"{{}} FILTER (WHERE {terms}) AS {source.spelled(context, name_of(value, aggregate))}")
        places.append(select.view(aggregate.unalias()))
        places += [select.view(node) for pair in zip(keys, values, strict=True) for node in pair]
    tail = f" GROUP BY {', '.join(groups)})" if groups else ")"
    yield source.item.before, f"(SELECT {', '.join(columns)} FROM ", *places
    yield source.item.after, source.inner + tail + source.alias
    yield source.clause, ""


def members(node: Any) -> list[Any]:
    return list(node.expressions) if isinstance(node, exp.Tuple) else [node.unnest()]


def name_of(value: Any, aggregate: Any) -> str:
    """The column's name: the alias or the value as written, then the aggregate's alias."""
    own = folded_name(aggregate.args["alias"]) if isinstance(aggregate, exp.Alias) else ""
    if isinstance(value, exp.PivotAlias):
        alias = value.args["alias"]
        if not isinstance(alias, exp.Identifier):
            raise Unclear("form")
        name = folded_name(alias)
    else:
        name = "_".join(as_written(v) for v in members(value))
    return f"{name}_{own}" if own else name


def as_written(value: Any) -> str:
    if not isinstance(value, exp.Literal):
        raise Unclear("form")
    return f"'{value.this}'" if value.is_string else str(value.this)
