"""{old} is called {new} on the target

What a type is taken from is written as the target calls it. The views of Oracle's data dictionary are not there: their
names and texts are texts.

```zh
{old} 在目标库中为 {new}
%TYPE、%ROWTYPE 所引用的对象按目标库的名称书写。目标库没有 Oracle 数据字典视图，其名称和文本按文本类型处理。
```
```notes
dictionary | a column of Oracle's data dictionary, taken to be a text | Oracle 数据字典视图的列，按文本处理
```
```setup oracle
CREATE TABLE ward (fee NUMBER(5,2));
```
```oracle
CREATE FUNCTION doubled(p NUMBER) RETURN NUMBER IS
  v "WARD"."FEE"%TYPE := p;
BEGIN
  RETURN v * 2;
END;
/
```
```then
SELECT doubled(1.005)
```
```rows
2.02
```
```oracle
CREATE FUNCTION fee_of(p ward%ROWTYPE) RETURN NUMBER IS
BEGIN
  RETURN p.fee;
END;
/
```
```then
SELECT fee_of(ROW(7))
```
```rows
7.00
```
```refused 42601
```
```oracle
CREATE FUNCTION named(p VARCHAR2) RETURN VARCHAR2 IS
  v user_tab_columns.column_name%TYPE := p;
BEGIN
  RETURN v;
END;
/
```
```then
SELECT named('a')
```
```rows
a
```
```quiet
CREATE FUNCTION doubled(p NUMBER) RETURN NUMBER IS
  v p%TYPE := p;
BEGIN
  RETURN v * 2;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.plsql_types import DICTIONARY, of_row
from dbmigrate.syntax.procedural.nodes import Anchored, Parameter, Returns


@rule("PL111", source="oracle", severity=Severity.REFUSED, on=node(Anchored))
def check(found: Anchored, context: Context) -> Hit | None:
    path = tuple(p if q else p.upper() for p, q in zip(found.path, found.quoted, strict=True))
    old = "".join(found.text().split())
    table = path[:-1] if found.attribute == "TYPE" else path
    if not table or context.declared(path[0]) is not None:
        return None
    row = of_row(table, context)
    if row is None:
        known = context.catalog.resolve(table, context.schema) is not None
        if not known and found.attribute == "ROWTYPE" and is_in_head(context):  # QY900 names the table
            spelled = [context.names.spell(p, q, "table") for p, q in zip(found.path, found.quoted, strict=True)]
            new = ".".join(spelled)
            return Hit(replace=[(found, literal_template(new))], values={"old": old, "new": new})
        if known or found.attribute != "TYPE" or not DICTIONARY.match(table[-1]):
            return None
        return Hit(replace=[(found, "text")], values={"old": old, "new": "text"}, note="dictionary", fix=Fix.REVIEW)
    new = row.text + (f".{column(found, table, context)}" if found.attribute == "TYPE" else "") + f"%{found.attribute}"
    if found.attribute == "ROWTYPE" and is_in_head(context):
        new = row.text
    elif new.lower() == old.lower() and not any(found.quoted):
        return None
    if new == old:
        return None
    return Hit(replace=[(found, literal_template(new))], values={"old": old, "new": new})


def is_in_head(context: Context) -> bool:
    """Heads take the name of a type."""
    return bool(context.path) and isinstance(context.path[-1], (Parameter, Returns))


def column(found: Anchored, table: Path, context: Context) -> str:
    return context.names.spell_column(table, found.path[-1], found.quoted[-1], schema=context.schema)
