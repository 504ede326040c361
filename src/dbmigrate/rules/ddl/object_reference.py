'''reference to an object of type {type}

A REF holds the address of a row in an object table. PostgreSQL has no such type; the column keeps the address as text
until a foreign key to the table's key takes its place.

```zh
指向 {type} 类型对象的引用（REF）
REF 保存对象表中某行的地址，PostgreSQL 没有这种类型。该列以文本保存地址，须改成指向该表主键的外键。
```
```oracle
CREATE TYPE ward_t AS OBJECT (no VARCHAR(10));
/
CREATE TABLE visit (no VARCHAR(10), ward REF ward_t SCOPE IS wards)
```
```postgres
CREATE TYPE ward_t AS (no VARCHAR(10));

-- dbmigrate DD028 3: reference to an object of type ward_t
CREATE TABLE visit (no VARCHAR(10), ward text /* REF ward_t */)
```
```then
INSERT INTO visit VALUES ('1', NULL);
SELECT no FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
CREATE TABLE visit (ref VARCHAR(10))
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("DD028", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName) -> Hit | None:
    if found.user is None or found.keyword != "REF" or found.name.last >= found.user.part.first:
        return None
    return Hit(replace=[(found, "text /* REF {} */", found.user)], values={"type": found.user.text()})
