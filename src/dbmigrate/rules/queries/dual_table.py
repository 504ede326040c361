"""FROM DUAL, a table of one row

Oracle's table of one row. PostgreSQL needs no FROM; where the table stands beside others or its column is read, a
sub-query of one row takes its place.

```zh
FROM DUAL 单行表
Oracle 的单行表。PostgreSQL 不需要 FROM；当它与其他表并列或读取其列时，用单行子查询代替。
```
```oracle
SELECT 1 FROM dual WHERE 1 = 1 UNION ALL SELECT 2 FROM sys.dual
```
```postgres
SELECT 1 WHERE 1 = 1 UNION ALL SELECT 2
```
```rows
1
2
```
```refused 42P01
```
```oracle
SELECT d.dummy FROM dual d
```
```postgres
SELECT d.dummy FROM (SELECT 'X'::varchar(1) AS dummy) AS d
```
```rows
X
```
```refused 42P01
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1);
```
```oracle
SELECT v.id FROM visit v, dual
```
```postgres
SELECT v.id FROM visit v, (SELECT 'X'::varchar(1) AS dummy) AS dual
```
```rows
1
```
```quiet
SELECT v.id FROM visit v
```
"""

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Name

ROW: Final = "(SELECT 'X'::varchar(1) AS dummy) AS"
BEHIND: Final = frozenset(
    "WHERE|GROUP BY|HAVING|ORDER BY|UNION|UNION ALL|MINUS|INTERSECT|EXCEPT|)|;|FETCH|OFFSET|FOR|LOOP|".split("|")
)
CONNECTED: Final = frozenset({"CONNECT BY", "START"})
NO_ALIAS: Final = frozenset({"ON", "USING", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", ",", "MODEL"})


@rule("QY001", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name), unless="dual", words=("DUAL",))
def check(name: Name) -> Hit | None:
    if name.kind != "table" or not is_dual(name):
        return None
    words, last = name.lexed.words, name.part.last
    alias = last + 1 if words[last + 1] not in BEHIND | CONNECTED | NO_ALIAS else None
    behind = words[last + 2 if alias else last + 1]
    if behind in CONNECTED:
        return None  # CONNECT BY makes the rows: the rules on hierarchies
    clause = Part(name.part.first - 1, alias or last)
    if words[name.part.first - 1] == "FROM" and behind in BEHIND and not is_read(name):
        return Hit(replace=[(clause, "")])
    return Hit(replace=[(name, ROW + ("" if alias else " dual"))])


def is_dual(name: Name) -> bool:
    owner = name.values[0].upper() if len(name.parts) > 1 else "SYS"
    return name.value.upper() == "DUAL" and owner == "SYS"


def is_read(name: Name) -> bool:
    """Whether the select list around it names the column DUMMY, or takes all columns."""
    lexed, around = name.lexed, name.lexed.brackets.around
    words, k = lexed.words, name.part.first
    depth = around[k]
    while k and not (words[k] == "SELECT" and around[k] == depth):
        k -= 1
        if words[k] == "DUMMY":
            return True
        if words[k] == "*" and around[k] == depth and words[k + 1] in ("FROM", ","):
            return True
    return False
