"""the alias type {type} has the name of a type of the target

Without its schema the name means the target's own type: `name` holds 63 bytes and cuts the rest, `tid` is the address of a
row. With the schema it means the type that the estate defines.

```zh
别名类型 {type} 与目标库内置类型同名
不写模式名时该名称指目标库的内置类型：name 只存 63 字节并截断其余部分，tid 是行地址。写上模式名才指本次输入定义的类型。
```
```sqlserver
CREATE TYPE dbo.name FROM VARCHAR(100);
CREATE TABLE patient (id INT, alias name)
```
```postgres
CREATE DOMAIN public.name AS VARCHAR(100);
CREATE TABLE patient (id INT, alias public.name)
```
```then
INSERT INTO patient VALUES (1, repeat('a', 70));
SELECT length(alias::text) FROM patient
```
```rows
70
```
```quiet
CREATE TYPE dbo.patient_name FROM VARCHAR(100);
CREATE TABLE patient (id INT, alias patient_name, other dbo.name)
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("DD239", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user is None or len(found.user.parts) != 1 or found.user.value.lower() not in context.target.types:
        return None
    key = context.catalog.locate("type", path_of(found.user), context.schema)
    if key is None:
        return None
    # What is created without a schema in another database lies where the target's search path begins.
    names = context.names
    schema = names.load_path(context.schema)[0] if "." in key[0] else names.bare(names.schema(key[0]))
    values = {"type": found.user.value}
    return Hit(replace=[(found.user.part.before, literal_template(f"{schema}."))], values=values)
