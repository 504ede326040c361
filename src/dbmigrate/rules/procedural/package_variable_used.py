"""{name} of a package is read by a function

```zh
通过函数读取包的 {name}
```
```notes
table | the query reads a table that is not given: if it has a column of that name, the column is meant | 查询所读的表未提供定义：若该表有同名的列，则指的是该列
```
```setup oracle
CREATE PACKAGE pk_rates IS
  c_normal CONSTANT NUMBER := 3;
  g_limit NUMBER;
END pk_rates;
/
```
```oracle
CREATE FUNCTION rate RETURN NUMBER IS
BEGIN
  RETURN pk_rates.c_normal * 2;
END;
/
CREATE FUNCTION limit_of(p NUMBER) RETURN NUMBER IS
BEGIN
  pk_rates.g_limit := p;
  RETURN pk_rates.g_limit + 1;
END;
/
```
```then
SELECT rate(), limit_of(4)
```
```rows
6 | 5
```
```refused 42P01
```
```oracle
CREATE PACKAGE BODY pk_rates IS
  FUNCTION above RETURN NUMBER IS
    n NUMBER;
  BEGIN
    SELECT COUNT(*) INTO n FROM visit WHERE fee > c_normal;
    RETURN n;
  END;
END;
/
```
```then
CREATE TABLE visit (fee numeric);
INSERT INTO visit VALUES (3), (4);
SELECT pk_rates.above()
```
```rows
1
```
```refused 42703
```
```quiet
CREATE FUNCTION rate RETURN NUMBER IS
  c_normal NUMBER := 3;
BEGIN
  RETURN c_normal;
END;
/
```
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import COLUMN, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_collections import held_by
from dbmigrate.rules.procedural.plsql_names import has_column, is_column, path_of_column
from dbmigrate.rules.procedural.plsql_out_arguments import stands_between
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement

NAMED: Final = re.compile(r"(?:[GCKVLPNSDB]|GC|CN|CON|CONST|PKG)_")  # as variables and constants are named, not columns


@rule("PL086", source="oracle", severity=Severity.REFUSED, on=COLUMN)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_column(found)
    held = held_by(path, context) if path else None
    if held is None or not held.of_package:
        return None
    guessed = is_column(found, context)
    if guessed and (len(path) > 1 or not NAMED.match(path[0]) or has_column(found, context)):
        return None
    statement = context.path[-1]
    if isinstance(statement, Assignment) and statement.target.part == found.part:
        return None  # PL087
    if isinstance(statement, CallStatement) and stands_between(found, statement, members_of(context), context):
        return None  # PL151
    text = held.text if held.is_field else held.text.removeprefix("(").removesuffix(")") if held.text.endswith("())") else held.text
    values = {"name": ".".join(path)}
    if guessed:
        return Hit(replace=[(found, text)], values=values, note="table", fix=Fix.REVIEW)
    return Hit(replace=[(found, text)], values=values)
