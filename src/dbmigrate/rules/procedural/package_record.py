"""record {name} of a package as a composite type

```zh
包的记录 {name} 改写为复合类型
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  TYPE t_ward IS RECORD (id NUMBER(9,0), code VARCHAR(10), beds PLS_INTEGER);
  FUNCTION code_of(p_id NUMBER) RETURN VARCHAR IS
    r t_ward;
  BEGIN
    r.id := p_id;
    r.code := 'w' || r.id;
    RETURN r.code;
  END;
END pk_ward;
/
```
```then
SELECT pk_ward.code_of(4)
```
```rows
w4
```
```refused 42601
```
```quiet
CREATE TABLE record (id INTEGER)
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.package_objects import is_in_package, record_type
from dbmigrate.syntax.procedural.nodes import Package, RecordType


@rule("PL088", source="oracle", severity=Severity.REFUSED, on=node(RecordType))
def check(found: RecordType, context: Context) -> Hit | None:
    outer = context.path[0] if context.path else None
    if not is_in_package(context) or not isinstance(outer, Package) or judge(outer, context).unclear:
        return None
    known = record_type(found, context)
    if known is None:
        return None
    spell = context.names.spell
    fields = ", ".join(f"{spell(name.lower(), False, 'column')} {held.text}" for name, held in known.fields.items())
    text = f"CREATE TYPE {known.text} AS ({fields});"
    return Hit(replace=[(found, literal_template(text), *found.fields)], values={"name": found.name.text()})
