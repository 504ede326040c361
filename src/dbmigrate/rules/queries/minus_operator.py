"""MINUS between queries

The rows of the first query that the second one does not give: EXCEPT is the standard's word for it.

```zh
集合运算 MINUS
取第一个查询中有而第二个查询中没有的行，标准写法为 EXCEPT。
```
```setup
CREATE TABLE visit (id INTEGER, ward VARCHAR(10));
INSERT INTO visit VALUES (1, 'a'), (2, 'b'), (2, 'b'), (3, NULL);
```
```oracle
SELECT id, ward FROM visit MINUS SELECT 1, 'a' FROM dual MINUS (SELECT 3, NULL FROM dual)
```
```postgres
SELECT id, ward FROM visit EXCEPT SELECT 1, 'a' EXCEPT (SELECT 3, NULL)
```
```rows
2 | b
```
```refused 42601
```
```oracle
SELECT COUNT(*) FROM visit v WHERE v.id IN (SELECT id FROM visit -- all
MINUS -- but
SELECT 2 FROM dual)
```
```postgres
SELECT COUNT(*) FROM visit v WHERE v.id IN (SELECT id FROM visit -- all
EXCEPT -- but
SELECT 2)
```
```rows
2
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v UNION SELECT v.id FROM visit v INTERSECT SELECT 1 FROM visit
```
"""

from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity


@rule("QY010", source="oracle", severity=Severity.REFUSED, on=query("except"), unless="minus")
def check(found: Expr) -> Hit | None:
    word = found.operator
    return Hit(replace=[(word, "EXCEPT")], at=word) if found.lexed.words[word.first] == "MINUS" else None
