"""{verb} changes a limited number of rows

Oracle stops at so many rows; which ones is not said. PostgreSQL has no limit there: the rows are picked by their places.

```zh
{verb} 用 ROWNUM 限制改动的行数
Oracle 改动到指定行数为止，具体哪些行不确定。PostgreSQL 的 UPDATE 和 DELETE 没有 LIMIT，先按行的物理位置（ctid）选出行。
```
```notes
form | such a statement has to be written by hand | 此类语句须人工改写
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(10));
INSERT INTO visit VALUES (1, 'a');
INSERT INTO visit VALUES (2, 'a');
INSERT INTO visit VALUES (3, 'b');
```
```oracle
DELETE FROM visit v WHERE v.ward = NVL('a', 'b') AND ROWNUM <= 1
```
```postgres
DELETE FROM visit v WHERE ctid IN (SELECT ctid FROM visit v WHERE v.ward = coalesce('a', 'b') LIMIT 1)
```
```then
SELECT ward, COUNT(*) FROM visit GROUP BY ward ORDER BY ward
```
```rows
a | 1
b | 1
```
```refused 42703
```
```oracle
UPDATE visit SET ward = 'c' -- two
WHERE ROWNUM < 3
```
```postgres
UPDATE visit SET ward = 'c' -- two
WHERE ctid IN (SELECT ctid FROM visit LIMIT 2)
```
```then
SELECT COUNT(*) FROM visit WHERE ward = 'c'
```
```rows
2
```
```refused 42703
```
```oracle
DELETE FROM visit WHERE ROWNUM <= 2 AND ward <> 'b' AND id > 0
```
```postgres
DELETE FROM visit WHERE ctid IN (SELECT ctid FROM visit WHERE ward <> 'b' AND id > 0 LIMIT 2)
```
```then
SELECT id FROM visit
```
```rows
3
```
```quiet
DELETE FROM visit WHERE id IN (SELECT v.id FROM visit v WHERE ROWNUM <= 2)
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import DROP, Fix, Hit, Part, Severity
from dbmigrate.rules.queries.rownum_limit import smallest
from dbmigrate.rules.queries.rownum_terms import limits


@rule(
    "DM105", source="oracle", severity=Severity.REFUSED, on=(change("update"), change("delete")), unless="rownum"
)
def check(found: Expr) -> Hit | None:
    node = found.node
    if node.args.get("where") is None or isinstance(node.parent, exp.When):
        return None
    seen = Select(found.tree, node)
    terms = limits(seen)
    if not terms:
        return None
    values, at = {"verb": type(node).__name__.upper()}, terms[0].item.part
    rows, places = smallest(seen, terms)
    if not rows or not isinstance(node.this, exp.Table) or node.args.get("returning"):
        return Hit(note="form", values=values, fix=Fix.NONE, at=at)
    where, table = seen.clauses["WHERE"], found.view(node.this).part
    if len(terms) == len(seen.terms):
        text = f"WHERE ctid IN (SELECT ctid FROM {{}} LIMIT {rows})"
        return Hit(replace=[(where, text, table, *places)], values=values, at=at)
    keyword, end = Part(where.first, where.first), Part(where.first, where.last)
    replace: list[tuple[Any, ...]] = [(term.item, DROP) for term in terms]
    replace.append((keyword, "WHERE ctid IN (SELECT ctid FROM {} WHERE", table))
    replace.append((end.after, f" LIMIT {rows})", *places))
    return Hit(replace=replace, values=values, at=at)
