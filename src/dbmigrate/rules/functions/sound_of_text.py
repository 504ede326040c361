"""{name} compares the sound of English words

Functions of the schema dbmigrate do the same ("SOUNDEX", "DIFFERENCE"). Codes that were stored under an older
compatibility level of SQL Server may be others.

```zh
{name} 按英文读音比较
改用 dbmigrate 模式中的同名函数。在较低兼容级别下存储的编码可能不同。
```
```setup
CREATE TABLE patient (id INT NOT NULL, name VARCHAR(30));
INSERT INTO patient VALUES (1, 'Robert'), (2, 'Rupert'), (3, '张三'), (4, NULL);
```
```sqlserver
SELECT SOUNDEX(p.name), DIFFERENCE(p.name, 'Rubin') FROM patient p ORDER BY p.id
```
```postgres
-- dbmigrate FN462 1: DIFFERENCE compares the sound of English words
-- dbmigrate FN462 1: SOUNDEX compares the sound of English words
SELECT dbmigrate.soundex(p.name), dbmigrate.difference(p.name, 'Rubin') FROM patient p ORDER BY p.id
```
```rows
R163 | 2
R163 | 2
0000 | 1
NULL | NULL
```
```sqlserver
SELECT SOUNDEX('Smith') -- one
 FROM patient p WHERE p.id = 1 UNION ALL SELECT (SELECT SOUNDEX('Ashcraft') FROM patient p WHERE DIFFERENCE(p.name, 'Robert') = 4 AND p.id = 2)
```
```postgres
-- dbmigrate FN462 2: DIFFERENCE compares the sound of English words
-- dbmigrate FN462 2: SOUNDEX compares the sound of English words
-- dbmigrate FN462 1: SOUNDEX compares the sound of English words
SELECT dbmigrate.soundex('Smith') -- one
 FROM patient p WHERE p.id = 1 UNION ALL SELECT (SELECT dbmigrate.soundex('Ashcraft') FROM patient p WHERE dbmigrate.difference(p.name, 'Robert') = 4 AND p.id = 2)
```
```rows
S530
A261
```
```quiet
SELECT p.name FROM patient p
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule(
    "FN462",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(call("SOUNDEX"), call("DIFFERENCE")),
)
def check(found: Call) -> Hit | None:
    name = found.node.name
    return Hit(
        replace=[(found.name_part, f"dbmigrate.{name.lower()}")], values={"name": name.upper()}, helpers=("soundex",)
    )
