"""{name} looks for an object by its name

PostgreSQL's catalogue is asked by other functions: `to_regclass` for tables, views and sequences. They answer NULL where
there is no such object, as SQL Server does; the numbers of objects are others.

```zh
{name} 按名称查找对象
PostgreSQL 用其他函数查询系统目录：表、视图、序列用 to_regclass。对象不存在时同样返回 NULL；对象编号不同。
```
```notes
number | the numbers of objects are others on the target | 目标库的对象编号不同
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10));
```
```sqlserver
SELECT 1 WHERE OBJECT_ID('dbo.visit', 'U') IS NOT NULL AND OBJECT_ID(N'[ward]') IS NULL AND COL_LENGTH('visit', 'card') IS NOT NULL
```
```postgres
SELECT 1 WHERE to_regclass('public.visit') IS NOT NULL AND to_regclass('public.ward') IS NULL AND (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = to_regclass('public.visit') AND a.attname = 'card' AND NOT a.attisdropped) IS NOT NULL
```
```rows
1
```
```refused 42883
```
```sqlserver
SELECT CASE WHEN OBJECT_ID('dbo.p_find', 'P') IS NULL THEN 'none' END, CASE WHEN SCHEMA_ID('dbo') IS NOT NULL AND TYPE_ID('t_card') IS NULL THEN 1 END
```
```postgres
SELECT CASE WHEN (SELECT min(p.oid) FROM pg_proc p WHERE p.proname = 'p_find') IS NULL THEN 'none' END, CASE WHEN to_regnamespace('public') IS NOT NULL AND to_regtype('public.t_card') IS NULL THEN 1 END
```
```rows
none | 1
```
```refused 42883
```
```sqlserver
SELECT OBJECT_ID('visit') + 1
```
```refused 42883
```
```quiet
SELECT v.id AS object_id FROM visit v WHERE v.card IS NULL
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.spelling import effective
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.queries.catalogue_answers import answer
from dbmigrate.rules.queries.catalogue_views import is_number_of_made
from dbmigrate.rules.scripts.existence import literal, relation
from dbmigrate.syntax.ddl.nodes import Guard, Procedural

NAMES: Final = ("OBJECT_ID", "COL_LENGTH", "SCHEMA_ID", "TYPE_ID")
ROUTINES: Final = frozenset({"P", "FN", "IF", "TF", "PC", "FS", "FT"})
RELATIONS: Final = frozenset({"U", "V", "SO", "SN", "S", "IT"})


@rule("FN437", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=tuple(call(n) for n in NAMES))
def check(found: Call, context: Context) -> Hit | None:
    if context.above(Guard) is not None or context.above(Procedural) is not None:
        return None
    exists = found.node.find_ancestor(exp.Exists)
    if exists is not None and answer(exists, context) is not None:
        return None  # QY233
    name = found.node.name.upper()
    texts = [constant(a.node) for a in found.args]
    values = {"name": name}
    numbered = name == "OBJECT_ID" and is_number_of_made(found.node)
    if not (isinstance(found.parent, exp.Is) or numbered) or not texts or None in texts:
        return Hit(values=values, note="number", fix=Fix.NONE)
    asked = question(name, [t or "" for t in texts], context)
    return Hit(replace=[(found, literal_template(asked), *found.args)], values=values) if asked else Hit(values=values, fix=Fix.NONE)


def question(name: str, texts: list[str], context: Context) -> str:
    path = tuple(part.strip().strip("[]\"").lower() for part in texts[0].split("."))
    if not all(path) or len(path) > 2:
        return ""
    names = context.names
    if name == "SCHEMA_ID":
        return f"to_regnamespace({literal(names.bare(names.schema(path[-1])))})"
    if name == "TYPE_ID":
        return f"to_regtype({literal(names.object(path, 'type', context.schema))})"
    if name == "COL_LENGTH" and len(texts) == 2:
        column = effective(names.spell_column(path, texts[1], schema=context.schema))
        return (
            f"(SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = to_regclass({relation(path, context)})"
            f" AND a.attname = {literal(column)} AND NOT a.attisdropped)"
        )
    kind = texts[1].strip().upper() if len(texts) == 2 else ""
    if kind in ROUTINES or (not kind and context.catalog.locate("routine", path, context.schema) is not None):
        routine = effective(names.object_name(path, "routine", path[-1], schema=context.schema))
        return f"(SELECT min(p.oid) FROM pg_proc p WHERE p.proname = {literal(routine)})"
    return f"to_regclass({relation(path, context)})" if not kind or kind in RELATIONS else ""
