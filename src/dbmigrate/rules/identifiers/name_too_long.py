"""name is too long for the target: {old} becomes {new}

PostgreSQL keeps 63 bytes of a name (21 Chinese characters) and cuts the rest with no more than a notice: names that
differ behind that are one name. Long names are cut and get an end of their own, the same in every place. Programs that
use the long name need the new one.

```zh
名称超出目标库长度：{old} 改为 {new}
PostgreSQL 的名称最多 63 字节（21 个汉字），超出部分被截断且只有提示，仅尾部不同的名称会成为同一个名称。过长的名称
被截短并加上固定的后缀，各处一致。使用长名称的程序须改用新名称。
```
```oracle
CREATE TABLE visit (
  result_of_the_first_examination_after_admission_to_the_ward_value INTEGER,
  result_of_the_first_examination_after_admission_to_the_ward_value_unit INTEGER
)
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT * FROM visit
```
```rows
1 | 2
```
```refused 42701
```
```sqlserver
CREATE TABLE visit (
  result_of_the_first_examination_after_admission_to_the_ward_value INTEGER,
  result_of_the_first_examination_after_admission_to_the_ward_value_unit INTEGER
)
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT * FROM visit
```
```rows
1 | 2
```
```refused 42701
```
```quiet
CREATE TABLE visit (result_of_the_first_examination_after_admission_to_the_ward INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID003", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.TOO_LONG, Fix.REVIEW)
