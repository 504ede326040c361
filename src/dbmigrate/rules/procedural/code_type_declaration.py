"""type {name} declared in code

PL/pgSQL declares no types. A subtype or a collection is written where a variable of it is declared (PL100).

```zh
代码中声明的类型 {name}
PL/pgSQL 不能声明类型；子类型和集合在声明变量处写出（PL100）。
```
```oracle
CREATE FUNCTION twice_of(p NUMBER) RETURN NUMBER IS
  SUBTYPE amount IS NUMBER(9,2);
  v amount := p;
BEGIN
  RETURN v * 2;
END;
/
```
```then
SELECT twice_of(1.005)
```
```rows
2.02
```
```refused 42601
```
```quiet
CREATE FUNCTION twice_of(p NUMBER) RETURN NUMBER IS
  v NUMBER := p;
BEGIN
  RETURN v * 2;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted, judgement_at
from dbmigrate.syntax.procedural.nodes import CollectionType, RecordType, Subtype


@rule(
    "PL101",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(Subtype), node(CollectionType), node(RecordType)),
)
def check(found: Subtype | CollectionType | RecordType, context: Context) -> Hit | None:
    judgement = judgement_at(context)
    if judgement is None or not is_converted(context) or (found.part.first, found.part.last) in judgement.left:
        return None
    return Hit(replace=[(found, "")], values={"name": found.name.text()})
