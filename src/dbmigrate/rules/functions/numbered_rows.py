"""IDENTITY(..) numbers the rows of SELECT INTO

The target numbers them by ROW_NUMBER, in the order that the query asks for. Rows that are added to the new table later get
no number by themselves ("IDENTITY (Function)").

```zh
SELECT INTO 中的 IDENTITY(..) 为行编号
目标库用 ROW_NUMBER 按查询的顺序编号。以后向新表添加的行不会自动编号。
```
```notes
later | rows that are added later get no number | 以后添加的行不会自动编号
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (1, 'b'), (2, 'a');
```
```sqlserver
SELECT IDENTITY(INT, 1, 1) AS rn, v.name INTO numbered FROM visit v ORDER BY v.name
```
```postgres
-- dbmigrate FN467 1: IDENTITY(..) numbers the rows of SELECT INTO (rows that are added later get no number)
SELECT (row_number() OVER (ORDER BY v.name NULLS FIRST))::INT AS rn, v.name INTO numbered FROM visit v ORDER BY v.name NULLS FIRST
```
```then
SELECT rn, name FROM numbered ORDER BY rn
```
```rows
1 | a
2 | b
```
```refused 42703
```
```sqlserver
SELECT rn = IDENTITY(BIGINT, 10, 5), -- number
 w.name INTO numbered FROM (SELECT v.name FROM visit v WHERE v.id = 1 UNION ALL SELECT 'x') w
```
```postgres
-- dbmigrate FN467 1: IDENTITY(..) numbers the rows of SELECT INTO (rows that are added later get no number)
SELECT ((row_number() OVER () - 1) * 5 + 10)::BIGINT AS rn, -- number
 w.name INTO numbered FROM (SELECT v.name FROM visit v WHERE v.id = 1 UNION ALL SELECT 'x') w
```
```then
SELECT min(rn), max(rn) FROM numbered
```
```rows
10 | 15
```
```refused 42703
```
```quiet
CREATE TABLE numbered (id INT IDENTITY(1, 1), name VARCHAR(10))
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import whole


@rule("FN467", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("IDENTITY"))
def check(found: Call) -> Hit | None:
    query = found.node.find_ancestor(exp.Query)
    if not 1 <= len(found.args) <= 3 or not isinstance(query, exp.Select) or query.args.get("into") is None:
        return Hit(fix=Fix.NONE)
    kind, seed, step = (*found.args, None, None)[:3]
    assert kind is not None
    first, by = (1 if e is None else whole(e.node) for e in (seed, step))
    if first is None or by is None:
        return Hit(fix=Fix.NONE)
    view = found.view(query)
    order = view.clauses.get("ORDER") if isinstance(view, Select) else None
    items = [order] if order is not None else []
    over = f"row_number() OVER ({'{}' if items else ''})"
    number = over if (first, by) == (1, 1) else f"({over} - 1) * {by} + {first}"
    hidden = [e for e in (seed, step) if e is not None]
    return Hit(replace=[(found, f"({number})::{{}}", *items, kind, *hidden)], note="later")
