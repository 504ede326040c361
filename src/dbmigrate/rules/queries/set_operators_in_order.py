"""INTERSECT behind another set operator

Oracle works through set operators from left to right. PostgreSQL does INTERSECT first: parentheses keep Oracle's order.

```zh
INTERSECT 位于其他集合运算之后
Oracle 按从左到右的顺序计算集合运算。PostgreSQL 先计算 INTERSECT，加括号以保持 Oracle 的顺序。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4));
INSERT INTO visit VALUES (1);
INSERT INTO visit VALUES (2);
```
```oracle
SELECT id FROM visit UNION SELECT 3 FROM dual -- three
INTERSECT SELECT 3 FROM dual
```
```postgres
(SELECT id FROM visit UNION SELECT 3) -- three
INTERSECT SELECT 3
```
```rows
3
```
```oracle
SELECT MAX(x.id) FROM (SELECT v.id FROM visit v MINUS SELECT 5 FROM dual INTERSECT SELECT 2 FROM dual UNION SELECT 0 FROM dual INTERSECT SELECT 0 FROM dual) x
```
```postgres
SELECT MAX(x.id) FROM (((SELECT v.id FROM visit v EXCEPT SELECT 5) INTERSECT SELECT 2 UNION SELECT 0) INTERSECT SELECT 0) x
```
```rows
0
```
```oracle
WITH a AS (SELECT v.id AS x FROM visit v) SELECT CASE WHEN a.x = 1 THEN 1 ELSE 2 END AS n FROM a UNION SELECT 7 FROM dual INTERSECT SELECT 7 FROM dual
```
```postgres
WITH a AS (SELECT v.id AS x FROM visit v) (SELECT CASE WHEN a.x = 1 THEN 1 ELSE 2 END AS n FROM a UNION SELECT 7) INTERSECT SELECT 7
```
```rows
7
```
```quiet
SELECT id FROM visit INTERSECT SELECT 3 FROM dual UNION (SELECT 1 FROM dual INTERSECT SELECT 1 FROM dual)
```
"""

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed

OTHERS = frozenset({"UNION", "MINUS", "EXCEPT"})
LEADING = frozenset({"AS", "IS", "FOR", "BEGIN", "LOOP", "THEN", "ELSE", "IN"})  # words before a query


@rule("QY025", source="oracle", severity=Severity.DIFFERS, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words = lexed.words
    if "INTERSECT" not in words[part.first : part.last]:
        return None
    opened: dict[int, int] = {}
    replace, at = [], None
    for k in range(part.first, part.last):
        first = start_of_chain(lexed, k, part.first) if words[k] == "INTERSECT" else None
        if first is not None:
            at = at or Part(k, k)
            opened[first] = opened.get(first, 0) + 1
            replace.append((Part(first, k - 1).after, ")"))
    replace += [(Part(first, first).before, "(" * count) for first, count in opened.items()]
    return Hit(replace=replace, at=at) if replace else None


def start_of_chain(lexed: Lexed, k: int, start: int) -> int | None:
    """The first token of the queries before this INTERSECT; None where no other operator stands among them."""
    words, around = lexed.words, lexed.brackets.around
    depth, mixed, first = around[k], False, None
    floor = max(start, depth + 1 if depth is not None else 0)
    for j in range(k - 1, floor - 1, -1):
        if around[j] != depth:
            continue
        if words[j] == ";" or words[j] == "WITH" or (words[j] in LEADING and words[j + 1] in ("SELECT", "WITH")):
            break
        mixed = mixed or words[j] in OTHERS
        opens = words[j] == "(" and (j == floor or words[j - 1] in OTHERS or words[j - 1] in ("INTERSECT", "ALL"))
        if words[j] == "SELECT" or opens:
            first = j
    return first if mixed else None
