"""PIVOT turns rows into columns

PostgreSQL has no such operator: an aggregate with FILTER gives each of the columns, and the source's other columns are
what is grouped by. They must be known: from a select list, or from a table of the estate.

```zh
PIVOT 行转列
PostgreSQL 没有此运算：用带 FILTER 的聚合得到各列，来源的其余列作为分组列。须能得知其余列：来自选择列表或已提供的表。
```
```setup
CREATE TABLE visit (ward VARCHAR(10) NOT NULL, kind INT, fee INT);
INSERT INTO visit VALUES ('a', 10, 1), ('a', 10, 2), ('a', 20, 4), ('b', 20, 8);
```
```sqlserver
SELECT p.ward, p.[10], p.[20] FROM (SELECT v.ward, v.kind, v.fee FROM visit v) s PIVOT (SUM(fee) FOR kind IN ([10], [20])) AS p ORDER BY p.ward
```
```postgres
SELECT p.ward, p."10", p."20" FROM (SELECT ward, SUM(fee) FILTER (WHERE kind = '10') AS "10", SUM(fee) FILTER (WHERE kind = '20') AS "20" FROM (SELECT v.ward, v.kind, v.fee FROM visit v) s GROUP BY ward) AS p ORDER BY p.ward NULLS FIRST
```
```rows
a | 3 | 4
b | NULL | 8
```
```refused 42601
```
```sqlserver
SELECT [10] FROM (SELECT v.kind, v.fee FROM visit v) AS s PIVOT (MAX(fee) FOR kind IN ([10])) p
```
```postgres
SELECT "10" FROM (SELECT MAX(fee) FILTER (WHERE kind = '10') AS "10" FROM (SELECT v.kind, v.fee FROM visit v) AS s HAVING count(*) > 0) p
```
```rows
2
```
```refused 42601
```
```sqlserver
SELECT p.[10] FROM visit PIVOT (MAX(fee) FOR kind IN ([10])) p WHERE p.ward = 'a'
```
```postgres
SELECT p."10" FROM (SELECT ward, MAX(fee) FILTER (WHERE kind = '10') AS "10" FROM visit GROUP BY ward) p WHERE p.ward = 'a'
```
```rows
2
```
```refused 42601
```
```sqlserver
SELECT p.[10] FROM unknown_table PIVOT (MAX(fee) FOR kind IN ([10])) p
```
```refused 42601
```
```quiet
SELECT v.ward, SUM(v.fee) AS pivot FROM visit v GROUP BY v.ward
```
```notes
columns | the columns of its source are not known | 其来源的列未知
form | such a form has to be written by hand | 此种写法须人工改写
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.records import dataclass
from dbmigrate.syntax.lex import Lexed
from dbmigrate.types.sources import folded


@dataclass(frozen=True)
class Pivot:
    """`PIVOT (aggregate(value) FOR column IN (names))` behind the FROM item `source`."""

    source: Part
    clause: Part
    aggregate: Part
    value: str
    column: Part
    names: tuple[Part, ...]


@rule("QY210", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    start = pivot_token(select)
    if start is None:
        return None
    clause = Part(start, select.lexed.brackets.close.get(start + 1, start))
    pivot = read_pivot(select, clause)
    if pivot is None:
        return Hit(note="form", fix=Fix.NONE, at=clause)
    names = source_columns(select, context)
    if names is None:
        return Hit(note="columns", fix=Fix.NONE, at=clause)
    used = {pivot.value.lower(), select.lexed.tokens[pivot.column.first].text.lower()}
    spelled = [literal_template(context.names.spell(n, True, "column")) for n in names if n.lower() not in used]
    return Hit(replace=list(written(pivot, spelled, select.lexed)), at=clause)


def written(pivot: Pivot, groups: list[str], lexed: Lexed) -> tuple[tuple[Any, ...], ...]:
    columns, places = list(groups), []
    for name in pivot.names:
        value = literal_template(lexed.tokens[name.first].text.replace("'", "''"))
        columns.append(f"{{}} FILTER (WHERE {{}} = '{value}') AS {{}}")
        places += [pivot.aggregate, pivot.column, name]
    head = f"(SELECT {', '.join(columns)} FROM "
    tail = f" GROUP BY {', '.join(groups)})" if groups else " HAVING count(*) > 0)"
    return (
        (pivot.source.before, head, *places),
        (pivot.source.after, tail),
        (pivot.clause, ""),
    )


def pivot_token(select: Select) -> int | None:
    source = select.clauses.get("FROM")
    if source is None:
        return None
    words, around = select.lexed.words, select.lexed.brackets.around
    own = (k for k in range(source.first, source.last) if around[k] == around[source.first])
    return next((k for k in own if words[k] == "PIVOT" and words[k + 1] == "("), None)


def read_pivot(select: Select, clause: Part) -> Pivot | None:
    """None where joins or several PIVOTs stand in FROM, and for an aggregate of more than a column."""
    lexed, source = select.lexed, select.clauses["FROM"]
    words, close, k = lexed.words, lexed.brackets.close, clause.first + 2
    item = Part(source.first + 1, clause.first - 1)
    joined = any(words[i] in (",", "JOIN", "PIVOT", "UNPIVOT", "APPLY") for i in own_tokens(lexed, item))
    behind = Part(clause.last + 1, source.last)
    joined = joined or any(words[i] in (",", "JOIN", "PIVOT", "UNPIVOT", "APPLY") for i in own_tokens(lexed, behind))
    if joined or words[k + 1] != "(" or close[k + 1] != k + 3 or words[k + 4] != "FOR" or words[k + 6] != "IN":
        return None
    opening = k + 7
    if opening not in close or close[opening] != clause.last - 1:
        return None
    names = tuple(Part(i, i) for i in range(opening + 1, close[opening]) if words[i] != ",")
    if not all(lexed.is_name(n.first) for n in names) or len(names) * 2 - 1 != close[opening] - opening - 1:
        return None
    value = lexed.tokens[k + 2].text
    return Pivot(item, clause, Part(k, k + 3), value, Part(k + 5, k + 5), names)


def own_tokens(lexed: Lexed, part: Part) -> list[int]:
    around = lexed.brackets.around
    return [k for k in range(part.first, part.last + 1) if around[k] == around[part.first]]


def source_columns(select: Select, context: Context) -> list[str] | None:
    """The names of the FROM item's columns in their order."""
    item = select.node.args["from_"].this
    if isinstance(item, exp.Subquery):
        query = item.this
        while isinstance(query, exp.SetOperation):
            query = query.this
        names = [e.alias_or_name for e in query.expressions] if isinstance(query, exp.Select) else []
        stars = any(e.is_star for e in query.expressions) if isinstance(query, exp.Select) else True
        return None if stars or not all(names) else names
    if not isinstance(item, exp.Table):
        return None
    path = tuple(folded("sqlserver", p) for p in (item.args.get("db"), item.args.get("this")) if p is not None)
    table = context.catalog.table(path, context.schema)
    return [c.name for c in table.columns.values()] if table is not None and table.kind != "unknown" else None
