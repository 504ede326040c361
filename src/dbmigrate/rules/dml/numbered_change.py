"""UPDATE gives the rows numbers by ROWNUM

The target numbers rows only in a query. One over the same table does, and the rows are found again by their place.

```zh
UPDATE 用 ROWNUM 为行编号
目标库只能在查询中编号。用同一张表的子查询编号，再按物理位置对应到行。
```
```setup oracle
CREATE TABLE bed (id NUMBER(4), ward VARCHAR2(4), no NUMBER(4));
INSERT INTO bed VALUES (1, 'a', NULL);
INSERT INTO bed VALUES (2, 'a', NULL);
INSERT INTO bed VALUES (3, 'b', NULL);
```
```oracle
UPDATE bed b SET b.no = ROWNUM + 10 WHERE b.ward = 'a' -- this ward
```
```postgres
UPDATE bed b SET no = numbered.position + 10 FROM (SELECT ctid AS address, row_number() OVER () AS position FROM bed b WHERE b.ward = 'a') AS numbered WHERE b.ctid = numbered.address -- this ward
```
```then
SELECT COUNT(DISTINCT no), SUM(no) FROM bed
```
```rows
2 | 23
```
```refused 42703
```
```oracle
UPDATE bed SET no = ROWNUM, ward = 'x' || ROWNUM
```
```postgres
UPDATE bed SET no = numbered.position, ward = 'x' || numbered.position FROM (SELECT ctid AS address, row_number() OVER () AS position FROM bed) AS numbered WHERE bed.ctid = numbered.address
```
```then
SELECT SUM(no), MAX(ward) FROM bed
```
```rows
6 | x3
```
```refused 42703
```
```quiet
UPDATE bed SET no = 1 WHERE ROWNUM <= 2;
UPDATE bed SET no = (SELECT MAX(ROWNUM) FROM bed)
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Hit, Part, Severity

NUMBERED = "FROM (SELECT ctid AS address, row_number() OVER () AS position FROM {}) AS numbered WHERE {}.ctid = numbered.address"


@rule("DM111", source="oracle", severity=Severity.REFUSED, on=change("update"), unless="rownum")
def check(found: Expr) -> Hit | None:
    numbers = numbers_in(found.node)
    if not numbers:
        return None
    table = found.view(found.node.this).part
    label = Part(table.last, table.last)
    replace: list[tuple[Any, ...]] = [(found.view(n), "numbered.position") for n in numbers]
    if found.node.args.get("where") is not None:
        where = Select(found.tree, found.node).clauses["WHERE"]
        replace.append((where, NUMBERED.replace("{})", "{} {})", 1), table, where, label))
    else:
        replace.append((found.tree.part.after, " " + NUMBERED, table, label))
    return Hit(replace=replace, at=found.view(numbers[0]).part)


def numbers_in(update: Any) -> list[Any]:
    """The ROWNUMs of the values; none where the statement limits its rows by it, or is not a plain one."""
    plain = isinstance(update, exp.Update) and update.parent is None and isinstance(update.this, exp.Table)
    if not plain or update.args.get("from_") or update.args.get("returning"):
        return []
    where = update.args.get("where")
    if where is not None and any(is_number(n) for n in where.walk()):
        return []
    found = (item.walk(prune=lambda n: isinstance(n, exp.Query)) for item in update.expressions)
    return [n for nodes in found for n in nodes if is_number(n)]


def is_number(node: Any) -> bool:
    return isinstance(node, exp.Column) and not node.table and node.name.upper() == "ROWNUM"
