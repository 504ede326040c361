"""{kind} APPLY among the tables of a change

The target says LATERAL in UPDATE and DELETE as well; OUTER APPLY keeps the rows for which nothing is found.

```zh
UPDATE、DELETE 的 FROM 中的 {kind} APPLY
目标库在 UPDATE、DELETE 中同样写作 LATERAL；OUTER APPLY 保留无匹配的行。
```
```setup
CREATE TABLE ward (id INTEGER, fee INTEGER);
CREATE TABLE visit (id INTEGER, ward INTEGER, fee INTEGER);
INSERT INTO ward VALUES (1, 0), (2, 0);
INSERT INTO visit VALUES (1, 1, 20), (2, 1, 30);
```
```sqlserver
UPDATE w SET w.fee = x.fee FROM ward w CROSS APPLY (SELECT TOP 1 v.fee FROM visit v WHERE v.ward = w.id ORDER BY v.id DESC) x
```
```postgres
UPDATE ward AS changed SET fee = x.fee FROM ward w CROSS JOIN LATERAL (SELECT v.fee FROM visit v WHERE v.ward = w.id ORDER BY v.id DESC NULLS LAST LIMIT 1) x WHERE changed.ctid = w.ctid
```
```then
SELECT id, fee FROM ward ORDER BY id
```
```rows
1 | 30
2 | 0
```
```sqlserver
DELETE w FROM ward w OUTER APPLY (SELECT MAX(v.id) AS id FROM visit v WHERE v.ward = w.id) AS x -- none
 WHERE x.id IS NULL
```
```postgres
DELETE FROM ward AS changed USING ward w LEFT JOIN LATERAL (SELECT MAX(v.id) AS id FROM visit v WHERE v.ward = w.id) AS x ON true -- none
 WHERE changed.ctid = w.ctid AND x.id IS NULL
```
```then
SELECT id FROM ward
```
```rows
1
```
```quiet
UPDATE ward SET fee = 1 FROM visit v WHERE v.ward = ward.id
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.from_items import read_changing
from dbmigrate.rules.queries.applied_table import laterals
from dbmigrate.syntax.ddl.nodes import Dml


@rule("DM220", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml))
def check(statement: Dml) -> Hit | None:
    change = read_changing(statement.lexed, statement.part)
    if change is None:
        return None
    last = change.items[-1]
    kinds, replace = laterals(statement.lexed, Part(change.keyword.first, (last.on or last.ref).last))
    return Hit(replace=replace, values={"kind": kinds[0]}) if kinds else None
