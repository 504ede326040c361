"""MERGE is written otherwise

PostgreSQL wants INTO behind MERGE, columns without qualifier behind SET, and says WHEN NOT MATCHED for WHEN NOT MATCHED BY
TARGET.

```zh
MERGE 的写法不同
PostgreSQL 要求 MERGE 后写 INTO、SET 后的列不带限定，WHEN NOT MATCHED BY TARGET 写作 WHEN NOT MATCHED。
```
```setup
CREATE TABLE ward (id INT NOT NULL, name VARCHAR(10), n INT);
INSERT INTO ward VALUES (1, 'a', 1), (2, 'b', 2);
```
```sqlserver
MERGE ward WITH (HOLDLOCK) AS t USING (VALUES (1, 'x'), (3, 'y')) AS s (id, name) ON t.id = s.id
WHEN MATCHED THEN UPDATE SET t.name = s.name, n = t.n + 1, t.id += 0 -- known
WHEN NOT MATCHED BY TARGET THEN INSERT (id, name) VALUES (s.id, s.name);
```
```postgres
-- dbmigrate DM209 1: table hint HOLDLOCK (the lock is not taken)
MERGE INTO ward AS t USING (VALUES (1, 'x'), (3, 'y')) AS s (id, name) ON t.id = s.id
WHEN MATCHED THEN UPDATE SET name = s.name, n = t.n + 1, id = t.id + 0 -- known
WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name);
```
```then
SELECT id, name, n FROM ward ORDER BY id
```
```rows
1 | x | 2
2 | b | 2
3 | y | NULL
```
```refused 42601
```
```quiet
MERGE INTO ward AS t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED AND t.n = s.id THEN UPDATE SET n = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);
```
"""

from collections.abc import Iterator
from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Dml
from dbmigrate.syntax.lex import Lexed


@rule("DM212", source="sqlserver", severity=Severity.REFUSED, on=node(Dml), needs="pg15")
def check(statement: Dml) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    first = merge_word(lexed, part)
    if first is None:
        return None
    replace: list[tuple[Any, ...]] = []
    if lexed.words[first + 1] not in ("INTO", "TOP"):
        replace.append((Part(first, first).after, " INTO"))
    replace += [(q, "") for q in qualifiers(lexed, first, part.last)]
    for k in range(first, part.last):
        if lexed.words[k] == "BY" and lexed.words[k + 1] == "TARGET" and lexed.words[k - 1] == "MATCHED":
            replace.append((Part(k, k + 1), ""))
    return Hit(replace=replace) if replace else None


def merge_word(lexed: Lexed, part: Part) -> int | None:
    """At the start, or behind the expressions of a WITH."""
    words, around = lexed.words, lexed.brackets.around
    if words[part.first] not in ("MERGE", "WITH"):
        return None
    own = (k for k in range(part.first, part.last) if around[k] == around[part.first])
    return next((k for k in own if words[k] == "MERGE" and words[k + 1] != "JOIN"), None)


def qualifiers(lexed: Lexed, first: int, last: int) -> Iterator[Part]:
    """`t.` of `UPDATE SET t.a = 1, t.b = 2`."""
    words, around = lexed.words, lexed.brackets.around
    for start in range(first, last):
        if words[start] != "SET" or words[start - 1] != "UPDATE":
            continue
        begins = True
        for k in range(start + 1, last + 1):
            if around[k] != around[first]:
                continue
            if words[k] in ("WHEN", "OUTPUT", "OPTION") and not begins:
                break
            if begins and words[k + 1] == ".":
                end = k + 1
                while words[end + 2] == ".":
                    end += 2
                yield Part(k, end)
            begins = words[k] == ","
