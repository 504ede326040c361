"""SELECT UNIQUE

Oracle's other word for DISTINCT.

```zh
SELECT UNIQUE 去重
Oracle 中 DISTINCT 的另一种写法。
```
```setup
CREATE TABLE visit (id INTEGER, ward VARCHAR(4));
INSERT INTO visit VALUES (1, 'a'), (2, 'a');
```
```oracle
SELECT UNIQUE ward FROM visit UNION ALL SELECT (SELECT UNIQUE -- one
ward FROM visit) FROM dual
```
```postgres
SELECT DISTINCT ward FROM visit UNION ALL SELECT (SELECT DISTINCT -- one
ward FROM visit)
```
```rows
a
a
```
```refused 42601
```
```quiet
SELECT DISTINCT v.ward FROM visit v
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Hit, Part, Severity


@rule("QY016", source="oracle", severity=Severity.REFUSED, on=SELECT, unless="select_unique")
def check(select: Select) -> Hit | None:
    word = select.part.first + 1
    part = Part(word, word)
    return Hit(replace=[(part, "DISTINCT")], at=part) if select.lexed.words[word] == "UNIQUE" else None
