"""COLLATE {collation} in an expression

PostgreSQL has no collation of that name. What compares bytes (`_BIN`, `_BIN2`) becomes "C"; DATABASE_DEFAULT says
nothing. Of the others the clause is taken out: the database's collation then decides on order, and capitals differ from
small letters in comparisons.

```zh
表达式中的 COLLATE {collation}
PostgreSQL 没有该名称的排序规则。按字节比较的（_BIN、_BIN2）改为 "C"；DATABASE_DEFAULT 无实际含义；其余的去掉该子句：排序由目标库的排序规则决定，比较时区分大小写。
```
```setup
CREATE TABLE visit (name VARCHAR(10) NOT NULL);
INSERT INTO visit VALUES ('b'), ('B'), ('a');
```
```sqlserver
SELECT v.name FROM visit v ORDER BY v.name COLLATE Latin1_General_BIN2
```
```postgres
SELECT v.name FROM visit v ORDER BY v.name COLLATE "C"
```
```rows
B
a
b
```
```refused 42704
```
```sqlserver
SELECT count(*) FROM visit v WHERE v.name = 'b' COLLATE DATABASE_DEFAULT
```
```postgres
SELECT count(*) FROM visit v WHERE v.name = 'b'
```
```refused 42704
```
```sqlserver
SELECT count(*) FROM visit v WHERE v.name COLLATE Chinese_PRC_CS_AS = 'b'
```
```postgres
SELECT count(*) FROM visit v WHERE v.name = 'b'
```
```rows
1
```
```refused 42704
```
```quiet
SELECT v.name FROM visit v ORDER BY v.name
```
```notes
ignores case | capitals and small letters were the same | 原先不区分大小写
```
"""

from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("OP212", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=operator("collate"))
def check(found: Expr) -> Hit | None:
    """The words after COLLATE are no node with a place of its own, so that they are read from the tokens."""
    k = found.left.part.last + 1
    if found.lexed.words[k] != "COLLATE":
        return None
    name = found.lexed.tokens[k + 1].text
    words, values, clause = name.upper().split("_"), {"collation": name}, Part(k, k + 1)
    if name.upper() == "DATABASE_DEFAULT":
        return Hit(replace=[(clause, "")], values=values)
    if {"BIN", "BIN2"} & set(words):
        return Hit(replace=[(Part(k + 1, k + 1), '"C"')], values=values)
    if "CS" in words:
        return Hit(replace=[(clause, "")], values=values)
    return Hit(replace=[(clause, "")], values=values, fix=Fix.REVIEW, note="ignores case")
