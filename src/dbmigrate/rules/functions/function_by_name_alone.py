"""query calls {name} without parentheses

Oracle calls a function without arguments by its name alone, also in queries and views. On the target a name without
parentheses is a column.

```zh
查询调用 {name} 时没有写括号
Oracle 的查询和视图中，没有参数的函数可以只写名称；目标库中没有括号的名称是列。
```
```setup oracle
CREATE FUNCTION free_beds RETURN NUMBER IS
BEGIN
  RETURN 12;
END;
/
CREATE TABLE ward (id NUMBER(4), name VARCHAR2(10));
INSERT INTO ward VALUES (1, 'N1');
```
```oracle
SELECT name, free_beds FROM ward WHERE free_beds > 3
```
```postgres
SELECT name, free_beds() FROM ward WHERE free_beds() > 3
```
```rows
N1 | 12
```
```refused 42703
```
```oracle
CREATE VIEW ward_view AS SELECT w.name, -- the ward
free_beds AS beds FROM ward w UNION SELECT 'all', (SELECT MAX(free_beds * 2) FROM dual) FROM dual
```
```postgres
CREATE VIEW ward_view AS SELECT w.name, -- the ward
free_beds() AS beds FROM ward w UNION SELECT 'all', (SELECT MAX(free_beds() * 2))
```
```then
SELECT name, beds FROM ward_view ORDER BY beds
```
```rows
N1 | 12
all | 24
```
```oracle
INSERT INTO ward (id) VALUES (free_beds)
```
```postgres
INSERT INTO ward (id) VALUES (free_beds())
```
```quiet
INSERT INTO ward (free_beds) VALUES (1)
```
```quiet
SELECT w.free_beds, free_beds() AS n, w.id AS free_beds FROM (SELECT 1 AS free_beds, 2 AS id FROM dual) w ORDER BY free_beds
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import QUERY_COLUMN, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_column
from dbmigrate.types.scopes import around

STATEMENTS: Final = (exp.Query, exp.Insert, exp.Update, exp.Delete, exp.Merge)


@rule("FN141", source="oracle", severity=Severity.REFUSED, on=QUERY_COLUMN)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_column(found)
    if not path or not isinstance(found.tree.root, STATEMENTS):
        return None
    known = [s for s in callees(path, context, {}) if s.kind == "function" and all(a.default for a in s.arguments)]
    if not known or is_column(found, context) or is_alias(found.node, path[-1]):
        return None
    return Hit(replace=[(found.part.after, "()")], values={"name": ".".join(path)})


def is_alias(node: exp.Expr, name: str) -> bool:
    """What ORDER BY may mean instead."""
    for query in around(node):
        for item in query.expressions:
            if isinstance(item, exp.Alias) and fold("oracle", item.alias, bool(item.args["alias"].args.get("quoted"))) == name:
                return True
    return False
