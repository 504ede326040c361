"""{kind} APPLY reads a table expression for each row

The right side may use columns of the left one. The standard's word for this is LATERAL; OUTER APPLY keeps rows for
which the right side has none.

```zh
{kind} APPLY 对每一行求表表达式
右侧可引用左侧的列，标准写法为 LATERAL；OUTER APPLY 保留右侧没有行的数据。
```
```setup
CREATE TABLE ward (id INT NOT NULL);
CREATE TABLE visit (ward INT NOT NULL, fee INT NOT NULL);
INSERT INTO ward VALUES (1), (2);
INSERT INTO visit VALUES (1, 30), (1, 20);
```
```sqlserver
SELECT w.id, x.fee FROM ward w CROSS APPLY (SELECT v.fee FROM visit v WHERE v.ward = w.id) x ORDER BY x.fee
```
```postgres
SELECT w.id, x.fee FROM ward w CROSS JOIN LATERAL (SELECT v.fee FROM visit v WHERE v.ward = w.id) x ORDER BY x.fee
```
```rows
1 | 20
1 | 30
```
```refused 42601
```
```sqlserver
SELECT w.id, x.fee FROM ward w OUTER APPLY (SELECT v.fee FROM visit v WHERE v.ward = w.id AND v.fee > 20) AS x WHERE w.id > 0 ORDER BY w.id
```
```postgres
SELECT w.id, x.fee FROM ward w LEFT JOIN LATERAL (SELECT v.fee FROM visit v WHERE v.ward = w.id AND v.fee > 20) AS x ON true WHERE w.id > 0 ORDER BY w.id
```
```rows
1 | 30
2 | NULL
```
```refused 42601
```
```sqlserver
SELECT w.id, x.n FROM ward w OUTER APPLY (SELECT v.fee AS n FROM visit v WHERE v.ward > w.id) AS x (n) JOIN ward u ON u.id = w.id WHERE w.id = 2
```
```postgres
SELECT w.id, x.n FROM ward w LEFT JOIN LATERAL (SELECT v.fee AS n FROM visit v WHERE v.ward > w.id) AS x (n) ON true JOIN ward u ON u.id = w.id WHERE w.id = 2
```
```rows
2 | NULL
```
```sqlserver
SELECT y.id, y.n FROM (SELECT w.id, x.n FROM ward w CROSS APPLY (SELECT COUNT(*) AS n FROM visit v OUTER APPLY (SELECT v.fee) AS z (fee) WHERE v.ward = w.id) x) y ORDER BY y.id
```
```postgres
SELECT y.id, y.n FROM (SELECT w.id, x.n FROM ward w CROSS JOIN LATERAL (SELECT COUNT(*) AS n FROM visit v LEFT JOIN LATERAL (SELECT v.fee) AS z (fee) ON true WHERE v.ward = w.id) x) y ORDER BY y.id
```
```rows
1 | 2
2 | 0
```
```refused 42601
```
```oracle
SELECT w.id, x.fee FROM ward w CROSS APPLY (SELECT NVL(v.fee, 0) AS fee FROM visit v WHERE v.ward = w.id) x ORDER BY x.fee
```
```postgres
SELECT w.id, x.fee FROM ward w CROSS JOIN LATERAL (SELECT coalesce(v.fee, 0) AS fee FROM visit v WHERE v.ward = w.id) x ORDER BY x.fee
```
```rows
1 | 20
1 | 30
```
```refused 42601
```
```quiet
SELECT w.id FROM ward w CROSS JOIN visit v
```
"""

from typing import Any

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.lex import Lexed

NEXT_ITEM = frozenset({",", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER", "ON", "PIVOT", "UNPIVOT"})


@rule("QY201", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select) -> Hit | None:
    source = select.clauses.get("FROM")
    if source is None:
        return None
    kinds, replace = laterals(select.lexed, source)
    return Hit(replace=replace, values={"kind": kinds[0]}) if kinds else None


def laterals(lexed: Lexed, source: Part) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Each APPLY of a FROM clause (those within its sub-queries are theirs): its first word, and its edits."""
    words, depth = lexed.words, lexed.brackets.around[source.first]
    kinds: list[str] = []
    replace: list[tuple[Any, ...]] = []
    for k in range(source.first, source.last):
        if words[k + 1] != "APPLY" or words[k] not in ("CROSS", "OUTER") or lexed.brackets.around[k] != depth:
            continue
        kinds.append(words[k])
        outer = words[k] == "OUTER"
        replace.append((Part(k, k + 1), "LEFT JOIN LATERAL" if outer else "CROSS JOIN LATERAL"))
        if outer:
            end = end_of_item(lexed, k + 2, source.last)
            replace.append((Part(k, end).after, " ON true"))
    return kinds, replace


def end_of_item(lexed: Lexed, first: int, last: int) -> int:
    """The last token of the FROM item that starts at `first`, with its alias and the names of its columns."""
    words, around, close = lexed.words, lexed.brackets.around, lexed.brackets.close
    depth, k = around[first], first
    while k <= last and not (around[k] == depth and (words[k] in NEXT_ITEM or words[k] == ")")):
        k = close.get(k, k) + 1
    return min(k - 1, last)
