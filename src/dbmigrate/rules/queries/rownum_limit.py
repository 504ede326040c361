"""ROWNUM limits the rows

Oracle numbers the rows as they pass WHERE, before they are sorted or grouped. The target's LIMIT stands at the end of the
query; where rows are grouped the limited rows become a sub-query.

```zh
用 ROWNUM 限制行数
Oracle 在行通过 WHERE 时编号，先于排序和分组。目标库用查询末尾的 LIMIT；有分组时先把限制后的行放入子查询。
```
```notes
sorted | Oracle takes the rows before it sorts them: which ones is not said; here the first of the order are taken | Oracle 先取行后排序，取到哪些行不确定；此处取排序后的前几行
joined | the limited rows are grouped, and the query has several sources | 限制行数后再分组，且查询有多个来源
hierarchy | the limited rows of a hierarchical query are grouped | 层次查询限制行数后再分组
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(10));
INSERT INTO visit VALUES (1, 'a');
INSERT INTO visit VALUES (2, 'a');
INSERT INTO visit VALUES (3, 'b');
```
```oracle
SELECT ward   -- the ward
FROM visit
WHERE ROWNUM <= 2
```
```postgres
SELECT ward   -- the ward
FROM visit
LIMIT 2
```
```rows
a
a
```
```refused 42703
```
```oracle
SELECT id FROM (SELECT id FROM visit WHERE ward = 'a' AND ROWNUM < 3 ORDER BY id DESC) v WHERE ROWNUM = 1
```
```postgres
-- dbmigrate QY012 1: ROWNUM limits the rows (Oracle takes the rows before it sorts them: which ones is not said; here the first of the order are taken)
SELECT id FROM (SELECT id FROM visit WHERE ward = 'a' ORDER BY id DESC LIMIT 2) v LIMIT 1
```
```rows
2
```
```refused 42703
```
```oracle
SELECT COUNT(*) FROM visit WHERE ROWNUM = 1 AND ward = 'a' UNION ALL SELECT MAX(v.id) FROM visit v WHERE ROWNUM <= 3 GROUP BY v.ward HAVING MAX(v.id) > 2
```
```postgres
SELECT COUNT(*) FROM (SELECT 1 FROM visit WHERE ward = 'a' LIMIT 1) AS visit UNION ALL SELECT MAX(v.id) FROM (SELECT * FROM visit v LIMIT 3) AS v GROUP BY v.ward HAVING MAX(v.id) > 2
```
```rows
1
3
```
```oracle
SELECT id FROM visit WHERE ward = 'b' AND ROWNUM <= 1 UNION SELECT id FROM visit WHERE 1 = 1 AND 0 >= ROWNUM
```
```postgres
(SELECT id FROM visit WHERE ward = 'b' LIMIT 1) UNION (SELECT id FROM visit WHERE 1 = 1 LIMIT 0)
```
```rows
3
```
```refused 42703
```
```quiet
SELECT v.id AS rownum_ FROM visit v WHERE v.id <= 2
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import DROP, Fix, Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.rownum_terms import AGGREGATES, Limit, limits, line_start, makes_groups

Replacements = list[tuple[Any, ...]]


@rule("QY012", source="oracle", severity=Severity.REFUSED, on=SELECT, after=("QY015",), unless="rownum")
def check(select: Select, context: Context) -> Hit | None:
    found = limits(select) if select.node.args.get("where") is not None else ()
    if not found:
        return None
    at = found[0].item.part
    if select.node.args.get("connect") is not None and makes_groups(select.node):
        return Hit(note="hierarchy", fix=Fix.NONE, at=at)
    rows, places = smallest(select, found)
    select.clauses["WHERE"]
    emptied = len(found) == len(select.terms)
    if rows and makes_groups(select.node):
        source = wrapped(select)
        if source is None:
            return Hit(note="joined", fix=Fix.NONE, at=at)
        inner, label = source
        opening = Part(select.clauses["FROM"].first, select.clauses["FROM"].first)
        name = label if isinstance(label, str) else "{}"
        places = places if isinstance(label, str) else [*places, label]
        replace: Replacements = [(opening, f"FROM (SELECT {inner} FROM")]
        replace += replaced(select, emptied, f"LIMIT {rows}) AS {name}", places, found)
        return Hit(replace=replace, at=at)
    is_sorted = select.node.args.get("order") is not None and rows != "1"
    note = "sorted" if is_sorted and not in_order_of_union(select) else ""
    replace = limited(select, found, emptied, f"LIMIT {rows}" if rows else "", places)
    return Hit(replace=replace, note=note, fix=Fix.REVIEW if note else Fix.SAFE, at=at)


def smallest(select: Select, found: tuple[Limit, ...]) -> tuple[str, list[Any]]:
    """The amount of rows as a template ("" for all) and its places."""
    given = [limit for limit in found if limit.rows]
    constants = [int(limit.rows) for limit in given if limit.number is None]
    variables = [limit for limit in given if limit.number is not None]
    if not variables:
        return (str(min(constants)), []) if constants else ("", [])
    texts = [str(min(constants))] if constants else []
    texts += [limit.rows for limit in variables]
    template = texts[0] if len(texts) == 1 else f"least({', '.join(texts)})"
    return template, [select.view(limit.number) for limit in variables]


def limited(select: Select, found: tuple[Limit, ...], emptied: bool, clause: str, places: list[Any]) -> Replacements:
    """LIMIT at the end of the query: in the place of WHERE where nothing follows, in brackets within a UNION."""
    where, end = select.clauses["WHERE"], end_of(select)
    inside = isinstance(select.parent, exp.SetOperation)
    if emptied and end.last == where.last and clause and not inside:
        return [(where, clause, *places)]
    gone: Replacements = [(where, "")] if emptied else [(limit.item, DROP) for limit in found]
    if not clause:
        return gone
    text = line_start(select, where) + clause
    if inside:
        return [*gone, (end.before, "("), (end.after, f"{text})", *places)]
    return [*gone, (end.after, text, *places)]


def replaced(select: Select, emptied: bool, text: str, places: list[Any], found: tuple[Limit, ...]) -> Replacements:
    """The terms go, the text stands at the end of WHERE."""
    where = select.clauses["WHERE"]
    if emptied:
        return [(where, text, *places)]
    end = Part(select.part.first, where.last).after
    return [*((limit.item, DROP) for limit in found), (end, line_start(select, where) + text, *places)]


def end_of(select: Select) -> Part:
    """The query without FOR UPDATE; in a branch of a UNION without the ORDER BY, which is the union's."""
    tails = [select.clauses[word].first for word in ("FOR", "FETCH", "OFFSET") if word in select.clauses]
    if isinstance(select.parent, exp.SetOperation) and "ORDER" in select.clauses:
        tails.append(select.clauses["ORDER"].first)
    return Part(select.part.first, min(tails, default=select.part.last + 1) - 1)


def in_order_of_union(select: Select) -> bool:
    return isinstance(select.parent, exp.SetOperation)


def wrapped(select: Select) -> tuple[str, Part | str] | None:
    """(select list, name) of a sub-query over the limited rows; None where the query cannot read from one."""
    tables, counts = select.tables, only_counts(select.node)
    if len(tables) == 1:
        part = tables[0][1]
        return "1" if counts else "*", Part(part.last, part.last)
    return ("1", free_names(select.lexed, 1, "limited")[0]) if counts else None


def only_counts(node: exp.Expr) -> bool:
    """The select list is COUNT(*) or COUNT(1), nothing else is asked for."""
    if node.args.get("group") or node.args.get("having") or node.args.get("distinct") or len(node.expressions) != 1:
        return False
    value = node.expressions[0].unalias()
    if not isinstance(value, exp.Anonymous) or value.name.upper() not in AGGREGATES or len(value.expressions) != 1:
        return False
    return value.name.upper() == "COUNT" and isinstance(value.expressions[0], (exp.Star, exp.Literal))
