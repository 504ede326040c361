"""GROUP BY a constant

Oracle makes one group of all rows, and none where there are no rows; a number names no column. PostgreSQL refuses a text
and takes a number for the place of a column. With its type written behind, the constant is a value.

```zh
按常量分组
Oracle 把所有行归为一组，没有行时不产生分组；数字不表示列的序号。PostgreSQL 拒绝文本常量，并把数字当作列序号。写明类型后即为普通的值。
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2));
INSERT INTO bill VALUES (1, 2);
INSERT INTO bill VALUES (2, 3);
```
```oracle
SELECT 'all', SUM(fee) FROM bill GROUP BY 'all', NULL
```
```postgres
SELECT 'all', SUM(fee) FROM bill GROUP BY 'all'::text, NULL::text
```
```rows
all | 5.00
```
```refused 42601
```
```oracle
SELECT MAX(id) FROM bill GROUP BY 1 UNION SELECT (SELECT COUNT(*) FROM bill b WHERE b.id > 5 GROUP BY 'x' -- none
) FROM dual
```
```postgres
SELECT MAX(id) FROM bill GROUP BY 1::text UNION SELECT (SELECT COUNT(*) FROM bill b WHERE b.id > 5 GROUP BY 'x'::text -- none
)
```
```rows
2
NULL
```
```quiet
SELECT b.id, COUNT(*) FROM bill b GROUP BY b.id, NVL(b.fee, 0) ORDER BY 1
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Hit, Severity


@rule("QY031", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select) -> Hit | None:
    group = select.node.args.get("group")
    constants = [n for n in group.expressions if isinstance(n, (exp.Literal, exp.Null))] if group is not None else []
    replace: list[tuple[Any, ...]] = [(select.view(n).part.after, "::text") for n in constants]
    return Hit(replace=replace, at=select.view(constants[0]).part) if replace else None
