"""type {name} is not in what was given and is taken to be a collection

Code asks for its elements, or fills it with BULK COLLECT. It is written as an array of that name, which the target must
have before the unit is created: CREATE DOMAIN with the array of what Oracle's type holds. Hand over the type's definition,
and it is made.

```zh
类型 {name} 不在所提供的脚本中，按集合处理
代码访问其元素，或用 BULK COLLECT 填充它。改写后使用同名的数组类型，创建该单元之前目标库中须有此类型（CREATE DOMAIN .. AS 元素类型[]）。提供该类型的定义后会自动生成。
```
```oracle
CREATE PROCEDURE note_all(p_ids IN t_id_list, p_count OUT INTEGER) IS
  l_found t_id_list := t_id_list();
BEGIN
  FOR i IN 1 .. p_ids.COUNT LOOP
    l_found.EXTEND;
    l_found(i) := p_ids(i) * 2;
  END LOOP;
  p_count := l_found(l_found.LAST);
END;
/
```
```quiet
CREATE PROCEDURE quiet(p_count OUT INTEGER) IS
  TYPE t_own_list IS TABLE OF INTEGER;
  l_found t_own_list := t_own_list(1, 2);
BEGIN
  p_count := l_found.COUNT;
END;
/
```
"""

from dbmigrate.catalog.apply import ASSUMED
from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import ObjectType
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Name, TypeName, below
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, CodeUnit, Package, Routine, Trigger


@rule(
    "PL161",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.NONE,
    on=(node(Routine), node(AnonymousBlock), node(Trigger), node(Package)),
)
def check(unit: CodeUnit, context: Context) -> Hit | None:
    if context.path:
        return None
    found: dict[Path, Name] = {}
    for type_ in below(unit, TypeName):
        if isinstance(type_, TypeName) and type_.user is not None:
            path = path_of(type_.user)
            known = context.catalog.user_type(path, context.schema)
            if isinstance(known, ObjectType) and known.kind == ASSUMED:
                found.setdefault(path, type_.user)
    if not found:
        return None
    names = ", ".join(sorted(".".join(path) for path in found))
    at = next(iter(found.values())).part
    return Hit(values={"name": names}, at=at, fix=Fix.REVIEW)  # the unit is written, and waits for the type
