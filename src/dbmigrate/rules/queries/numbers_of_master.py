"""{object} as a table of numbers

Queries of SQL Server count with the rows of type P of a table in master: the numbers from 0 to 2047. The target's
generate_series gives them. Rows of other types are names that the server itself uses.

```zh
用 {object} 作数字表
SQL Server 的查询常用 master 库此表中类型为 P 的行取 0 到 2047 的数字。目标库用 generate_series 产生；其他类型的行是服务器自用的名称。
```
```notes
types | the query does not ask for the rows of type P, and the others are not there | 查询未限定类型 P，其他类型的行不存在
```
```setup
CREATE TABLE rack (slot INTEGER);
INSERT INTO rack VALUES (1);
INSERT INTO rack VALUES (3);
```
```sqlserver
SELECT MIN(s.number) FROM master..spt_values s WHERE s.type = 'P' AND s.number BETWEEN 1 AND 50 -- free
  AND NOT EXISTS (SELECT 1 FROM rack r WHERE r.slot = s.number)
```
```postgres
SELECT MIN(s.number) FROM (SELECT NULL::varchar(35) AS name, number, 'P'::text AS type FROM generate_series(0, 2047) AS number) s WHERE s.type = 'P' AND s.number BETWEEN 1 AND 50 -- free
  AND NOT EXISTS (SELECT 1 FROM rack r WHERE r.slot = s.number)
```
```rows
2
```
```refused 42601
```
```sqlserver
SELECT DATEADD(DAY, number, '2024-02-28') AS d FROM master.dbo.spt_values WHERE number < 2 UNION ALL SELECT '2024-05-01' -- days
```
```rows
2024-02-28 00:00:00
2024-02-29 00:00:00
2024-05-01 00:00:00
```
```refused 0A000
```
```quiet
SELECT v.number FROM (SELECT 1 AS number) v
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity

ROWS: Final = "(SELECT NULL::varchar(35) AS name, number, '{}'::text AS type FROM generate_series(0, 2047) AS number)"


@rule("QY290", source="sqlserver", severity=Severity.REFUSED, on=TABLE)
def check(found: Expr) -> Hit | None:
    table = found.node
    if not isinstance(table, exp.Table) or not is_numbers(table):
        return None
    last = found.lexed.by_start.get(table.this.meta.get("start", -1), found.part.last)
    alias = "" if table.alias else " AS spt_values"
    name = Part(found.part.first, last)
    values = {"object": found.lexed.source(name)}
    asked = type_asked(table)
    replace = [(name, ROWS.format(asked or "P") + alias)]
    if asked:
        return Hit(replace=replace, values=values)
    return Hit(replace=replace, values=values, note="types", fix=Fix.REVIEW)


def is_numbers(table: exp.Table) -> bool:
    return table.name.upper() == "SPT_VALUES" and table.db.upper() in ("", "DBO") and table.catalog.upper() in ("", "MASTER")


def type_asked(table: exp.Table) -> str:
    """P or p where the query asks for `type = 'P'`: SQL Server compares without regard to case."""
    query = table.find_ancestor(exp.Select)
    terms = query.find_all(exp.EQ) if query is not None else []
    found = [value for t in terms for value in (type_of(t.this, t.expression), type_of(t.expression, t.this)) if value]
    return found[0] if found else ""


def type_of(column: object, value: object) -> str:
    named = isinstance(column, exp.Column) and column.name.upper() == "TYPE"
    if named and isinstance(value, (exp.Literal, exp.National)) and value.name.upper() == "P":
        return value.name
    return ""
